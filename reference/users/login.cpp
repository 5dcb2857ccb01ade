#include "users/login.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "tally/client_key.h"
#include "tally/tally.h"
#include "users/login_name.h"

namespace mailtown::users {

namespace {

const char* source_of(const std::string& protocol) {
  if (protocol == "pop3") return "RFC 1939 §7";
  if (protocol == "imap") return "RFC 3501 §6.2";
  return "RFC 4954 §4";
}

class CountingCheck : public LoginCheck {
 public:
  CountingCheck(Directory& directory, const config::Config& config, Platform& platform)
      : directory_(directory),
        config_(config),
        clock_(platform.clock),
        wrong_(config.lockout.time, Tally::Counts::from_last),
        decided_(platform.tasks.make_signal()) {}

  Task<Decided<Login>> check(LoginAttempt attempt) override {
    // Each spelling of a login would have its own count else.
    const std::string login_key = "login " + full_login(attempt.login, config_);
    const std::vector<std::string> keys = {"client " + client_key(attempt.client), login_key};
    while (is_busy(keys)) {
      co_await decided_->wait(no_deadline);
    }
    Decided<Login> decided;
    decided.evidence = {"login.locked-out",
                        {{"login", attempt.login},
                         {"client", attempt.client.to_string()},
                         {"count", fmt::format("{}", worst(keys))}},
                        {},
                        source_of(attempt.protocol)};
    decided.outcome.locked_out = worst(keys) >= config_.lockout.failures;
    if (decided.outcome.locked_out) co_return decided;
    const Underway underway(*this, keys);
    auto account = co_await directory_.check_password(attempt.login, std::move(attempt.password));
    if (!account) {
      decided.evidence.rule = "login.unavailable";
      decided.evidence.inputs.push_back({"failure", account.error().message()});
      decided.outcome.unavailable = account.error();
    } else if (*account) {
      decided.evidence.rule = "login.right";
      decided.outcome.account = std::move(**account);
      // The address stays suspect: its user may own one login and guess at others.
      wrong_.forget(login_key);
    } else {
      decided.evidence.rule = "login.wrong";
      for (const auto& key : keys) wrong_.add(key, clock_.now());
      decided.evidence.inputs.back().value = fmt::format("{}", worst(keys));
    }
    co_return decided;
  }

 private:
  // A password that is being looked at. Wakes who waits for its outcome, also when its session is
  // torn down.
  class Underway {
   public:
    Underway(CountingCheck& check, std::vector<std::string> keys)
        : check_(check), keys_(std::move(keys)) {
      for (const auto& key : keys_) ++check_.underway_[key];
    }
    ~Underway() {
      for (const auto& key : keys_) {
        const auto count = check_.underway_.find(key);
        if (--count->second == 0) check_.underway_.erase(count);
      }
      check_.decided_->wake_all();
    }
    Underway(const Underway&) = delete;
    Underway& operator=(const Underway&) = delete;

   private:
    CountingCheck& check_;
    std::vector<std::string> keys_;
  };

  std::uint64_t worst(const std::vector<std::string>& keys) {
    std::uint64_t count = 0;
    for (const auto& key : keys) count = std::max(count, wrong_.count(key, clock_.now()));
    return count;
  }

  // Whether those underway could lock the door, which is not locked yet.
  bool is_busy(const std::vector<std::string>& keys) {
    if (worst(keys) >= config_.lockout.failures) return false;
    return std::any_of(keys.begin(), keys.end(), [this](const auto& key) {
      const auto underway = underway_.find(key);
      if (underway == underway_.end()) return false;
      return wrong_.count(key, clock_.now()) + underway->second >= config_.lockout.failures;
    });
  }

  Directory& directory_;
  const config::Config& config_;
  Clock& clock_;
  Tally wrong_;
  std::map<std::string, std::uint64_t> underway_;
  std::unique_ptr<Signal> decided_;
};

}  // namespace

std::unique_ptr<LoginCheck> make_login_check(Directory& directory, const config::Config& config,
                                             Platform& platform) {
  return std::make_unique<CountingCheck>(directory, config, platform);
}

trace::Decision login_decision(const std::string& login, const Decided<Login>& decided,
                               std::string reply) {
  const char* outcome = decided.outcome.account ? "accepted" : "refused";
  return decision("login", login, outcome, decided.evidence, std::move(reply));
}

}  // namespace mailtown::users
