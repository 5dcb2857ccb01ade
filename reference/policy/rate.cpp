// The policy `rate`: so many connections, letters and recipients of one client in a time.
//
// Counted for the login where there is one, else for the address. Over the limit is 4yz: the letter
// stays with its sender, who tries again.
#include <fmt/format.h>

#include "tally/client_key.h"
#include "policy/policies.h"
#include "tally/tally.h"

namespace mailtown::policy {

namespace {

class Rate : public Policy {
 public:
  Rate(config::Rate options, Clock& clock)
      : options_(options), clock_(clock), seen_(options.window, Tally::Counts::from_first) {}

  std::string_view name() const override { return "rate"; }
  bool has_opinion_at(Stage stage) const override {
    return stage == Stage::connect || stage == Stage::mail || stage == Stage::rcpt;
  }

  Task<Decided<Verdict>> judge(Stage stage, const Facts& facts, Tracer) override {
    const auto who = facts.login.empty() ? client_key(facts.client) : facts.login;
    const auto what = std::string(to_string(stage));
    const auto count = seen_.add(what + " " + who, clock_.now());
    const auto limit = limit_at(stage);
    Evidence evidence{.rule = count <= limit ? "rate.within" : "rate.over",
                      .inputs = {{"client", who},
                                 {"stage", what},
                                 {"count", fmt::format("{}", count)},
                                 {"limit", fmt::format("{}", limit)}},
                      .alternatives = {},
                      .source = "RFC 5321 §7.8"};
    if (count <= limit) co_return pass(std::move(evidence));
    smtp::Reply reply(450, {4, 7, 1}, "you send more than this server takes: come again later");
    co_return refuse(std::move(reply), std::move(evidence));
  }

 private:
  std::uint64_t limit_at(Stage stage) const {
    if (stage == Stage::connect) return options_.connections;
    return stage == Stage::mail ? options_.letters : options_.recipients;
  }

  config::Rate options_;
  Clock& clock_;
  Tally seen_;
};

}  // namespace

std::unique_ptr<Policy> make_rate(const config::Rate& options, Clock& clock) {
  return std::make_unique<Rate>(options, clock);
}

}  // namespace mailtown::policy
