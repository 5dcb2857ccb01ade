// Power loss at every turn of a queue's work, with many draws of what the disk then keeps. What
// was promised is there, whole; what was told done is not to be done again.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "queue/queue_store.h"
#include "simulator/world/world.h"

namespace mailtown::queue {
namespace {

using namespace std::chrono_literals;

// What the store has told its users: their promises rest on it.
struct Told {
  std::map<std::string, std::string> accepted;          // text by id
  std::map<std::string, std::set<std::size_t>> marked;  // recipients by id
};

constexpr StoreLimits small_limits{.text_in_memory = 60, .segment_bytes = 700};

std::string text_of(const std::string& id) {
  // C's is too long for the memory of its connection.
  return "Subject: " + id + "\r\n\r\n" + std::string(id == "C" ? 200 : 20, 'x') + "\r\n";
}

Letter letter_of(const std::string& id) {
  return {.id = id,
          .sender = {"ivanov", "example.org"},
          .recipients = {{.address = {"kozlov", "example.com"}},
                         {.address = {"petrov", "example.com"}}}};
}

Task<Result<>> mark(QueueStore& store, std::string id, std::size_t recipient) {
  std::vector<std::size_t> one = {recipient};
  return store.mark_done(std::move(id), std::move(one));
}

Task<> work_on(QueueStore& store, std::string id, Told& told) {
  auto draft = store.begin(id);
  if (!draft) co_return;  // an earlier boot's
  (void)(*draft)->append(text_of(id));
  const auto accepted = co_await store.accept(letter_of(id), **draft);
  if (accepted) told.accepted[id] = text_of(id);
  if (!accepted || id == "B") co_return;  // B waits
  for (std::size_t recipient = 0; recipient < 2; ++recipient) {
    if (id == "D" && recipient == 1) co_return;
    const auto marked = co_await mark(store, id, recipient);
    if (marked) told.marked[id].insert(recipient);
  }
}

class Trial {
 public:
  using Work = std::function<Task<>(QueueStore&, std::string, Told&)>;

  Trial(std::uint64_t seed, Work work) : work_(std::move(work)), world_({.seed = seed}) {
    machine_ = world_.add_machine({"mx.example.org", "example.org", {}});
    world_.disk(machine_).set_sync_latency(3ms);
    world_.add_program(machine_, "mta", [this](Platform& platform) -> Task<> {
      store_ = std::make_unique<QueueStore>(platform, "queue", small_limits);
      const auto recovered = co_await store_->recover();
      if (!recovered) throw std::runtime_error(recovered.error().message());
      recovered_ = *recovered;
      is_recovered_ = true;
      if (!works_) co_await platform.tasks.stop_requested();
      for (const char* id : {"A", "B", "C", "D", "E", "F", "G", "H"}) {
        platform.tasks.spawn("letter", work_(*store_, id, told_));
        // Some come together, some one after the other.
        if (*id % 2 == 0) co_await platform.clock.sleep_until(platform.clock.in(4ms));
      }
      co_await platform.tasks.stop_requested();
    });
  }

  // False if the work was over before.
  bool run_to_crash(int turns) {
    for (int i = 0; i < turns; ++i) {
      if (!world_.step()) return false;
    }
    works_ = false;
    world_.power_loss(machine_);
    world_.run_until_idle();
    store_.reset();
    return true;
  }
  void recover() {
    is_recovered_ = false;
    world_.restart(machine_);
    world_.run_until_idle();
  }
  void finish() { world_.run_until_idle(); }

  // Empty, or what the recovered queue lacks or has too much.
  std::string fault() {
    if (!is_recovered_) return "no recovery";
    for (const auto& damage : recovered_.damage) return damage;
    std::map<std::string, Letter> found;
    for (const auto& letter : recovered_.letters) found[letter.id] = letter;
    for (const auto& [id, text] : told_.accepted) {
      const auto& marked = told_.marked[id];
      if (marked.size() == 2 && found.contains(id)) return id + " is finished and came back";
      if (marked.size() < 2 && !found.contains(id) && !may_be_finished(id)) return id + " is lost";
    }
    for (const auto& [id, letter] : found) {
      for (const auto recipient : told_.marked[id]) {
        if (!letter.recipients[recipient].done) return id + ": a recipient's mark is lost";
      }
      const auto text = read(id);
      if (text != text_of(id)) return id + ": the text is '" + text + "'";
    }
    return "";
  }
  std::vector<std::string> files() { return world_.disk(machine_).files(); }
  const Recovered& recovered() const { return recovered_; }
  const Told& told() const { return told_; }

 private:
  // Its last mark may have reached the disk though nobody was told.
  bool may_be_finished(const std::string& id) { return told_.marked[id].size() == 1 && id != "D"; }

  std::string read(const std::string& id) {
    auto file = store_->open_message(id);
    if (!file) return "(" + file.error().message() + ")";
    std::string text((*file)->size(), '\0');
    const auto count = (*file)->read(0, text);
    text.resize(count ? *count : 0);
    return text;
  }

  Work work_;
  sim::World world_;
  sim::MachineId machine_{};
  std::unique_ptr<QueueStore> store_;
  Told told_;
  Recovered recovered_;
  bool works_ = true, is_recovered_ = false;
};

struct Sum {
  int crashes = 0, faults = 0;
  std::string first_fault;
  std::size_t most_recovered = 0;
};

Sum at_every_turn(const Trial::Work& work, std::uint64_t seeds, bool twice = false) {
  Sum sum;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (int turns = 0;; ++turns) {
      Trial trial(seed, work);
      if (!trial.run_to_crash(turns)) break;
      ++sum.crashes;
      trial.recover();
      if (twice) {
        // The power goes again right after the start: what was recovered must stay.
        (void)trial.run_to_crash(0);
        trial.recover();
      }
      const auto fault = trial.fault();
      sum.most_recovered = std::max(sum.most_recovered, trial.recovered().letters.size());
      if (fault.empty()) continue;
      if (sum.faults++ == 0) {
        sum.first_fault = fmt::format("seed {}, turn {}: {}", seed, turns, fault);
      }
    }
  }
  return sum;
}

TEST(QueueCrash, NothingPromisedIsLostAndNothingDoneComesBack) {
  const auto sum = at_every_turn(work_on, 25);
  EXPECT_EQ(sum.first_fault, "") << sum.faults << " faults in " << sum.crashes << " crashes";
  EXPECT_GT(sum.crashes, 1000) << "the work had hardly a turn to crash in";
  EXPECT_GT(sum.most_recovered, 2u) << "hardly a letter was there to be recovered";
}

TEST(QueueCrash, ACrashAfterTheStartChangesNothing) {
  const auto sum = at_every_turn(work_on, 5, /*twice=*/true);
  EXPECT_EQ(sum.first_fault, "");
}

// The planted bugs: each must be found.

Task<> promise_before_the_sync(QueueStore& store, std::string id, Told& told) {
  told.accepted[id] = text_of(id);
  return work_on(store, std::move(id), told);
}

Task<> tell_done_before_the_sync(QueueStore& store, std::string id, Told& told) {
  auto draft = store.begin(id);
  if (!draft) co_return;
  (void)(*draft)->append(text_of(id));
  const auto accepted = co_await store.accept(letter_of(id), **draft);
  if (!accepted) co_return;
  told.accepted[id] = text_of(id);
  told.marked[id].insert(0);
  (void)co_await mark(store, id, 0);
}

TEST(QueueCrash, CatchesAPromiseTooEarly) {
  EXPECT_GT(at_every_turn(promise_before_the_sync, 3).faults, 0);
  EXPECT_GT(at_every_turn(tell_done_before_the_sync, 3).faults, 0);
}

TEST(QueueCrash, LeavesOnlyWhatIsStillWaiting) {
  Trial trial(1, work_on);
  trial.finish();
  std::vector<std::string> texts;
  for (const auto& file : trial.files()) {
    if (file.ends_with(".message")) texts.push_back(file);
  }
  EXPECT_THAT(texts, testing::IsEmpty()) << "C's text is left though C is finished";
  EXPECT_EQ(trial.told().accepted.size(), 8u);
}

}  // namespace
}  // namespace mailtown::queue
