#include "queue/journal.h"

#include <fmt/format.h>

#include "queue/journal_names.h"

namespace mailtown::queue {

namespace {

constexpr std::uint64_t spare_segments = 4;  // are not worth tidying up

Result<std::string> read_part(File& file, std::uint64_t offset, std::uint64_t bytes) {
  std::string part(bytes, '\0');
  std::size_t filled = 0;
  while (filled < part.size()) {
    const auto count = file.read(offset + filled, std::span(part).subspan(filled));
    if (!count) return count.error();
    if (*count == 0) return Failure{FailureKind::io, "the journal ends too early"};
    filled += *count;
  }
  return part;
}

}  // namespace

Result<> Journal::begin_segment() {
  auto segment = std::make_shared<JournalFile>();
  segment->path = folder_ + "/" + segment_name(next_number_++);
  segment->mark = fmt::format("{:016x}", platform_.random.bits("journal-mark"));
  auto file = platform_.disk.open(segment->path, OpenMode::create);
  if (!file) return file.error();
  segment->file = std::move(*file);
  const auto head = print_segment_head(segment->mark);
  const auto written = segment->file->append(head);
  if (!written) {
    (void)platform_.disk.remove(segment->path);
    return written;
  }
  segment->bytes = head.size();
  GroupSync::Sync sync = [this, raw = segment.get()] { return sync_segment(raw); };
  segment->sync = std::make_unique<GroupSync>(platform_.tasks, std::move(sync));
  segments_.push_back(segment);
  newest_ = std::move(segment);
  return {};
}

Result<Place> Journal::append(std::string kind, std::string head, std::string_view text) {
  if (!newest_ || newest_->bytes >= segment_bytes_) {
    const auto begun = begin_segment();
    if (!begun) return begun.error();
  }
  JournalRecord record{.kind = std::move(kind), .head = std::move(head)};
  const auto bytes = print_record(newest_->mark, record, text);
  const auto written = newest_->file->append(bytes);
  if (!written) {
    const auto undone = newest_->file->truncate(newest_->bytes);
    if (!undone) newest_.reset();
    return written.error();
  }
  Place place{.segment = newest_,
              .text_offset = newest_->bytes + record.text_offset,
              .text_bytes = record.text_bytes,
              .head_bytes = record.head.size(),
              .bytes = record.bytes};
  newest_->bytes += record.bytes;
  keep(place);
  return place;
}

Task<Result<>> Journal::sync_segment(JournalFile* segment) {
  auto synced = co_await segment->file->sync();
  if (synced && !segment->named) {
    synced = co_await platform_.disk.sync_folder(folder_);
    segment->named = synced.has_value();
  }
  if (!synced && newest_.get() == segment) newest_.reset();
  co_return synced;
}

Task<Result<>> Journal::synced(Place place) {
  // Of an earlier run, which was read back from the disk as it is.
  if (!place.segment->sync) co_return Result<>();
  co_return co_await place.segment->sync->join();
}

Result<std::string> Journal::head_of(const Place& place) const {
  return read_part(*place.segment->file, place.text_offset - 1 - place.head_bytes,
                   place.head_bytes);
}

Result<std::string> Journal::text_of(const Place& place) const {
  return read_part(*place.segment->file, place.text_offset, place.text_bytes);
}

void Journal::keep(const Place& place) {
  ++place.segment->uses;
  used_bytes_ += place.bytes;
}

void Journal::release(const Place& place) {
  --place.segment->uses;
  used_bytes_ -= place.bytes;
}

Task<> Journal::drop_unused() {
  if (dropping_) co_return;
  dropping_ = true;
  while (!segments_.empty() && segments_.front()->uses == 0 && segments_.front() != newest_) {
    const auto oldest = segments_.front();
    auto gone = platform_.disk.remove(oldest->path);
    // Of a removal that was not synced, the next try finds nothing to remove.
    if (!gone && gone.error().kind == FailureKind::not_found) gone = Result<>();
    // Before the next one goes: it may hold what is to be remembered about this one.
    if (gone) gone = co_await platform_.disk.sync_folder(folder_);
    if (!gone) break;
    segments_.pop_front();
  }
  dropping_ = false;
}

bool Journal::is_oldest(const Place& place) const {
  return place.segment == segments_.front() && place.segment != newest_;
}

bool Journal::is_wasteful() const {
  std::uint64_t all = 0;
  for (const auto& segment : segments_) all += segment->bytes;
  return all > 2 * used_bytes_ + spare_segments * segment_bytes_;
}

}  // namespace mailtown::queue
