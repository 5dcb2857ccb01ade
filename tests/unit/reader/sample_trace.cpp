#include "tests/unit/reader/sample_trace.h"

#include "tests/unit/reader/trace_builder.h"

namespace mailtown::reader {

namespace {

using namespace std::chrono_literals;

const std::string sender = "ivanov@example.org";
const std::string recipient = "kozlov@example.com";
const std::string letter_text =
    "Date: Mon, 01 Jun 2026 10:00:00 +0000\\x0d\\x0a"
    "From: ivanov@example.org\\x0d\\x0aTo: kozlov@example.com\\x0d\\x0a"
    "Subject: The first letter\\x0d\\x0a\\x0d\\x0aHello!\\x0d\\x0a";
constexpr std::uint64_t letter_bytes = 412;

Endpoint end(const char* text) {
  return *Endpoint::parse(text);
}

class Sample {
 public:
  trace::Trace make() {
    machines();
    tables();
    start_programs();
    submission();
    mx_lookup();
    relay();
    fetch();
    return std::move(b_.trace);
  }

 private:
  void machines() {
    auto& header = b_.trace.header;
    header.scenario = "sample-letter";
    header.seed = 1;
    header.start = WallTime(1780308000s);  // 2026-06-01 10:00:00 UTC
    b_.machine("pc.example.org", "example.org", "192.0.2.100", {"user"});
    b_.machine("mail.example.org", "example.org", "192.0.2.10", {"mta", "mda"});
    b_.machine("resolver.example.org", "example.org", "192.0.2.53", {"resolver"});
    b_.machine("a.root-servers.test", "", "203.0.113.4", {"nameserver"});
    b_.machine("ns1.example.com", "example.com", "198.51.100.53", {"nameserver"});
    b_.machine("mx1.example.com", "example.com", "198.51.100.10", {"mta", "mda"});
    b_.machine("pc.example.com", "example.com", "198.51.100.100", {"user"});
    header.links.push_back({"*", "*", TraceBuilder::latency_us, 0, 0});
    ivanov_ = b_.program("pc.example.org", "user");
    mta_ = b_.program("mail.example.org", "mta");
    resolver_ = b_.program("resolver.example.org", "resolver");
    root_ = b_.program("a.root-servers.test", "nameserver");
    ns_ = b_.program("ns1.example.com", "nameserver");
    mx_ = b_.program("mx1.example.com", "mta");
    mda_ = b_.program("mx1.example.com", "mda");
    kozlov_ = b_.program("pc.example.com", "user");
  }

  void tables() {
    b_.trace.header.tables.push_back({"smtp",
                                      "server",
                                      {"start", "greeted", "mail", "rcpt", "data"},
                                      {{"EHLO", {"start"}, "greeted", "RFC 5321 §4.1.1.1"},
                                       {"MAIL", {"greeted"}, "mail", "RFC 5321 §4.1.1.2"},
                                       {"RCPT", {"mail", "rcpt"}, "rcpt", "RFC 5321 §4.1.1.3"},
                                       {"DATA", {"rcpt"}, "data", "RFC 5321 §4.1.1.4"}}});
  }

  void start_programs() {
    for (const auto program : {mta_, mx_}) {
      b_.add(program, 0, 0, {}, trace::ProgramStarted{"mta", "listens on port 25"});
    }
    b_.add(mda_, 0, 0, {}, trace::ProgramStarted{"mda", "listens on port 110"});
    b_.add(resolver_, 0, 0, {}, trace::ProgramStarted{"nameserver", "listens on port 53"});
    b_.wait(1'000'000);
  }

  // Ivanov presses "send"; his MTA takes the letter and decides where it goes.
  void submission() {
    const auto pressed =
        b_.add(ivanov_, 0, 0, {}, trace::UserActed{sender, "send", recipient, "The first letter"});
    Talk talk(b_, ivanov_, mta_, end("192.0.2.100:49152"), end("192.0.2.10:587"), "submission",
              "mail.example.org", pressed);
    talk.server_state("", "start");
    talk.server_says("220 mail.example.org ESMTP");
    talk.client_says("EHLO pc.example.org");
    talk.server_state("start", "greeted");
    talk.server_says("250-mail.example.org");
    talk.server_says("250 AUTH PLAIN LOGIN");
    talk.client_says("AUTH PLAIN ****");
    talk.server_does(trace::Decision{"login",
                                     sender,
                                     "accept",
                                     "235 2.7.0 Authenticated",
                                     "login.right",
                                     {{"login", sender}},
                                     {},
                                     "RFC 4954 §4"});
    talk.server_says("235 2.7.0 Authenticated");
    talk.client_says("MAIL FROM:<ivanov@example.org>");
    talk.server_state("greeted", "mail");
    talk.server_says("250 2.1.0 Sender accepted");
    talk.client_says("RCPT TO:<kozlov@example.com>");
    talk.server_does(
        trace::Decision{"relay",
                        recipient,
                        "accept",
                        "250 2.1.5 Recipient accepted",
                        "relay.logged-in",
                        {{"recipient", recipient}, {"login", sender}, {"domain", "example.com"}},
                        {},
                        "RFC 5321 §3.6.2"});
    talk.server_state("mail", "rcpt");
    talk.server_says("250 2.1.5 Recipient accepted");
    talk.client_says("DATA");
    talk.server_state("rcpt", "data");
    talk.server_says("354 End with a dot");
    talk.server_letter = "A1";
    talk.client_sends_body("draft-1", "A1", letter_bytes);
    talk.server_does(trace::BodyStored{"A1", letter_bytes, letter_text});
    queued_ = talk.server_does(step("accepted"));
    talk.server_state("data", "greeted");
    talk.server_says("250 2.0.0 Accepted as A1");
    talk.client_does(trace::UserSaw{sender, "send", "accepted", "250 2.0.0 Accepted as A1"});
    talk.client_says("QUIT");
    talk.server_says("221 2.0.0 Goodbye");
    talk.end();
  }

  void mx_lookup() {
    const Endpoint stub = end("192.0.2.10:53001"), resolver = end("192.0.2.53:53");
    const auto conversation = b_.new_conversation(mta_);
    const auto lost = b_.add(mta_, queued_, conversation, "A1",
                             trace::DnsQuestionSent{stub, resolver, "udp", 7, "example.com", "MX"});
    b_.wait(5'000);
    b_.add(mta_, lost, conversation, "A1", trace::PacketLost{stub, resolver, "datagram", "loss"});
    b_.wait(2'000'000);
    const auto asked =
        b_.add(mta_, lost, conversation, "A1",
               trace::DnsQuestionSent{stub, resolver, "udp", 8, "example.com", "MX"});
    b_.wait(TraceBuilder::latency_us);
    const auto served = b_.new_conversation(resolver_);
    auto step = b_.add(resolver_, 0, served, {},
                       trace::DnsQuestionReceived{resolver, stub, "udp", 8, "example.com", "MX"});
    step = walk_down(step);
    step = b_.add(resolver_, step, 0, {},
                  trace::DnsCacheStored{"example.com", "MX", "answer", 3600, mx_record_});
    b_.add(resolver_, step, served, {},
           trace::DnsAnswerSent{
               resolver, stub, "udp", 8, "example.com", "MX", "answer", mx_record_, {}, glue_});
    b_.wait(TraceBuilder::latency_us);
    const auto answer =
        b_.add(mta_, asked, conversation, "A1",
               trace::DnsAnswerReceived{
                   stub, resolver, "udp", 8, "example.com", "MX", "answer", mx_record_, {}, glue_});
    const auto resolved = b_.add(mta_, answer, conversation, "A1",
                                 trace::DnsResolved{"example.com", "MX", "answer", mx_record_});
    route_ =
        b_.add(mta_, resolved, 0, "A1",
               trace::Decision{
                   "route",
                   recipient,
                   "mx1.example.com",
                   {},
                   "route.mx",
                   {{"domain", "example.com"}, {"host", "mx1.example.com"}, {"preference", "10"}},
                   {{"mx1.example.com", "", {{"host", "mx1.example.com"}, {"preference", "10"}}},
                    {"mx2.example.com",
                     "route.less-preferred",
                     {{"host", "mx2.example.com"}, {"preference", "20"}}}},
                   "RFC 5321 §5.1"});
  }

  trace::EventNumber walk_down(trace::EventNumber cause) {
    const Endpoint from = end("192.0.2.53:53002");
    const auto referral = ask(b_,
                              {resolver_,
                               root_,
                               from,
                               end("203.0.113.4:53"),
                               21,
                               "example.com",
                               "MX",
                               "referral",
                               {},
                               {"example.com. 172800 IN NS ns1.example.com."},
                               {"ns1.example.com. 172800 IN A 198.51.100.53"}},
                              cause);
    return ask(b_,
               {resolver_,
                ns_,
                from,
                end("198.51.100.53:53"),
                22,
                "example.com",
                "MX",
                "answer",
                mx_record_,
                {},
                glue_},
               referral);
  }

  // The two MTAs talk; the letter lands in Kozlov's mailbox.
  void relay() {
    const auto trying = b_.add(mta_, route_, 0, "A1", step("trying"));
    Talk talk(b_, mta_, mx_, end("192.0.2.10:49153"), end("198.51.100.10:25"), "smtp",
              "mx1.example.com", trying);
    talk.client_letter = "A1";
    talk.server_state("", "start");
    talk.server_says("220 mx1.example.com ESMTP");
    talk.client_says("EHLO mail.example.org");
    talk.server_state("start", "greeted");
    talk.server_says("250 mx1.example.com");
    talk.client_says("MAIL FROM:<ivanov@example.org>");
    talk.server_says("250 2.1.0 Sender accepted");
    talk.client_says("RCPT TO:<kozlov@example.com>");
    talk.server_does(trace::Decision{"recipient",
                                     recipient,
                                     "accept",
                                     "250 2.1.5 Recipient accepted",
                                     "recipient.user",
                                     {{"recipient", recipient}},
                                     {},
                                     "RFC 5321 §3.3"});
    talk.server_says("250 2.1.5 Recipient accepted");
    talk.client_says("DATA");
    talk.server_says("354 End with a dot");
    talk.server_letter = "B7";
    talk.client_sends_body("A1", "B7", letter_bytes + 80);
    auto accepted = step("accepted");
    accepted.relay = {};
    const auto queued = talk.server_does(accepted);
    talk.server_says("250 2.0.0 Accepted as B7");
    auto sent = step("sent");
    sent.reply = "250 2.0.0 Accepted as B7";
    talk.client_does(sent);
    talk.client_does(step("removed"));
    talk.client_says("QUIT");
    talk.server_says("221 2.0.0 Goodbye");
    talk.end();
    file_letter(queued);
  }

  void file_letter(trace::EventNumber queued) {
    auto last = b_.add(mx_, queued, 0, "B7",
                       trace::Delivered{recipient, "example.com/kozlov", "new/1780308003.B7.mx1",
                                        letter_bytes + 160});
    last = b_.add(mx_, last, 0, "B7",
                  trace::MailboxChanged{"example.com/kozlov", "added", "1780308003.B7.mx1"});
    b_.add(mx_, last, 0, "B7", step("removed"));
    b_.wait(60'000'000);
  }

  void fetch() {
    const auto pressed = b_.add(kozlov_, 0, 0, {}, trace::UserActed{recipient, "fetch", {}, {}});
    Talk talk(b_, kozlov_, mda_, end("198.51.100.100:49152"), end("198.51.100.10:110"), "pop3",
              "mx1.example.com", pressed);
    talk.server_says("+OK mx1.example.com POP3");
    talk.client_says("USER kozlov@example.com");
    talk.server_says("+OK");
    talk.client_says("PASS ****");
    talk.server_says("+OK 1 message");
    talk.client_says("RETR 1");
    talk.server_says("+OK 572 octets");
    talk.server_sends_body("1780308003.B7.mx1", "fetched-1", letter_bytes + 165);
    talk.client_does(trace::UserSaw{recipient, "fetch", "1 message", "The first letter"});
    talk.client_says("QUIT");
    talk.server_says("+OK");
    talk.end();
  }

  trace::QueueStep step(const std::string& name) const {
    trace::QueueStep step;
    step.step = name;
    step.sender = sender;
    step.recipient = recipient;
    if (name == "trying" || name == "sent") {
      step.relay = "mx1.example.com[198.51.100.10]";
      step.attempt = 1;
    }
    return step;
  }

  TraceBuilder b_;
  std::uint32_t ivanov_ = 0, mta_ = 0, resolver_ = 0, root_ = 0, ns_ = 0, mx_ = 0, mda_ = 0,
                kozlov_ = 0;
  trace::EventNumber queued_ = 0, route_ = 0;
  const std::vector<std::string> mx_record_ = {"example.com. 3600 IN MX 10 mx1.example.com.",
                                               "example.com. 3600 IN MX 20 mx2.example.com."};
  const std::vector<std::string> glue_ = {"mx1.example.com. 3600 IN A 198.51.100.10"};
};

}  // namespace

trace::Trace sample_trace() {
  return Sample().make();
}

}  // namespace mailtown::reader
