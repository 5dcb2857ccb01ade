#include "mailbox/maildir.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace mailtown::mailbox {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr Duration tmp_age_max = std::chrono::hours(36);

// "NAME:2,S" -> "NAME" and "S".
std::pair<std::string, std::string> split_flags(const std::string& file) {
  const auto colon = file.find(":2,");
  if (colon == file.npos) return {file, ""};
  return {file.substr(0, colon), file.substr(colon + 3)};
}

// The seconds that a name begins with; 0 if it begins otherwise.
std::uint64_t seconds_of(const std::string& name) {
  std::uint64_t seconds = 0;
  std::from_chars(name.data(), name.data() + name.size(), seconds);
  return seconds;
}

bool is_older(const Message& a, const Message& b) {
  return std::pair(seconds_of(a.name), a.name) < std::pair(seconds_of(b.name), b.name);
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string() : path.substr(0, slash);
}

// Copies `text` from its beginning to the end of `to`, a piece at a time.
Result<> copy(File& text, File& to) {
  std::vector<char> piece(piece_bytes);
  std::uint64_t offset = 0;
  for (;;) {
    const auto count = text.read(offset, piece);
    if (!count) return count.error();
    if (*count == 0) return {};
    const auto appended = to.append(std::span(piece.data(), *count));
    if (!appended) return appended;
    offset += *count;
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

Task<Result<>> Maildir::deliver(std::string name, std::string head, File& text) {
  const auto made = co_await make_folders();
  if (!made) co_return made;
  if (!size_of(name)) {
    const std::string tmp = in("tmp/" + name);
    const auto written = co_await write_tmp(tmp, std::move(head), text);
    if (!written) {
      disk_.remove(tmp);
      co_return written;
    }
    const auto renamed = disk_.rename(tmp, in("new/" + name));
    if (!renamed) co_return renamed;
  }
  // Also when it was there already: the crash may have come before this very sync.
  co_return co_await disk_.sync_folder(in("new"));
}

Result<std::uint64_t> Maildir::size_of(const std::string& name) {
  const auto fresh = disk_.stat(in("new/" + name));
  if (fresh) return fresh->size;
  std::vector<Message> seen;
  const auto listed = list_part("cur", seen);
  if (!listed) return listed.error();
  const auto same = [&name](const Message& message) { return message.name == name; };
  const auto found = std::find_if(seen.begin(), seen.end(), same);
  if (found != seen.end()) return found->bytes;
  return Failure{FailureKind::not_found, name};
}

Result<std::vector<Message>> Maildir::list() {
  std::vector<Message> messages;
  // cur first: should a crash have left a message in both, it has been seen.
  for (const char* part : {"cur", "new"}) {
    const auto listed = list_part(part, messages);
    if (!listed) return listed.error();
  }
  std::stable_sort(messages.begin(), messages.end(), is_older);
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
    const auto [name, flags] = split_flags(file);
    messages.push_back({name, path, info->size, flags.find('S') != flags.npos});
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

Task<Result<>> Maildir::write_tmp(std::string path, std::string head, File& text) {
  // What an earlier try may have left there is torn or old.
  const auto removed = disk_.remove(path);
  if (!removed && !is_gone(removed)) co_return removed;
  auto file = disk_.open(path, OpenMode::create);
  if (!file) co_return file.error();
  const auto begun = (*file)->append(head);
  if (!begun) co_return begun;
  const auto copied = copy(text, **file);
  if (!copied) co_return copied;
  co_return co_await (*file)->sync();
}

}  // namespace mailtown::mailbox
