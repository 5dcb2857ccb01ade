// The rows of the sequence: filters, folding, and the row of a step.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/unit/reader/sample_trace.h"
#include "visualizer/sequence/sequence_rows.h"
#include "visualizer/view.h"

namespace mailtown::view {
namespace {

class SequenceTest : public testing::Test {
 protected:
  SequenceTest()
      : run_(ShownRun::make({reader::sample_trace(), {}}, {}).value()),
        view_(*run_),
        outline_(report::outline_of(run_->reading())) {}

  SequenceRows rows() { return rows_of(*run_, outline_, view_.sequence()); }
  const reader::ConversationInfo& conversation(const SequenceRow& row) const {
    return run_->joined().conversations[row.conversation - 1];
  }

  std::unique_ptr<ShownRun> run_;
  View view_;
  report::Sequence outline_;
};

TEST_F(SequenceTest, TheOutlineIsTheReportsSequenceWithoutTexts) {
  const auto whole = report::sequence_of(run_->narrator(Language::english), {});
  EXPECT_EQ(outline_.lanes, whole.lanes);
  ASSERT_EQ(outline_.items.size(), whole.items.size());
  for (std::size_t i = 0; i < whole.items.size(); ++i) {
    const auto* arrow = std::get_if<report::Arrow>(&whole.items[i]);
    const auto* bare = std::get_if<report::Arrow>(&outline_.items[i]);
    ASSERT_EQ(arrow != nullptr, bare != nullptr);
    if (!arrow) continue;
    EXPECT_EQ(arrow->step, bare->step);
    EXPECT_EQ(run_->joined().motions[bare->motion].sent, bare->step);
    EXPECT_TRUE(bare->text.empty());
    EXPECT_FALSE(arrow->text.empty());
  }
}

TEST_F(SequenceTest, ShowsEverythingInOrder) {
  const SequenceRows all = rows();
  EXPECT_EQ(all.rows.size(), outline_.items.size());
  EXPECT_EQ(all.lanes.size(), outline_.lanes.size());
  for (std::size_t i = 1; i < all.rows.size(); ++i) {
    EXPECT_LE(all.rows[i - 1].step, all.rows[i].step);
  }
}

TEST_F(SequenceTest, FoldsAConversationToOneBarThatKnowsItsSize) {
  const SequenceRows open = rows();
  std::size_t arrows = 0;
  std::uint32_t number = 0;
  for (const SequenceRow& row : open.rows) {
    if (row.kind != SequenceRow::Kind::arrow) continue;
    if (number == 0 && conversation(row).protocol != "dns") number = row.conversation;
    if (number != 0 && row.conversation == number) ++arrows;
  }
  ASSERT_GT(arrows, 3u);
  view_.sequence().turn(number);
  const SequenceRows folded = rows();
  std::size_t bars = 0;
  for (const SequenceRow& row : folded.rows) {
    if (row.conversation != number) continue;
    ++bars;
    EXPECT_EQ(row.kind, SequenceRow::Kind::fold);
    EXPECT_EQ(row.count, arrows);
  }
  EXPECT_EQ(bars, 1u);
  view_.sequence().turn(number);
  EXPECT_EQ(rows().rows.size(), open.rows.size());
}

TEST_F(SequenceTest, AStepOfAFoldedConversationIsAtItsBar) {
  fold_conversations(view_);
  EXPECT_EQ(view_.stage(), Stage::sequence);
  const SequenceRows folded = rows();
  for (Step step = 1; step <= run_->last(); ++step) {
    const std::size_t at = row_at(*run_, folded, step);
    const auto number = run_->joined().at(step).conversation;
    const bool has_begun = std::any_of(
        folded.rows.begin(), folded.rows.end(),
        [&](const SequenceRow& row) { return row.conversation == number && row.step <= step; });
    if (number == 0 || !has_begun) continue;
    ASSERT_LT(at, folded.rows.size());
    EXPECT_EQ(folded.rows[at].conversation, number) << step;
  }
  EXPECT_EQ(row_at(*run_, folded, 0), folded.rows.size());
}

TEST_F(SequenceTest, WhatArrivesIsAtTheArrowThatWasSent) {
  const SequenceRows all = rows();
  for (Step step = 1; step <= run_->last(); ++step) {
    if (!std::holds_alternative<trace::LineReceived>(run_->reading().event(step).payload)) continue;
    const SequenceRow& row = all.rows[row_at(*run_, all, step)];
    EXPECT_EQ(row.conversation, run_->joined().at(step).conversation) << step;
    EXPECT_LT(row.step, step);
  }
}

TEST_F(SequenceTest, FiltersByMachineProtocolAndLetter) {
  view_.select("a.root-servers.test");
  only_this_machine(view_);
  const SequenceRows root = rows();
  ASSERT_FALSE(root.rows.empty());
  for (const SequenceRow& row : root.rows) {
    const auto& arrow = std::get<report::Arrow>(outline_.items[row.item]);
    EXPECT_TRUE(outline_.lanes[arrow.from] == "a.root-servers.test" ||
                outline_.lanes[arrow.to] == "a.root-servers.test");
  }
  EXPECT_LT(root.lanes.size(), outline_.lanes.size());
  only_this_machine(view_);
  EXPECT_FALSE(view_.sequence().machine);

  next_protocol(view_);
  ASSERT_EQ(view_.sequence().protocol, "dns");
  for (const SequenceRow& row : rows().rows) EXPECT_EQ(conversation(row).protocol, "dns");
  while (!view_.sequence().protocol.empty()) next_protocol(view_);

  view_.sequence().letter = 1;
  const SequenceRows letter = rows();
  EXPECT_FALSE(letter.rows.empty());
  EXPECT_LE(letter.rows.size(), outline_.items.size());
  bool carried = false;
  for (const SequenceRow& row : letter.rows) {
    if (row.kind == SequenceRow::Kind::arrow) {
      const auto& arrow = std::get<report::Arrow>(outline_.items[row.item]);
      carried |= run_->joined().motions[arrow.motion].what == reader::Motion::What::body;
    }
  }
  EXPECT_TRUE(carried);
}

}  // namespace
}  // namespace mailtown::view
