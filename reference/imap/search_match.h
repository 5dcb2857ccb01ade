// SearchMatch: a SEARCH's keys, ready to be held against one message after the other. Pure.
//
// Flags, sizes and dates of arrival are known from the list of messages; words and the Date field
// need the file. So a message is first looked at without its text, and the text is only read where
// the keys leave the outcome open.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "imap/search_key.h"
#include "imap/view.h"
#include "mime/searcher.h"

namespace mailtown::imap {

enum class Truth { no, yes, unknown };

class SearchMatch {
 public:
  // Message numbers and UIDs in `key` are those of `view`, as it is now.
  SearchMatch(const SearchKey& key, const View& view);

  // What has been found in a message's text.
  struct Text {
    std::vector<bool> found;                    // by index of words()
    std::optional<std::chrono::sys_days> sent;  // the day of the Date field
  };
  // `text` null: not read, and unknown where it matters. `folder_keywords` as Folder::keywords().
  Truth match(const mailbox::Entry& entry, const Target& target, bool recent,
              const std::vector<std::string>& folder_keywords, const Text* text) const;

  // What is to be looked for in a text.
  const std::vector<mime::SearchKey>& words() const { return words_; }

 private:
  struct Node {
    SearchKey key;  // without its children
    std::vector<Node> children;
    std::vector<SequenceSet::Range> ranges;  // of a set
    std::size_t word = 0;                    // index into words_
  };
  struct Message;
  Node compile(const SearchKey& key, const View& view);
  static Truth match(const Node& node, const Message& message);
  static Truth match_children(const Node& node, const Message& message);
  static Truth match_entry(const Node& node, const Message& message);
  static Truth match_text(const Node& node, const Message& message);

  std::vector<mime::SearchKey> words_;
  Node root_;
};

}  // namespace mailtown::imap
