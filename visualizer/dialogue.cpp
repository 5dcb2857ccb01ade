#include "visualizer/dialogue.h"

namespace mailtown::view {

namespace {

// On this stretch of the way: each server adds lines to the header.
std::uint64_t bytes_of(const reader::Reading& reading, const reader::Motion& motion) {
  for (const Step step : {motion.sent, motion.arrived}) {
    if (step == 0) continue;
    const trace::Payload& payload = reading.event(step).payload;
    if (const auto* sent = std::get_if<trace::BodySent>(&payload)) return sent->bytes;
    if (const auto* received = std::get_if<trace::BodyReceived>(&payload)) return received->bytes;
  }
  return reading.joined().letters[motion.letter - 1].bytes;
}

template <class Answer>
std::string words_of_answer(const Answer& answer, const reader::Catalogue& catalogue) {
  std::string words =
      answer.name + " " + answer.type + ": " + catalogue.ui("view.dns." + answer.outcome);
  for (const auto* records : {&answer.answer, &answer.authority, &answer.additional}) {
    for (const std::string& record : *records) words += "\n" + record;
  }
  return words;
}

}  // namespace

std::string words_of(const reader::Reading& reading, const reader::Motion& motion,
                     const reader::Catalogue& catalogue) {
  if (motion.what == reader::Motion::What::body && motion.letter != 0) {
    const reader::LetterInfo& letter = reading.joined().letters[motion.letter - 1];
    return catalogue.ui("view.letter", {{"subject", letter.subject},
                                        {"count", std::to_string(bytes_of(reading, motion))}});
  }
  const Step step = motion.sent ? motion.sent : motion.arrived;
  if (motion.what != reader::Motion::What::answer || step == 0) return motion.text;
  const trace::Payload& payload = reading.event(step).payload;
  if (const auto* sent = std::get_if<trace::DnsAnswerSent>(&payload)) {
    return words_of_answer(*sent, catalogue);
  }
  if (const auto* received = std::get_if<trace::DnsAnswerReceived>(&payload)) {
    return words_of_answer(*received, catalogue);
  }
  return motion.text;
}

std::vector<Utterance> dialogue_until(const ShownRun& run, const reader::Catalogue& catalogue,
                                      std::uint32_t conversation, Step step) {
  std::vector<Utterance> lines;
  if (conversation == 0) return lines;
  const reader::Joined& joined = run.joined();
  const reader::ConversationInfo& info = joined.conversations[conversation - 1];
  for (const std::size_t m : run.motions_of_conversation(conversation)) {
    const reader::Motion& motion = joined.motions[m];
    // A motion that was never seen to be sent is told from where it arrived.
    const Step said = motion.sent ? motion.sent : motion.arrived;
    if (said > step) continue;
    if (motion.what == reader::Motion::What::knock) continue;
    lines.push_back({motion.from == info.client, words_of(run.reading(), motion, catalogue), said,
                     motion.lost, step == motion.sent || step == motion.arrived});
  }
  return lines;
}

}  // namespace mailtown::view
