#include "imap/message_text.h"

#include <algorithm>

#include "mime/structure_parser.h"

namespace mailtown::imap {

namespace {

using Text = Section::Text;
using Range = MessageText::Range;

constexpr std::size_t first_piece_bytes = 4096;  // holds most headers

Range range_of(const mime::Extent& extent, bool filtered = false) {
  return {extent.begin, extent.end, filtered};
}

bool is_about_fields(Text text) {
  return text == Text::header_fields || text == Text::header_fields_not;
}

// RFC 3501 §6.4.5: HEADER and TEXT are of a message: of the one itself, or of one within.
std::optional<Range> find_in_part(const mime::Part& part, Text text) {
  if (text == Text::all) return range_of(part.body);
  if (text == Text::mime) return range_of(part.header);
  if (!part.is_message()) return std::nullopt;
  const mime::Part& message = part.children.front();
  if (text == Text::text) return range_of(message.body);
  return range_of(message.header, is_about_fields(text));
}

}  // namespace

void MessageText::read(std::uint64_t begin, std::uint64_t end,
                       const std::function<bool(std::string_view)>& take) {
  std::string piece;
  for (std::uint64_t at = begin; at < end;) {
    const std::size_t most = at == 0 ? first_piece_bytes : piece_bytes;
    piece.resize(std::min<std::uint64_t>(most, end - at));
    const auto count = file_->read(at, piece);
    if (!count || *count == 0) return;
    at += *count;
    if (!take(std::string_view(piece.data(), *count))) return;
  }
}

const mime::Part& MessageText::structure() {
  if (structure_) return *structure_;
  mime::StructureParser parser;
  const auto take = [&parser](std::string_view bytes) {
    parser.feed(bytes);
    return true;
  };
  read(0, size(), take);
  structure_ = parser.finish();
  return *structure_;
}

const mime::Envelope& MessageText::envelope() {
  return *(structure_ ? *structure_ : head()).envelope;  // which a message always has
}

const mime::Part& MessageText::head() {
  if (head_) return *head_;
  mime::StructureParser parser;
  HeaderEnd header;
  const auto take = [&](std::string_view bytes) {
    const std::uint64_t before = header.size();
    header.feed(bytes);
    parser.feed(bytes.substr(0, header.size() - before));
    return !header.found();
  };
  read(0, size(), take);
  header_size_ = header.size();
  head_ = parser.finish();
  return *head_;
}

std::uint64_t MessageText::header_size() {
  if (header_size_) return *header_size_;
  HeaderEnd header;
  const auto take = [&header](std::string_view bytes) {
    header.feed(bytes);
    return !header.found();
  };
  read(0, size(), take);
  header_size_ = header.size();
  return *header_size_;
}

std::optional<Range> MessageText::find(const Section& section) {
  const Text text = section.text;
  if (section.part.empty()) {
    if (text == Text::all) return Range{0, size(), false};
    if (text == Text::text) return Range{header_size(), size(), false};
    return Range{0, header_size(), is_about_fields(text)};
  }
  const mime::Part* part = mime::find_part(structure(), section.part);
  if (part == nullptr) return std::nullopt;
  auto range = find_in_part(*part, text);
  // A file that shrinks under us is broken off in the middle; never do we promise more than it has.
  if (range) range->end = std::min(range->end, size());
  return range;
}

std::uint64_t MessageText::sent_size(const Range& range, const Section& section) {
  if (!range.filtered) return range.size();
  HeaderFilter filter(section);
  std::uint64_t size = 0;
  std::string passed;
  const auto take = [&](std::string_view bytes) {
    filter.feed(bytes, passed);
    size += passed.size();
    passed.clear();
    return true;
  };
  read(range.begin, range.end, take);
  filter.finish(passed);
  return size + passed.size();
}

}  // namespace mailtown::imap
