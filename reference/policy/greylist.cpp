// The policy `greylist`: a stranger's first letter has to come again (RFC 6647).
//
// Client, sender and recipient that have never come together get 450, and are let in when they come
// again after a while. Mail servers do; programs that only pour out spam seldom keep a queue. The
// price: a first letter is late, and a sender with many hosts may come from another each time, so
// clients are taken by network: /24, or /64 for IPv6.
//
// Asked at RCPT, after relay control and the recipient check. Whoever has logged in is spared.
#include <fmt/format.h>

#include "tally/client_key.h"
#include "policy/greylist_memory.h"
#include "policy/policies.h"

namespace mailtown::policy {

namespace {

std::string network_of(const IpAddress& client) {
  return network_around(client, client.is_v6() ? 64 : 24).to_string();
}

class Greylist : public Policy {
 public:
  Greylist(const config::Greylist& options, Disk& disk, Clock& clock, std::string file)
      : options_(options), clock_(clock), memory_(options, disk, std::move(file), clock.wall()) {}

  std::string_view name() const override { return "greylist"; }
  bool has_opinion_at(Stage stage) const override { return stage == Stage::rcpt; }

  Task<Decided<Verdict>> judge(Stage, const Facts& facts, Tracer) override {
    const auto now = clock_.wall();
    if (!facts.login.empty()) co_return pass(because("greylist.known-user", facts));
    const auto three = network_of(facts.client) + " " + facts.sender.to_string() + " " +
                       facts.recipient.to_string();
    const auto* known = memory_.find(three, now);
    if (known == nullptr) {
      memory_.put(three, {.first = now, .last = now, .passed = false});
      co_return later(because("greylist.first-time", facts), options_.wait);
    }
    const auto waited = now - known->first;
    if (!known->passed && waited < options_.wait) {
      co_return later(because("greylist.too-early", facts), options_.wait - waited);
    }
    memory_.put(three, {.first = known->first, .last = now, .passed = true});
    co_return pass(because("greylist.came-again", facts));
  }

 private:
  static Evidence because(const char* rule, const Facts& facts) {
    return {.rule = rule,
            .inputs = {{"client", facts.client.to_string()},
                       {"sender", facts.sender.to_string()},
                       {"recipient", facts.recipient.to_string()}},
            .alternatives = {},
            .source = "RFC 6647 §2.1"};
  }

  static Decided<Verdict> later(Evidence evidence, Duration wait) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    evidence.inputs.push_back({"seconds", fmt::format("{}", seconds)});
    smtp::Reply reply(
        450, {4, 7, 1},
        fmt::format("greylisted: we do not know you yet; come again in {} seconds", seconds));
    return refuse(std::move(reply), std::move(evidence));
  }

  config::Greylist options_;
  Clock& clock_;
  GreylistMemory memory_;
};

}  // namespace

std::unique_ptr<Policy> make_greylist(const config::Greylist& options, Disk& disk, Clock& clock,
                                      std::string file) {
  return std::make_unique<Greylist>(options, disk, clock, std::move(file));
}

}  // namespace mailtown::policy
