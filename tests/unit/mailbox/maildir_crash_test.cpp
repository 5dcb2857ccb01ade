// Power loss at every turn of a delivery, with many draws of what the disk then keeps: nothing or
// the whole message, never a torn one in new/; and what deliver() has told is always there.
#include <gtest/gtest.h>

#include "mailbox/maildir.h"
#include "simulator/world/world.h"

namespace mailtown::mailbox {
namespace {

using namespace std::chrono_literals;

constexpr const char* filed_path = "mail/example.org/ivanov/new/1.a.mx";

struct Crash {
  std::uint64_t seed;
  int turns;  // before the power goes
  std::string to_string() const {
    return "seed " + std::to_string(seed) + ", turn " + std::to_string(turns);
  }
};

// How a delivery is made: the reference's, or a faulty one that the test must catch.
using Deliver = std::function<Task<Result<>>(Platform& platform, File& text)>;

Task<Result<>> deliver_right(Platform& platform, File& text) {
  Maildir maildir(platform.disk, "mail/example.org/ivanov");
  GroupSync::Sync all = [&platform] { return platform.disk.sync_all(); };
  GroupSync sync(platform.tasks, std::move(all));
  const auto filed =
      co_await maildir.deliver("1.a.mx", "Return-Path: <>\r\n", text, sync, /*again=*/true);
  co_return filed ? Result<>() : Result<>(filed.error());
}

// Forgets to sync the file before it shows it.
Task<Result<>> deliver_without_file_sync(Platform& platform, File& text) {
  Disk& disk = platform.disk;
  (void)disk.make_folder("mail/example.org/ivanov/new");
  auto file = disk.open("mail/example.org/ivanov/tmp.a", OpenMode::append);
  std::vector<char> bytes(text.size());
  (void)text.read(0, bytes);
  (void)(*file)->append(std::string_view("Return-Path: <>\r\n"));
  (void)(*file)->append(bytes);
  (void)disk.rename("mail/example.org/ivanov/tmp.a", filed_path);
  co_return co_await disk.sync_folder("mail/example.org/ivanov/new");
}

// Forgets to sync the folder before it says that it is done.
Task<Result<>> deliver_without_folder_sync(Platform& platform, File& text) {
  Disk& disk = platform.disk;
  (void)disk.make_folder("mail/example.org/ivanov/new");
  auto file = disk.open("mail/example.org/ivanov/tmp.a", OpenMode::append);
  std::vector<char> bytes(text.size());
  (void)text.read(0, bytes);
  (void)(*file)->append(std::string_view("Return-Path: <>\r\n"));
  (void)(*file)->append(bytes);
  const auto synced = co_await (*file)->sync();
  (void)disk.rename("mail/example.org/ivanov/tmp.a", filed_path);
  co_return synced;
}

class Trial {
 public:
  explicit Trial(Deliver deliver, Crash crash)
      : deliver_(std::move(deliver)), crash_(crash), world_({.seed = crash.seed}) {
    machine_ = world_.add_machine({"mx.example.org", "example.org", {}});
    world_.disk(machine_).put("queued", text_);
    world_.disk(machine_).set_sync_latency(3ms);
    world_.add_program(machine_, "mta", [this](Platform& platform) -> Task<> {
      auto text = platform.disk.open("queued", OpenMode::read);
      const auto filed = co_await deliver_(platform, **text);
      told_ = told_ || filed.has_value();
    });
  }

  // Runs up to the crash; false if the delivery was over before.
  bool run_to_crash() {
    for (int i = 0; i < crash_.turns; ++i) {
      if (!world_.step()) return false;
    }
    world_.power_loss(machine_);
    world_.run_until_idle();
    return true;
  }
  void recover() {
    world_.restart(machine_);
    world_.run_until_idle();
  }
  // Empty, or what is wrong with the mailbox.
  std::string fault() const {
    const auto filed = world().disk(machine_).get(filed_path);
    if (!filed) return told_ ? "a message that was delivered is gone" : "";
    const std::string whole = "Return-Path: <>\r\n" + text_;
    return *filed == whole ? "" : "a torn message is in new: '" + *filed + "'";
  }
  bool told() const { return told_; }
  std::size_t files_in_new() const {
    std::size_t count = 0;
    for (const std::string& path : world().disk(machine_).files()) {
      if (path.find("/new/") != path.npos) ++count;
    }
    return count;
  }

 private:
  sim::World& world() const { return const_cast<sim::World&>(world_); }

  Deliver deliver_;
  Crash crash_;
  sim::World world_;
  sim::MachineId machine_{};
  const std::string text_ = "Subject: one\r\n\r\nA text that can be torn.\r\n";
  bool told_ = false;
};

// Calls `judge` on a trial for each turn of the delivery and many seeds, after the crash.
void at_every_turn(const Deliver& deliver, const std::function<void(Trial&, const Crash&)>& judge) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    for (int turns = 0;; ++turns) {
      const Crash crash{seed, turns};
      Trial trial(deliver, crash);
      const bool crashed = trial.run_to_crash();
      if (!crashed) break;
      judge(trial, crash);
    }
  }
}

TEST(MaildirCrash, NothingTornAndNothingToldIsLost) {
  int crashes = 0, crashes_after_told = 0;
  at_every_turn(deliver_right, [&](Trial& trial, const Crash& crash) {
    ++crashes;
    crashes_after_told += trial.told() ? 1 : 0;
    EXPECT_EQ(trial.fault(), "") << crash.to_string();
  });
  EXPECT_GT(crashes, 200) << "the delivery had hardly a turn to crash in";
  EXPECT_GT(crashes_after_told, 0) << "no crash came after the delivery";
}

TEST(MaildirCrash, DeliveringAgainFilesExactlyOne) {
  at_every_turn(deliver_right, [&](Trial& trial, const Crash& crash) {
    trial.recover();
    EXPECT_TRUE(trial.told()) << crash.to_string();
    EXPECT_EQ(trial.fault(), "") << crash.to_string();
    EXPECT_EQ(trial.files_in_new(), 1u) << crash.to_string();
  });
}

int faults_of(const Deliver& deliver) {
  int faults = 0;
  at_every_turn(deliver,
                [&](Trial& trial, const Crash&) { faults += trial.fault().empty() ? 0 : 1; });
  return faults;
}

// The test itself: each planted bug must show.
TEST(MaildirCrash, CatchesAForgottenSync) {
  EXPECT_GT(faults_of(deliver_without_file_sync), 0) << "a file that was not synced went unnoticed";
  EXPECT_GT(faults_of(deliver_without_folder_sync), 0)
      << "a folder that was not synced went unnoticed";
}

}  // namespace
}  // namespace mailtown::mailbox
