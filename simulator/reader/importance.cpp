#include "simulator/reader/importance.h"

namespace mailtown::reader {

namespace {

struct Judge {
  Importance operator()(const trace::UserActed&) const { return Importance::headline; }
  Importance operator()(const trace::UserSaw&) const { return Importance::headline; }
  Importance operator()(const trace::Delivered&) const { return Importance::headline; }
  Importance operator()(const trace::Bounced&) const { return Importance::headline; }
  Importance operator()(const trace::MachineCrashed&) const { return Importance::headline; }
  Importance operator()(const trace::MachineRestarted&) const { return Importance::headline; }
  Importance operator()(const trace::FaultStruck&) const { return Importance::headline; }
  Importance operator()(const trace::ConnectFailed&) const { return Importance::headline; }
  Importance operator()(const trace::PacketLost&) const { return Importance::headline; }
  // The client judges what the server has proven; the server only tells that it is so far.
  Importance operator()(const trace::TlsStarted& event) const {
    return event.side == "client" ? Importance::headline : Importance::detail;
  }
  Importance operator()(const trace::TlsFailed&) const { return Importance::headline; }
  Importance operator()(const trace::TlsDiscarded&) const { return Importance::headline; }
  // Nameservers decide something about every question; the answer itself tells the story.
  Importance operator()(const trace::Decision& decision) const {
    if (decision.about == "dns.answer" || decision.about == "dns.next") return Importance::detail;
    // A policy without an opinion changes nothing.
    if (decision.about->starts_with("policy.") && decision.outcome == "pass") {
      return Importance::step;
    }
    const bool aside = decision.about == "dns.server" || decision.about == "login" ||
                       decision.about == "client-name";
    return aside ? Importance::step : Importance::headline;
  }
  Importance operator()(const trace::QueueStep& queue) const {
    const bool telling = queue.step == "accepted" || queue.step == "sent" ||
                         queue.step == "deferred" || queue.step == "bounced";
    return telling ? Importance::headline : Importance::detail;
  }
  Importance operator()(const trace::ProgramStopped& stopped) const {
    return stopped.how == "cleanly" ? Importance::detail : Importance::headline;
  }
  Importance operator()(const trace::MailboxChanged& mailbox) const {
    return mailbox.change == "added" ? Importance::detail : Importance::step;
  }
  // What the receiving side records repeats what the sending side told.
  Importance operator()(const trace::LineReceived&) const { return Importance::detail; }
  Importance operator()(const trace::BodyReceived&) const { return Importance::detail; }
  Importance operator()(const trace::Accepted&) const { return Importance::detail; }
  Importance operator()(const trace::DnsQuestionReceived&) const { return Importance::detail; }
  Importance operator()(const trace::DnsAnswerReceived&) const { return Importance::detail; }
  Importance operator()(const trace::ProgramStarted&) const { return Importance::detail; }
  Importance operator()(const trace::ConnectTried&) const { return Importance::detail; }
  Importance operator()(const trace::StreamEnded&) const { return Importance::detail; }
  Importance operator()(const trace::BodyStored&) const { return Importance::detail; }
  Importance operator()(const trace::SessionState&) const { return Importance::detail; }
  Importance operator()(const trace::DnsCacheStored&) const { return Importance::detail; }
  Importance operator()(const trace::DnsCacheExpired&) const { return Importance::detail; }
  Importance operator()(const trace::DiskStep& disk) const {
    return disk.error.empty() ? Importance::detail : Importance::headline;
  }
  Importance operator()(const trace::Connected&) const { return Importance::step; }
  Importance operator()(const trace::LineSent&) const { return Importance::step; }
  Importance operator()(const trace::BodySent&) const { return Importance::step; }
  Importance operator()(const trace::DnsQuestionSent&) const { return Importance::step; }
  Importance operator()(const trace::DnsAnswerSent&) const { return Importance::step; }
  Importance operator()(const trace::DnsCacheHit&) const { return Importance::step; }
  Importance operator()(const trace::DnsResolved&) const { return Importance::step; }
};

}  // namespace

Importance importance_of(const trace::Payload& payload) {
  return std::visit(Judge{}, payload);
}

}  // namespace mailtown::reader
