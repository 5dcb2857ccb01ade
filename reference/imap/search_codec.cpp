#include "imap/search_codec.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "imap/date_codec.h"
#include "imap/flags_codec.h"
#include "imap/sequence_set_codec.h"
#include "mime/utf8.h"
#include "text/ascii.h"

namespace mailtown::imap {

namespace {

using Kind = SearchKey::Kind;

SearchKey of_kind(Kind kind) {
  SearchKey key;
  key.kind = kind;
  return key;
}

SearchKey with_children(Kind kind, std::vector<SearchKey> children) {
  SearchKey key = of_kind(kind);
  key.children = std::move(children);
  return key;
}

SearchKey flag(std::string name) {
  SearchKey key = of_kind(Kind::flag);
  key.text = std::move(name);
  return key;
}

SearchKey negated(SearchKey key) {
  return with_children(Kind::none_of, {std::move(key)});
}

// The keys of one word each.
struct PlainKey {
  const char* word;
  SearchKey (*make)();
};
constexpr std::array plain_keys = {
    PlainKey{"ALL", [] { return SearchKey(); }},
    PlainKey{"ANSWERED", [] { return flag("\\Answered"); }},
    PlainKey{"DELETED", [] { return flag("\\Deleted"); }},
    PlainKey{"DRAFT", [] { return flag("\\Draft"); }},
    PlainKey{"FLAGGED", [] { return flag("\\Flagged"); }},
    PlainKey{"SEEN", [] { return flag("\\Seen"); }},
    PlainKey{"UNANSWERED", [] { return negated(flag("\\Answered")); }},
    PlainKey{"UNDELETED", [] { return negated(flag("\\Deleted")); }},
    PlainKey{"UNDRAFT", [] { return negated(flag("\\Draft")); }},
    PlainKey{"UNFLAGGED", [] { return negated(flag("\\Flagged")); }},
    PlainKey{"UNSEEN", [] { return negated(flag("\\Seen")); }},
    PlainKey{"RECENT", [] { return of_kind(Kind::recent); }},
    PlainKey{"OLD", [] { return negated(of_kind(Kind::recent)); }},
    PlainKey{"NEW",
             [] {
               return with_children(Kind::all_of, {of_kind(Kind::recent), negated(flag("\\Seen"))});
             }},
};

struct DateKey {
  const char* word;
  Kind kind;
};
constexpr std::array date_keys = {
    DateKey{"BEFORE", Kind::before},  DateKey{"ON", Kind::on},
    DateKey{"SINCE", Kind::since},    DateKey{"SENTBEFORE", Kind::sent_before},
    DateKey{"SENTON", Kind::sent_on}, DateKey{"SENTSINCE", Kind::sent_since}};
constexpr std::array field_keys = {"BCC", "CC", "FROM", "SUBJECT", "TO"};

class SearchReader {
 public:
  explicit SearchReader(TokenReader& in) : in_(in) {}

  // search-key *(SP search-key), to the end of the text or of a parenthesis
  SearchKey read_all_of(int depth) {
    SearchKey all;
    do all.children.push_back(read_key(depth));
    while (in_.take(' '));
    return all;
  }

 private:
  SearchKey read_key(int depth) {
    if (depth > search_depth_max) in_.fail("search keys are nested too deep");
    if (++count_ > search_keys_max) in_.fail("too many search keys");
    if (in_.failed()) return {};
    if (in_.take('(')) {
      SearchKey all = read_all_of(depth + 1);
      in_.expect(')');
      return all;
    }
    if (in_.sees_digit() || in_.sees('*')) return read_set(Kind::sequence);
    return read_named_key(in_.keyword(), depth);
  }

  SearchKey read_named_key(const std::string& word, int depth) {
    for (const PlainKey& key : plain_keys) {
      if (word == key.word) return key.make();
    }
    for (const DateKey& key : date_keys) {
      if (word == key.word) return read_day(key.kind);
    }
    for (const char* field : field_keys) {
      if (word == field) return read_text(Kind::header, field);
    }
    if (word == "NOT") return negated(read_operand(depth));
    if (word == "OR") return read_or(depth);
    if (word == "BODY") return read_text(Kind::body, {});
    if (word == "TEXT") return read_text(Kind::text, {});
    if (word == "HEADER") {
      in_.space();
      return read_text(Kind::header, in_.astring("a field's name"));
    }
    if (word == "KEYWORD") return read_keyword();
    if (word == "UNKEYWORD") return negated(read_keyword());
    if (word == "LARGER") return read_bytes(Kind::larger);
    if (word == "SMALLER") return read_bytes(Kind::smaller);
    if (word == "UID") {
      in_.space();
      return read_set(Kind::uid);
    }
    in_.fail(word.empty() ? "a search key is missing"
                          : fmt::format("I do not know the search key {}", word));
    return {};
  }

  SearchKey read_operand(int depth) {
    in_.space();
    return read_key(depth + 1);
  }

  SearchKey read_or(int depth) {
    SearchKey left = read_operand(depth);
    SearchKey right = read_operand(depth);
    return with_children(Kind::any_of, {std::move(left), std::move(right)});
  }

  SearchKey read_set(Kind kind) {
    SearchKey key = of_kind(kind);
    key.set = read_sequence_set(in_);
    return key;
  }

  SearchKey read_day(Kind kind) {
    SearchKey key = of_kind(kind);
    in_.space();
    key.day = read_date(in_);
    return key;
  }

  SearchKey read_bytes(Kind kind) {
    SearchKey key = of_kind(kind);
    in_.space();
    key.bytes = in_.large_number("a size");
    return key;
  }

  SearchKey read_keyword() {
    in_.space();
    return flag(in_.atom("a keyword"));
  }

  SearchKey read_text(Kind kind, std::string field) {
    SearchKey key = of_kind(kind);
    key.field = std::move(field);
    in_.space();
    key.text = in_.astring("a text to look for");
    if (!mime::is_utf8(key.text)) in_.fail("the text to look for is no UTF-8");
    return key;
  }

  TokenReader& in_;
  std::size_t count_ = 0;
};

// RFC 3501 §6.4.4: both charsets read the same here, since ASCII is UTF-8.
void read_charset(TokenReader& in) {
  if (!in.take_word("CHARSET")) return;
  in.space();
  const std::string charset = upper_case(in.astring("a charset"));
  in.space();
  if (in.failed() || charset == "UTF-8" || charset == "US-ASCII") return;
  in.fail(Reply::no(fmt::format("BADCHARSET ({})", search_charsets), "I search in UTF-8 only"));
}

}  // namespace

Search read_search(TokenReader& in) {
  Search search;
  read_charset(in);
  search.key = SearchReader(in).read_all_of(0);
  return search;
}

}  // namespace mailtown::imap
