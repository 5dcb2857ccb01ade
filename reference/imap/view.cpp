#include "imap/view.h"

#include <algorithm>

#include <fmt/format.h>

#include "imap/flags_codec.h"

namespace mailtown::imap {

namespace {

bool is_before(const mailbox::Entry& entry, Uid uid) {
  return entry.uid < uid;
}

}  // namespace

View::View(const Snapshot& folder, std::vector<Uid> recent)
    : claimed_(std::move(recent)), keywords_(folder.keywords.size()), version_(folder.version) {
  std::sort(claimed_.begin(), claimed_.end());
  told_.reserve(folder.entries.size());
  for (const auto& entry : folder.entries) {
    told_.push_back({entry.uid, is_recent(entry.uid), entry.changed});
  }
}

std::uint32_t View::recent_count() const {
  return static_cast<std::uint32_t>(std::count_if(
      told_.begin(), told_.end(), [](const Told& message) { return message.recent; }));
}

bool View::is_recent(Uid uid) const {
  return std::binary_search(claimed_.begin(), claimed_.end(), uid);
}

std::optional<MessageNumber> View::number_of(Uid uid) const {
  const auto found =
      std::lower_bound(told_.begin(), told_.end(), uid,
                       [](const Told& message, Uid wanted) { return message.uid < wanted; });
  if (found == told_.end() || found->uid != uid) return std::nullopt;
  return static_cast<MessageNumber>(found - told_.begin() + 1);
}

std::vector<Target> View::targets(const SequenceSet& set, bool by_uid) const {
  std::vector<Target> targets;
  if (told_.empty()) return targets;
  const std::uint32_t largest = by_uid ? told_.back().uid : count();
  for (const auto& range : set.resolved(largest)) {
    std::uint32_t number = range.first;
    if (by_uid) {
      const auto first =
          std::lower_bound(told_.begin(), told_.end(), range.first,
                           [](const Told& message, Uid uid) { return message.uid < uid; });
      number = static_cast<std::uint32_t>(first - told_.begin() + 1);
    }
    for (; number <= count(); ++number) {
      const Uid uid = uid_of(number);
      if ((by_uid ? uid : number) > range.last) break;
      targets.push_back({number, uid});
    }
  }
  return targets;
}

void View::claim(const std::vector<Uid>& recent) {
  if (recent.empty()) return;
  claimed_.insert(claimed_.end(), recent.begin(), recent.end());
  std::sort(claimed_.begin(), claimed_.end());
}

std::vector<std::string> View::report(const Snapshot& folder, bool expunges) {
  std::vector<std::string> lines;
  if (folder.version == version_) return lines;
  if (expunges) report_expunges(folder, lines);
  report_new(folder, lines);
  report_flags(folder, lines);
  // With something in the list that is gone, the next report has to look again.
  if (told_.size() == folder.entries.size()) version_ = folder.version;
  return lines;
}

// From the last to the first, so that no number moves before it is told.
void View::report_expunges(const Snapshot& folder, std::vector<std::string>& lines) {
  std::vector<Told> kept;
  kept.reserve(told_.size());
  std::vector<MessageNumber> gone;
  auto entry = folder.entries.begin();
  for (std::size_t i = 0; i < told_.size(); ++i) {
    while (entry != folder.entries.end() && entry->uid < told_[i].uid) ++entry;
    if (entry != folder.entries.end() && entry->uid == told_[i].uid) {
      kept.push_back(told_[i]);
    } else {
      gone.push_back(static_cast<MessageNumber>(i + 1));
    }
  }
  for (auto number = gone.rbegin(); number != gone.rend(); ++number) {
    lines.push_back(fmt::format("* {} EXPUNGE", *number));
  }
  told_ = std::move(kept);
}

void View::report_new(const Snapshot& folder, std::vector<std::string>& lines) {
  const Uid last = told_.empty() ? 0 : told_.back().uid;
  auto entry = std::lower_bound(folder.entries.begin(), folder.entries.end(), last + 1, is_before);
  if (entry == folder.entries.end()) return;
  for (; entry != folder.entries.end(); ++entry) {
    // The client will ask for a new one's flags; it need not be told of them unasked.
    told_.push_back({entry->uid, is_recent(entry->uid), entry->changed});
  }
  lines.push_back(fmt::format("* {} EXISTS", count()));
  lines.push_back(fmt::format("* {} RECENT", recent_count()));
}

void View::report_flags(const Snapshot& folder, std::vector<std::string>& lines) {
  if (folder.keywords.size() != keywords_) {
    keywords_ = folder.keywords.size();
    lines.push_back("* FLAGS " + print_all_flags(folder.keywords, false));
  }
  auto entry = folder.entries.begin();
  for (std::size_t i = 0; i < told_.size(); ++i) {
    while (entry != folder.entries.end() && entry->uid < told_[i].uid) ++entry;
    if (entry == folder.entries.end()) return;
    if (entry->uid != told_[i].uid || entry->changed <= told_[i].changed) continue;
    lines.push_back(flags_line(folder, static_cast<MessageNumber>(i + 1), *entry));
  }
}

std::vector<std::string> View::tell_flags(const Snapshot& folder,
                                          const std::vector<Target>& targets) {
  std::vector<std::string> lines;
  for (const Target& target : targets) {
    const mailbox::Entry* entry = mailbox::find_entry(folder.entries, target.uid);
    if (entry) lines.push_back(flags_line(folder, target.number, *entry));
  }
  return lines;
}

void View::pass_over(const Snapshot& folder, const std::vector<Target>& targets) {
  for (const Target& target : targets) {
    const mailbox::Entry* entry = mailbox::find_entry(folder.entries, target.uid);
    if (entry) told_[target.number - 1].changed = entry->changed;
  }
}

std::string View::flags_line(const Snapshot& folder, MessageNumber number,
                             const mailbox::Entry& entry) {
  told_[number - 1].changed = entry.changed;
  const std::string flags = print_flags(entry.flags, told_[number - 1].recent, folder.keywords);
  return fmt::format("* {} FETCH (UID {} FLAGS {})", number, entry.uid, flags);
}

}  // namespace mailtown::imap
