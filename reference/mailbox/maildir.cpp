#include "mailbox/maildir.h"

#include <algorithm>
#include <array>
#include <set>
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

void keep_first(Result<>& first, const Result<>& next) {
  if (first && !next) first = next;
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

Result<std::vector<Message>> Maildir::list() {
  std::vector<Message> messages;
  // cur first: should a crash have left a message in both, it has been seen.
  for (const char* part : {"cur", "new"}) {
    const auto listed = list_part(part, messages);
    if (!listed) return listed.error();
  }
  const auto older = [](const Message& a, const Message& b) { return is_older(a.name, b.name); };
  std::stable_sort(messages.begin(), messages.end(), older);
  const auto same = [](const Message& a, const Message& b) { return a.name == b.name; };
  messages.erase(std::unique(messages.begin(), messages.end(), same), messages.end());
  return messages;
}

Result<> Maildir::list_part(const std::string& part, std::vector<Message>& messages) {
  const auto files = disk_.list(in(part));
  if (!files && files.error().kind == FailureKind::not_found) return {};
  if (!files) return files.error();
  for (const std::string& file : *files) {
    if (file.empty() || file.front() == '.') continue;  // by Maildir's rules, not a message
    const std::string path = in(part + "/" + file);
    const auto info = disk_.stat(path);
    if (!info || info->is_folder) continue;  // removed by somebody else since
    const auto split = split_name(file);
    const bool seen = split.letters.find('S') != split.letters.npos;
    messages.push_back({std::string(split.name), path, info->size, seen});
  }
  return {};
}

Result<std::unique_ptr<File>> Maildir::open(const Message& message) {
  return disk_.open(message.path, OpenMode::read);
}

Task<Result<>> Maildir::mark_seen(std::vector<Message> messages) {
  const auto is_seen = [](const Message& message) { return message.seen; };
  messages.erase(std::remove_if(messages.begin(), messages.end(), is_seen), messages.end());
  if (messages.empty()) co_return Result<>();
  // cur itself must last before anything moves into it: make_folders() leaves it unsynced, so that
  // a power loss may have taken it.
  Result<> first = disk_.make_folder(in("cur"));
  if (first) {
    first = co_await disk_.sync_folder(folder_);
  }
  if (!first) co_return first;
  for (const Message& message : messages) {
    const auto renamed = disk_.rename(message.path, in("cur/" + message.name + ":2,S"));
    if (!is_gone(renamed)) keep_first(first, renamed);
  }
  for (const char* part : {"cur", "new"}) {
    const auto synced = co_await disk_.sync_folder(in(part));
    keep_first(first, synced);
  }
  co_return first;
}

Task<Result<>> Maildir::remove(std::vector<Message> messages) {
  Result<> first;
  std::set<std::string> touched;
  for (const Message& message : messages) {
    const auto removed = disk_.remove(message.path);
    if (!is_gone(removed)) keep_first(first, removed);
    touched.insert(parent_of(message.path));
  }
  for (const std::string& folder : touched) {
    const auto synced = co_await disk_.sync_folder(folder);
    keep_first(first, synced);
  }
  co_return first;
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
