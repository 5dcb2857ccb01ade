// Mailboxes and their messages; of one message the envelope beside its header, and how the header
// grew hop by hop.
#include "visualizer/insides/mailboxes.h"

#include <algorithm>

#include "simulator/reader/header_lines.h"
#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

using reader::HeaderLine;

constexpr std::string_view received = "Received";

// A text of the letter as some program stored it.
struct Stored {
  Step step = 0;
  std::vector<HeaderLine> header;
  std::size_t hops = 0;  // Received lines
};

// One for each program that the letter passed, up to the view's step.
std::vector<Stored> texts_of(const View& view, std::uint32_t letter) {
  const auto& reading = view.run().reading();
  const reader::LetterInfo& info = reading.joined().letters[letter - 1];
  std::vector<Stored> texts;
  for (Step step = info.first; step <= std::min(info.last, view.step()); ++step) {
    if (reading.joined().at(step).letter != letter) continue;
    const auto* stored = std::get_if<trace::BodyStored>(&reading.event(step).payload);
    if (!stored) continue;
    Stored text{step, reader::header_lines(stored->text), 0};
    text.hops = static_cast<std::size_t>(
        std::count_if(text.header.begin(), text.header.end(),
                      [](const HeaderLine& line) { return line.name == received; }));
    const bool again = std::any_of(texts.begin(), texts.end(), [&](const Stored& before) {
      return reading.event(before.step).program == reading.event(step).program;
    });
    if (!again) texts.push_back(std::move(text));
  }
  return texts;
}

std::string values_of(const std::vector<HeaderLine>& header, std::string_view name) {
  std::string values;
  for (const HeaderLine& line : header) {
    if (line.name == name) values += (values.empty() ? "" : "\n") + line.value;
  }
  return values;
}

void add_envelope(Sheet& sheet, const View& view, const reader::LetterInfo& info,
                  const std::vector<HeaderLine>& header) {
  const auto pair = [&](std::string left, std::string right, Tone tone = Tone::plain) {
    sheet.add({.kind = SheetLine::Kind::pair,
               .label = std::move(left),
               .detail = std::move(right),
               .tone = tone,
               .is_mono = true});
  };
  pair(view.words().ui("view.mailboxes.envelope"), view.words().ui("view.mailboxes.header"),
       Tone::quiet);
  pair("MAIL FROM\n<" + info.sender + ">", "From\n" + values_of(header, "From"));
  std::string recipients;
  for (const std::string& recipient : info.recipients) {
    recipients += "\n<" + recipient + ">";
  }
  pair("RCPT TO" + recipients, "To\n" + values_of(header, "To"));
  for (const HeaderLine& line : header) {
    if (line.name == received || line.name == "From" || line.name == "To") continue;
    pair("", line.name + "\n" + line.value);
  }
}

// Where the letter lay, and with how many Received lines it came; the newest line of each.
void add_hops(Sheet& sheet, const View& view, const std::vector<Stored>& texts) {
  sheet.heading(view.words().ui("view.mailboxes.hops"));
  for (const Stored& text : texts) {
    const auto newest = std::find_if(text.header.begin(), text.header.end(),
                                     [](const HeaderLine& line) { return line.name == received; });
    sheet.add(
        {.label = view.run().reading().machine(text.step),
         .aside = view.words().ui("view.mailboxes.lines", {{"count", std::to_string(text.hops)}}),
         .detail = newest == text.header.end() ? "" : "Received: " + newest->value,
         .tone = text.step == view.step() ? Tone::now : Tone::plain,
         .sign = Sign::dot,
         .is_linked = true,
         .is_mono = true,
         .step = text.step});
  }
}

void add_letter(Sheet& sheet, const View& view, std::uint32_t letter) {
  const reader::LetterInfo& info = view.run().joined().letters[letter - 1];
  const auto texts = texts_of(view, letter);
  sheet.heading(letter_words(view, letter));
  if (texts.empty()) {
    sheet.text(view.words().ui("view.mailboxes.no-text"));
    return;
  }
  add_envelope(sheet, view, info, texts.back().header);
  add_hops(sheet, view, texts);
}

bool is_in_focus(const View& view, const std::string& machine) {
  return !view.selected() || *view.selected() == machine;
}

}  // namespace

std::vector<std::uint32_t> letters_filed(View& view) {
  std::vector<std::uint32_t> letters;
  for (const auto& [where, messages] : view.run().state(view.step()).mailboxes) {
    if (!is_in_focus(view, where.first)) continue;
    for (const reader::StoredMessage& message : messages) {
      const bool known = std::find(letters.begin(), letters.end(), message.letter) != letters.end();
      if (message.letter != 0 && !known) letters.push_back(message.letter);
    }
  }
  return letters;
}

std::uint32_t letter_looked_at(View& view) {
  const auto filed = letters_filed(view);
  const std::uint32_t chosen = view.chosen_letter();
  if (std::find(filed.begin(), filed.end(), chosen) != filed.end()) return chosen;
  const std::uint32_t here = view.run().letter_near(view.step());
  if (here != 0 && !texts_of(view, here).empty()) return here;
  std::uint32_t last = 0;
  Step arrived = 0;
  for (const auto& [where, messages] : view.run().state(view.step()).mailboxes) {
    if (!is_in_focus(view, where.first)) continue;
    for (const reader::StoredMessage& message : messages) {
      if (message.arrived < arrived || message.letter == 0) continue;
      arrived = message.arrived;
      last = message.letter;
    }
  }
  return last;
}

void choose_letter(View& view, int direction) {
  const auto filed = letters_filed(view);
  if (filed.empty()) return;
  const auto now = std::find(filed.begin(), filed.end(), letter_looked_at(view));
  const auto count = static_cast<int>(filed.size());
  const int at =
      now == filed.end() ? (direction > 0 ? -1 : 0) : static_cast<int>(now - filed.begin());
  view.choose_letter(filed[static_cast<std::size_t>((at + direction + count) % count)]);
}

Sheet mailboxes_sheet(View& view) {
  Sheet sheet;
  const std::uint32_t looked_at = letter_looked_at(view);
  const reader::WorldState& state = view.run().state(view.step());
  for (const auto& [where, messages] : state.mailboxes) {
    if (!is_in_focus(view, where.first)) continue;
    sheet.heading(view.words().ui("view.mailboxes.of",
                                  {{"mailbox", where.second}, {"machine", where.first}}));
    if (messages.empty()) sheet.text(view.words().ui("view.mailboxes.empty"));
    for (const reader::StoredMessage& message : messages) {
      sheet.add({.label = letter_words(view, message.letter),
                 .aside = message.bytes == 0
                              ? ""
                              : view.words().ui("view.mailboxes.bytes",
                                                {{"count", std::to_string(message.bytes)}}),
                 .detail = message.seen ? view.words().ui("view.mailboxes.seen") : "",
                 .tone = message.letter == looked_at ? Tone::now : Tone::plain,
                 .sign = message.seen ? Sign::check : Sign::letter,
                 .letter = message.letter});
    }
  }
  if (sheet.lines.empty()) sheet.text(view.words().ui("view.mailboxes.none"));
  if (looked_at != 0) add_letter(sheet, view, looked_at);
  return sheet;
}

}  // namespace mailtown::view
