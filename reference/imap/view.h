// View: the mailbox as one session's client knows it, with its message numbers.
//
// Several sessions, POP3 and deliveries change a mailbox at any moment. A message number is a place
// in the list that the client has been told of; so each session keeps that list, and compares it
// with the folder only where RFC 3501 §7.4.1 and §5.5 allow that numbers change. What was not told
// yet has not happened for this client. Pure.
//
// Memory: 16 bytes a message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imap/sequence_set.h"
#include "mailbox/folder.h"

namespace mailtown::imap {

using MessageNumber = std::uint32_t;  // from 1
using mailbox::Uid;

// A folder as it is at this moment; holds until the next wait.
struct Snapshot {
  const std::vector<mailbox::Entry>& entries;
  const std::vector<std::string>& keywords;
  std::uint64_t version = 0;
};

// A message that a command names.
struct Target {
  MessageNumber number = 0;
  Uid uid = 0;
  bool operator==(const Target&) const = default;
};

class View {
 public:
  // Everything counts as told, as after the responses to SELECT.
  View(const Snapshot& folder, std::vector<Uid> recent);

  std::uint32_t count() const { return static_cast<std::uint32_t>(told_.size()); }
  std::uint32_t recent_count() const;
  bool is_recent(Uid uid) const;
  std::optional<MessageNumber> number_of(Uid uid) const;
  Uid uid_of(MessageNumber number) const { return told_[number - 1].uid; }

  // The messages of a set of numbers, or of UIDs, in rising order. Numbers beyond count() and UIDs
  // that are not there are left out.
  std::vector<Target> targets(const SequenceSet& set, bool by_uid) const;

  // New messages with these UIDs are \Recent for this session, once they are told.
  void claim(const std::vector<Uid>& recent);

  // The untagged responses that tell what is new, and marks it as told: EXPUNGE only if `expunges`
  // (else what is gone stays in the list), then EXISTS, RECENT, FLAGS, and FETCH with flags.
  std::vector<std::string> report(const Snapshot& folder, bool expunges);

  // The flags of these messages, told whether they have changed or not; for STORE's answer.
  std::vector<std::string> tell_flags(const Snapshot& folder, const std::vector<Target>& targets);
  // Marks their flags as told without a word: STORE .SILENT.
  void pass_over(const Snapshot& folder, const std::vector<Target>& targets);

 private:
  struct Told {
    Uid uid = 0;
    bool recent = false;
    std::uint64_t changed = 0;  // mailbox::Entry::changed of the flags that the client knows
  };
  void report_expunges(const Snapshot& folder, std::vector<std::string>& lines);
  void report_new(const Snapshot& folder, std::vector<std::string>& lines);
  void report_flags(const Snapshot& folder, std::vector<std::string>& lines);
  std::string flags_line(const Snapshot& folder, MessageNumber number, const mailbox::Entry& entry);

  std::vector<Told> told_;     // by UID
  std::vector<Uid> claimed_;   // rising; not all of them need be told yet
  std::size_t keywords_ = 0;   // how many of the folder's the client knows
  std::uint64_t version_ = 0;  // of the folder, up to which all is told
};

}  // namespace mailtown::imap
