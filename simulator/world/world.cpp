#include "simulator/world/world.h"

#include <algorithm>

#include "simulator/world/boot.h"

namespace mailtown::sim {

namespace {

struct Program {
  ProgramId id{};
  Machine* machine = nullptr;
  std::string role, detail;
  ProgramBody body;  // kept: the body may be a lambda whose captures the coroutine uses
  ProgramSink* sink = nullptr;
  Tracer tracer;
  Boot* boot = nullptr;  // the newest
};

}  // namespace

struct World::State {
  explicit State(WorldOptions options) : core(std::move(options)) {}

  Program& program(ProgramId id) { return programs.at(static_cast<std::size_t>(id) - 1); }
  void start(Program& program);
  void end(Program& program, Ending how, const char* word);
  void power_loss(Machine& machine);
  void power_on(Machine& machine);

  Core core;
  std::deque<Program> programs;              // by id; program 0 is the world
  std::vector<std::unique_ptr<Boot>> boots;  // kept, since a dead boot may still be named
};

// --- programs ------------------------------------------------------------------------------------

namespace {

// The program's first task. It runs until the body returns; then the whole program ends.
Task<> run_body(Program& program, Boot& boot, std::function<void(const char*)> ended) {
  const char* how = "cleanly";
  try {
    co_await program.body(boot.platform());
  } catch (const std::exception& exception) {
    boot.report_defect(program.role, exception.what());
    how = "failed";
  }
  ended(how);
}

}  // namespace

void World::State::start(Program& program) {
  boots.push_back(std::make_unique<Boot>(core, *program.machine, program.id, *program.sink));
  Boot& boot = *boots.back();
  program.boot = &boot;
  Tracer tracer = core.recorder.tracer(*program.sink);
  tracer.step(trace::ProgramStarted{program.role, program.detail});
  program.tracer = tracer;
  boot.platform().tracer = tracer;
  auto ended = [this, &program, &boot](const char* how) {
    core.between_turns([this, &program, &boot, how] {
      if (program.boot == &boot) end(program, Ending::finished, how);
    });
  };
  boot.platform().tasks.spawn(program.role, run_body(program, boot, ended));
}

void World::State::end(Program& program, Ending how, const char* word) {
  if (!program.boot->alive()) return;
  if (program.tracer) program.tracer.note(trace::ProgramStopped{program.role, word});
  program.boot->end(how);
}

void World::State::power_loss(Machine& machine) {
  if (!machine.powered) return;
  const Tracer tracer = core.recorder.world_tracer();
  if (tracer) tracer.note(trace::MachineCrashed{machine.spec.name});
  machine.powered = false;
  for (auto& program : programs) {
    if (program.machine == &machine) end(program, Ending::power_loss, "power loss");
  }
  machine.disk_state.lose_power();
}

void World::State::power_on(Machine& machine) {
  if (machine.powered) return;
  machine.powered = true;
  const Tracer tracer = core.recorder.world_tracer();
  if (tracer) tracer.note(trace::MachineRestarted{machine.spec.name});
}

World::World(WorldOptions options) : state_(std::make_unique<State>(std::move(options))) {
  set_default_link({});
}

World::~World() {
  // All deaf first: what dies then has no more to tell.
  for (auto& program : state_->programs) program.sink->set_listening(false);
  for (auto& boot : state_->boots) boot->end(Ending::power_loss);
}

MachineId World::add_machine(MachineSpec spec) {
  Core& core = state_->core;
  const auto id = static_cast<MachineId>(core.machines.size());
  trace::MachineInfo info{.name = spec.name, .domain = spec.domain};
  for (const auto& address : spec.addresses) info.addresses.push_back(address.to_string());
  core.recorder.trace.header.machines.push_back(std::move(info));
  Machine& machine = core.machines.emplace_back(id, std::move(spec), core.options.seed);
  for (const auto& address : machine.spec.addresses) core.by_address[address] = &machine;
  return id;
}

ProgramId World::add_program(MachineId machine, std::string role, ProgramBody body,
                             std::string detail) {
  Machine& on = state_->core.machine(machine);
  auto& roles = trace().header.machines[static_cast<std::size_t>(machine)].roles;
  if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
  Program program;
  program.id = static_cast<ProgramId>(state_->programs.size() + 1);
  program.machine = &on;
  program.role = std::move(role);
  program.detail = std::move(detail);
  program.body = std::move(body);
  program.sink = &state_->core.recorder.add_program(on.spec.name, program.role);
  Program& kept = state_->programs.emplace_back(std::move(program));
  state_->start(kept);
  return kept.id;
}

MachineDisk& World::disk(MachineId machine) {
  return state_->core.machine(machine).disk;
}

Platform& World::platform(ProgramId program) {
  return state_->program(program).boot->platform();
}

// --- interventions -------------------------------------------------------------------------------

void World::stop(ProgramId program) {
  state_->program(program).boot->request_stop();
}

void World::kill(ProgramId program) {
  state_->core.between_turns(
      [this, program] { state_->end(state_->program(program), Ending::killed, "killed"); });
}

void World::power_loss(MachineId machine) {
  state_->core.between_turns(
      [this, machine] { state_->power_loss(state_->core.machine(machine)); });
}

void World::restart(ProgramId program) {
  state_->core.between_turns([this, program] {
    Program& again = state_->program(program);
    state_->power_on(*again.machine);
    if (!again.boot->alive()) state_->start(again);
  });
}

void World::restart(MachineId machine) {
  state_->core.between_turns([this, machine] {
    state_->power_on(state_->core.machine(machine));
    for (auto& program : state_->programs) {
      if (program.machine->id == machine && !program.boot->alive()) state_->start(program);
    }
  });
}

// --- network -------------------------------------------------------------------------------------

namespace {

trace::LinkInfo link_info(std::string from, std::string to, const LinkQuality& quality) {
  const auto us = [](Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  };
  return {std::move(from), std::move(to), us(quality.latency), us(quality.jitter),
          quality.loss_ppm};
}

// One entry for each pair in the header, the newest.
void put_link(std::vector<trace::LinkInfo>& links, trace::LinkInfo info) {
  for (auto& link : links) {
    if (link.from == info.from && link.to == info.to) {
      link = std::move(info);
      return;
    }
  }
  links.push_back(std::move(info));
}

}  // namespace

void World::set_default_link(LinkQuality quality) {
  state_->core.links.set_default(quality);
  if (turns() == 0) put_link(trace().header.links, link_info("*", "*", quality));
}

void World::set_link(MachineId from, MachineId to, LinkQuality quality) {
  Core& core = state_->core;
  core.links.set(core.machine(from), core.machine(to), quality);
  if (turns() > 0) return;
  put_link(trace().header.links,
           link_info(core.machine(from).spec.name, core.machine(to).spec.name, quality));
}

void World::set_machine_down(MachineId machine, bool down) {
  state_->core.machine(machine).down = down;
}

void World::set_partitioned(MachineId one, MachineId other, bool partitioned) {
  Core& core = state_->core;
  core.links.set_partitioned(core.machine(one), core.machine(other), partitioned);
}

void World::set_refusing(MachineId machine, std::uint16_t port, bool refusing) {
  auto& ports = state_->core.machine(machine).refusing;
  if (refusing) {
    ports.insert(port);
  } else {
    ports.erase(port);
  }
}

void World::lose_next(MachineId from, MachineId to, std::uint64_t count) {
  Core& core = state_->core;
  core.links.lose_next(core.machine(from), core.machine(to), count);
}

// --- time ----------------------------------------------------------------------------------------

Instant World::now() const {
  return state_->core.queue.now();
}

WallTime World::wall() const {
  return state_->core.options.start + now().time_since_epoch();
}

void World::at(Instant when, std::function<void()> action) {
  state_->core.queue.call(when, std::move(action));
}

void World::at(WallTime when, std::function<void()> action) {
  at(Instant(when - state_->core.options.start), std::move(action));
}

bool World::step() {
  return state_->core.queue.fire_next(Instant::max());
}

void World::run_until(Instant end) {
  while (state_->core.queue.fire_next(end)) continue;
  state_->core.queue.advance_to(end);
}

bool World::run_until_idle(Instant limit) {
  while (state_->core.queue.fire_next(limit)) continue;
  return !state_->core.queue.has_events();
}

std::uint64_t World::turns() const {
  return state_->core.queue.fired();
}

// --- what happened -------------------------------------------------------------------------------

bool World::running(ProgramId program) const {
  return state_->program(program).boot->alive();
}

bool World::powered(MachineId machine) const {
  return state_->core.machine(machine).powered;
}

const std::vector<Defect>& World::defects() const {
  return state_->core.defects;
}

Tracer World::world_tracer() {
  return state_->core.recorder.world_tracer();
}

trace::Trace& World::trace() {
  return state_->core.recorder.trace;
}

}  // namespace mailtown::sim
