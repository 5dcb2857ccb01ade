// A queue manager whose letters are delivered by a script of the test.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "queue/queue_manager.h"
#include "simulator/world/world.h"
#include "users/table_directory.h"

namespace mailtown::queue {

using namespace std::chrono_literals;

// Answers each try with what the test says about a recipient; notes when it was asked.
class ScriptedDelivery : public Deliverer {
 public:
  struct Try {
    std::string letter, recipient;
    Instant when;
  };
  using Answer = std::function<Attempt(const std::string& recipient, int attempt)>;

  Task<std::vector<Attempt>> deliver(const Letter& letter, Tracer) override {
    std::vector<Attempt> attempts;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < letter.recipients.size(); ++i) {
      if (letter.recipients[i].done) continue;
      const auto recipient = letter.recipients[i].address.to_string();
      tries.push_back({letter.id, recipient, clock->now()});
      open.push_back(i);
    }
    most_underway = std::max(most_underway, ++underway);
    co_await clock->sleep_until(clock->in(takes));
    --underway;
    for (const auto index : open) {
      const auto recipient = letter.recipients[index].address.to_string();
      auto attempt = answer(recipient, ++asked[letter.id + recipient]);
      attempt.recipient = index;
      attempts.push_back(std::move(attempt));
    }
    co_return attempts;
  }

  Answer answer;
  Clock* clock = nullptr;
  Duration takes{};
  std::vector<Try> tries;
  std::map<std::string, int> asked;
  int underway = 0, most_underway = 0;
};

inline Attempt sent() {
  return {.ending = Ending::sent, .relay = "mx.example.com[192.0.2.7]:25", .reply = "250 2.0.0 Ok"};
}
inline Attempt deferred() {
  return {.ending = Ending::deferred,
          .relay = "mx.example.com[192.0.2.7]:25",
          .reply = "451 4.7.1 Not now"};
}
inline Attempt failed() {
  return {.ending = Ending::failed,
          .relay = "mx.example.com[192.0.2.7]:25",
          .reply = "550 5.1.1 No such user"};
}

class ManagerTest : public testing::Test {
 protected:
  ManagerTest() {
    config_.hostname = "mx.example.org";
    config_.local_domains = {"example.org"};
    config_.delivery.retry = {1min, 10min};
    config_.delivery.jitter = 0;
    delivery_.answer = [](const std::string&, int) { return sent(); };
    machine_ = world_.add_machine({"mx.example.org", "example.org", {}});
  }

  // Starts the program; `letters` are accepted at once.
  void start(std::vector<Letter> letters) {
    program_ = world_.add_program(machine_, "mta", [this, letters](Platform& platform) -> Task<> {
      platform_ = &platform;
      delivery_.clock = &platform.clock;
      store_ = std::make_unique<QueueStore>(platform, "queue");
      directory_ =
          std::make_unique<users::TableDirectory>(config_, platform.hasher, users::UserTable());
      book_ = std::make_unique<users::AddressBook>(config_, *directory_);
      manager_ = std::make_unique<QueueManager>(platform, config_, *store_, delivery_, *book_);
      auto recovered = co_await store_->recover();
      for (auto& letter : recovered->letters) manager_->add(letter, platform.tracer);
      platform.tasks.spawn("manager", manager_->run());
      for (auto letter : letters) {
        if (store_->open_message(letter.id)) continue;
        letter.arrived = platform.clock.wall();
        auto draft = store_->begin(letter.id);
        (void)(*draft)->append(std::string_view("Subject: " + letter.id + "\r\n\r\nText\r\n"));
        const auto accepted = co_await store_->accept(letter, **draft);
        EXPECT_TRUE(accepted) << accepted.error().message();
        manager_->add(letter, platform.tracer);
      }
      co_await platform.tasks.stop_requested();
    });
  }

  // Runs an operator's command in the world.
  void operate(std::function<Task<>(QueueManager&)> command) {
    platform_->tasks.spawn("operator", command(*manager_));
    world_.run_until(world_.now() + 1s);
  }

  static Letter letter(std::string id, std::vector<Address> to,
                       Address sender = {"ivanov", "example.org"}) {
    Letter letter{.id = std::move(id), .sender = std::move(sender)};
    for (auto& address : to) letter.recipients.push_back({.address = std::move(address)});
    return letter;
  }

  // When a recipient was tried, in seconds.
  std::vector<std::int64_t> seconds_of(const std::string& recipient) const {
    std::vector<std::int64_t> all;
    for (const auto& each : delivery_.tries) {
      const auto since = each.when - Instant{};
      if (each.recipient == recipient) {
        all.push_back(std::chrono::duration_cast<std::chrono::seconds>(since).count());
      }
    }
    return all;
  }

  std::vector<std::string> queued() const {
    std::vector<std::string> ids;
    for (const auto& each : manager_->list()) ids.push_back(each.letter.id);
    return ids;
  }

  // The texts of all reports that were made, in their order; from the journal.
  std::string reports() {
    std::string all;
    for (const auto& path : world_.disk(machine_).files()) all += *world_.disk(machine_).get(path);
    return all;
  }

  int count_events(std::string_view step) {
    int count = 0;
    for (const auto& event : world_.trace().events) {
      const auto* queue = std::get_if<trace::QueueStep>(&event.payload);
      if (queue != nullptr && queue->step == step) ++count;
    }
    return count;
  }

  ~ManagerTest() override {
    EXPECT_THAT(world_.defects(), testing::IsEmpty()) << world_.defects().front().what;
  }

  const Address kozlov_{"kozlov", "example.com"}, petrov_{"petrov", "example.com"};
  config::Config config_;
  ScriptedDelivery delivery_;
  sim::World world_;
  sim::MachineId machine_{};
  sim::ProgramId program_{};
  Platform* platform_ = nullptr;
  std::unique_ptr<QueueStore> store_;
  std::unique_ptr<users::Directory> directory_;
  std::unique_ptr<users::AddressBook> book_;
  std::unique_ptr<QueueManager> manager_;
};

}  // namespace mailtown::queue
