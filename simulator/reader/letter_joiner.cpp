#include "simulator/reader/letter_joiner.h"

#include <algorithm>

#include "simulator/reader/header_lines.h"

namespace mailtown::reader {

namespace {

// A mailbox file keeps its name while folder and flags change: "new/17.x.mx1" is
// "cur/17.x.mx1:2,S" once it was seen.
trace::Text file_name(const trace::Text& path) {
  const std::string_view whole = path;
  const auto name = whole.substr(whole.rfind('/') + 1);
  const auto bare = name.substr(0, name.find(':'));
  return bare.size() == whole.size() ? path : trace::Text(bare);
}

bool is_dns(const trace::Payload& payload) {
  return std::holds_alternative<trace::DnsQuestionSent>(payload) ||
         std::holds_alternative<trace::DnsQuestionReceived>(payload) ||
         std::holds_alternative<trace::DnsAnswerSent>(payload) ||
         std::holds_alternative<trace::DnsAnswerReceived>(payload) ||
         std::holds_alternative<trace::DnsCacheHit>(payload) ||
         std::holds_alternative<trace::DnsCacheStored>(payload) ||
         std::holds_alternative<trace::DnsResolved>(payload);
}

void add_once(std::vector<trace::Text>& list, const trace::Text& item) {
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) {
    list.push_back(item);
  }
}

}  // namespace

LetterJoiner::LetterJoiner(const trace::Trace& trace, const MachineNames& names, Joined& joined)
    : trace_(trace),
      names_(names),
      joined_(joined),
      node_of_step_(trace.events.size() + 1, no_node) {}

void LetterJoiner::take(Step step) {
  step_ = step;
  event_ = &trace_.events[step - 1];
  if (!event_->letter.empty()) about(named(event_->letter));
  std::visit([this](const auto& payload) { see(payload); }, event_->payload);
}

LetterJoiner::Node LetterJoiner::new_node() {
  info_of_node_.emplace_back();
  return groups_.add();
}

LetterJoiner::Node LetterJoiner::named(const trace::Text& name) {
  const auto& machine = names_.of_program(event_->program);
  const auto [found, is_new] = nodes_.try_emplace({machine, name}, no_node);
  if (is_new) {
    found->second = new_node();
    info_of_node_[found->second].names.push_back({machine, name});
  }
  return found->second;
}

// A user's program may call each of its drafts the same, so its names join nothing.
LetterJoiner::Node LetterJoiner::node_of_body(const trace::Text& body) {
  if (body.empty() || names_.role_of_program(event_->program) == "user") return new_node();
  return named(file_name(body));
}

void LetterJoiner::about(Node node) {
  auto& own = node_of_step_[step_];
  if (own == no_node) {
    own = node;
  } else {
    groups_.unite(own, node);
  }
}

void LetterJoiner::see(const trace::BodySent& event) {
  about(node_of_body(event.body));
}

void LetterJoiner::see(const trace::BodyReceived& event) {
  about(node_of_body(event.body));
  const auto sent = joined_.at(step_).cause;
  if (sent == 0 || !std::holds_alternative<trace::BodySent>(trace_.events[sent - 1].payload))
    return;
  if (node_of_step_[sent] != no_node) about(node_of_step_[sent]);
}

void LetterJoiner::see(const trace::BodyStored& event) {
  about(node_of_body(event.body));
  auto& info = info_of_node_[node_of_step_[step_]];
  info.bytes = event.bytes;
  if (info.subject.empty()) info.subject = subject_of(event.text);
}

void LetterJoiner::see(const trace::QueueStep& event) {
  if (node_of_step_[step_] == no_node) return;
  auto& info = info_of_node_[node_of_step_[step_]];
  if (info.sender.empty()) info.sender = event.sender;
  add_once(info.recipients, event.recipient);
}

void LetterJoiner::see(const trace::Delivered& event) {
  about(named(file_name(event.file)));
  auto& info = info_of_node_[node_of_step_[step_]];
  info.bytes = event.bytes;
  add_once(info.recipients, event.recipient);
}

void LetterJoiner::see(const trace::Bounced& event) {
  if (event.bounce_letter.empty() || node_of_step_[step_] == no_node) return;
  bounces_.emplace_back(named(event.bounce_letter), node_of_step_[step_]);
}

void LetterJoiner::see(const trace::MailboxChanged& event) {
  about(named(file_name(event.message)));
}

// --- after the last event ------------------------------------------------------------------------

void LetterJoiner::finish() {
  number_letters();
  give_conversations_their_letter();
  follow_causes();
  find_pressed_send();
  find_last_steps();
  for (auto& motion : joined_.motions) motion.letter = joined_.at(motion.sent).letter;
}

void LetterJoiner::number_letters() {
  std::vector<std::uint32_t> numbers(info_of_node_.size(), 0);  // 0: none yet
  for (Step step = 1; step < node_of_step_.size(); ++step) {
    if (node_of_step_[step] == no_node) continue;
    auto& number = numbers[groups_.group_of(node_of_step_[step])];
    if (number == 0) {
      joined_.letters.emplace_back();
      number = static_cast<std::uint32_t>(joined_.letters.size());
    }
    joined_.steps[step - 1].letter = number;
  }
  for (Node node = 0; node < info_of_node_.size(); ++node) {
    const auto number = numbers[groups_.group_of(node)];
    if (number == 0) continue;
    auto& letter = joined_.letters[number - 1];
    auto& part = info_of_node_[node];
    if (letter.sender.empty()) letter.sender = part.sender;
    if (letter.subject.empty()) letter.subject = part.subject;
    if (letter.bytes == 0) letter.bytes = part.bytes;
    for (const auto& recipient : part.recipients) add_once(letter.recipients, recipient);
    for (auto& name : part.names) letter.names.push_back(std::move(name));
  }
  for (const auto& [report, about] : bounces_) {
    const auto report_number = numbers[groups_.group_of(report)];
    const auto about_number = numbers[groups_.group_of(about)];
    if (report_number == 0 || about_number == 0) continue;
    joined_.letters[report_number - 1].bounce_of = about_number;
  }
}

// Greetings and log-ins are part of the way of the one letter that a connection carried.
void LetterJoiner::give_conversations_their_letter() {
  constexpr std::uint32_t several = ~std::uint32_t{0};
  std::vector<std::uint32_t> carried(joined_.conversations.size() + 1, 0);
  for (const auto& step : joined_.steps) {
    auto& letter = carried[step.conversation];
    if (step.letter == 0 || step.letter == letter) continue;
    letter = letter == 0 ? step.letter : several;
  }
  for (auto& step : joined_.steps) {
    const auto letter = carried[step.conversation];
    if (step.conversation && step.letter == 0 && letter != several) step.letter = letter;
  }
}

// A question asked for a letter's sake is part of its way, on every machine that it leads to.
void LetterJoiner::follow_causes() {
  for (Step step = 1; step <= joined_.steps.size(); ++step) {
    auto& joined = joined_.steps[step - 1];
    if (joined.letter == 0 && joined.cause != 0 && is_dns(trace_.events[step - 1].payload)) {
      joined.letter = joined_.at(joined.cause).letter;
    }
  }
}

// The letter's way begins where somebody pressed "send".
void LetterJoiner::find_pressed_send() {
  for (Step step = 1; step <= joined_.steps.size(); ++step) {
    const auto letter = joined_.steps[step - 1].letter;
    if (letter == 0 || joined_.letters[letter - 1].first != 0) continue;
    joined_.letters[letter - 1].first = step;
    const auto cause = joined_.steps[step - 1].local_cause;
    if (cause == 0) continue;
    const auto* acted = std::get_if<trace::UserActed>(&trace_.events[cause - 1].payload);
    if (!acted || acted->action != "send" || joined_.steps[cause - 1].letter != 0) continue;
    joined_.steps[cause - 1].letter = letter;
    auto& info = joined_.letters[letter - 1];
    info.first = cause;
    if (info.subject.empty()) info.subject = acted->subject;
    if (info.sender.empty()) info.sender = acted->user;
  }
}

void LetterJoiner::find_last_steps() {
  for (Step step = 1; step <= joined_.steps.size(); ++step) {
    const auto letter = joined_.steps[step - 1].letter;
    if (letter != 0) joined_.letters[letter - 1].last = step;
  }
}

}  // namespace mailtown::reader
