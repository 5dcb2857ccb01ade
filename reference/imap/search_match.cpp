#include "imap/search_match.h"

#include "imap/flags_codec.h"

namespace mailtown::imap {

namespace {

using Kind = SearchKey::Kind;
using Where = mime::SearchKey::Where;

Truth truth_of(bool value) {
  return value ? Truth::yes : Truth::no;
}

Truth opposite(Truth truth) {
  if (truth == Truth::unknown) return truth;
  return truth_of(truth == Truth::no);
}

bool is_about_words(Kind kind) {
  return kind == Kind::header || kind == Kind::body || kind == Kind::text;
}

Where place_of(Kind kind) {
  if (kind == Kind::header) return Where::header;
  return kind == Kind::body ? Where::body : Where::everywhere;
}

std::chrono::sys_days day_of(WallTime time) {
  return std::chrono::floor<std::chrono::days>(time);
}

}  // namespace

struct SearchMatch::Message {
  const mailbox::Entry& entry;
  const Target& target;
  bool recent;
  const std::vector<std::string>& keywords;
  const Text* text;
};

SearchMatch::SearchMatch(const SearchKey& key, const View& view) : root_(compile(key, view)) {}

SearchMatch::Node SearchMatch::compile(const SearchKey& key, const View& view) {
  Node node;
  node.key = key;
  node.key.children.clear();
  for (const SearchKey& child : key.children) node.children.push_back(compile(child, view));
  if (key.kind == Kind::sequence) node.ranges = key.set.resolved(view.count());
  if (key.kind == Kind::uid) {
    node.ranges = key.set.resolved(view.count() == 0 ? 0 : view.uid_of(view.count()));
  }
  if (is_about_words(key.kind)) {
    node.word = words_.size();
    words_.push_back({place_of(key.kind), key.field, key.text});
  }
  return node;
}

Truth SearchMatch::match(const mailbox::Entry& entry, const Target& target, bool recent,
                         const std::vector<std::string>& folder_keywords, const Text* text) const {
  return match(root_, {entry, target, recent, folder_keywords, text});
}

Truth SearchMatch::match(const Node& node, const Message& message) {
  switch (node.key.kind) {
    case Kind::all_of:
    case Kind::any_of:
    case Kind::none_of:
      return match_children(node, message);
    case Kind::header:
    case Kind::body:
    case Kind::text:
    case Kind::sent_before:
    case Kind::sent_on:
    case Kind::sent_since:
      return match_text(node, message);
    default:
      return match_entry(node, message);
  }
}

// One child that says the word settles it; one that is unknown leaves it open.
Truth SearchMatch::match_children(const Node& node, const Message& message) {
  const Truth settles = node.key.kind == Kind::all_of ? Truth::no : Truth::yes;
  Truth outcome = opposite(settles);
  for (const Node& child : node.children) {
    const Truth truth = match(child, message);
    if (truth == settles) {
      outcome = settles;
      break;
    }
    if (truth == Truth::unknown) outcome = truth;
  }
  return node.key.kind == Kind::none_of ? opposite(outcome) : outcome;
}

Truth SearchMatch::match_entry(const Node& node, const Message& message) {
  const mailbox::Entry& entry = message.entry;
  const auto day = day_of(entry.received);
  switch (node.key.kind) {
    case Kind::sequence:
      return truth_of(contains(node.ranges, message.target.number));
    case Kind::uid:
      return truth_of(contains(node.ranges, entry.uid));
    case Kind::flag:
      return truth_of(has_flag(entry.flags, node.key.text, message.keywords));
    case Kind::recent:
      return truth_of(message.recent);
    case Kind::larger:
      return truth_of(entry.bytes > node.key.bytes);
    case Kind::smaller:
      return truth_of(entry.bytes < node.key.bytes);
    case Kind::before:
      return truth_of(day < node.key.day);
    case Kind::on:
      return truth_of(day == node.key.day);
    default:  // since
      return truth_of(day >= node.key.day);
  }
}

Truth SearchMatch::match_text(const Node& node, const Message& message) {
  if (message.text == nullptr) return Truth::unknown;
  if (is_about_words(node.key.kind)) return truth_of(message.text->found[node.word]);
  const auto& sent = message.text->sent;
  if (!sent) return Truth::no;  // nobody knows when it was sent
  if (node.key.kind == Kind::sent_before) return truth_of(*sent < node.key.day);
  if (node.key.kind == Kind::sent_on) return truth_of(*sent == node.key.day);
  return truth_of(*sent >= node.key.day);
}

}  // namespace mailtown::imap
