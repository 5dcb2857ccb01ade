#include "simulator/world/modelled_record.h"

namespace mailtown::sim {

namespace {

constexpr std::size_t head_bytes = 5;
constexpr std::size_t contents_max = 100'000;
constexpr std::string_view kinds = "hcfadg";
constexpr unsigned char mask = 0xa5;

std::string scrambled(std::string text) {
  for (char& c : text) c = static_cast<char>(static_cast<unsigned char>(c) ^ mask);
  return text;
}

}  // namespace

std::string print(const Record& record) {
  std::string bytes(1, static_cast<char>(record.kind));
  const auto size = static_cast<std::uint32_t>(record.contents.size());
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((size >> shift) & 0xff);
  return bytes + (record.kind == Record::Kind::data ? scrambled(record.contents) : record.contents);
}

std::optional<Record> RecordReader::take() {
  if (!bytes_.empty() && kinds.find(bytes_.front()) == std::string_view::npos) nonsense_ = true;
  if (nonsense_ || bytes_.size() < head_bytes) return std::nullopt;
  std::size_t size = 0;
  for (std::size_t at = 1; at < head_bytes; ++at) {
    size = size << 8 | static_cast<unsigned char>(bytes_[at]);
  }
  nonsense_ = size > contents_max;
  if (nonsense_ || bytes_.size() < head_bytes + size) return std::nullopt;
  Record record{static_cast<Record::Kind>(bytes_.front()), bytes_.substr(head_bytes, size)};
  if (record.kind == Record::Kind::data) record.contents = scrambled(std::move(record.contents));
  bytes_.erase(0, head_bytes + size);
  return record;
}

}  // namespace mailtown::sim
