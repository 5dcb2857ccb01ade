// The queues: each letter with its recipients, what was tried so far, when it is tried next and
// when it is given up.
#include <chrono>
#include <optional>

#include <fmt/core.h>

#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

std::string status_words(const View& view, const reader::QueuedRecipient& recipient) {
  return view.words().ui("view.queue." + recipient.status,
                         {{"relay", recipient.relay}, {"reply", recipient.reply}});
}

std::int64_t now_us(const View& view) {
  return view.step() == 0 ? 0 : view.run().reading().event(view.step()).time_us;
}

// The clock's time, with the day before it if that is not today's.
std::string time_words(const View& view, std::int64_t time_us) {
  using namespace std::chrono;
  const auto start = view.run().reading().header().start;
  const auto then = floor<seconds>(start + microseconds(time_us));
  const auto now = start + microseconds(now_us(view));
  const auto day = floor<days>(then);
  const hh_mm_ss clock(then - day);
  const std::string words = fmt::format("{:02}:{:02}:{:02}", clock.hours().count(),
                                        clock.minutes().count(), clock.seconds().count());
  if (day == floor<days>(now)) return words;
  const year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02} {}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), words);
}

// How long until then and when that is; the bar is what is left of the wait since `since_us`.
void add_countdown(Sheet& sheet, const View& view, const char* key,
                   std::optional<std::int64_t> since_us, std::int64_t until_us) {
  const std::int64_t left_us = std::max<std::int64_t>(until_us - now_us(view), 0);
  SheetLine line{.label = view.words().ui(key, {{"left", duration_words(view, left_us)},
                                                {"time", time_words(view, until_us)}}),
                 .sign = Sign::dot,
                 .depth = 2,
                 .is_linked = true};
  if (since_us && *since_us < until_us) {
    line.left_share =
        std::min(1.0f, static_cast<float>(left_us) / static_cast<float>(until_us - *since_us));
  }
  sheet.add(std::move(line));
}

// With the time since the letter was first seen.
void add_tries(Sheet& sheet, const View& view, const reader::QueuedRecipient& recipient,
               std::uint32_t letter) {
  const auto& reading = view.run().reading();
  const Step begin = letter == 0 ? 1 : reading.joined().letters[letter - 1].first;
  const auto since = [&](Step step) {
    return reading.event(step).time_us - reading.event(begin).time_us;
  };
  for (const reader::QueueTry& tried : recipient.tries) {
    sheet.add(
        {.label = view.words().ui("view.queue.try", {{"attempt", std::to_string(tried.attempt)},
                                                     {"relay", tried.relay}}),
         .aside = "+ " + duration_words(view, since(tried.step)),
         .detail = tried.reply,
         .tone = tried.step == view.step() ? Tone::now : Tone::quiet,
         .sign = Sign::cross,
         .depth = 2,
         .is_linked = true,
         .is_mono = true,
         .step = tried.step});
  }
}

void add_recipient(Sheet& sheet, const View& view, const reader::QueuedRecipient& recipient,
                   std::uint32_t letter) {
  const bool done = recipient.status == "sent" || recipient.status == "bounced";
  sheet.add({.label = recipient.address,
             .aside = recipient.attempts == 0
                          ? ""
                          : view.words().ui("view.queue.attempts",
                                            {{"attempts", std::to_string(recipient.attempts)}}),
             .detail = status_words(view, recipient),
             .tone = recipient.status == "deferred" ? Tone::bad
                     : done                         ? Tone::good
                                                    : Tone::plain,
             .sign = recipient.status == "sent"      ? Sign::check
                     : recipient.status == "bounced" ? Sign::cross
                                                     : Sign::dot,
             .depth = 1});
  if (recipient.next_try_us) {
    std::optional<std::int64_t> last_us;
    if (!recipient.tries.empty()) {
      last_us = view.run().reading().event(recipient.tries.back().step).time_us;
    }
    add_countdown(sheet, view, "view.queue.next-in", last_us, *recipient.next_try_us);
  } else if (!recipient.next_try.empty()) {
    sheet.add({.label = view.words().ui("view.queue.next", {{"time", recipient.next_try}}),
               .sign = Sign::dot,
               .depth = 2,
               .is_linked = true});
  }
  add_tries(sheet, view, recipient, letter);
}

}  // namespace

Sheet queue_sheet(View& view) {
  Sheet sheet;
  const reader::WorldState& state = view.run().state(view.step());
  for (const std::string& machine : machines_in_focus(view)) {
    const auto queue = state.queues.find(machine);
    if (queue == state.queues.end() || queue->second.empty()) continue;
    sheet.heading(view.words().ui(
        "view.queue.of", {{"machine", machine}, {"count", std::to_string(queue->second.size())}}));
    for (const auto& [id, letter] : queue->second) {
      const std::string sender = letter.sender.empty() ? "<>" : letter.sender;
      sheet.add(
          {.label = letter_words(view, letter.letter),
           .aside = id,
           .detail = view.words().ui("view.queue.from", {{"sender", sender}}),
           .tone = view.run().letter_near(view.step()) == letter.letter ? Tone::now : Tone::plain,
           .sign = Sign::letter});
      if (letter.gives_up_us) {
        add_countdown(sheet, view, "view.queue.gives-up", letter.accepted_us, *letter.gives_up_us);
        sheet.lines.back().depth = 1;
        sheet.lines.back().is_linked = false;
      }
      for (const auto& recipient : letter.recipients) {
        add_recipient(sheet, view, recipient, letter.letter);
      }
    }
  }
  if (sheet.lines.empty()) sheet.text(view.words().ui("view.queue.empty"));
  return sheet;
}

}  // namespace mailtown::view
