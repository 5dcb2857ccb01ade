#include "mailbox/usage.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "platform/read_file.h"

namespace mailtown::mailbox {

namespace {

constexpr std::uint64_t file_bytes_max = 5120;

std::string print_limit(QuotaLimit limit) {
  std::string line;
  if (limit.bytes != 0) line += fmt::format("{}S", limit.bytes);
  if (limit.messages != 0) line += fmt::format("{}{}C", line.empty() ? "" : ",", limit.messages);
  return line + "\n";
}

std::string print_use(std::int64_t bytes, std::int64_t messages) {
  return fmt::format("{:12} {:12}\n", bytes, messages);
}

// Takes a number off the front of `line`, with the spaces before it.
bool take_number(std::string_view& line, std::int64_t& into) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const auto read = std::from_chars(line.data(), line.data() + line.size(), into);
  line.remove_prefix(static_cast<std::size_t>(read.ptr - line.data()));
  return read.ec == std::errc();
}

// The sum of all lines; nothing if one of them is not whole or there is none.
std::optional<QuotaUse> sum(std::string_view lines) {
  std::int64_t bytes = 0, messages = 0;
  if (lines.empty()) return std::nullopt;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == lines.npos) return std::nullopt;
    auto line = lines.substr(0, end);
    lines.remove_prefix(end + 1);
    std::int64_t more_bytes = 0, more_messages = 0;
    const bool has_form =
        take_number(line, more_bytes) && take_number(line, more_messages) && line.empty();
    if (!has_form) return std::nullopt;
    bytes += more_bytes;
    messages += more_messages;
  }
  if (bytes < 0 || messages < 0) return std::nullopt;
  return QuotaUse{static_cast<std::uint64_t>(bytes), static_cast<std::uint64_t>(messages)};
}

}  // namespace

Decided<Room> Usage::room_for(QuotaLimit limit, QuotaUse more) {
  if (!limit.is_set()) return mailbox::room_for({}, limit, more);
  auto found = known(limit);
  if (!found) found = Known{count(limit), true};
  auto room = mailbox::room_for(found->use, limit, more);
  if (room.outcome == Room::full && !found->is_count) {
    room = mailbox::room_for(count(limit), limit, more);
  }
  return room;
}

void Usage::note(std::int64_t bytes, std::int64_t messages) {
  if (!disk_.stat(file())) return;  // nobody keeps count
  const auto open = disk_.open(file(), OpenMode::append);
  if (open) (void)(*open)->append(print_use(bytes, messages));
}

std::optional<Usage::Known> Usage::known(QuotaLimit limit) {
  const auto text = read_file(disk_, file(), file_bytes_max);
  if (!text) return std::nullopt;
  const auto head = print_limit(limit);
  if (!text->starts_with(head)) return std::nullopt;
  const std::string_view lines = std::string_view(*text).substr(head.size());
  const auto use = sum(lines);
  if (!use) return std::nullopt;
  return Known{*use, std::count(lines.begin(), lines.end(), '\n') == 1};
}

QuotaUse Usage::count(QuotaLimit limit) {
  QuotaUse use;
  add_folder(folder_, use);
  const auto names = disk_.list(folder_);
  if (!names) return use;
  for (const std::string& name : *names) {
    if (name.size() > 1 && name.front() == '.') add_folder(folder_ + "/" + name, use);
  }
  const auto draft = file() + ".new";
  (void)disk_.remove(draft);
  const auto open = disk_.open(draft, OpenMode::create);
  if (!open) return use;
  const auto text = print_limit(limit) + print_use(static_cast<std::int64_t>(use.bytes),
                                                   static_cast<std::int64_t>(use.messages));
  if ((*open)->append(text)) (void)disk_.rename(draft, file());
  return use;
}

void Usage::add_folder(const std::string& maildir, QuotaUse& use) {
  for (const char* part : {"/new", "/cur"}) {
    const auto files = disk_.list(maildir + part);
    if (!files) continue;
    for (const std::string& file : *files) {
      const auto info = disk_.stat(maildir + part + "/" + file);
      if (!info || info->is_folder || file.front() == '.') continue;
      use.bytes += info->size;
      ++use.messages;
    }
  }
}

}  // namespace mailtown::mailbox
