#include <map>
#include <stdexcept>

#include "imap/session_tables.h"
#include "pop3/session_tables.h"
#include "simulator/faults/faulty_network.h"
#include "simulator/run/mail_program.h"
#include "simulator/run/plan_change.h"
#include "simulator/run/program_start.h"
#include "simulator/run/run.h"
#include "simulator/run/speak_program.h"
#include "simulator/run/town_certificates.h"
#include "simulator/run/user_program.h"
#include "simulator/scenario/wildcard.h"
#include "simulator/world/world.h"
#include "smtp/session_tables.h"

namespace mailtown::run {
namespace {

using scenario::Action;
using scenario::Crash;
using scenario::DiskFull;
using scenario::Down;
using scenario::Fault;
using scenario::Fetch;
using scenario::LosePackets;
using scenario::Partition;
using scenario::PlannedMachine;
using scenario::ProgramEnd;
using scenario::ProgramRestart;
using scenario::RefuseConnections;
using scenario::RemoveFile;
using scenario::Send;
using scenario::Speak;

constexpr Duration usual_latency = std::chrono::milliseconds(10);

// One of the mail system's programs as the world runs it: a failure to start is a defect.
Task<> run_program(Platform& platform, config::Config config, std::string role,
                   faults::MachineFaults& faults) {
  faults::FaultyNetwork network(faults, platform);
  Platform with_faults = with_network(platform, network);
  Platform& chosen = faults.none() ? platform : with_faults;
  const auto ended = co_await run_role(chosen, std::move(config), std::move(role));
  if (!ended) throw std::runtime_error(ended.error().message());
}

// A user's machine only waits; what he does is started from outside. His mail programs live as long
// as the machine is on.
Task<> wait_for_user(Platform& platform, std::weak_ptr<MailPrograms>& programs) {
  const auto here = std::make_shared<MailPrograms>(platform);
  programs = here;
  co_await platform.tasks.stop_requested();
}

class SimulatedRun {
 public:
  SimulatedRun(const scenario::Scenario& scenario, const scenario::Plan& plan,
               const RunOptions& options)
      : scenario_(scenario),
        plan_(plan),
        guest_(options.guest),
        events_max_(options.events_max),
        certificates_(modelled_certificates(scenario.start)),
        world_(world_options(scenario, options)) {}

  RunResult run() {
    for (const PlannedMachine& machine : plan_.machines) add(machine);
    set_links();
    for (const Fault& fault : scenario_.faults) schedule(fault);
    for (const Action& action : scenario_.actions)
      at(action.at, [this, &action] { start(action); });
    if (guest_) {
      at(guest_->when,
         [this] { world_.add_program(machines_.at(guest_->machine), guest_->role, guest_->body); });
    }
    RunResult result;
    result.ended = run_world();
    result.turns = world_.turns();
    for (const sim::Defect& defect : world_.defects())
      result.defects.push_back(name_of(defect.program) + ", " + defect.task + ": " + defect.what);
    result.trace = std::move(world_.trace());
    result.trace.header.tables = session_tables();
    return result;
  }

 private:
  static sim::WorldOptions world_options(const scenario::Scenario& scenario,
                                         const RunOptions& options) {
    sim::WorldOptions world;
    world.seed = scenario.seed;
    world.start = scenario.start;
    world.trace = options.trace;
    world.scenario = scenario.name;
    return world;
  }

  // Until nothing is left to do, the horizon, or too much has happened.
  bool run_world() {
    const Instant horizon(scenario_.horizon);
    if (events_max_ == 0) return world_.run_until_idle(horizon);
    constexpr Duration slice = std::chrono::minutes(5);
    bool ended = false;
    for (Instant until{}; !ended && until < horizon;) {
      until = horizon - until > slice ? until + slice : horizon;
      ended = world_.run_until_idle(until);
      if (world_.trace().events.size() > events_max_) break;
    }
    return ended;
  }

  void add(const PlannedMachine& machine) {
    const auto id = world_.add_machine({machine.name, machine.domain, {machine.address}});
    machines_[machine.name] = id;
    world_.trace().header.machines.at(static_cast<std::size_t>(id)).users = machine.users;
    for (const scenario::PlannedFile& file : machine.files)
      world_.disk(id).put(file.path, file.text);
    const auto certificates = certificates_->files_for(machine);
    for (const scenario::PlannedFile& file : certificates.value())
      world_.disk(id).put(file.path, file.text);
    auto& faults =
        faults_.try_emplace(machine.name, scenario_, machine.name, plan_.ground.ports.smtp)
            .first->second;
    const config::Config& config = configs_[machine.name] = machine.config;
    faults.on_crash([this, id](const Crash& how) { crash(id, how); });
    for (const std::string& role : machine.programs())
      programs_[{machine.name, role}] = world_.add_program(
          id, role,
          [&config, &faults, role](Platform& platform) {
            return run_program(platform, config, role, faults);
          },
          "on " + machine.address.to_string());
    if (machine.has("user"))
      programs_[{machine.name, "user"}] = world_.add_program(
          id, "user", [&programs = mail_programs_[machine.name]](Platform& platform) {
            return wait_for_user(platform, programs);
          });
  }

  // --- the network ---

  // What is not given stays as it is.
  static void change(sim::LinkQuality& quality, const scenario::LinkChange& link) {
    if (link.latency) quality.latency = *link.latency;
    if (link.jitter) quality.jitter = *link.jitter;
    if (link.loss) quality.loss_ppm = static_cast<std::uint64_t>(*link.loss * 1e6 + 0.5);
  }

  void set_links() {
    world_.set_default_link(default_link_);
    for (const scenario::Link& link : scenario_.links) {
      scenario::LinkChange given{link.from, link.to, link.latency, link.jitter, link.loss};
      if (link.latency == Duration()) given.latency = usual_latency;
      set_link(given);
    }
  }

  void set_link(const scenario::LinkChange& link) {
    if (link.from == "*" && link.to == "*") {
      change(default_link_, link);
      world_.set_default_link(default_link_);
    }
    for (const auto& [from, from_id] : machines_) {
      if (link.from == "*" ? link.to == "*" : link.from != from) continue;
      for (const auto& [to, to_id] : machines_) {
        if (from == to || (link.to != "*" && link.to != to)) continue;
        auto& quality = links_.try_emplace({from_id, to_id}, default_link_).first->second;
        change(quality, link);
        world_.set_link(from_id, to_id, quality);
      }
    }
  }

  // --- what goes wrong and what people do ---

  template <class What>
  void at(Duration when, What what) {
    world_.at(Instant(when), std::move(what));
  }

  // Switches something on and, if the scenario says when, off again.
  template <class Kind, class Switch>
  void schedule_span(const Fault& fault, const Kind& kind, const char* what, Switch turn,
                     const std::string& detail = {}) {
    at(kind.from, [this, &fault, what, turn, detail] {
      world_.world_tracer().note(trace::FaultStruck{fault.at, what, detail});
      turn(true);
    });
    if (kind.until == Duration::max()) return;
    at(kind.until, [this, &fault, what, turn, detail] {
      world_.world_tracer().note(
          trace::FaultStruck{fault.at, std::string(what) + "-ended", detail});
      turn(false);
    });
  }

  void schedule(const Fault& fault) {
    const auto machine = machines_.at(fault.at);
    if (const auto* refuse = std::get_if<RefuseConnections>(&fault.what)) {
      schedule_span(fault, *refuse, "refuse-connections", [this, machine, refuse](bool on) {
        world_.set_refusing(machine, refuse->port, on);
      });
    } else if (const auto* down = std::get_if<Down>(&fault.what)) {
      schedule_span(fault, *down, "down",
                    [this, machine](bool on) { world_.set_machine_down(machine, on); });
    } else if (const auto* cut = std::get_if<Partition>(&fault.what)) {
      const auto other = machines_.at(cut->with);
      const auto turn = [this, machine, other](bool on) {
        world_.set_partitioned(machine, other, on);
      };
      schedule_span(fault, *cut, "partition", turn, cut->with);
    } else if (const auto* full = std::get_if<DiskFull>(&fault.what)) {
      schedule_span(fault, *full, "disk-full", [this, machine](bool on) {
        world_.disk(machine).set_capacity(on ? 0 : UINT64_MAX);
      });
    } else if (const auto* lost = std::get_if<LosePackets>(&fault.what)) {
      at(lost->from, [this, &fault, lost, machine] {
        world_.world_tracer().note(trace::FaultStruck{fault.at, "lose-packets", lost->to});
        world_.lose_next(machine, machines_.at(lost->to), lost->count);
      });
    } else if (const auto* how = std::get_if<Crash>(&fault.what)) {
      schedule_crash(machine, *how);
    }
  }

  // The third trigger, a reply, is for MachineFaults to notice.
  void schedule_crash(sim::MachineId machine, const Crash& how) {
    if (how.at) at(*how.at, [this, machine, &how] { crash(machine, how); });
    if (how.after_sync.empty()) return;
    auto& hooks = after_sync_[machine];
    hooks.push_back(
        [this, machine, &how, seen = std::uint64_t{0}](const std::string& path) mutable {
          if (scenario::matches(path, how.after_sync) && ++seen == how.nth) crash(machine, how);
        });
    world_.disk(machine).after_sync([&hooks](const std::string& path) {
      for (auto& hook : hooks) hook(path);
    });
  }

  void crash(sim::MachineId machine, const Crash& how) {
    world_.power_loss(machine);
    if (!how.restart && !how.restart_after) return;
    const Instant then = how.restart ? Instant(*how.restart) : world_.now() + *how.restart_after;
    world_.at(std::max(then, world_.now()), [this, machine] { world_.restart(machine); });
  }

  void start(const Action& action) {
    if (const auto* send = std::get_if<Send>(&action.what)) {
      const std::string& login = send->as.empty() ? send->from : send->as;
      Platform& platform = platform_of(send->from);
      platform.tasks.spawn(
          "send",
          send_letter(platform, account_for(scenario_, plan_, send->from, login, send->password),
                      *send));
    } else if (const auto imap_action = imap_action_of(action)) {
      use_imap(*scenario::mail_program_of(action), *imap_action);
    } else if (const auto* fetch = std::get_if<Fetch>(&action.what)) {
      Platform& platform = platform_of(fetch->user);
      platform.tasks.spawn("fetch", fetch_mail(platform,
                                               account_for(scenario_, plan_, fetch->user,
                                                           fetch->user, fetch->password),
                                               *fetch));
    } else if (const auto* speak = std::get_if<Speak>(&action.what)) {
      Platform& platform = world_.platform(programs_.at({speak->from, "user"}));
      platform.tasks.spawn(
          "speak", speak_smtp(platform, target_of(plan_, *speak), with_addresses(plan_, *speak)));
    } else if (const auto* end = std::get_if<ProgramEnd>(&action.what)) {
      world_.kill(program(end->machine, end->program));
    } else if (const auto* restart = std::get_if<ProgramRestart>(&action.what)) {
      world_.restart(program(restart->machine, restart->program));
    } else if (const auto* file = std::get_if<RemoveFile>(&action.what)) {
      const bool was_there = world_.disk(machines_.at(file->machine)).remove(file->path);
      world_.world_tracer().note(file_removed(*file, was_there));
    } else if (const auto* on = std::get_if<scenario::SwitchOn>(&action.what)) {
      world_.restart(machines_.at(on->machine));
    } else if (const auto* link = std::get_if<scenario::LinkChange>(&action.what)) {
      world_.world_tracer().note(link_changed(*link));
      set_link(*link);
    } else if (const auto* other = std::get_if<scenario::Change>(&action.what)) {
      change_world(*other);
    }
  }

  // The scenario says something else from now on.
  void change_world(const scenario::Change& change) {
    const scenario::Plan& next = *plan_.later.at(changes_++);
    const auto changes = changes_between(*now_, next);
    now_ = &next;
    if (changes.empty())
      world_.world_tracer().note(trace::FaultStruck{"", "changed-nothing", told(change)});
    for (const MachineChange& each : changes) {
      world_.world_tracer().note(trace::FaultStruck{each.machine, "changed", told(change)});
      auto& disk = world_.disk(machines_.at(each.machine));
      for (const scenario::PlannedFile& file : each.files) disk.put(file.path, file.text);
      if (each.config) configs_[each.machine] = *each.config;
      for (const std::string& role : each.restart) {
        const auto id = program(each.machine, role);
        if (!world_.running(id)) continue;
        world_.kill(id);
        world_.restart(id);
      }
      for (const std::string& role : each.reload) {
        const auto id = program(each.machine, role);
        if (world_.running(id)) world_.platform(id).tasks.request_reload();
      }
    }
  }

  void use_imap(const scenario::MailProgram& what, const MailboxAction& action) {
    const auto programs = mail_programs_[plan_.find_user(what.user)->machine].lock();
    if (!programs) return;  // the machine is off
    const auto account = account_for(scenario_, plan_, what.user, what.user, what.password);
    platform_of(what.user).tasks.spawn(
        "imap", use_mailbox(programs->get(account, what.client), action, {}));
  }

  Platform& platform_of(const std::string& user) {
    return world_.platform(programs_.at({plan_.find_user(user)->machine, "user"}));
  }

  // A machine that is nameserver and resolver does both in one program.
  sim::ProgramId program(const std::string& machine, const std::string& role) const {
    const auto found = programs_.find({machine, role});
    return found != programs_.end() ? found->second : programs_.at({machine, "nameserver"});
  }

  std::string name_of(sim::ProgramId id) const {
    for (const auto& [name, program] : programs_)
      if (program == id) return name.first + " " + name.second;
    return "?";
  }

  const scenario::Scenario& scenario_;
  const scenario::Plan& plan_;
  const std::optional<Guest> guest_;
  const std::uint64_t events_max_;
  const std::unique_ptr<TownCertificates> certificates_;
  // Before the world, whose frames refer to them.
  std::map<std::string, faults::MachineFaults> faults_;
  std::map<std::string, config::Config> configs_;  // with which a machine's programs start next
  std::map<sim::MachineId, std::vector<std::function<void(const std::string&)>>> after_sync_;
  std::map<std::string, std::weak_ptr<MailPrograms>> mail_programs_;  // by machine
  sim::World world_;
  sim::LinkQuality default_link_{usual_latency, {}, 0};
  std::map<std::pair<sim::MachineId, sim::MachineId>, sim::LinkQuality> links_;  // set by name
  const scenario::Plan* now_ = &plan_;  // what holds since the last change
  std::size_t changes_ = 0;             // so far
  std::map<std::string, sim::MachineId> machines_;
  std::map<std::pair<std::string, std::string>, sim::ProgramId> programs_;
};

}  // namespace

Result<RunResult> run_simulated(const scenario::Scenario& scenario, const RunOptions& options) {
  const auto plan = scenario::make_plan(scenario);
  if (!plan) return plan.error();
  return run_simulated(scenario, *plan, options);
}

RunResult run_simulated(const scenario::Scenario& scenario, const scenario::Plan& plan,
                        const RunOptions& options) {
  return SimulatedRun(scenario, plan, options).run();
}

std::vector<trace::SessionTable> session_tables() {
  return {smtp::server_table(), smtp::client_table(), pop3::server_table(),
          pop3::client_table(), imap::server_table(), imap::client_table()};
}

}  // namespace mailtown::run
