#include "queue/journal_codec.h"

#include <optional>

#include <boost/crc.hpp>
#include <fmt/format.h>

#include "text/words.h"

namespace mailtown::queue {

namespace {

constexpr std::string_view first_words = "mailtown-journal 1 ";
constexpr std::size_t mark_digits = 16;
constexpr std::size_t start_bytes_max = 100;  // of a record's first line

std::uint32_t checksum(std::string_view what, std::string_view head, std::string_view text) {
  boost::crc_32_type crc;
  for (const auto part : {what, head, text}) crc.process_bytes(part.data(), part.size());
  return crc.checksum();
}

// "letter 97 1024": what the checksum covers of a record's first line.
std::string summary(const JournalRecord& record, std::size_t head_bytes) {
  return fmt::format("{} {} {}", record.kind, head_bytes, record.text_bytes);
}

enum class Found { whole, torn, spoilt };

// Reads the record that begins at `offset`.
Found read_record(std::string_view segment, const std::string& start, std::uint64_t offset,
                  JournalRecord& record) {
  const auto rest = segment.substr(offset);
  if (!rest.starts_with(start)) {
    return std::string_view(start).starts_with(rest) ? Found::torn : Found::spoilt;
  }
  const auto line_end = rest.substr(0, start_bytes_max).find('\n');
  if (line_end == rest.npos) return rest.size() < start_bytes_max ? Found::torn : Found::spoilt;
  auto line = rest.substr(start.size(), line_end - start.size());
  std::uint64_t head_bytes = 0;
  std::uint32_t sum = 0;
  record = {.kind = std::string(take_word(line)), .offset = offset};
  const bool has_form = read_number(take_word(line), head_bytes, 10) &&
                        read_number(take_word(line), record.text_bytes, 10) &&
                        read_number(line, sum, 16);
  if (!has_form) return Found::spoilt;
  const std::uint64_t left = rest.size() - line_end - 1;
  if (head_bytes > left || record.text_bytes > left || head_bytes + record.text_bytes + 2 > left) {
    return Found::torn;
  }
  const auto head = rest.substr(line_end + 1, head_bytes);
  const auto text = rest.substr(line_end + 1 + head_bytes + 1, record.text_bytes);
  if (checksum(summary(record, head_bytes), head, text) != sum) return Found::spoilt;
  record.head = head;
  record.text_offset = offset + line_end + 1 + head_bytes + 1;
  record.bytes = line_end + 1 + head_bytes + 1 + record.text_bytes + 1;
  return Found::whole;
}

// Where the next whole record begins; the segment's end if there is none.
std::uint64_t next_record(std::string_view segment, const std::string& start,
                          std::uint64_t offset) {
  JournalRecord record;
  for (;;) {
    const auto at = segment.find(start, offset);
    if (at == segment.npos) return segment.size();
    if (read_record(segment, start, at, record) == Found::whole) return at;
    offset = at + 1;
  }
}

}  // namespace

std::string print_segment_head(const std::string& mark) {
  return fmt::format("{}{}\n", first_words, mark);
}

std::string print_record(const std::string& mark, JournalRecord& record, std::string_view text) {
  record.text_bytes = text.size();
  const auto what = summary(record, record.head.size());
  const auto sum = checksum(what, record.head, text);
  std::string all;
  all.reserve(start_bytes_max + record.head.size() + text.size());
  all += fmt::format("@{} {} {:08x}\n", mark, what, sum);
  all += record.head;
  all += '\n';
  record.text_offset = all.size();
  all += text;
  all += '\n';
  record.bytes = all.size();
  return all;
}

Result<Segment> read_segment(std::string_view bytes) {
  const std::size_t head_bytes = first_words.size() + mark_digits + 1;
  if (bytes.size() < head_bytes || !bytes.starts_with(first_words) ||
      bytes[head_bytes - 1] != '\n') {
    return Failure{FailureKind::invalid, "does not begin as a journal does"};
  }
  Segment segment{.mark = std::string(bytes.substr(first_words.size(), mark_digits))};
  const std::string start = "@" + segment.mark + " ";
  for (std::uint64_t offset = head_bytes; offset < bytes.size();) {
    JournalRecord record;
    const auto found = read_record(bytes, start, offset, record);
    if (found == Found::whole) {
      offset += record.bytes;
      segment.records.push_back(std::move(record));
      continue;
    }
    const auto next = next_record(bytes, start, offset + 1);
    segment.torn = found == Found::torn && next == bytes.size();
    if (!segment.torn) segment.damage.push_back({offset, next - offset});
    offset = next;
  }
  return segment;
}

bool is_torn_head(std::string_view bytes) {
  return bytes.size() < first_words.size() + mark_digits + 1 &&
         first_words.starts_with(bytes.substr(0, first_words.size()));
}

}  // namespace mailtown::queue
