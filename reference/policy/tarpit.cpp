// The policy `tarpit`: who errs is made to wait.
//
// Each refusal of a client's commands (unknown recipients, attempts to relay) makes its next
// answers slower, so that trying out names costs time. Honest servers hardly notice: they seldom
// err twice. The delay costs this server a connection that does nothing, which is why limits on
// connections belong to it.
#include <algorithm>

#include <fmt/format.h>

#include "tally/client_key.h"
#include "policy/policies.h"
#include "tally/tally.h"

namespace mailtown::policy {

namespace {

class Tarpit : public Policy {
 public:
  Tarpit(config::Tarpit options, Clock& clock)
      : options_(options), clock_(clock), refused_(options.forget, Tally::Counts::from_last) {}

  std::string_view name() const override { return "tarpit"; }
  bool has_opinion_at(Stage stage) const override {
    return stage == Stage::mail || stage == Stage::rcpt || stage == Stage::refused ||
           stage == Stage::data;
  }

  Task<Decided<Verdict>> judge(Stage, const Facts& facts, Tracer) override {
    const auto count = refused_.count(client_key(facts.client), clock_.now());
    Evidence evidence{
        .rule = "tarpit.clean",
        .inputs = {{"client", facts.client.to_string()}, {"count", fmt::format("{}", count)}},
        .alternatives = {},
        .source = "RFC 5321 §7.8"};
    if (count <= options_.after) co_return pass(std::move(evidence));
    // Bounded before it is multiplied: a count may be anything.
    const auto steps = std::min<std::uint64_t>(count - options_.after, 1000);
    const Duration wait = std::min(options_.most, options_.step * static_cast<std::int64_t>(steps));
    evidence.rule = "tarpit.slowed";
    evidence.inputs.push_back(
        {"seconds", fmt::format("{}", std::chrono::floor<std::chrono::seconds>(wait).count())});
    co_return delay(wait, std::move(evidence));
  }

  void note(Happening happening, const Facts& facts) override {
    if (happening == Happening::refused) refused_.add(client_key(facts.client), clock_.now());
  }

 private:
  config::Tarpit options_;
  Clock& clock_;
  Tally refused_;
};

}  // namespace

std::unique_ptr<Policy> make_tarpit(const config::Tarpit& options, Clock& clock) {
  return std::make_unique<Tarpit>(options, clock);
}

}  // namespace mailtown::policy
