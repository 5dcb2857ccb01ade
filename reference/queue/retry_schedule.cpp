#include "queue/retry_schedule.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace mailtown::queue {

namespace {

// "4h 20m", in whole seconds: "1h 30m", "45s".
std::string in_words(Duration duration) {
  auto left = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
  struct Unit {
    std::int64_t seconds;
    const char* letter;
  };
  std::string words;
  for (const Unit& unit : {Unit{86400, "d"}, Unit{3600, "h"}, Unit{60, "m"}, Unit{1, "s"}}) {
    if (left < unit.seconds) continue;
    words += fmt::format("{}{}{}", words.empty() ? "" : " ", left / unit.seconds, unit.letter);
    left %= unit.seconds;
  }
  return words.empty() ? "0s" : words;
}

Duration with_jitter(Duration wait, std::uint64_t percent, Random& random) {
  const auto most = wait.count() / 100 * static_cast<std::int64_t>(percent);
  if (most <= 0) return wait;
  return wait + Duration(random.below(static_cast<std::uint64_t>(most) + 1, "retry-jitter"));
}

}  // namespace

Decided<std::optional<Duration>> next_try(const config::Delivery& delivery, const RetryFacts& facts,
                                          Random& random) {
  const Duration age = facts.now - facts.arrived;
  const Duration left = delivery.give_up_after - age;
  Evidence evidence{.inputs = {{"attempt", std::to_string(facts.attempts)},
                               {"age", in_words(age)},
                               {"limit", in_words(delivery.give_up_after)}},
                    .source = "RFC 5321 §4.5.4.1"};
  if (delivery.retry.empty() || left <= Duration::zero()) {
    evidence.rule = left <= Duration::zero() ? "retry.too-old" : "retry.never";
    return {std::nullopt, std::move(evidence)};
  }
  const auto place =
      std::min<std::uint64_t>(std::max<std::uint64_t>(facts.attempts, 1), delivery.retry.size());
  const auto planned = with_jitter(delivery.retry[place - 1], delivery.jitter, random);
  const auto wait = std::min(planned, left);
  evidence.rule = wait < planned ? "retry.last" : "retry.wait";
  evidence.inputs.push_back({"wait", in_words(wait)});
  evidence.alternatives = {{"try-again", "", {}},
                           {"give-up",
                            "retry.young-enough",
                            {{"age", in_words(age)}, {"limit", in_words(delivery.give_up_after)}}}};
  return {wait, std::move(evidence)};
}

bool is_warning_due(const config::Delivery& delivery, const Letter& letter, WallTime now) {
  if (letter.warned || letter.sender.is_null()) return false;
  return now - letter.arrived >= delivery.warn_after;
}

}  // namespace mailtown::queue
