// The policy `helo`: what a client calls itself (RFC 5321 §4.1.1.1, §4.1.4).
//
// The standard wants the client's own name, and forbids to refuse mail only because that name does
// not fit the address (§4.1.4). These checks keep to what no honest server does: a name without a
// dot, somebody else's address, our own name.
#include <algorithm>
#include <chrono>

#include "address/domain.h"
#include "policy/domain_match.h"
#include "policy/policies.h"
#include "text/ascii.h"

namespace mailtown::policy {

namespace {

using namespace std::chrono_literals;
constexpr Duration dns_wait = 10s;

// "[192.0.2.1]" or "[IPv6:2001:db8::1]" (RFC 5321 §4.1.3).
std::optional<IpAddress> address_in(const std::string& literal) {
  if (literal.size() < 2 || literal.front() != '[' || literal.back() != ']') return std::nullopt;
  auto text = literal.substr(1, literal.size() - 2);
  if (lower_case(text.substr(0, 5)) == "ipv6:") text.erase(0, 5);
  return IpAddress::parse(text);
}

class Helo : public Policy {
 public:
  Helo(const config::Config& config, dns::Resolver& resolver, Clock& clock)
      : config_(config), resolver_(resolver), clock_(clock) {}

  std::string_view name() const override { return "helo"; }
  bool has_opinion_at(Stage stage) const override { return stage == Stage::helo; }

  Task<Decided<Verdict>> judge(Stage, const Facts& facts, Tracer tracer) override {
    const auto literal = address_in(facts.helo);
    if (checks("form") && !literal && !has_form(facts.helo)) {
      co_return no(facts, "helo.no-full-name", {5, 5, 2},
                   "HELO wants your full host name, such as mail.example.org");
    }
    if (checks("literal") && literal && *literal != facts.client) {
      co_return no(facts, "helo.other-address", {5, 7, 1},
                   "HELO names an address that is not yours");
    }
    if (checks("own-name") && is_ours(facts.helo)) {
      co_return no(facts, "helo.our-name", {5, 7, 1}, "HELO names this server, which you are not");
    }
    if (checks("resolves") && !literal) co_return co_await resolve(facts, tracer);
    co_return pass(because("helo.fine", facts));
  }

 private:
  bool checks(const char* which) const {
    const auto& wanted = config_.helo.checks;
    return std::find(wanted.begin(), wanted.end(), which) != wanted.end();
  }

  static bool has_form(const std::string& helo) {
    return parse_domain(helo).has_value() && helo.find('.') != helo.npos;
  }

  bool is_ours(const std::string& helo) const {
    const auto& domains = config_.local_domains;
    const auto name = lower_case(helo);
    return name == config_.hostname ||
           std::find(domains.begin(), domains.end(), name) != domains.end();
  }

  static Evidence because(const char* rule, const Facts& facts) {
    return {.rule = rule,
            .inputs = {{"helo", facts.helo}, {"client", facts.client.to_string()}},
            .alternatives = {},
            .source = "RFC 5321 §4.1.4"};
  }

  static Decided<Verdict> no(const Facts& facts, const char* rule, smtp::EnhancedStatus status,
                             const char* text) {
    return refuse(smtp::Reply(550, status, text), because(rule, facts));
  }

  // Fails open: DNS that cannot say is no proof of anything.
  Task<Decided<Verdict>> resolve(const Facts& facts, Tracer tracer) {
    const auto host = dns::Name::parse(facts.helo);
    if (!host) {
      co_return no(facts, "helo.no-full-name", {5, 5, 2}, "HELO names no host");
    }
    const auto type = facts.client.is_v6() ? dns::RecordType::AAAA : dns::RecordType::A;
    const auto found = co_await resolver_.resolve(*host, type, tracer, clock_.in(dns_wait));
    if (found.outcome == dns::Outcome::no_such_name || found.outcome == dns::Outcome::no_data) {
      co_return no(facts, "helo.unknown-name", {5, 7, 1},
                   "HELO names a host that DNS does not know");
    }
    const bool silent = found.outcome == dns::Outcome::failed;
    co_return pass(because(silent ? "helo.cannot-say" : "helo.fine", facts));
  }

  const config::Config& config_;
  dns::Resolver& resolver_;
  Clock& clock_;
};

}  // namespace

std::unique_ptr<Policy> make_helo(const config::Config& config, dns::Resolver& resolver,
                                  Clock& clock) {
  return std::make_unique<Helo>(config, resolver, clock);
}

}  // namespace mailtown::policy
