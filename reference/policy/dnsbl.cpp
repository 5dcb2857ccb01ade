// The policy `dnsbl`: lists of bad addresses that are asked over DNS (RFC 5782).
//
// For 192.0.2.99 and the list bl.example.test, the name 99.2.0.192.bl.example.test is asked: an A
// record in 127.0.0.0/8 means that the address is listed, and a TXT record says why.
//
// Fails open: a list that is down or slow refuses nobody.
#include <chrono>

#include "policy/policies.h"

namespace mailtown::policy {

namespace {

using namespace std::chrono_literals;
constexpr Duration dns_wait = 5s;  // a list that takes longer is passed over

// The address's labels as in a reverse zone, below the list's own name (RFC 5782 §2.1, §2.4).
Result<dns::Name> name_in(const std::string& zone, const IpAddress& client) {
  auto list = dns::Name::parse(zone);
  if (!list) return list;
  const auto reversed = dns::reverse_name(client);
  return reversed.moved(reversed.last_labels(2), *list);  // in-addr.arpa, or ip6.arpa
}

// RFC 5782 §2.3: answers mean something in 127.0.0.0/8 only. A list whose domain was sold answers
// everything with the address of some shop.
std::string listed_as(const dns::Resolution& answer) {
  for (const auto& record : answer.records) {
    const auto address = dns::address_of(record);
    if (address && !address->is_v6() && address->v4_bytes()[0] == 127) return address->to_string();
  }
  return {};
}

std::string text_of(const dns::Resolution& answer) {
  for (const auto& record : answer.records) {
    if (const auto* text = std::get_if<dns::TxtData>(&record.data)) {
      std::string joined;
      for (const auto& part : text->strings) joined += part;
      for (char& c : joined) {
        if (c < 0x20 || c > 0x7e) c = '?';  // it will stand in a reply
      }
      return joined;
    }
  }
  return {};
}

class Dnsbl : public Policy {
 public:
  Dnsbl(config::Dnsbl options, dns::Resolver& resolver, Clock& clock)
      : options_(std::move(options)), resolver_(resolver), clock_(clock) {}

  std::string_view name() const override { return "dnsbl"; }
  bool has_opinion_at(Stage stage) const override { return stage == Stage::connect; }

  Task<Decided<Verdict>> judge(Stage, const Facts& facts, Tracer tracer) override {
    bool silent = false;
    for (const auto& zone : options_.zones) {
      const auto asked = name_in(zone, facts.client);
      if (!asked) continue;  // longer than a name may be
      const auto found = co_await ask(*asked, dns::RecordType::A, tracer);
      silent = silent || found.outcome == dns::Outcome::failed;
      const auto code = listed_as(found);
      if (code.empty()) continue;
      const auto why = co_await ask(*asked, dns::RecordType::TXT, tracer);
      co_return listed(facts, zone, code, text_of(why));
    }
    co_return pass(because(silent ? "dnsbl.no-answer" : "dnsbl.not-listed", facts, "", ""));
  }

 private:
  Task<dns::Resolution> ask(dns::Name name, dns::RecordType type, Tracer tracer) {
    return resolver_.resolve(std::move(name), type, tracer, clock_.in(dns_wait));
  }

  static Evidence because(const char* rule, const Facts& facts, std::string zone,
                          std::string code) {
    return {.rule = rule,
            .inputs = {{"client", facts.client.to_string()},
                       {"list", std::move(zone)},
                       {"code", std::move(code)}},
            .alternatives = {},
            .source = "RFC 5782 §2.1"};
  }

  static Decided<Verdict> listed(const Facts& facts, const std::string& zone,
                                 const std::string& code, const std::string& why) {
    auto text = facts.client.to_string() + " is listed by " + zone;
    if (!why.empty()) text += ": " + why;
    text = text.substr(0, 400) + "; ask the list to take you off";
    return refuse(smtp::Reply(554, {5, 7, 1}, std::move(text)),
                  because("dnsbl.listed", facts, zone, code));
  }

  config::Dnsbl options_;
  dns::Resolver& resolver_;
  Clock& clock_;
};

}  // namespace

std::unique_ptr<Policy> make_dnsbl(const config::Dnsbl& options, dns::Resolver& resolver,
                                   Clock& clock) {
  return std::make_unique<Dnsbl>(options, resolver, clock);
}

}  // namespace mailtown::policy
