#include "mailbox/index_codec.h"

#include <algorithm>

#include <boost/crc.hpp>
#include <fmt/format.h>

#include "text/words.h"

namespace mailtown::mailbox {

namespace {

constexpr std::string_view first_words = "mailtown-index 1 ";
constexpr std::size_t sum_digits = 8;

std::uint32_t checksum(std::string_view text) {
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  return crc.checksum();
}

void append_line(std::string& to, std::string_view said) {
  fmt::format_to(std::back_inserter(to), "{:08x} {}\n", checksum(said), said);
}

struct Line {
  bool adds = false;
  IndexRecord record;
};

bool read_line(std::string_view line, Line& into) {
  std::uint32_t sum = 0;
  const auto digits = take_word(line);
  if (digits.size() != sum_digits || !read_number(digits, sum, 16) || checksum(line) != sum) {
    return false;
  }
  const auto sign = take_word(line);
  into.adds = sign == "+";
  if (!read_number(take_word(line), into.record.uid) || into.record.uid == 0) return false;
  if (!into.adds) return sign == "-";
  const bool has_bytes = read_number(take_word(line), into.record.bytes);
  into.record.name = line;
  return has_bytes && !line.empty();
}

void take(const Line& line, IndexContent& content) {
  auto& records = content.records;
  const Uid uid = line.record.uid;
  const auto place =
      std::lower_bound(records.begin(), records.end(), uid,
                       [](const IndexRecord& record, Uid wanted) { return record.uid < wanted; });
  const bool is_there = place != records.end() && place->uid == uid;
  if (line.adds && !is_there) {
    records.insert(place, line.record);
  } else if (!line.adds && is_there) {
    records.erase(place);
  }
  content.next = std::max(content.next, uid + 1);
}

Result<IndexContent> read_head(std::string_view line) {
  IndexContent content;
  const Failure invalid{FailureKind::invalid, "does not begin as an index does"};
  if (!line.starts_with(first_words)) return invalid;
  const auto said = line.substr(0, line.rfind(' '));
  line.remove_prefix(first_words.size());
  std::uint32_t sum = 0;
  const bool has_form = read_number(take_word(line), content.validity) &&
                        read_number(take_word(line), content.next) && read_number(line, sum, 16) &&
                        checksum(said) == sum && content.validity != 0 && content.next != 0;
  if (!has_form) return invalid;
  return content;
}

}  // namespace

std::string print_index_head(std::uint32_t validity, Uid next) {
  const auto said = fmt::format("{}{} {}", first_words, validity, next);
  return fmt::format("{} {:08x}\n", said, checksum(said));
}

void append_added(std::string& to, const IndexRecord& record) {
  append_line(to, fmt::format("+ {} {} {}", record.uid, record.bytes, record.name));
}

void append_gone(std::string& to, Uid uid) {
  append_line(to, fmt::format("- {}", uid));
}

Result<IndexContent> read_index(std::string_view bytes) {
  const auto head_end = bytes.find('\n');
  if (head_end == bytes.npos) return Failure{FailureKind::invalid, "has no whole first line"};
  auto content = read_head(bytes.substr(0, head_end));
  if (!content) return content;
  bytes.remove_prefix(head_end + 1);
  std::size_t bad_end = 0;  // lines in a row, up to here, that say nothing
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    Line line;
    const bool is_whole = end != bytes.npos && read_line(bytes.substr(0, end), line);
    bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
    ++content->lines;
    if (!is_whole) {
      ++bad_end;
      continue;
    }
    content->damaged += std::exchange(bad_end, 0);
    take(line, *content);
  }
  content->torn = bad_end > 0;
  return content;
}

}  // namespace mailtown::mailbox
