#include "mailbox/maildir_mailbox.h"

#include <algorithm>

#include <fmt/format.h>

#include "mailbox/folder_name.h"
#include "mailbox/maildir.h"
#include "mailbox/small_file.h"
#include "platform/read_file.h"

namespace mailtown::mailbox {

namespace {

// A folder that is being made or removed bears such a name, which no folder of users has.
constexpr std::string_view making = "mailtown-making-", removing = "mailtown-removing-";
constexpr const char* subscriptions_file = "subscriptions";

Result<> checked(const std::string& name) {
  if (auto fault = fault_of_name(name)) return Failure{FailureKind::invalid, std::move(*fault)};
  return {};
}

// All of a folder on disk, and itself. What cannot be removed stays for the next sweep.
void remove_tree(Disk& disk, const std::string& folder) {
  const auto names = disk.list(folder);
  if (!names) return;
  for (const std::string& name : *names) {
    const auto path = folder + "/" + name;
    const auto info = disk.stat(path);
    if (info && info->is_folder) {
      remove_tree(disk, path);
    } else {
      (void)disk.remove(path);
    }
  }
  (void)disk.remove(folder);
}

}  // namespace

FolderPlace MaildirMailbox::place_of(const std::string& name) const {
  FolderPlace place{.path = inbox_, .inbox = inbox_, .label = name_, .limit = limit_};
  if (name != inbox) {
    place.path += "/" + disk_name(name);
    place.label += "/" + name;
  }
  return place;
}

std::shared_ptr<MaildirFolder> MaildirMailbox::find_open(const std::string& path) const {
  const auto found = parts_->open.find(path);
  return found == parts_->open.end() ? nullptr : found->second.lock();
}

Result<std::vector<std::string>> MaildirMailbox::folders() {
  std::vector<std::string> all = {std::string(inbox)};
  const auto names = disk_.list(inbox_);
  if (!names && names.error().kind == FailureKind::not_found) return all;
  if (!names) return names.error();
  for (const std::string& on_disk : *names) {
    auto name = name_on_disk(on_disk);
    if (name && disk_.stat(inbox_ + "/" + on_disk + "/cur")) all.push_back(std::move(*name));
  }
  std::sort(all.begin() + 1, all.end());
  return all;
}

Task<Result<std::shared_ptr<Folder>>> MaildirMailbox::open(std::string name, Tracer tracer) {
  const auto legal = checked(name);
  if (!legal) co_return legal.error();
  auto place = place_of(canonical_name(name));
  auto folder = find_open(place.path);
  if (!folder || folder->is_gone()) {
    const auto path = place.path;
    folder = std::make_shared<MaildirFolder>(parts_, std::move(place));
    parts_->open[path] = folder;
  }
  const auto loaded = co_await folder->load(tracer);
  if (!loaded) co_return loaded.error();
  co_return std::shared_ptr<Folder>(std::move(folder));
}

// --- making, removing, renaming ------------------------------------------------------------------

Task<Result<>> MaildirMailbox::create(std::string name) {
  const auto legal = checked(name);
  if (!legal) co_return legal;
  name = canonical_name(name);
  const auto hold = co_await parts_->naming.enter();
  if (name == inbox || disk_.stat(place_of(name).path)) {
    co_return Failure{FailureKind::exists, "there is such a folder already"};
  }
  sweep();
  co_return co_await make(name);
}

// Made under another name and renamed, so that it is there whole or not at all.
Task<Result<>> MaildirMailbox::make(const std::string& name) {
  if (!disk_.stat(inbox_ + "/cur")) {
    const auto made = co_await Maildir(disk_, inbox_).make_folders();
    if (!made) co_return made;
  }
  const auto path = place_of(name).path;
  const auto draft = inbox_ + "/" + std::string(making) + disk_name(name);
  for (const char* part : {"/tmp", "/new", "/cur"}) {
    const auto made = disk_.make_folder(draft + part);
    if (!made) co_return made;
  }
  // The sign by which Courier knows a folder of Maildir++ from a Maildir.
  const auto sign = disk_.open(draft + "/maildirfolder", OpenMode::append);
  if (!sign) co_return sign.error();
  const auto renamed = disk_.rename(draft, path);
  if (!renamed) co_return renamed;
  co_return co_await parts_->sync.join();
}

Task<Result<>> MaildirMailbox::remove(std::string name) {
  const auto legal = checked(name);
  if (!legal) co_return legal;
  name = canonical_name(name);
  if (name == inbox) co_return Failure{FailureKind::not_permitted, "the INBOX is never removed"};
  const auto hold = co_await parts_->naming.enter();
  co_return co_await discard(place_of(name).path);
}

Task<Result<>> MaildirMailbox::discard(std::string path) {
  const auto info = disk_.stat(path);
  if (!info) co_return Failure{FailureKind::not_found, "there is no such folder"};
  sweep();
  const auto draw = parts_->platform.random.bits("maildir-name");
  const auto renamed = disk_.rename(path, fmt::format("{}/{}{:016x}", inbox_, removing, draw));
  if (!renamed) co_return renamed;
  if (const auto folder = find_open(path)) folder->mark_gone();
  parts_->open.erase(path);
  const auto synced = co_await disk_.sync_folder(inbox_);
  sweep();
  if (disk_.stat(inbox_ + "/maildirsize")) (void)disk_.remove(inbox_ + "/maildirsize");
  co_return synced;
}

// Removes what is no folder any more, or not yet: left by a crash.
void MaildirMailbox::sweep() {
  const auto names = disk_.list(inbox_);
  if (!names) return;
  for (const std::string& name : *names) {
    const bool is_left = name.starts_with(making) || name.starts_with(removing);
    if (is_left) remove_tree(disk_, inbox_ + "/" + name);
  }
}

Task<Result<>> MaildirMailbox::rename(std::string from, std::string to) {
  for (const auto& name : {from, to}) {
    const auto legal = checked(name);
    if (!legal) co_return legal;
  }
  from = canonical_name(from);
  to = canonical_name(to);
  if (from == inbox) co_return co_await rename_inbox(std::move(to));
  const auto hold = co_await parts_->naming.enter();
  if (is_below(to, from)) co_return Failure{FailureKind::invalid, "a folder cannot go into itself"};
  const auto renames = renames_for(from, to);
  if (!renames) co_return renames.error();
  for (const auto& [old_name, new_name] : *renames) {
    const auto old_path = place_of(old_name).path;
    auto place = place_of(new_name);
    const auto renamed = disk_.rename(old_path, place.path);
    if (!renamed) co_return renamed;
    const auto folder = find_open(old_path);
    parts_->open.erase(old_path);
    if (!folder) continue;
    parts_->open[place.path] = folder;
    folder->moved_to(std::move(place));
  }
  co_return co_await disk_.sync_folder(inbox_);
}

// The folder, if there is one, and those below it, each with its new name.
Result<MaildirMailbox::Renames> MaildirMailbox::renames_for(const std::string& from,
                                                            const std::string& to) {
  const auto all = folders();
  if (!all) return all.error();
  Renames renames;
  for (const std::string& name : *all) {
    if (name != from && !is_below(name, from)) continue;
    renames.emplace_back(name, to + name.substr(from.size()));
    if (renames.back().second == inbox || disk_.stat(place_of(renames.back().second).path)) {
      return Failure{FailureKind::exists, "there is such a folder already"};
    }
  }
  if (renames.empty()) return Failure{FailureKind::not_found, "there is no such folder"};
  return renames;
}

// RFC 3501 §6.3.5: its messages go into the new folder, and it stays, empty.
Task<Result<>> MaildirMailbox::rename_inbox(std::string to) {
  const auto created = co_await create(to);
  if (!created) co_return created;
  const auto from = co_await open(std::string(inbox), Tracer());
  if (!from) co_return from.error();
  const auto target = co_await open(std::move(to), Tracer());
  if (!target) co_return target.error();
  const auto refreshed = co_await (*from)->refresh();
  if (!refreshed) co_return refreshed;
  std::vector<Uid> uids;
  for (const Entry& entry : (*from)->entries()) uids.push_back(entry.uid);
  const auto moved = co_await (*from)->move_to(std::move(uids), **target, Tracer());
  co_return moved ? Result<>() : Result<>(moved.error());
}

// --- subscriptions -------------------------------------------------------------------------------

Result<std::set<std::string>> MaildirMailbox::subscriptions() {
  std::set<std::string> all;
  const auto text = read_file(disk_, inbox_ + "/" + subscriptions_file);
  if (!text && text.error().kind == FailureKind::not_found) return all;
  if (!text) return text.error();
  for (std::string_view rest = *text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto name = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!fault_of_name(name)) all.insert(canonical_name(name));
  }
  return all;
}

Task<Result<>> MaildirMailbox::subscribe(std::string name, bool wanted) {
  const auto legal = checked(name);
  if (!legal) co_return legal;
  name = canonical_name(name);
  const auto hold = co_await parts_->naming.enter();
  auto all = subscriptions();
  if (!all) co_return all.error();
  const bool changes = wanted ? all->insert(name).second : all->erase(name) > 0;
  if (!changes) co_return Result<>();
  const auto made = disk_.make_folder(inbox_);
  if (!made) co_return made;
  std::string text;
  for (const std::string& one : *all) text += one + "\n";
  co_return co_await write_small_file(disk_, inbox_, subscriptions_file, std::move(text));
}

Decided<Room> MaildirMailbox::room_for(QuotaUse more) {
  return Usage(disk_, inbox_).room_for(limit_, more);
}

}  // namespace mailtown::mailbox
