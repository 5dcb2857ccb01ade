// Same seed, same calls: same trace, byte for byte. And: a death at any turn leaves nothing behind.

#include <functional>

#include "tests/unit/world/two_machines.h"
#include "trace/json_codec.h"

namespace mailtown::sim {
namespace {

std::string as_text(const trace::Trace& trace) {
  std::string text;
  trace::append_header(text, trace.header);
  for (const auto& event : trace.events) trace::append_event(text, event);
  return text;
}

// A server that answers lines and clients that send some, on links that lose and delay.
struct BusyTown {
  explicit BusyTown(std::uint64_t seed, bool trace = true) : world({.seed = seed, .trace = trace}) {
    world.set_default_link({.latency = 10ms, .jitter = 20ms, .loss_ppm = 50'000});
    server =
        world.add_program(mx, "server", [this](Platform& platform) { return serve(platform); });
    client =
        world.add_program(pc, "client", [this](Platform& platform) { return visit(platform); });
  }

  static Task<> answer(Platform& platform, std::unique_ptr<ByteStream> stream) {
    std::array<char, 64> buffer;
    try {
      for (;;) {
        const auto count = co_await stream->read(buffer, platform.clock.in(1min));
        if (count == 0) co_return;
        const std::string line(buffer.data(), count);
        platform.tracer.note(
            trace::LineReceived{stream->local(), stream->remote(), "test", 0, line});
        co_await stream->write(line, platform.clock.in(1min));
      }
    } catch (const StreamError& error) {
      platform.tracer.note(trace::StreamEnded{stream->local(), stream->remote(), "test",
                                              to_string(error.failure().kind)});
    }
  }

  Task<> serve(Platform& platform) {
    const auto listener = platform.network.listen(at).value();
    for (;;) {
      auto accepted = co_await listener->accept(no_deadline);
      if (!accepted) co_return;
      platform.tasks.spawn("session", answer(platform, std::move(*accepted)));
    }
  }

  Task<> talk(Platform& platform, int letter) {
    const auto wait = std::chrono::milliseconds(platform.random.below(500, "wait"));
    co_await platform.clock.sleep_until(platform.clock.in(wait));
    auto connected = co_await platform.network.connect(at, IpAddress(), platform.clock.in(10s));
    if (!connected) co_return;
    std::array<char, 64> buffer;
    try {
      for (int line = 0; line < 3; ++line) {
        const std::string words = "letter " + std::to_string(letter);
        co_await (*connected)->write(words, platform.clock.in(1min));
        co_await (*connected)->read(buffer, platform.clock.in(1min));
        const auto file = platform.disk.open("log", OpenMode::append).value();
        file->append(std::string_view(words)).value();
        co_await file->sync();
      }
    } catch (const StreamError& error) {
      platform.tracer.note(trace::UserSaw{"client", "talk", error.what(), ""});
    }
  }

  Task<> visit(Platform& platform) {
    for (int letter = 0; letter < 5; ++letter) {
      platform.tasks.spawn("talk", talk(platform, letter));
    }
    co_await platform.clock.sleep_until(platform.clock.in(1h));
  }

  World world;
  const Endpoint at{IpAddress::v4({192, 0, 2, 25}), 25};
  MachineId mx = world.add_machine({"mx.example.org", "example.org", {at.address}});
  MachineId pc =
      world.add_machine({"pc.example.com", "example.com", {IpAddress::v4({198, 51, 100, 7})}});
  ProgramId server{}, client{};
};

std::string run_town(std::uint64_t seed) {
  BusyTown town(seed);
  town.world.run_until_idle();
  EXPECT_TRUE(town.world.defects().empty());
  return as_text(town.world.trace());
}

TEST(Determinism, TheSameSeedGivesTheSameTrace) {
  const std::string once = run_town(7);
  EXPECT_GT(once.size(), 3000u);
  EXPECT_EQ(once, run_town(7));
}

TEST(Determinism, AnotherSeedGivesAnother) {
  EXPECT_NE(run_town(7), run_town(8));
}

TEST(Determinism, TracingDoesNotChangeWhatHappens) {
  BusyTown traced(7), silent(7, false);
  traced.world.run_until_idle();
  silent.world.run_until_idle();
  EXPECT_TRUE(silent.world.trace().events.empty());
  EXPECT_FALSE(static_cast<bool>(silent.world.world_tracer()));
  EXPECT_EQ(traced.world.turns(), silent.world.turns());
  EXPECT_EQ(traced.world.disk(traced.pc).get("log"), silent.world.disk(silent.pc).get("log"));
}

// Each intervention, after each turn of the busy town; then the victim comes back and all runs on.
void strike_after_each_turn(const std::function<void(BusyTown&)>& strike) {
  for (std::uint64_t turn = 0; turn < 2000; ++turn) {
    BusyTown town(3);
    while (town.world.turns() < turn && town.world.step()) continue;
    if (town.world.turns() < turn) return;
    strike(town);
    town.world.run_until_idle();
    ASSERT_TRUE(town.world.defects().empty())
        << town.world.defects()[0].what << ", struck after turn " << turn;
  }
  FAIL() << "the town never comes to rest";
}

TEST(DeathAtEveryTurn, KillOfTheServer) {
  strike_after_each_turn([](BusyTown& town) {
    town.world.kill(town.server);
    town.world.restart(town.server);
  });
}

TEST(DeathAtEveryTurn, KillOfTheClient) {
  strike_after_each_turn([](BusyTown& town) { town.world.kill(town.client); });
}

TEST(DeathAtEveryTurn, PowerLossOfTheServersMachine) {
  strike_after_each_turn([](BusyTown& town) {
    town.world.power_loss(town.mx);
    town.world.at(town.world.now() + 2s, [&town] { town.world.restart(town.mx); });
  });
}

TEST(DeathAtEveryTurn, PowerLossOfTheClientsMachine) {
  strike_after_each_turn([](BusyTown& town) { town.world.power_loss(town.pc); });
}

TEST(DeathAtEveryTurn, EndOfTheWorld) {
  for (std::uint64_t turn = 0; turn < 2000; turn += 3) {
    BusyTown town(3);
    while (town.world.turns() < turn && town.world.step()) continue;
    if (town.world.turns() < turn) return;
  }
}

}  // namespace
}  // namespace mailtown::sim
