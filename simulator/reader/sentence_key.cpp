// Which sentence of the catalogue tells an event.
#include <fmt/format.h>

#include "simulator/reader/narrator.h"

namespace mailtown::reader {

namespace {

using Variants = std::vector<std::string>;

// The values that tell variants of a kind apart, the coarse one first.
struct VariantsOf {
  Variants operator()(const trace::ProgramStarted& event) { return {event.role}; }
  Variants operator()(const trace::ProgramStopped& event) { return {event.how}; }
  Variants operator()(const trace::FaultStruck& event) { return {event.what}; }
  Variants operator()(const trace::UserActed& event) { return {event.action}; }
  Variants operator()(const trace::UserSaw& event) { return {event.action, event.outcome}; }
  Variants operator()(const trace::ConnectTried& event) { return {event.protocol}; }
  Variants operator()(const trace::Connected& event) { return {event.protocol}; }
  Variants operator()(const trace::ConnectFailed& event) { return {event.why}; }
  Variants operator()(const trace::Accepted& event) { return {event.protocol}; }
  Variants operator()(const trace::StreamEnded& event) { return {event.how}; }
  Variants operator()(const trace::TlsStarted& event) {
    return {event.side, event.proven.empty() ? event.unproven : "proven"};
  }
  Variants operator()(const trace::TlsFailed& event) { return {event.side, event.why}; }
  Variants operator()(const trace::PacketLost& event) { return {event.what}; }
  Variants operator()(const trace::LineSent& event) { return {event.protocol}; }
  Variants operator()(const trace::LineReceived& event) { return {event.protocol}; }
  Variants operator()(const trace::BodySent& event) { return {event.protocol}; }
  Variants operator()(const trace::BodyReceived& event) { return {event.protocol}; }
  Variants operator()(const trace::SessionState& event) { return {event.protocol, event.side}; }
  Variants operator()(const trace::DnsAnswerSent& event) { return {event.outcome}; }
  Variants operator()(const trace::DnsAnswerReceived& event) { return {event.outcome}; }
  Variants operator()(const trace::DnsCacheHit& event) { return {event.outcome}; }
  Variants operator()(const trace::DnsCacheStored& event) { return {event.outcome}; }
  Variants operator()(const trace::DnsResolved& event) { return {event.outcome}; }
  Variants operator()(const trace::Decision& event) { return {event.about, event.outcome}; }
  Variants operator()(const trace::QueueStep& event) { return {event.step, event.relay}; }
  Variants operator()(const trace::Bounced& event) {
    return {event.bounce_letter.empty() ? "nobody" : "report"};
  }
  Variants operator()(const trace::MailboxChanged& event) { return {event.change}; }
  Variants operator()(const trace::DiskStep& event) {
    if (event.error.empty()) return {event.step};
    return {"failed", event.step};
  }
  template <class Other>
  Variants operator()(const Other&) {
    return {};
  }
};

std::string as_key(std::string value) {
  for (auto& c : value) {
    if (c == ' ') c = '-';
  }
  return value;
}

}  // namespace

std::string sentence_key(const trace::Event& event, const Catalogue& catalogue) {
  std::string key(trace::kind(event));
  std::string best = key;
  for (const auto& variant : std::visit(VariantsOf{}, event.payload)) {
    key += "." + as_key(variant);
    if (catalogue.has("event", key)) best = key;
  }
  return best;
}

}  // namespace mailtown::reader
