// The queues: each letter with its recipients, what was tried so far, and when it is tried next.
#include <fmt/core.h>

#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

std::string status_words(const View& view, const reader::QueuedRecipient& recipient) {
  return view.words().ui("view.queue." + recipient.status,
                         {{"relay", recipient.relay}, {"reply", recipient.reply}});
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
  if (!recipient.next_try.empty()) {
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
      for (const auto& recipient : letter.recipients) {
        add_recipient(sheet, view, recipient, letter.letter);
      }
    }
  }
  if (sheet.lines.empty()) sheet.text(view.words().ui("view.queue.empty"));
  return sheet;
}

}  // namespace mailtown::view
