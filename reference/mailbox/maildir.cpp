#include "mailbox/maildir.h"

#include <algorithm>
#include <utility>

#include "mailbox/maildir_name.h"

namespace mailtown::mailbox {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr Duration tmp_age_max = std::chrono::hours(36);

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string() : path.substr(0, slash);
}

// Writes `head`, then copies `text` from its beginning, a piece at a time. Returns all bytes.
Result<std::uint64_t> copy(const std::string& head, File& text, File& to) {
  std::string piece = head;
  for (std::uint64_t offset = 0;;) {
    const auto before = piece.size();
    piece.resize(before + piece_bytes);
    const auto count = text.read(offset, std::span(piece).subspan(before));
    if (!count) return count.error();
    offset += *count;
    piece.resize(before + *count);
    if (piece.empty()) return head.size() + offset;
    const auto appended = to.append(piece);
    if (!appended) return appended.error();
    piece.clear();
  }
}

bool is_gone(const Result<>& result) {
  return !result && result.error().kind == FailureKind::not_found;
}

}  // namespace

Maildir::Maildir(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

Task<Result<std::uint64_t>> Maildir::deliver(std::string name, std::string head, File& text,
                                             GroupSync& sync, bool again) {
  const auto made = co_await make_folders();
  if (!made) co_return made.error();
  auto bytes = again ? size_of(name) : Result<std::uint64_t>(Failure{FailureKind::not_found, name});
  if (!bytes) {
    const std::string tmp = in("tmp/" + name);
    bytes = write_tmp(tmp, head, text);
    auto stored = bytes ? Result<>() : Result<>(bytes.error());
    if (stored) stored = co_await sync.join();
    if (stored) stored = disk_.rename(tmp, in("new/" + name));
    if (!stored) {
      (void)disk_.remove(tmp);
      co_return stored.error();
    }
  }
  // Also when it was there already: the crash may have come before this very sync.
  const auto shown = co_await sync.join();
  if (!shown) co_return shown.error();
  co_return bytes;
}

Result<std::uint64_t> Maildir::size_of(const std::string& name) {
  const auto fresh = disk_.stat(in("new/" + name));
  if (fresh) return fresh->size;
  const auto seen = disk_.list(in("cur"));
  if (!seen) return seen.error();
  // The names are sorted, and whatever flags follow, they follow a colon.
  const auto found = std::lower_bound(seen->begin(), seen->end(), name + ":2,");
  if (found == seen->end() || split_name(*found).name != name) {
    return Failure{FailureKind::not_found, name};
  }
  const auto info = disk_.stat(in("cur/" + *found));
  if (!info) return info.error();
  return info->size;
}

Result<std::size_t> Maildir::clean_tmp(WallTime now) {
  const auto files = disk_.list(in("tmp"));
  if (!files && files.error().kind == FailureKind::not_found) return std::size_t{0};
  if (!files) return files.error();
  std::size_t removed = 0;
  for (const std::string& file : *files) {
    const std::string path = in("tmp/" + file);
    const auto info = disk_.stat(path);
    if (!info || info->is_folder || now - info->modified < tmp_age_max) continue;
    if (disk_.remove(path)) ++removed;
  }
  return removed;
}

// cur comes last and is the sign that the rest is done: once its name is there, synced or not, all
// that a delivery needs has been synced before.
Task<Result<>> Maildir::make_folders() {
  if (disk_.stat(in("cur"))) co_return Result<>();
  for (const char* part : {"tmp", "new"}) {
    const auto made = disk_.make_folder(in(part));
    if (!made) co_return made;
  }
  for (std::string folder = folder_;; folder = parent_of(folder)) {
    const auto synced = co_await disk_.sync_folder(folder);
    if (!synced) co_return synced;
    if (folder.empty()) break;
  }
  co_return disk_.make_folder(in("cur"));
}

Result<std::uint64_t> Maildir::write_tmp(const std::string& path, const std::string& head,
                                         File& text) {
  auto file = disk_.open(path, OpenMode::create);
  if (!file && file.error().kind == FailureKind::exists) {
    // What an earlier try left there is torn or old.
    const auto removed = disk_.remove(path);
    if (!removed && !is_gone(removed)) return removed.error();
    file = disk_.open(path, OpenMode::create);
  }
  if (!file) return file.error();
  return copy(head, text, **file);
}

}  // namespace mailtown::mailbox
