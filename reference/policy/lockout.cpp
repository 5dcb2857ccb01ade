// The policy `lockout`: after so many wrong passwords nobody is let in for a while.
//
// Counted for the client's address and for the login apart: the one stops somebody who tries many
// logins, the other many who try one. The price: whoever knows a login can lock its owner out.
// The reply is the same as to a wrong password, so that a guesser does not even learn that he
// guessed right.
#include <algorithm>

#include <fmt/format.h>

#include "tally/client_key.h"
#include "policy/domain_match.h"
#include "policy/policies.h"
#include "tally/tally.h"

namespace mailtown::policy {

namespace {

std::string address_key(const Facts& facts) {
  return "client " + client_key(facts.client);
}

// Logins are compared without case, as the directory does; else each spelling had its own count.
std::string login_key(const Facts& facts) {
  return "login " + lower_case(facts.login);
}

class Lockout : public Policy {
 public:
  Lockout(config::Lockout options, Clock& clock)
      : options_(options), clock_(clock), wrong_(options.time, Tally::Counts::from_last) {}

  std::string_view name() const override { return "lockout"; }
  bool has_opinion_at(Stage stage) const override { return stage == Stage::login; }

  Task<Decided<Verdict>> judge(Stage, const Facts& facts, Tracer) override {
    const auto now = clock_.now();
    const auto count =
        std::max(wrong_.count(address_key(facts), now), wrong_.count(login_key(facts), now));
    Evidence evidence{.rule = "lockout.open",
                      .inputs = {{"client", facts.client.to_string()},
                                 {"login", facts.login},
                                 {"count", fmt::format("{}", count)}},
                      .alternatives = {},
                      .source = "RFC 4954 §9"};
    if (count < options_.failures) co_return pass(std::move(evidence));
    evidence.rule = "lockout.locked";
    // RFC 4954 §6: 535 5.7.8, word for word as for a wrong password.
    smtp::Reply reply(535, {5, 7, 8}, "Login or password is wrong");
    co_return refuse(std::move(reply), std::move(evidence));
  }

  void note(Happening happening, const Facts& facts) override {
    if (happening == Happening::wrong_password) {
      wrong_.add(address_key(facts), clock_.now());
      wrong_.add(login_key(facts), clock_.now());
    }
    // The address stays suspect: its user may own one login and guess at others.
    if (happening == Happening::right_password) wrong_.forget(login_key(facts));
  }

 private:
  config::Lockout options_;
  Clock& clock_;
  Tally wrong_;
};

}  // namespace

std::unique_ptr<Policy> make_lockout(const config::Lockout& options, Clock& clock) {
  return std::make_unique<Lockout>(options, clock);
}

}  // namespace mailtown::policy
