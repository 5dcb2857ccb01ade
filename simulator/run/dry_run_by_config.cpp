#include <chrono>
#include <filesystem>
#include <set>

#include "platform/asio/world.h"
#include "simulator/run/dry_run.h"
#include "simulator/run/guest_network.h"
#include "simulator/run/loopback_trace.h"
#include "simulator/run/program_start.h"
#include "simulator/run/speak_program.h"
#include "simulator/run/temporary_folder.h"

namespace mailtown::run {
namespace {

using namespace std::chrono_literals;

constexpr Duration start_wait = 10s;
constexpr Duration glance = 5ms;
constexpr std::uint16_t some_client_port = 40000;

// What both dry runs need of the real world. The frames in `world` refer to the rest.
struct Ground {
  TemporaryFolder folder;
  LoopbackTrace trace;
  real::World world;
  std::vector<Platform*> platforms;

  // One platform for each of `roles`, all on the configuration's machine but the visitor.
  Result<> build(const RealMachine& real, const std::vector<std::string>& roles) {
    const config::Config& config = real.config;
    if (const auto made = folder.make(); !made) return made;
    if (const auto copied = copy_files(real); !copied) return copied;
    trace.start(world.clock());
    trace::MachineInfo machine;
    machine.name = config.hostname;
    for (const Endpoint& listening : config.listen.smtp) {
      machine.addresses.push_back(listening.address.to_string());
    }
    trace.trace().header.machines.push_back(machine);
    for (const std::string& role : roles) {
      const std::string& on = role == "visitor" ? role : config.hostname;
      const auto platform = world.add_process({.disk_root = folder.path(),
                                               .seed = {},
                                               .tracer = trace.add_program(on, role),
                                               .on_listen = {}});
      if (!platform) return platform.error();
      platforms.push_back(*platform);
    }
    return {};
  }

  // What the mta reads beside its configuration.
  Result<> copy_files(const RealMachine& real) {
    const auto& tls = real.config.tls;
    std::set<std::string> files = {real.config.users, tls.certificate, tls.key, tls.trust};
    files.erase("");
    for (const std::string& file : files) {
      if (std::filesystem::path(file).is_absolute()) continue;  // found from anywhere
      const auto from = std::filesystem::path(real.root) / file;
      const auto to = folder.of(file);
      std::error_code error;
      std::filesystem::create_directories(to.parent_path(), error);
      std::filesystem::copy_file(from, to, error);
      if (error) return Failure{FailureKind::not_found, from.string() + ": " + error.message()};
    }
    return {};
  }
};

// An mta as it is configured, but behind one door only. Outlives the world that it runs in.
struct Visited {
  GuestNetwork network;
  Platform platform;
  std::optional<Failure> failure;  // to start

  Visited(Platform& real, Endpoint client, Endpoint server)
      : network(real.network, client, server), platform(with_network(real, network)) {}
};

Task<> run_visited(Visited& visited, config::Config config) {
  const auto ended = co_await run_role(visited.platform, std::move(config), "mta");
  if (!ended) visited.failure = ended.error();
}

Task<Result<>> visit(Visited& visited, Platform& visitor, config::Config config,
                     scenario::Speak speak) {
  Clock& clock = visited.platform.clock;
  const Endpoint door = config.listen.smtp.front();
  config.listen = {};
  config.listen.smtp = {door};
  visited.platform.tasks.spawn("mta", run_visited(visited, std::move(config)));
  const auto deadline = clock.in(start_wait);
  while (visited.network.door().port == 0 && !visited.failure && clock.now() < deadline) {
    co_await clock.sleep_until(clock.now() + glance);
  }
  if (visited.failure) co_return *visited.failure;
  const wire::Target server{visited.network.door(), speak.to, {}};
  co_await speak_smtp(visitor, server, std::move(speak));
  co_return Result<>();
}

}  // namespace

Result<DryRun> dry_route(const RealMachine& machine, const Address& address) {
  DryRun dry;
  Ground ground;
  if (const auto built = ground.build(machine, {"route"}); !built) return built.error();
  const auto go = [&]() -> Task<Result<>> {
    auto ways = co_await find_ways(*ground.platforms.front(), machine.config, address);
    if (!ways) co_return ways.error();
    dry.ways = std::move(*ways);
    co_return Result<>();
  };
  if (const auto ended = ground.world.run(go()); !ended) return ended.error();
  dry.trace = std::move(ground.trace.trace());
  return dry;
}

Result<DryRun> dry_session(const RealMachine& machine, const Visit& visit_of) {
  const config::Config& config = machine.config;
  std::optional<Visited> visited;
  Ground ground;
  if (const auto built = ground.build(machine, {"mta", "visitor"}); !built) return built.error();
  const Endpoint client{visit_of.from, some_client_port};
  visited.emplace(*ground.platforms.front(), client, config.listen.smtp.front());
  scenario::Speak speak;
  speak.from = "visitor";
  speak.to = config.hostname;
  speak.lines = lines_of(visit_of);
  auto task = visit(*visited, *ground.platforms.back(), config, std::move(speak));
  if (const auto ended = ground.world.run(std::move(task)); !ended) return ended.error();
  DryRun dry;
  dry.trace = std::move(ground.trace.trace());
  return dry;
}

}  // namespace mailtown::run
