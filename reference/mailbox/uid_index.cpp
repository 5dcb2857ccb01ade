#include "mailbox/uid_index.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "mailbox/small_file.h"
#include "platform/read_file.h"

namespace mailtown::mailbox {

namespace {

constexpr const char* index_file = "mailtown-index";
constexpr const char* validity_file = "mailtown-uidvalidity";

std::uint32_t read_number(const std::string& text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::unique_ptr<UidIndex::Read> UidIndex::read() {
  auto result = std::make_unique<Read>();
  auto bytes = read_file(platform_.disk, path());
  if (!bytes) return result;
  result->bytes = std::move(*bytes);
  auto content = read_index(result->bytes);
  if (!content) {
    result->found = Found::damaged;
    return result;
  }
  result->content = std::move(*content);
  validity_ = result->content.validity;
  next_ = result->content.next;
  lines_ = result->content.lines;
  is_whole_ = !result->content.torn && result->content.damaged == 0;
  is_promised_ = true;
  result->found = result->content.torn ? Found::torn : Found::whole;
  return result;
}

Task<> UidIndex::begin_anew() {
  const auto now = platform_.clock.wall().time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).count();
  const auto last = read_file(platform_.disk, inbox_ + "/" + validity_file);
  validity_ = std::max(static_cast<std::uint32_t>(seconds), last ? read_number(*last) + 1 : 1);
  next_ = 1;
  is_whole_ = is_promised_ = false;
  // On a full disk this fails, and so will the index, which promises nothing then.
  (void)co_await write_small_file(platform_.disk, inbox_, validity_file,
                                  std::to_string(validity_) + "\n");
}

Task<Result<>> UidIndex::add(std::vector<IndexRecord> added, std::vector<IndexRecord> others) {
  if (!is_whole_) {
    others.insert(others.end(), added.begin(), added.end());
    const auto rewritten = co_await rewrite(std::move(others));
    co_return is_promised_ ? rewritten : Result<>();
  }
  std::string lines;
  for (const IndexRecord& record : added) append_added(lines, record);
  lines_ += added.size();
  co_return append(lines);
}

Result<> UidIndex::append(const std::string& lines) {
  if (!file_) {
    auto open = platform_.disk.open(path(), OpenMode::append);
    if (!open) return open.error();
    file_ = std::move(*open);
  }
  const auto before = file_->size();
  const auto appended = file_->append(lines);
  if (!appended) is_whole_ = file_->truncate(before).has_value();
  return appended;
}

Task<Result<>> UidIndex::sync() {
  const auto file = file_;          // moved_to() may close it meanwhile
  if (!file) co_return Result<>();  // rewritten, or in memory only
  const auto synced = co_await file->sync();
  if (!synced) is_whole_ = false;
  co_return synced;
}

void UidIndex::note_gone(const std::vector<Uid>& uids) {
  if (!is_whole_ || uids.empty()) return;
  std::string lines;
  for (const Uid uid : uids) append_gone(lines, uid);
  lines_ += uids.size();
  (void)append(lines);
}

Task<Result<>> UidIndex::rewrite(std::vector<IndexRecord> all) {
  auto text = print_index_head(validity_, next_);
  for (const IndexRecord& record : all) append_added(text, record);
  const auto lines = all.size();
  file_ = nullptr;
  is_whole_ = false;
  const auto written =
      co_await write_small_file(platform_.disk, folder_, index_file, std::move(text));
  if (!written) co_return written;
  lines_ = lines;
  is_whole_ = is_promised_ = true;
  co_return Result<>();
}

void UidIndex::moved_to(std::string folder) {
  folder_ = std::move(folder);
  file_ = nullptr;
}

}  // namespace mailtown::mailbox
