// How many events a second the simulated world computes: domains that write to each other at
// random.
//
//   bench_world [DOMAINS [LETTERS [SEED]]]     by default 1000 domains, 5000 letters, seed 1
//
// Prints one line of JSON with tracing on, one with tracing off. Nothing is asserted: a slow
// machine is no failure.
#include <chrono>
#include <cstdlib>

#include "simulator/run/run.h"
#include "simulator/world/generator.h"

namespace mailtown {
namespace {

using Seconds = std::chrono::duration<double>;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return Seconds(std::chrono::steady_clock::now() - start).count();
}

scenario::Domain domain_number(std::uint64_t number) {
  scenario::Domain domain;
  domain.name = fmt::format("d{}.test", number);
  domain.machines.resize(2);
  domain.machines[0].name = "mail." + domain.name;
  domain.machines[0].roles = {"mta", "mda"};
  domain.machines[1].name = "ns1." + domain.name;
  domain.machines[1].roles = {"nameserver"};
  domain.users = {{"user@" + domain.name, "secret"}};
  return domain;
}

scenario::Scenario random_letters(std::uint64_t domains, std::uint64_t letters,
                                  std::uint64_t seed) {
  constexpr std::uint64_t span_ms = 600'000;  // in which all letters are sent
  scenario::Scenario scenario;
  scenario.name = "bench-world";
  scenario.seed = seed;
  scenario.start = WallTime(std::chrono::seconds(1'772'445'600));
  scenario.horizon = std::chrono::hours(240);
  for (std::uint64_t i = 0; i < domains; ++i) scenario.domains.push_back(domain_number(i));
  sim::Generator generator(seed, "letters");
  for (std::uint64_t i = 0; i < letters; ++i) {
    scenario::Send send;
    send.from = scenario.domains[generator.below(domains)].users[0].login;
    send.to = {scenario.domains[generator.below(domains)].users[0].login};
    send.subject = fmt::format("Letter {}", i);
    const std::chrono::milliseconds at(generator.below(span_ms));
    scenario.actions.push_back({at, std::move(send)});
  }
  return scenario;
}

int measure(const scenario::Scenario& scenario, bool trace) {
  const auto plan_start = std::chrono::steady_clock::now();
  const auto plan = scenario::make_plan(scenario);
  const double plan_seconds = seconds_since(plan_start);
  if (!plan) return 2;
  const auto start = std::chrono::steady_clock::now();
  const auto result = run::run_simulated(scenario, {trace});
  // run_simulated() plans once more, which is not what is measured.
  const double seconds = seconds_since(start) - plan_seconds;
  if (!result) {
    fmt::print(stderr, "{}\n", result.error().message());
    return 2;
  }
  for (const std::string& defect : result->defects) fmt::print(stderr, "defect: {}\n", defect);
  std::uint64_t delivered = 0;
  for (const trace::Event& event : result->trace.events)
    delivered += std::holds_alternative<trace::Delivered>(event.payload) ? 1 : 0;
  const auto turns = static_cast<double>(result->turns);
  const auto events = static_cast<double>(result->trace.events.size());
  fmt::print(
      "{{\"trace\":{},\"domains\":{},\"machines\":{},\"letters\":{},\"delivered\":{},"
      "\"plan_seconds\":{:.3f},\"seconds\":{:.3f},\"world_events\":{},"
      "\"world_events_per_second\":{:.0f},\"trace_events\":{},\"trace_events_per_second\":{:.0f}}}"
      "\n",
      trace, scenario.domains.size(), plan->machines.size(), scenario.actions.size(), delivered,
      plan_seconds, seconds, result->turns, turns / seconds, result->trace.events.size(),
      events / seconds);
  return result->defects.empty() ? 0 : 1;
}

}  // namespace
}  // namespace mailtown

int main(int argc, char** argv) {
  const auto argument = [&](int place, std::uint64_t usual) {
    return argc > place ? std::strtoull(argv[place], nullptr, 10) : usual;
  };
  const auto scenario = mailtown::random_letters(std::max<std::uint64_t>(1, argument(1, 1000)),
                                                 argument(2, 5000), argument(3, 1));
  const int traced = mailtown::measure(scenario, true);
  const int untraced = mailtown::measure(scenario, false);
  return std::max(traced, untraced);
}
