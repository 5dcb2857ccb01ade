#include "imap/fetch_codec.h"

#include <fmt/ranges.h>

namespace mailtown::imap {

namespace {

using Kind = FetchItem::Kind;
using Text = Section::Text;

// RFC 3501 §6.4.5: what the three old names stand for.
FetchItem old_name(std::string label, Text text, bool marks_seen) {
  FetchItem item;
  item.kind = Kind::section;
  item.label = std::move(label);
  item.section.text = text;
  item.marks_seen = marks_seen;
  return item;
}

FetchItem plain(Kind kind) {
  FetchItem item;
  item.kind = kind;
  return item;
}

// header-list = "(" astring *(SP astring) ")"
std::vector<std::string> read_field_names(TokenReader& in) {
  std::vector<std::string> names;
  in.space();
  in.expect('(');
  do names.push_back(in.astring("a field's name"));
  while (in.take(' ') && names.size() < fetch_items_max);
  in.expect(')');
  return names;
}

Text read_section_text(TokenReader& in, const std::string& word, bool in_part) {
  if (word == "HEADER") return Text::header;
  if (word == "HEADER.FIELDS") return Text::header_fields;
  if (word == "HEADER.FIELDS.NOT") return Text::header_fields_not;
  if (word == "TEXT") return Text::text;
  if (word == "MIME" && in_part) return Text::mime;  // only of a part: §9, section-text
  if (!word.empty()) in.fail(fmt::format("{} is no section of a message", word));
  return Text::all;
}

// section-spec: "1.2.TEXT". The numbers and the word come as one run of letters, digits and dots.
Section read_section_spec(TokenReader& in) {
  Section section;
  while (in.sees_digit()) {
    section.part.push_back(in.nonzero_number("a part's number"));
    if (section.part.size() > section_depth_max) in.fail("a section is nested too deep");
    if (!in.take('.')) return section;
  }
  const bool in_part = !section.part.empty();
  const std::string word = in.keyword();
  if (in_part && word.empty()) in.fail("a section ends with a dot");
  section.text = read_section_text(in, word, in_part);
  if (section.text == Text::header_fields || section.text == Text::header_fields_not) {
    section.fields = read_field_names(in);
  }
  return section;
}

const char* word_of(Text text) {
  switch (text) {
    case Text::all:
      break;
    case Text::header:
      return "HEADER";
    case Text::header_fields:
      return "HEADER.FIELDS";
    case Text::header_fields_not:
      return "HEADER.FIELDS.NOT";
    case Text::text:
      return "TEXT";
    case Text::mime:
      return "MIME";
  }
  return "";
}

std::string quoted_if_needed(const std::string& name) {
  TokenReader reader(name);
  const bool plain = reader.atom("") == name && !reader.failed();
  if (plain) return name;
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c >= 0x20) quoted += c;
  }
  return quoted + "\"";
}

std::string print_section(const Section& section) {
  std::string text = fmt::format("{}", fmt::join(section.part, "."));
  const char* word = word_of(section.text);
  if (*word && !text.empty()) text += '.';
  text += word;
  if (section.fields.empty()) return text;
  std::vector<std::string> names;
  for (const std::string& name : section.fields) names.push_back(quoted_if_needed(name));
  return fmt::format("{} ({})", text, fmt::join(names, " "));
}

// ["<" number "." nz-number ">"]
std::optional<Partial> read_partial(TokenReader& in) {
  if (!in.take('<')) return std::nullopt;
  Partial partial;
  partial.offset = in.large_number("an offset");
  in.expect('.');
  partial.count = in.large_number("a count");
  if (partial.count == 0) in.fail("a part of 0 octets is none");
  in.expect('>');
  return partial;
}

// What follows BODY or BODY.PEEK.
FetchItem read_body_section(TokenReader& in, bool peek) {
  FetchItem item;
  item.kind = Kind::section;
  item.marks_seen = !peek;
  in.expect('[');
  item.section = read_section_spec(in);
  in.expect(']');
  item.partial = read_partial(in);
  item.label = "BODY[" + print_section(item.section) + "]";
  if (item.partial) item.label += fmt::format("<{}>", item.partial->offset);
  return item;
}

FetchItem read_item(TokenReader& in) {
  const std::string word = in.keyword();
  if (word == "UID") return plain(Kind::uid);
  if (word == "FLAGS") return plain(Kind::flags);
  if (word == "INTERNALDATE") return plain(Kind::internal_date);
  if (word == "RFC822.SIZE") return plain(Kind::size);
  if (word == "ENVELOPE") return plain(Kind::envelope);
  if (word == "BODYSTRUCTURE") return plain(Kind::body_structure);
  if (word == "RFC822") return old_name(word, Text::all, true);
  if (word == "RFC822.HEADER") return old_name(word, Text::header, false);
  if (word == "RFC822.TEXT") return old_name(word, Text::text, true);
  if (word == "BODY" && !in.sees('[')) return plain(Kind::body);
  if (word == "BODY" || word == "BODY.PEEK") return read_body_section(in, word == "BODY.PEEK");
  in.fail(word.empty() ? "an item to fetch is missing"
                       : fmt::format("I do not know the item {}", word));
  return {};
}

// RFC 3501 §6.4.5: the macros stand alone.
std::vector<FetchItem> macro(const std::string& word) {
  std::vector<FetchItem> items = {plain(Kind::flags), plain(Kind::internal_date),
                                  plain(Kind::size)};
  if (word != "FAST") items.push_back(plain(Kind::envelope));
  if (word == "FULL") items.push_back(plain(Kind::body));
  return items;
}

}  // namespace

std::vector<FetchItem> read_fetch_items(TokenReader& in) {
  for (const char* word : {"ALL", "FAST", "FULL"}) {
    if (in.take_word(word)) return macro(word);
  }
  std::vector<FetchItem> items;
  if (!in.take('(')) return {read_item(in)};
  do items.push_back(read_item(in));
  while (in.take(' ') && items.size() <= fetch_items_max);
  if (items.size() > fetch_items_max) in.fail("too many items");
  in.expect(')');
  return items;
}

}  // namespace mailtown::imap
