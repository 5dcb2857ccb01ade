#include <filesystem>
#include <fstream>
#include <map>

#include "platform/asio/world.h"
#include "simulator/faults/faulty_network.h"
#include "simulator/run/loopback.h"
#include "simulator/run/loopback_limits.h"
#include "simulator/run/loopback_ports.h"
#include "simulator/run/loopback_trace.h"
#include "simulator/run/mail_program.h"
#include "simulator/run/plan_change.h"
#include "simulator/run/program_start.h"
#include "simulator/run/speak_program.h"
#include "simulator/run/temporary_folder.h"
#include "simulator/run/town_certificates.h"
#include "simulator/run/user_program.h"
#include "simulator/run/watched_network.h"

namespace mailtown::run {
namespace {

using namespace std::chrono_literals;
using scenario::Action;
using scenario::Fetch;
using scenario::PlannedMachine;
using scenario::ProgramEnd;
using scenario::ProgramRestart;
using scenario::RemoveFile;
using scenario::Send;
using scenario::Speak;

constexpr Duration start_wait = 20s;   // for all programs to listen
constexpr Duration effect_wait = 60s;  // for what one action leads to
constexpr Duration quiet = 50ms;       // without an event: nothing is under way
constexpr Duration glance = 5ms;       // between two looks at the trace

// One program: its platform, with a network that tells when it listens.
struct Program {
  Program(Platform& real, const PlannedMachine& on, std::string its_role,
          faults::MachineFaults& its_faults)
      : machine(on),
        role(std::move(its_role)),
        faults(its_faults),
        network(real.network),
        watched(with_network(real, network)),
        faulty(faults, watched),
        platform(with_network(real, faults.none() ? static_cast<Network&>(network) : faulty)) {}

  const PlannedMachine& machine;
  std::string role;
  faults::MachineFaults& faults;
  WatchedNetwork network;
  Platform watched;
  faults::FaultyNetwork faulty;
  Platform platform;
  bool ended = false;
  std::optional<Failure> failure;
};

Task<> run_program(Program& program) {
  program.platform.tracer.note(
      trace::ProgramStarted{program.role, "on " + program.machine.address.to_string()});
  const auto ended = co_await run_role(program.platform, program.machine.config, program.role);
  program.platform.tracer.note(trace::ProgramStopped{program.role, "cleanly"});
  if (!ended) program.failure = ended.error();
  program.ended = true;
}

Task<> count_end(Task<> task, int& under_way) {
  co_await std::move(task);
  --under_way;
}

class LoopbackRun {
 public:
  LoopbackRun(const scenario::Scenario& scenario, const LoopbackOptions& options)
      : scenario_(scenario), options_(options) {}

  Result<RunResult> run() {
    if (const auto made = folder_.make(); !made) return made.error();
    if (const auto built = build(); !built) return built.error();
    if (options_.stay) world_->heed_signals();
    const auto ended = world_->run(go());
    RunResult result;
    for (const Program& program : programs_)
      if (program.failure)
        return Failure{program.failure->kind, program.machine.name + " " + program.role + ": " +
                                                  program.failure->message()};
    if (!ended) return ended.error();
    result.ended = in_time_;
    result.trace = std::move(trace_.trace());
    return result;
  }

 private:
  // --- before the first turn ---

  Result<> build() {
    world_.emplace();
    trace_.start(world_->clock());
    std::filesystem::create_directories(folder_.of("guard"));
    const auto guard = world_->add_process(
        {folder_.of("guard").string(), scenario_.seed, trace_.add_program("world", "world")});
    if (!guard) return guard.error();
    self_ = *guard;
    auto ports = find_ports(self_->network);
    if (!ports) return ports.error();
    guards_ = std::move(ports->guards);
    const auto plan = scenario::make_plan(scenario_, {true, ports->ports});
    if (!plan) return plan.error();
    plan_ = *plan;
    fill_header();
    strike_refused(scenario_, plan_);
    certificates_ = real_certificates(world_->clock().wall());
    for (const PlannedMachine& machine : plan_.machines)
      if (const auto added = add(machine); !added) return added.error();
    return {};
  }

  void fill_header() {
    trace::Header& header = trace_.trace().header;
    header.scenario = scenario_.name;
    header.seed = scenario_.seed;
    header.tables = session_tables();
    for (const PlannedMachine& machine : plan_.machines)
      header.machines.push_back(
          {machine.name, machine.domain, {machine.address.to_string()}, machine.roles,
           machine.users});
  }

  // For its owner alone: some are private keys.
  static void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).flush();
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::ofstream(path, std::ios::binary) << text;
  }

  Result<> add(const PlannedMachine& machine) {
    const std::filesystem::path root = folder_.of(machine.name);
    std::filesystem::create_directories(root);
    const auto certificates = certificates_->files_for(machine);
    if (!certificates) return certificates.error();
    for (const auto* files : {&machine.files, &*certificates}) {
      for (const scenario::PlannedFile& file : *files) write(root / file.path, file.text);
    }
    std::vector<std::string> roles = machine.programs();
    if (machine.has("user")) roles.push_back("user");
    for (const std::string& role : roles)
      if (const auto added = add(machine, role); !added) return added.error();
    return {};
  }

  Result<> add(const PlannedMachine& machine, const std::string& role) {
    const auto platform = world_->add_process({folder_.of(machine.name).string(), scenario_.seed,
                                               trace_.add_program(machine.name, role)});
    if (!platform) return platform.error();
    auto& faults =
        faults_.try_emplace(machine.name, scenario_, machine.name, plan_.ground.ports.smtp)
            .first->second;
    programs_.emplace_back(**platform, machine, role, faults);
    return {};
  }

  // --- the run ---

  Task<Result<>> go() {
    for (Program& program : programs_)
      if (program.role != "user") program.platform.tasks.spawn(program.role, run_program(program));
    const auto listening = [this] { return all_listen() || some_failed(); };
    const bool ready = co_await until(listening, start_wait);
    if (ready && !some_failed()) {
      co_await act();
      if (options_.on_ready) options_.on_ready(plan_, trace_.trace());
      if (options_.stay) {
        co_await self_->tasks.stop_requested();
      }
    }
    for (Program& program : programs_) program.platform.tasks.request_stop();
    const auto ended = [this] { return all_ended(); };
    co_await until(ended, start_wait);
    if (!ready) co_return Failure{FailureKind::timed_out, "the programs do not begin to listen"};
    co_return Result<>();
  }

  Task<> act() {
    const auto settled = [this] { return is_settled(); };
    for (const Action& action : scenario_.actions) {
      if (self_->tasks.stopping()) co_return;
      start(action);
      const bool in_time = co_await until(settled, effect_wait);
      in_time_ = in_time_ && in_time;
    }
    for (const auto& [machine, programs] : mail_programs_) programs->end_waiting();
    const auto nobody_waits = [this] { return waiting_ == 0 && is_settled(); };
    if (!mail_programs_.empty()) (void)co_await until(nobody_waits, effect_wait);
  }

  // Looks again and again, since what it waits for happens in many programs.
  Task<bool> until(std::function<bool()> holds, Duration wait) {
    const Clock& clock = self_->clock;
    const Deadline deadline = clock.in(wait);
    while (!holds()) {
      if (clock.now() >= deadline) co_return false;
      co_await self_->clock.sleep_until(clock.now() + glance);
    }
    co_return true;
  }

  void start(const Action& action) {
    ++under_way_;
    if (const auto* send = std::get_if<Send>(&action.what)) {
      const std::string& login = send->as.empty() ? send->from : send->as;
      Platform& platform = platform_of(send->from);
      auto account = account_for(scenario_, plan_, send->from, login, send->password);
      platform.tasks.spawn("send", count_end(send_letter(platform, account, *send), under_way_));
    } else if (const auto imap_action = imap_action_of(action)) {
      use_imap(*scenario::mail_program_of(action), *imap_action);
    } else if (const auto* fetch = std::get_if<Fetch>(&action.what)) {
      Platform& platform = platform_of(fetch->user);
      auto account = account_for(scenario_, plan_, fetch->user, fetch->user, fetch->password);
      platform.tasks.spawn("fetch", count_end(fetch_mail(platform, account, *fetch), under_way_));
    } else if (const auto* speak = std::get_if<Speak>(&action.what)) {
      Platform& platform = find(speak->from, "user")->platform;
      auto task = speak_smtp(platform, target_of(plan_, *speak), with_addresses(plan_, *speak));
      platform.tasks.spawn("speak", count_end(std::move(task), under_way_));
    } else {
      self_->tasks.spawn("switch", count_end(turn_on_or_off(action), under_way_));
    }
  }

  void use_imap(const scenario::MailProgram& what, const MailboxAction& action) {
    Platform& platform = platform_of(what.user);
    auto& programs = mail_programs_[plan_.find_user(what.user)->machine];
    if (!programs) programs = std::make_shared<MailPrograms>(platform);
    const auto account = account_for(scenario_, plan_, what.user, what.user, what.password);
    // Who waits for news holds up nothing.
    auto on_waiting = [this](bool waits) {
      under_way_ += waits ? -1 : 1;
      waiting_ += waits ? 1 : -1;
    };
    auto task = use_mailbox(programs->get(account, what.client), action, on_waiting);
    platform.tasks.spawn("imap", count_end(std::move(task), under_way_));
  }

  // A program that is ended here ends in good order; from outside the difference is small.
  Task<> end_program(std::string machine, std::string role) {
    Program* program = find(machine, role);
    if (program) program->platform.tasks.request_stop();
    const auto ended = [program] { return !program || program->ended; };
    co_await until(ended, start_wait);
  }

  Task<> start_program(std::string machine, std::string role) {
    if (!add(*plan_.find(machine), role)) co_return;
    Program& again = programs_.back();
    again.platform.tasks.spawn(again.role, run_program(again));
    const auto listening = [&again] { return listens(again) || again.ended; };
    co_await until(listening, start_wait);
  }

  Task<> turn_on_or_off(const Action& action) {
    if (const auto* end = std::get_if<ProgramEnd>(&action.what)) {
      co_await end_program(end->machine, end->program);
    } else if (const auto* restart = std::get_if<ProgramRestart>(&action.what)) {
      co_await start_program(restart->machine, restart->program);
    } else if (const auto* file = std::get_if<RemoveFile>(&action.what)) {
      const auto path = folder_.of(file->machine) / file->path;
      std::error_code error;
      const bool was_there =
          std::filesystem::is_regular_file(path, error) && std::filesystem::remove(path, error);
      self_->tracer.note(file_removed(*file, was_there));
    } else if (const auto* change = std::get_if<scenario::Change>(&action.what)) {
      co_await change_world(*change);
    }
  }

  Task<> change_world(const scenario::Change& change) {
    const scenario::Plan& next = *plan_.later.at(changes_++);
    const auto changes = changes_between(changes_ == 1 ? plan_ : *plan_.later[changes_ - 2], next);
    if (changes.empty())
      self_->tracer.note(trace::FaultStruck{"", "changed-nothing", told(change)});
    for (const MachineChange& each : changes) {
      self_->tracer.note(trace::FaultStruck{each.machine, "changed", told(change)});
      for (const scenario::PlannedFile& file : each.files)
        write(folder_.of(each.machine) / file.path, file.text);
      for (const std::string& role : each.restart) co_await end_program(each.machine, role);
      if (each.config) set_config(each.machine, *each.config);
      for (const std::string& role : each.restart) co_await start_program(each.machine, role);
      for (const std::string& role : each.reload) {
        Program* program = find(each.machine, role);
        if (program && !program->ended) program->platform.tasks.request_reload();
      }
    }
  }

  // For programs that start from now on; those that ran have their own copy.
  void set_config(const std::string& machine, const config::Config& config) {
    for (PlannedMachine& each : plan_.machines)
      if (each.name == machine) each.config = config;
  }

  // The newest program of that role on that machine.
  Program* find(const std::string& machine, const std::string& role) {
    for (auto program = programs_.rbegin(); program != programs_.rend(); ++program)
      if (program->machine.name == machine && program->role == role) return &*program;
    return nullptr;
  }

  Platform& platform_of(const std::string& user) {
    Program* program = find(plan_.find_user(user)->machine, "user");
    return program ? program->platform : *self_;
  }

  bool is_settled() const {
    return under_way_ == 0 && trace_.all_letters_settled() &&
           self_->clock.now() - trace_.last_event() >= quiet;
  }

  static bool listens(const Program& program) {
    const config::Listen& listen = program.machine.config.listen;
    std::vector<Endpoint> wanted;
    if (program.role == "mta") {
      wanted = listen.smtp;
      wanted.insert(wanted.end(), listen.submission.begin(), listen.submission.end());
    }
    if (program.role == "lenient") wanted = listen.smtp;
    if (program.role == "mda") {
      wanted = listen.pop3;
      wanted.insert(wanted.end(), listen.imap.begin(), listen.imap.end());
    }
    if (program.role == "nameserver" || program.role == "resolver") wanted = listen.dns;
    return std::all_of(wanted.begin(), wanted.end(), [&](const Endpoint& endpoint) {
      return program.network.listens_on(endpoint);
    });
  }
  bool all_listen() const { return std::all_of(programs_.begin(), programs_.end(), listens); }
  bool some_failed() const {
    return std::any_of(programs_.begin(), programs_.end(),
                       [](const Program& program) { return program.ended; });
  }
  bool all_ended() const {
    return std::all_of(programs_.begin(), programs_.end(), [](const Program& program) {
      return program.ended || program.role == "user";
    });
  }

  const scenario::Scenario& scenario_;
  const LoopbackOptions& options_;
  TemporaryFolder folder_;
  LoopbackTrace trace_;
  scenario::Plan plan_;
  std::unique_ptr<TownCertificates> certificates_;
  std::size_t changes_ = 0;  // of the scenario, so far
  int under_way_ = 0;        // actions
  int waiting_ = 0;          // mail programs that wait for news
  bool in_time_ = true;
  std::map<std::string, faults::MachineFaults> faults_;  // by machine
  std::deque<Program> programs_;
  std::optional<real::World> world_;  // goes first: its frames refer to all of the above
  std::map<std::string, std::shared_ptr<MailPrograms>> mail_programs_;  // by machine
  std::vector<std::unique_ptr<Listener>> guards_;
  Platform* self_ = nullptr;
};

}  // namespace

Result<RunResult> run_on_loopback(const scenario::Scenario& scenario,
                                  const LoopbackOptions& options) {
  if (const std::string why = why_not_on_loopback(scenario); !why.empty())
    return Failure{FailureKind::invalid, scenario.file + ": this cannot run on loopback: " + why};
  return LoopbackRun(scenario, options).run();
}

}  // namespace mailtown::run
