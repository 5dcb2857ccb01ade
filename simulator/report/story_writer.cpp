#include "simulator/report/story_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/report/dns_words.h"
#include "simulator/report/ending.h"
#include "text/ascii.h"

namespace mailtown::report {

using reader::Importance;
using reader::Step;

namespace {

constexpr int text_column = 20;  // behind step number and time

Style style_of(const trace::Payload& payload) {
  if (std::holds_alternative<trace::UserActed>(payload)) return Style::heading;
  if (std::holds_alternative<trace::Delivered>(payload)) return Style::good;
  if (std::holds_alternative<trace::ConnectFailed>(payload) ||
      std::holds_alternative<trace::PacketLost>(payload) ||
      std::holds_alternative<trace::Bounced>(payload) ||
      std::holds_alternative<trace::MachineCrashed>(payload) ||
      std::holds_alternative<trace::FaultStruck>(payload)) {
    return Style::bad;
  }
  if (const auto* queue = std::get_if<trace::QueueStep>(&payload)) {
    if (queue->step == "sent") return Style::good;
    if (queue->step == "deferred" || queue->step == "bounced") return Style::bad;
  }
  if (const auto* saw = std::get_if<trace::UserSaw>(&payload)) {
    const bool bad = saw->outcome->starts_with("refused") || saw->outcome->starts_with("failed");
    return bad ? Style::bad : Style::good;
  }
  return Style::plain;
}

}  // namespace

StoryWriter::StoryWriter(const reader::Narrator& narrator, const reader::Telling& telling,
                         const StoryOptions& options)
    : narrator_(narrator),
      reading_(narrator.reading()),
      catalogue_(narrator.catalogue()),
      telling_(telling),
      options_(options),
      page_(options.width, options.colour) {
  for (const auto& beat : telling.beats) {
    for (const auto step : beat.steps) beats_.emplace(step, &beat);
  }
}

std::string StoryWriter::write() {
  opening();
  const auto acts = acts_of(reading_);
  for (std::size_t i = 0; i < acts.size(); ++i) act(acts[i], i);
  missed_beats();
  ending(page_, narrator_);
  if (!reading_.damage().empty()) {
    page_.blank();
    page_.paragraph(catalogue_.ui("story.damaged", {{"damage", reading_.damage()}}), Style::bad);
  }
  return page_.take();
}

// --- the beginning -------------------------------------------------------------------------------

void StoryWriter::opening() {
  const auto& title = telling_.title.empty() ? reading_.header().scenario : telling_.title;
  if (!title.empty()) page_.underlined(title, Style::title, "=");
  const auto labelled = [&](const char* key, const std::string& text) {
    if (text.empty()) return;
    page_.blank();
    page_.paragraph(catalogue_.ui(key), Style::heading);
    page_.paragraph(text, Style::plain, 2);
  };
  labelled("story.learn", telling_.learn);
  watch_for();
  machines();
}

void StoryWriter::watch_for() {
  if (telling_.watch.empty()) return;
  page_.blank();
  page_.paragraph(catalogue_.ui("story.watch"), Style::heading);
  for (const auto& watch : telling_.watch) page_.paragraph(watch, Style::plain, 4, "  • ");
}

void StoryWriter::machines() {
  std::vector<std::string> domains;
  std::map<std::string, std::vector<std::string>> lines;
  int widest = 0;
  for (const auto& machine : reading_.header().machines) {
    widest = std::max(widest, columns(machine.name));
  }
  for (const auto& machine : reading_.header().machines) {
    if (machine.name == "world") continue;  // the network's own events stand under it
    if (!lines.contains(machine.domain)) domains.push_back(machine.domain);
    std::string roles;
    for (const auto& role : machine.roles) {
      roles += (roles.empty() ? "" : ", ") + reader::word(catalogue_, role);
    }
    const auto padding = std::string(widest - columns(machine.name) + 2, ' ');
    lines[machine.domain].push_back(machine.name + (roles.empty() ? "" : padding + roles));
  }
  if (domains.empty()) return;
  page_.blank();
  page_.paragraph(catalogue_.ui("story.machines"), Style::heading);
  for (const auto& domain : domains) {
    page_.paragraph(domain.empty() ? catalogue_.ui("story.everybody") : domain, Style::plain, 2);
    for (const auto& line : lines[domain]) page_.paragraph(line, Style::plain, 4);
  }
}

// --- acts ----------------------------------------------------------------------------------------

void StoryWriter::act(const Act& act, std::size_t number) {
  const bool any =
      std::any_of(act.steps.begin(), act.steps.end(), [this](Step step) { return shown(step); });
  if (!any) return;
  page_.blank();
  const auto key = act.opening == 0 ? "story.before" : "story.act";
  page_.ruled(catalogue_.ui(key, {{"number", std::to_string(number)}}), Style::heading, "─");
  page_.blank();
  open_conversation_ = 0;
  for (const auto step : act.steps) {
    if (!shown(step)) continue;
    tell(step);
    beats_at(step);
  }
}

bool StoryWriter::shown(Step step) const {
  if (beats_.contains(step)) return true;
  const auto importance = reading_.joined().at(step).importance;
  if (options_.length == Length::full) return true;
  if (options_.length == Length::brief) return importance == Importance::headline;
  return importance != Importance::detail;
}

void StoryWriter::tell(Step step) {
  if (told_with_question_.contains(step)) return;
  enter_conversation(step);
  std::visit([&](const auto& payload) { tell(step, payload); }, reading_.event(step).payload);
}

template <class Other>
void StoryWriter::tell(Step step, const Other&) {
  line(step, narrator_.explain(step), style_of(reading_.event(step).payload));
}

void StoryWriter::line(Step step, const std::string& text, Style style, int deeper) {
  const auto label = fmt::format("{:>5}  {} ", step, narrator_.clock(step));
  page_.paragraph(text, style, text_column + 1 + deeper, label);
}

// --- conversations -------------------------------------------------------------------------------

std::string StoryWriter::ends_of(Step step, bool with_address) const {
  const auto number = reading_.joined().at(step).conversation;
  const auto& info = reading_.joined().conversations[number - 1];
  return catalogue_.ui("story.conversation",
                       {{"client", info.client},
                        {"server", info.server},
                        {"protocol", reader::word(catalogue_, info.protocol)},
                        {"to", with_address ? info.server_end.to_string() : ""}});
}

// Whether a step is told as an aside of the open dialogue: what a side looks up before it answers.
bool StoryWriter::is_aside(Step step) const {
  const auto& joined = reading_.joined();
  if (step > joined.conversations[open_conversation_ - 1].last) return false;
  constexpr int deepest = 8;
  auto number = joined.at(step).conversation;
  for (int depth = 0; number != 0 && number != open_conversation_ && depth < deepest; ++depth) {
    const auto cause = joined.conversations[number - 1].cause;
    number = cause ? joined.at(cause).conversation : 0;
  }
  return number == open_conversation_;
}

// Names the two ends when the story comes to a connection, or back to it after something else.
void StoryWriter::enter_conversation(Step step) {
  if (open_conversation_ != 0 && is_aside(step)) return;
  const auto number = reading_.joined().at(step).conversation;
  const auto& payload = reading_.event(step).payload;
  const bool speaks = std::holds_alternative<trace::LineSent>(payload) ||
                      std::holds_alternative<trace::BodySent>(payload) ||
                      std::holds_alternative<trace::Connected>(payload);
  if (!speaks || number == 0) {
    if (open_conversation_ != 0) page_.blank();
    open_conversation_ = 0;
    return;
  }
  page_.blank();
  open_conversation_ = number;
  if (!told_conversations_.insert(number).second) {
    page_.paragraph(catalogue_.ui("story.continued", {{"conversation", ends_of(step, false)}}),
                    Style::dim, text_column + 1);
  } else if (!std::holds_alternative<trace::Connected>(payload)) {
    page_.paragraph(ends_of(step), Style::heading, text_column + 1);
  }
}

// The connection's ends are named in its stead; "has a connection" would say no more.
void StoryWriter::tell(Step step, const trace::Connected&) {
  line(step, reading_.joined().at(step).conversation ? ends_of(step) : narrator_.explain(step),
       Style::heading);
}

void StoryWriter::spoken(Step step, const Endpoint& from, const std::string& text) {
  const auto number = reading_.joined().at(step).conversation;
  const bool from_client =
      number == 0 || from == reading_.joined().conversations[number - 1].client_end;
  line(step, (from_client ? "→ " : "← ") + text, from_client ? Style::client : Style::server);
}

void StoryWriter::tell(Step step, const trace::LineSent& event) {
  spoken(step, event.local, event.text);
  const auto number = reading_.joined().at(step).conversation;
  const bool from_client =
      number != 0 && event.local == reading_.joined().conversations[number - 1].client_end;
  gloss(event.protocol, event.text, from_client);
}

void StoryWriter::tell(Step step, const trace::BodySent& event) {
  spoken(step, event.local, catalogue_.ui("story.body", {{"bytes", std::to_string(event.bytes)}}));
}

// The word of a line that says what it is about. IMAP puts a tag or an asterisk before it, in data
// a number, and where numbers are unique identifiers, UID.
std::string StoryWriter::main_word(const std::string& protocol, std::string text) {
  const bool is_lone = text.find(' ') == text.npos;
  if (protocol == "imap" && !is_lone) {
    text.erase(0, text.find(' ') + 1);
    const auto word = text.substr(0, text.find(' '));
    const bool is_number = word.find_first_not_of("0123456789") == word.npos;
    if (is_number || same_text(word, "UID")) text.erase(0, word.size() + 1);
  }
  return text.substr(0, text.find_first_of(" -"));
}

// What a command or a reply code means, the first time that it comes up.
void StoryWriter::gloss(const std::string& protocol, const std::string& text, bool from_client) {
  const auto word = upper_case(main_word(protocol, text));
  const auto family = protocol == "submission" ? std::string("smtp") : protocol;
  const auto key = family + (from_client ? ".command." : ".reply.") + word;
  if (!catalogue_.has("gloss", key) || !told_glosses_.insert(key).second) return;
  page_.paragraph(catalogue_.text("gloss", key), Style::dim, text_column + 5);
}

// --- DNS -----------------------------------------------------------------------------------------

// How many questions are open around this one: a resolver's own questions stand further in.
int StoryWriter::dns_depth(Step step) const {
  constexpr int deepest = 5;
  const auto& joined = reading_.joined();
  int depth = 0;
  auto number = joined.at(step).conversation;
  while (number != 0 && depth < deepest) {
    const auto& info = joined.conversations[number - 1];
    const auto outer = info.cause ? joined.at(info.cause).conversation : 0;
    if (outer == 0 || outer == number || joined.conversations[outer - 1].protocol != "dns") break;
    // A resolver that asks one server after another asks them side by side.
    if (joined.conversations[outer - 1].client != info.client) ++depth;
    number = outer;
  }
  return depth;
}

Step StoryWriter::answer_at_once(Step question) const {
  const auto& joined = reading_.joined();
  const auto number = joined.at(question).conversation;
  const auto last = joined.conversations[number - 1].last;
  for (Step step = question + 1; step <= last; ++step) {
    if (joined.at(step).conversation == number) {
      if (std::holds_alternative<trace::DnsAnswerSent>(reading_.event(step).payload)) {
        return beats_.contains(step) ? 0 : step;
      }
      if (shown(step)) return 0;
    } else if (const auto cause = joined.at(step).cause; cause != 0 && shown(step)) {
      if (joined.at(cause).conversation == number) return 0;  // who was asked asks others first
    }
  }
  return 0;
}

void StoryWriter::tell(Step step, const trace::DnsQuestionSent& event) {
  const auto answer = answer_at_once(step);
  const auto asked = narrator_.reading().names().at(event.remote.address);
  reader::Values values = {
      {"who", reading_.machine(step)}, {"peer", asked}, {"name", event.name}, {"type", event.type}};
  const int deeper = 2 * dns_depth(step);
  const bool compact = answer != 0 && options_.length != Length::full;
  if (!compact)
    return line(step, catalogue_.ui("story.dns-question", values), Style::plain, deeper);
  const auto& answered = std::get<trace::DnsAnswerSent>(reading_.event(answer).payload);
  values.push_back({"answer", answer_in_words(answered, catalogue_)});
  told_with_question_.insert(answer);
  line(step, catalogue_.ui("story.dns-exchange", values), Style::plain, deeper);
}

void StoryWriter::tell(Step step, const trace::DnsAnswerSent& event) {
  const auto text =
      catalogue_.ui("story.dns-answer", {{"who", reading_.machine(step)},
                                         {"peer", reading_.names().at(event.remote.address)},
                                         {"name", event.name},
                                         {"type", event.type},
                                         {"answer", answer_in_words(event, catalogue_)}});
  line(step, text, Style::plain, 2 * dns_depth(step));
}

void StoryWriter::tell(Step step, const trace::DnsCacheHit&) {
  line(step, narrator_.explain(step), Style::good, 2 * dns_depth(step));
}

// The program that asked has the answer: told already if it came over the wire or from memory.
void StoryWriter::tell(Step step, const trace::DnsResolved&) {
  const auto cause = reading_.joined().at(step).local_cause;
  const bool repeats =
      cause != 0 &&
      (std::holds_alternative<trace::DnsAnswerReceived>(reading_.event(cause).payload) ||
       std::holds_alternative<trace::DnsCacheHit>(reading_.event(cause).payload));
  if (repeats && options_.length != Length::full && !beats_.contains(step)) return;
  line(step, narrator_.explain(step), Style::plain, 2 * dns_depth(step));
}

// --- decisions and beats -------------------------------------------------------------------------

void StoryWriter::tell(Step step, const trace::Decision&) {
  line(step, narrator_.explain(step), Style::decision);
  if (options_.length != Length::brief) reasons(step);
}

void StoryWriter::reasons(Step step) {
  constexpr int indent = text_column + 5;
  const auto why = narrator_.why(step);
  const auto text = catalogue_.ui("story.why", {{"reason", why.sentence}, {"source", why.source}});
  if (!told_reasons_.insert(text).second) return;
  page_.paragraph(text, Style::dim, indent);
  for (const auto& option : why.options) {
    if (option.chosen) continue;
    page_.paragraph(
        catalogue_.ui("story.not", {{"choice", option.choice}, {"reason", option.reason}}),
        Style::dim, indent);
  }
}

void StoryWriter::beats_at(Step step) {
  const auto [first, last] = beats_.equal_range(step);
  for (auto beat = first; beat != last; ++beat) {
    page_.paragraph("★ " + beat->second->say, Style::beat, text_column + 1);
  }
}

void StoryWriter::missed_beats() {
  for (const auto& beat : telling_.beats) {
    if (!beat.steps.empty()) continue;
    page_.blank();
    page_.paragraph(catalogue_.ui("story.missed-beat", {{"name", beat.name}}), Style::dim);
  }
}

}  // namespace mailtown::report
