// How fast a folder of many messages opens and is kept up to date, on this machine's disk.
//
//   bench_folder [MESSAGES [ROUNDS]]     by default 10000 messages, 20 rounds
//
// Prints one line of JSON, times in milliseconds: the first opening, which gives all the UIDs;
// openings with the index (the best of all rounds); a refresh when nothing has changed; one after a
// delivery, with the sync of the index; flags of all messages at once. Nothing is asserted.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "mailbox/mail_store.h"
#include "platform/asio/world.h"

namespace mailtown {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Times {
  double first_open = 0, open = 1e9, idle_refresh = 1e9, refresh = 1e9, flags = 0;
};

void put(Disk& disk, const std::string& part, int number) {
  const auto file = disk.open(fmt::format("mail/u/{}/{}.message-number-{:08}.mx.example.org", part,
                                          1'700'000'000 + number, number),
                              OpenMode::create);
  if (file) (void)(*file)->append(std::string_view("Subject: x\r\n\r\nHello\r\n"));
}

Task<std::shared_ptr<mailbox::Folder>> open(mailbox::MailStore& store) {
  const auto box = store.mailbox("u");
  const auto opened = co_await box->open("INBOX", Tracer());
  co_return opened ? *opened : nullptr;
}

Task<> measure(Platform& platform, int messages, int rounds, Times& times) {
  for (const char* part : {"tmp", "new", "cur"}) {
    (void)platform.disk.make_folder(std::string("mail/u/") + part);
  }
  for (int i = 0; i < messages; ++i) put(platform.disk, "new", i);
  mailbox::MailStore store(platform, "mail");
  auto start = Clock::now();
  auto folder = co_await open(store);
  times.first_open = ms_since(start);
  for (int round = 0; round < rounds && folder; ++round) {
    folder = nullptr;  // the last session leaves
    start = Clock::now();
    folder = co_await open(store);
    times.open = std::min(times.open, ms_since(start));
    start = Clock::now();
    (void)co_await folder->refresh();
    times.idle_refresh = std::min(times.idle_refresh, ms_since(start));
    put(platform.disk, "new", messages + round);
    start = Clock::now();
    (void)co_await folder->refresh();
    times.refresh = std::min(times.refresh, ms_since(start));
  }
  if (!folder) co_return;
  std::vector<mailbox::Uid> all;
  for (const auto& entry : folder->entries()) all.push_back(entry.uid);
  mailbox::FlagChange seen;
  seen.flags.seen = true;
  start = Clock::now();
  (void)co_await folder->set_flags(std::move(all), std::move(seen), Tracer());
  times.flags = ms_since(start);
}

int run(int messages, int rounds) {
  const auto root = std::filesystem::temp_directory_path() / "mailtown-bench-folder";
  std::filesystem::remove_all(root);
  std::filesystem::create_directories(root);
  Times times;
  {
    real::World world;
    const auto platform = world.add_process({.disk_root = root.string()});
    if (!platform) return 3;
    world.run(measure(**platform, messages, rounds, times));
  }
  std::filesystem::remove_all(root);
  fmt::print(
      "{{\"messages\":{},\"first_open_ms\":{:.2f},\"open_ms\":{:.2f},\"idle_refresh_ms\":{:.4f},"
      "\"refresh_after_delivery_ms\":{:.3f},\"flags_of_all_ms\":{:.2f}}}\n",
      messages, times.first_open, times.open, times.idle_refresh, times.refresh, times.flags);
  return 0;
}

}  // namespace
}  // namespace mailtown

int main(int argc, char** argv) {
  const int messages = argc > 1 ? std::atoi(argv[1]) : 10'000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 20;
  return mailtown::run(messages, rounds);
}
