#include "visualizer/dialogue.h"

namespace mailtown::view {

std::vector<Utterance> dialogue_until(const reader::Joined& joined, std::uint32_t conversation,
                                      Step step) {
  std::vector<Utterance> lines;
  if (conversation == 0) return lines;
  const reader::ConversationInfo& info = joined.conversations[conversation - 1];
  for (const reader::Motion& motion : joined.motions) {
    // A motion that was never seen to be sent is told from where it arrived.
    const Step said = motion.sent ? motion.sent : motion.arrived;
    if (motion.conversation != conversation || said > step) continue;
    if (motion.what == reader::Motion::What::knock) continue;
    lines.push_back({motion.from == info.client, motion.text, said, motion.lost,
                     step == motion.sent || step == motion.arrived});
  }
  return lines;
}

}  // namespace mailtown::view
