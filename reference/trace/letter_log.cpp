#include "trace/letter_log.h"

#include <chrono>

#include <fmt/format.h>

#include "trace/json_codec.h"

namespace mailtown::trace {

namespace {

// What came from elsewhere, such that it can neither end a line nor a quotation.
std::string one_line(std::string_view value) {
  std::string text;
  for (const char c : visible_text(value)) {
    if (c == '\n' || c == '"') {
      text += fmt::format("\\x{:02x}", c);
    } else {
      text += c;
    }
  }
  return text;
}

// `name=value, `, or nothing where there is no value.
std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("{}={}, ", name, one_line(value));
}

// Between angle brackets, since the null sender is empty and yet says something.
std::string address(std::string_view name, std::string_view value) {
  return fmt::format("{}=<{}>, ", name, one_line(value));
}

std::string quoted(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format(", {}=\"{}\"", name, one_line(value));
}

}  // namespace

std::string utc_text(WallTime time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<milliseconds>(time - day));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

std::string LetterLog::line(const std::string& letter, const Payload& payload, WallTime now) {
  std::string told;
  if (const auto* step = std::get_if<QueueStep>(&payload)) {
    told = fields(letter, *step, now);
  } else if (const auto* delivered = std::get_if<Delivered>(&payload)) {
    told = fields(letter, *delivered, now);
  } else if (const auto* bounced = std::get_if<Bounced>(&payload)) {
    told = fields(letter, *bounced, now);
  } else if (const auto* decision = std::get_if<Decision>(&payload)) {
    const std::string decided = fields(*decision);
    return decided.empty() ? decided : fmt::format("{} {}", utc_text(now), decided);
  } else if (const auto* started = std::get_if<ProgramStarted>(&payload)) {
    return fmt::format("{} {} started {}", utc_text(now), started->role, started->detail);
  } else if (const auto* stopped = std::get_if<ProgramStopped>(&payload)) {
    return fmt::format("{} {} stopped {}", utc_text(now), stopped->role, stopped->how);
  }
  return told.empty() ? told : fmt::format("{} {}: {}", utc_text(now), letter, told);
}

std::string LetterLog::fields(const std::string& letter, const QueueStep& step, WallTime now) {
  if (step.step == "trying") return {};
  if (step.step == "accepted") accepted_.emplace(letter, now);
  std::string told = address("from", step.sender);
  if (!step.recipient.empty()) told += address("to", step.recipient);
  told += field("relay", step.relay) + delay(letter, now) + "status=" + step.step;
  told += quoted("reply", step.reply) + quoted("next_try", step.next_try);
  if (step.step == "removed") accepted_.erase(letter);
  return told;
}

std::string LetterLog::fields(const std::string& letter, const Delivered& delivered, WallTime now) {
  return address("to", delivered.recipient) + field("mailbox", delivered.mailbox) +
         delay(letter, now) + "status=delivered";
}

std::string LetterLog::fields(const std::string& letter, const Bounced& bounced, WallTime now) {
  return address("from", bounced.sender) + address("to", bounced.recipient) +
         field("report", bounced.bounce_letter) + delay(letter, now) + "status=bounced" +
         quoted("reply", bounced.reply);
}

// Of all decisions those that an operator acts on: whoever is not let in (and blocked elsewhere,
// if it goes on), and what came of a SIGHUP.
std::string LetterLog::fields(const Decision& decision) {
  const bool refused_login = decision.about == "login" && decision.outcome == "refused";
  if (!refused_login && decision.about != "users" && decision.about != "certificates") return {};
  std::string told = fmt::format("{} {}: rule={}", one_line(decision.about),
                                 one_line(decision.outcome), decision.rule);
  for (const Fact& input : decision.inputs) told += quoted(input.name, input.value);
  return told;
}

std::string LetterLog::delay(const std::string& letter, WallTime now) const {
  const auto accepted = accepted_.find(letter);
  if (accepted == accepted_.end()) return {};
  const std::chrono::duration<double> seconds = now - accepted->second;
  return fmt::format("delay={:.2f}, ", seconds.count());
}

}  // namespace mailtown::trace
