// A folder against a simple model in memory, through losses of power at any turn: what was told
// stays true, a UID never means another message, and no text is torn. Each failure prints its seed.
#include <array>
#include <map>

#include "simulator/world/generator.h"
#include "tests/unit/mailbox/folder_world.h"

namespace mailtown::mailbox {
namespace {

using namespace std::chrono_literals;

constexpr std::array<const char*, 2> folder_names = {"INBOX", "Archive"};

// A disk that says it has synced and has not: the planted bug.
class LazyDisk final : public Disk {
 public:
  explicit LazyDisk(Disk& disk) : disk_(disk) {}
  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
    return disk_.open(path, mode);
  }
  Result<> rename(const std::string& from, const std::string& to) override {
    return disk_.rename(from, to);
  }
  Result<> link(const std::string& from, const std::string& to) override {
    return disk_.link(from, to);
  }
  Result<> remove(const std::string& path) override { return disk_.remove(path); }
  Result<std::vector<std::string>> list(const std::string& folder) override {
    return disk_.list(folder);
  }
  Result<> make_folder(const std::string& path) override { return disk_.make_folder(path); }
  Result<FileInfo> stat(const std::string& path) override { return disk_.stat(path); }
  Task<Result<>> sync_folder(const std::string& folder) override {
    return disk_.sync_folder(folder);
  }
  Task<Result<>> sync_all() override { co_return Result<>(); }
  Result<std::unique_ptr<FolderWatch>> watch(const std::vector<std::string>& folders) override {
    return disk_.watch(folders);
  }

 private:
  Disk& disk_;
};

// What has been told of one message.
struct Told {
  std::string text;
  bool seen = false;
  bool in_doubt = false;  // an operation on it has begun and not ended
};

// What the test knows; it lives through the crashes.
struct Model {
  std::map<std::pair<std::size_t, Uid>, Told> messages;
  std::map<std::pair<std::size_t, Uid>, std::string> ever;  // which text each UID has meant
  std::map<std::size_t, std::uint32_t> validity;
  int texts = 0;
  std::vector<std::string> faults;

  void fault(std::string what) { faults.push_back(std::move(what)); }
  std::string next_text() { return "text " + std::to_string(++texts) + std::string(40, '.') + "!"; }
};

std::string text_of(Folder& folder, Uid uid) {
  const auto file = folder.open(uid);
  if (!file) return "(" + file.error().message() + ")";
  std::string text((*file)->size(), '\0');
  (void)(*file)->read(0, text);
  return text;
}

// Compares a folder with what was told of it.
void check(Model& model, std::size_t number, Folder& folder) {
  const std::string name = folder_names[number];
  const auto [validity, is_new] = model.validity.try_emplace(number, folder.uid_validity());
  if (validity->second != folder.uid_validity()) model.fault(name + " has another UIDVALIDITY");
  for (const Entry& entry : folder.entries()) {
    const auto text = text_of(folder, entry.uid);
    const auto where = name + " " + std::to_string(entry.uid);
    if (!text.starts_with("text ") || text.back() != '!') model.fault(where + " torn: " + text);
    const auto [known, first] = model.ever.try_emplace({number, entry.uid}, text);
    if (known->second != text) model.fault(where + " was '" + known->second + "', is " + text);
    if (entry.bytes != text.size()) model.fault(where + " has another size");
    if (entry.uid >= folder.uid_next()) model.fault(where + " is not below UIDNEXT");
  }
  for (auto next = model.messages.begin(); next != model.messages.end();) {
    auto& [place, told] = *next;
    const Entry* entry =
        place.first == number ? find_entry(folder.entries(), place.second) : nullptr;
    const auto where = name + " " + std::to_string(place.second);
    const bool is_elsewhere = place.first != number;
    if (!is_elsewhere && entry == nullptr && !told.in_doubt) model.fault(where + " is gone");
    if (entry != nullptr && !told.in_doubt && entry->flags.seen != told.seen) {
      model.fault(where + " lost its flag");
    }
    if (entry != nullptr) {
      told.seen = entry->flags.seen;
      told.in_doubt = false;
    }
    next = is_elsewhere || entry != nullptr ? std::next(next) : model.messages.erase(next);
  }
}

class Work {
 public:
  Work(Platform& platform, Model& model, std::uint64_t seed)
      : store_(platform, "mail"), model_(model), draws_(seed, "work") {}

  Task<> run() {
    const auto mailbox = store_.mailbox(user);
    const auto made = co_await mailbox->create("Archive");
    if (!made && made.error().kind != FailureKind::exists) model_.fault(made.error().message());
    for (std::size_t i = 0; i < folder_names.size(); ++i) {
      const auto opened = co_await mailbox->open(folder_names[i], Tracer());
      if (!opened) co_return model_.fault("opening: " + opened.error().message());
      folders_[i] = *opened;
      check(model_, i, *folders_[i]);
    }
    for (int i = 0; i < 12; ++i) co_await step();
    for (std::size_t i = 0; i < folder_names.size(); ++i) check(model_, i, *folders_[i]);
  }

 private:
  std::size_t draw(std::size_t bound) { return draws_.below(bound); }

  Task<> step() {
    const auto number = draw(2);
    Folder& folder = *folders_[number];
    const auto refreshed = co_await folder.refresh();
    if (!refreshed) model_.fault("refresh: " + refreshed.error().message());
    const auto what = draw(6);
    if (what <= 1 || folder.entries().empty()) co_return co_await append(number);
    const Uid uid = folder.entries()[draw(folder.entries().size())].uid;
    model_.messages[{number, uid}].in_doubt = true;
    if (what == 2) co_await flag(number, uid);
    if (what == 3) co_await expunge(number, uid);
    if (what >= 4) co_await transfer(number, uid, what == 5);
  }

  Task<> append(std::size_t number) {
    const auto text = model_.next_text();
    const auto uid = co_await append_text(*folders_[number], text);
    if (!uid) co_return model_.fault("append: " + uid.error().message());
    learn(number, *uid, {text, false, false});
  }
  Task<> flag(std::size_t number, Uid uid) {
    FlagChange change;
    change.flags.seen = true;
    const bool seen = draw(2) == 0;
    change.how = seen ? FlagChange::How::add : FlagChange::How::remove;
    const auto done = co_await folders_[number]->set_flags(these(uid), change, Tracer());
    if (!done) co_return model_.fault("flags: " + done.error().message());
    learn(number, uid, {text_of(*folders_[number], uid), seen, false});
  }
  Task<> expunge(std::size_t number, Uid uid) {
    const auto done = co_await folders_[number]->expunge(these(uid), Tracer());
    if (!done) co_return model_.fault("expunge: " + done.error().message());
    model_.messages.erase({number, uid});
    if (find_entry(folders_[number]->entries(), uid) != nullptr)
      model_.fault("expunged, yet there");
    model_.ever[{number, uid}] += " (expunged)";  // it must never come back
  }
  Task<> transfer(std::size_t number, Uid uid, bool move) {
    Folder& from = *folders_[number];
    Folder& to = *folders_[1 - number];
    const auto text = text_of(from, uid);
    const bool seen = find_entry(from.entries(), uid)->flags.seen;
    auto doing = move ? from.move_to(these(uid), to, {}) : from.copy_to(these(uid), to, {});
    const auto pairs = co_await std::move(doing);
    if (!pairs || pairs->size() != 1) co_return model_.fault("transfer failed");
    learn(1 - number, pairs->front().second, {text, seen, false});
    if (move) {
      model_.messages.erase({number, uid});
    } else {
      model_.messages[{number, uid}] = {text, seen, false};
    }
  }
  void learn(std::size_t number, Uid uid, Told told) {
    const auto [known, first] = model_.ever.try_emplace({number, uid}, told.text);
    if (known->second != told.text) model_.fault("a UID was given twice");
    model_.messages[{number, uid}] = std::move(told);
  }

  MailStore store_;
  Model& model_;
  sim::Generator draws_;
  std::array<std::shared_ptr<Folder>, 2> folders_;
};

// Some boots of one machine, each ended by a loss of power after some turns. The faults found.
std::vector<std::string> faults_of(std::uint64_t seed, bool lazy) {
  sim::Generator draws(seed, "crashes");
  Model model;
  FolderWorld here(seed);
  here.world.disk(here.machine).set_sync_latency(2ms);
  std::uint64_t boots = 0;
  (void)here.world.add_program(here.machine, "mda", [&](Platform& platform) -> Task<> {
    LazyDisk disk(platform.disk);
    Platform other{
        platform.network, platform.clock, lazy ? static_cast<Disk&>(disk) : platform.disk,
        platform.random,  platform.tasks, platform.tls,
        platform.hasher,  platform.tracer};
    Work work(other, model, seed * 1000 + ++boots);
    co_await work.run();
  });
  for (int crash = 0; crash < 4 && model.faults.empty(); ++crash) {
    const auto turns = draws.below(120);
    for (std::uint64_t i = 0; i < turns && here.world.step(); ++i) continue;
    here.world.power_loss(here.machine);
    here.world.restart(here.machine);
  }
  here.world.run_until_idle();
  for (const auto& defect : here.world.defects()) model.fault(defect.what);
  return model.faults;
}

TEST(FolderModel, WhatWasToldOutlivesEveryLossOfPower) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const auto faults = faults_of(seed, false);
    ASSERT_TRUE(faults.empty()) << "seed " << seed << ": " << faults.front();
  }
}

TEST(FolderModel, CatchesADiskThatOnlySaysItHasSynced) {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) found += faults_of(seed, true).empty() ? 0 : 1;
  EXPECT_GT(found, 5);
}

}  // namespace
}  // namespace mailtown::mailbox
