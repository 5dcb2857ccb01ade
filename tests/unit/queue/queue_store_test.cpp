#include "queue/queue_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/world.h"

namespace mailtown::queue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const StoreLimits limits{.text_in_memory = 200, .segment_bytes = 2000};

// A machine whose program works on its queue; the files stay from one run to the next.
class StoreTest : public testing::Test {
 protected:
  using Body = std::function<Task<>(Platform&, QueueStore&, Recovered)>;

  StoreTest() : machine_(world_.add_machine({"mx.example.org", "example.org", {}})) {}

  void run(Body body) {
    world_.add_program(machine_, "mta", [body](Platform& platform) -> Task<> {
      QueueStore store(platform, "queue", limits);
      auto recovered = co_await store.recover();
      EXPECT_TRUE(recovered) << recovered.error().message();
      if (recovered) co_await body(platform, store, std::move(*recovered));
    });
    world_.run_until_idle();
    EXPECT_THAT(world_.defects(), IsEmpty()) << world_.defects().front().what;
  }

  static Letter letter(std::string id) {
    return {.id = std::move(id),
            .sender = {"ivanov", "example.org"},
            .recipients = {{.address = {"kozlov", "example.com"}}},
            .arrived = WallTime(std::chrono::hours(500000)),
            .eight_bit = true};
  }

  static Task<Result<>> store_letter(QueueStore& store, std::string id, std::string text) {
    auto draft = store.begin(id);
    if (!draft) co_return draft.error();
    const auto written = (*draft)->append(text);
    if (!written) co_return written;
    co_return co_await store.accept(letter(id), **draft);
  }

  static Task<Result<>> finish(QueueStore& store, std::string id) {
    std::vector<std::size_t> all = {0};
    return store.mark_done(std::move(id), std::move(all));
  }
  static Task<Result<>> hold(QueueStore& store, std::string id) {
    StoredState state{.id = std::move(id), .held = true, .warned = true};
    return store.mark_state(std::move(state));
  }

  static std::string text_of(QueueStore& store, const std::string& id) {
    auto file = store.open_message(id);
    if (!file) return "(" + file.error().message() + ")";
    std::string text((*file)->size(), '\0');
    const auto count = (*file)->read(0, text);
    text.resize(count ? *count : 0);
    return text;
  }

  static std::vector<std::string> ids(const Recovered& recovered) {
    std::vector<std::string> all;
    for (const auto& letter : recovered.letters) all.push_back(letter.id);
    return all;
  }

  sim::MachineDisk& disk() { return world_.disk(machine_); }

  sim::World world_;
  sim::MachineId machine_;
};

TEST_F(StoreTest, GivesBackWhatItWasGiven) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    (void)co_await store_letter(store, "A", "Hello\r\n");
    (void)co_await store_letter(store, "B", std::string(500, 'b'));
    (void)co_await hold(store, "A");
    EXPECT_EQ(text_of(store, "A"), "Hello\r\n");
  });
  run([](Platform&, QueueStore& store, Recovered recovered) -> Task<> {
    EXPECT_THAT(ids(recovered), ElementsAre("A", "B"));
    const auto& a = recovered.letters[0];
    EXPECT_EQ(a.sender.to_string(), "ivanov@example.org");
    EXPECT_EQ(a.recipients[0].address.to_string(), "kozlov@example.com");
    EXPECT_EQ(a.arrived, letter("A").arrived);
    EXPECT_TRUE(a.eight_bit);
    EXPECT_TRUE(a.held);
    EXPECT_TRUE(a.warned);
    EXPECT_TRUE(a.tried) << "an earlier run may have filed it";
    EXPECT_FALSE(recovered.letters[1].held);
    EXPECT_EQ(text_of(store, "A"), "Hello\r\n");
    EXPECT_EQ(text_of(store, "B"), std::string(500, 'b'));
    co_return;
  });
}

TEST_F(StoreTest, TakesNoIdTwice) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    (void)co_await store_letter(store, "A", "first");
    const auto again = store.begin("A");
    EXPECT_FALSE(again);
    EXPECT_EQ(again.error().kind, FailureKind::exists);
    auto one = store.begin("B");
    auto other = store.begin("B");
    (void)(*one)->append(std::string_view("one"));
    (void)(*other)->append(std::string_view("other"));
    const auto first = co_await store.accept(letter("B"), **one);
    const auto second = co_await store.accept(letter("B"), **other);
    EXPECT_TRUE(first);
    EXPECT_FALSE(second);
    EXPECT_EQ(text_of(store, "B"), "one");
  });
}

TEST_F(StoreTest, ForgetsWhatIsDoneAndDropsItsSegments) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    for (int i = 10; i < 60; ++i) {
      const auto id = "L" + std::to_string(i);
      (void)co_await store_letter(store, id, std::string(150, 'x'));
      (void)co_await finish(store, id);
    }
  });
  EXPECT_EQ(disk().files().size(), 1u) << "only the newest segment is needed";
  run([](Platform&, QueueStore&, Recovered recovered) -> Task<> {
    EXPECT_THAT(ids(recovered), IsEmpty());
    co_return;
  });
  EXPECT_THAT(disk().files(), IsEmpty());
}

// One letter that waits must not keep all that came after it.
TEST_F(StoreTest, CarriesWaitingLettersOver) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    (void)co_await store_letter(store, "WAITS", "I have time.");
    (void)co_await hold(store, "WAITS");
    for (int i = 100; i < 300; ++i) {
      const auto id = "L" + std::to_string(i);
      (void)co_await store_letter(store, id, std::string(150, 'x'));
      (void)co_await finish(store, id);
    }
    EXPECT_EQ(text_of(store, "WAITS"), "I have time.");
  });
  EXPECT_LT(disk().files().size(), 8u) << "some 40 segments were written";
  run([](Platform&, QueueStore& store, Recovered recovered) -> Task<> {
    EXPECT_THAT(ids(recovered), ElementsAre("WAITS"));
    EXPECT_TRUE(recovered.letters[0].held);
    EXPECT_EQ(text_of(store, "WAITS"), "I have time.");
    co_return;
  });
}

TEST_F(StoreTest, ReadsOnWhenALetterIsForgotten) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    (void)co_await store_letter(store, "A", "still here");
    const auto file = store.open_message("A");
    (void)co_await finish(store, "A");
    std::string text(10, '\0');
    const auto count = (*file)->read(0, text);
    EXPECT_EQ(count ? *count : 0, 10u);
    EXPECT_EQ(text, "still here");
    EXPECT_FALSE(store.open_message("A"));
  });
}

TEST_F(StoreTest, SetsDamageAsideAndGoesOn) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    for (const char* id : {"A", "B", "C"}) (void)co_await store_letter(store, id, "text");
  });
  const auto path = disk().files().front();
  auto bytes = *disk().get(path);
  bytes[bytes.find("\"B\"") + 1] = 'X';
  disk().put(path, bytes);
  disk().put("queue/0000000009.journal", "From somebody else\n");
  run([&](Platform&, QueueStore& store, Recovered recovered) -> Task<> {
    EXPECT_THAT(ids(recovered), ElementsAre("A", "C"));
    EXPECT_EQ(recovered.damage.size(), 2u);
    EXPECT_THAT(recovered.damage[0], HasSubstr(path));
    EXPECT_THAT(recovered.damage[0], HasSubstr("set aside as queue/0000000001-"));
    EXPECT_THAT(recovered.damage[1], HasSubstr("0000000009.journal.damaged"));
    for (const char* id : {"A", "C"}) (void)co_await finish(store, id);
  });
  run([](Platform&, QueueStore&, Recovered recovered) -> Task<> {
    EXPECT_THAT(recovered.damage, IsEmpty()) << "it was told once: " << recovered.damage[0];
    co_return;
  });
  EXPECT_EQ(disk().files().size(), 2u) << "what was set aside stays";
}

TEST_F(StoreTest, SetsALetterWithoutTextAside) {
  run([](Platform&, QueueStore& store, Recovered) -> Task<> {
    (void)co_await store_letter(store, "A", std::string(500, 'a'));
    (void)co_await store_letter(store, "B", "text");
  });
  world_.add_program(machine_, "mta", [](Platform& platform) -> Task<> {
    (void)platform.disk.remove("queue/A.message");
    co_return;
  });
  world_.run_until_idle();
  run([](Platform&, QueueStore&, Recovered recovered) -> Task<> {
    EXPECT_THAT(ids(recovered), ElementsAre("B"));
    EXPECT_THAT(recovered.damage, ElementsAre(HasSubstr("queue/A.damaged")));
    co_return;
  });
}

TEST_F(StoreTest, SweepsTextsThatNobodyWasPromised) {
  disk().put("queue/A.message", "half a le");
  disk().put("queue/0000000001.journal", "mailtown-jour");
  run([](Platform&, QueueStore&, Recovered recovered) -> Task<> {
    EXPECT_THAT(recovered.damage, IsEmpty());
    co_return;
  });
  EXPECT_THAT(disk().files(), IsEmpty());
}

TEST_F(StoreTest, RefusesWhatDoesNotFitAndGoesOn) {
  run([this](Platform&, QueueStore& store, Recovered) -> Task<> {
    (void)co_await store_letter(store, "A", std::string(150, 'a'));
    disk().set_capacity(500);
    const auto full = co_await store_letter(store, "B", std::string(199, 'b'));
    EXPECT_FALSE(full) << "there was no room";
    if (full) co_return;
    EXPECT_EQ(full.error().kind, FailureKind::full);
    disk().set_capacity(10000);
    const auto fits = co_await store_letter(store, "C", "short");
    EXPECT_TRUE(fits) << fits.error().message();
  });
  run([](Platform&, QueueStore&, Recovered recovered) -> Task<> {
    EXPECT_THAT(ids(recovered), ElementsAre("A", "C"));
    EXPECT_THAT(recovered.damage, IsEmpty());
    co_return;
  });
}

// Marks need room too; without them the queue could never make any.
TEST_F(StoreTest, EmptiesItselfOnAFullDisk) {
  run([this](Platform&, QueueStore& store, Recovered) -> Task<> {
    std::vector<std::string> stored;
    for (int i = 10; i < 40; ++i) {
      stored.push_back("L" + std::to_string(i));
      (void)co_await store_letter(store, stored.back(), std::string(150, 'x'));
    }
    disk().set_capacity(1);
    for (const auto& id : stored) (void)co_await finish(store, id);
    disk().set_capacity(5000);
    const auto fits = co_await store_letter(store, "NEXT", "there is room again");
    EXPECT_TRUE(fits) << fits.error().message();
  });
}

}  // namespace
}  // namespace mailtown::queue
