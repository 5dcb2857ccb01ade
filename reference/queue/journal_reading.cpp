// The journal at a start: what an earlier run left.
#include <charconv>

#include <fmt/format.h>

#include "platform/read_file.h"
#include "queue/journal.h"
#include "queue/journal_names.h"

namespace mailtown::queue {

namespace {

std::uint64_t number_of(const std::string& name) {
  std::uint64_t number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  return number;
}

}  // namespace

// Copies damaged bytes into a file, so that somebody may look at them when the segment is gone.
Result<> Journal::set_aside(JournalFile& segment, std::string_view bytes, const Damage& damage,
                            std::vector<std::string>& told) {
  const auto stem = segment.path.substr(0, segment.path.size() - journal_ending.size());
  const auto path = fmt::format("{}-{}{}", stem, damage.offset, damaged_ending);
  auto file = platform_.disk.open(path, OpenMode::create);
  if (!file && file.error().kind == FailureKind::exists) return {};  // told at an earlier start
  if (!file) return file.error();
  told.push_back(fmt::format("{}: {} bytes from byte {} on are damaged; set aside as {}",
                             segment.path, damage.bytes, damage.offset, path));
  return (*file)->append(bytes.substr(damage.offset, damage.bytes));
}

std::shared_ptr<JournalFile> Journal::open_segment(const std::string& name,
                                                   std::vector<std::string>& told,
                                                   const Take& take) {
  auto segment = std::make_shared<JournalFile>();
  segment->path = folder_ + "/" + name;
  auto file = platform_.disk.open(segment->path, OpenMode::read);
  auto bytes = file ? read_all(**file) : Result<std::string>(file.error());
  auto contents = bytes ? read_segment(*bytes) : Result<Segment>(bytes.error());
  if (!contents && bytes && is_torn_head(*bytes)) {
    (void)platform_.disk.remove(segment->path);  // nothing was in it yet
    return nullptr;
  }
  if (!contents) {
    const auto aside = fmt::format("{}{}", segment->path, damaged_ending);
    (void)platform_.disk.rename(segment->path, aside);
    told.push_back(
        fmt::format("{}: {}; set aside as {}", segment->path, contents.error().message(), aside));
    return nullptr;
  }
  segment->file = std::move(*file);
  segment->bytes = bytes->size();
  for (const auto& damage : contents->damage) (void)set_aside(*segment, *bytes, damage, told);
  for (const auto& record : contents->records) {
    take(record, Place{.segment = segment,
                       .text_offset = record.text_offset,
                       .text_bytes = record.text_bytes,
                       .head_bytes = record.head.size(),
                       .bytes = record.bytes});
  }
  return segment;
}

Task<Result<>> Journal::read(Take take, std::vector<std::string>& damage) {
  const auto names = platform_.disk.list(folder_);
  if (!names) co_return names.error();
  for (const auto& name : *names) {
    if (!name.ends_with(journal_ending)) continue;
    next_number_ = number_of(name) + 1;
    auto segment = open_segment(name, damage, take);
    if (segment) segments_.push_back(std::move(segment));
  }
  // What the earlier run wrote and did not sync is believed from now on, so it must last; and so
  // must what was set aside, before its segment goes.
  co_return co_await platform_.disk.sync_all();
}

}  // namespace mailtown::queue
