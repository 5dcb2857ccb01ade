// A machine with a mailbox, and programs that work on it one after the other or at once.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mailbox/mail_store.h"
#include "simulator/world/world.h"

namespace mailtown::mailbox {

inline constexpr const char* user = "example.org/ivanov";
inline const std::string inbox_path = "mail/example.org/ivanov";

class FolderWorld {
 public:
  using Body = std::function<Task<>(Platform&, MailStore&)>;

  explicit FolderWorld(std::uint64_t seed = 1)
      : world({.seed = seed, .start = WallTime(std::chrono::hours(24 * 365 * 50))}),
        machine(world.add_machine({"mx.example.org", "example.org", {}})) {}

  // Runs a program to its end.
  void run(Body body) {
    start(std::move(body));
    world.run_until_idle();
    expect_no_defects();
  }
  sim::ProgramId start(Body body) {
    return world.add_program(machine, "test",
                             [body = std::move(body)](Platform& platform) -> Task<> {
                               MailStore store(platform, "mail");
                               co_await body(platform, store);
                             });
  }
  void expect_no_defects() { EXPECT_TRUE(world.defects().empty()) << world.defects().front().what; }
  void put(const std::string& file, const std::string& text) {
    world.disk(machine).put(inbox_path + "/" + file, text);
  }
  std::vector<std::string> files(const std::string& folder) {
    std::vector<std::string> names;
    const auto prefix = inbox_path + "/" + folder + "/";
    for (const std::string& path : world.disk(machine).files()) {
      if (path.starts_with(prefix)) names.push_back(path.substr(prefix.size()));
    }
    return names;
  }

  sim::World world;
  sim::MachineId machine;
};

// GCC 12 takes no braced list among the arguments of what is awaited.
template <class... Numbers>
std::vector<Uid> these(Numbers... uids) {
  return {static_cast<Uid>(uids)...};
}

inline std::vector<Uid> uids_of(const Folder& folder) {
  std::vector<Uid> uids;
  for (const Entry& entry : folder.entries()) uids.push_back(entry.uid);
  return uids;
}

// "1:a 2:b": UIDs and texts.
inline std::string texts_of(Folder& folder) {
  std::string all;
  for (const Uid uid : uids_of(folder)) {
    const auto file = folder.open(uid);
    std::string text(file ? (*file)->size() : 0, '\0');
    if (file) (void)(*file)->read(0, text);
    all += (all.empty() ? "" : " ") + std::to_string(uid) + ":" + (file ? text : "(gone)");
  }
  return all;
}

inline Task<std::shared_ptr<Folder>> open_folder(MailStore& store, std::string name = "INBOX",
                                                 QuotaLimit limit = {}) {
  const auto opened = co_await store.mailbox(user, limit)->open(std::move(name), Tracer());
  EXPECT_TRUE(opened) << opened.error().message();
  co_return opened ? *opened : nullptr;
}

inline Task<Result<Uid>> append_text(Folder& folder, std::string text, Incoming incoming = {}) {
  auto draft = folder.begin(std::move(incoming));
  if (!draft) co_return draft.error();
  const auto appended = (*draft)->append(text);
  if (!appended) co_return appended.error();
  co_return co_await (*draft)->commit(Tracer());
}

// A message that another program files, whole.
inline void file_message(Disk& disk, const std::string& name, const std::string& text,
                         const std::string& folder = "new") {
  const auto file = disk.open(inbox_path + "/tmp/" + name, OpenMode::create);
  ASSERT_TRUE(file) << file.error().message();
  ASSERT_TRUE((*file)->append(text));
  ASSERT_TRUE(disk.rename(inbox_path + "/tmp/" + name, inbox_path + "/" + folder + "/" + name));
}

}  // namespace mailtown::mailbox
