#include "simulator/reader/world_state.h"

#include <algorithm>

#include "simulator/reader/queue_times.h"

namespace mailtown::reader {

namespace {

constexpr std::size_t lines_kept = 12;

std::string_view base_name(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.find(':'));
}

// Changes a state by one event: one overload for each kind that leaves a mark.
class Applier {
 public:
  Applier(WorldState& state, const Reading& reading, Step step)
      : state_(state),
        event_(reading.event(step)),
        header_(reading.header()),
        joined_(reading.joined().at(step)),
        infos_(reading.joined().conversations),
        machine_(reading.machine(step)),
        step_(step) {}

  void operator()(const trace::ProgramStarted& event) {
    auto& program = this_machine().programs[event_.program];
    program = {event.role, true, event.detail};
    if (event.role == "nameserver" || event.role == "resolver") state_.dns_caches.erase(machine_);
  }
  void operator()(const trace::ProgramStopped&) {
    this_machine().programs[event_.program].running = false;
    drop_ends_of(event_.program);
  }
  void operator()(const trace::MachineCrashed& event) {
    auto& machine = state_.machines[event.machine];
    machine.up = false;
    machine.disk.change().lose_power();
    state_.dns_caches.erase(event.machine);
    for (auto& [number, program] : machine.programs) {
      program.running = false;
      drop_ends_of(number);
    }
  }
  void operator()(const trace::MachineRestarted& event) {
    state_.machines[event.machine].up = true;
  }

  void operator()(const trace::Connected&) { connection().client_program = event_.program; }
  void operator()(const trace::Accepted&) {
    connection().server_program = event_.program;
    connection().accepted = true;
  }
  void operator()(const trace::StreamEnded& event) {
    const auto found = state_.connections.find(joined_.conversation);
    if (found == state_.connections.end()) return;
    auto& connection = found->second;
    const bool client = event.local == infos_[joined_.conversation - 1].client_end;
    (client ? connection.client_program : connection.server_program).reset();
    if (!connection.client_program && !connection.server_program) state_.connections.erase(found);
  }
  void operator()(const trace::SessionState& event) {
    if (joined_.conversation == 0) return;
    auto& connection = this->connection();
    (event.side == "client" ? connection.client_state : connection.server_state) = event.to;
  }
  void operator()(const trace::LineSent& event) { spoken(event.local, event.text); }
  void operator()(const trace::BodySent& event) {
    spoken(event.local, "(" + std::to_string(event.bytes) + " bytes)");
  }

  void operator()(const trace::DnsCacheStored& event) {
    auto& entry = state_.dns_caches[machine_][{event.name, event.type}];
    constexpr std::int64_t second_us = 1'000'000;
    const auto lives_us = static_cast<std::int64_t>(event.ttl_seconds) * second_us;
    entry = {event.name, event.type, event.outcome, event.records, event_.time_us + lives_us,
             step_};
  }
  void operator()(const trace::DnsCacheExpired& event) {
    state_.dns_caches[machine_].erase({event.name, event.type});
  }

  void operator()(const trace::Decision& event) {
    if (event.about == "login") logged_in(event);
    if (event.about == "retry") try_again(event);
  }

  void operator()(const trace::QueueStep& event) {
    if (event_.letter.empty()) return;
    auto& queue = state_.queues[machine_];
    if (event.step == "removed") {
      queue.erase(event_.letter);
      return;
    }
    auto& queued = queue[event_.letter];
    queued.id = event_.letter;
    queued.letter = joined_.letter;
    if (!event.sender.empty()) queued.sender = event.sender;
    if (event.step == "accepted") queued.accepted_us = event_.time_us;
    if (!event.recipient.empty()) {
      update(recipient(queued, event.recipient), event);
    } else {
      for (auto& recipient : queued.recipients) update(recipient, event);
    }
  }

  void operator()(const trace::Delivered& event) {
    auto& message = this->message(event.mailbox, event.file);
    message.bytes = event.bytes;
  }
  void operator()(const trace::MailboxChanged& event) {
    if (event.change == "removed") {
      auto& messages = state_.mailboxes[{machine_, event.mailbox}];
      std::erase_if(messages, [name = base_name(event.message)](const StoredMessage& message) {
        return message.file == name;
      });
    } else {
      auto& message = this->message(event.mailbox, event.message);
      if (event.change == "seen") message.seen = true;
    }
  }
  void operator()(const trace::DiskStep& event) {
    this_machine().disk.change().take(event, step_, joined_.local_cause);
  }
  template <class Other>
  void operator()(const Other&) {}

 private:
  void logged_in(const trace::Decision& decision) {
    AccountState& account = state_.accounts[{machine_, decision.subject}];
    const bool accepted = decision.outcome == "accepted";
    ++(accepted ? account.accepted : account.refused);
    account.locked_out = decision.rule == "login.locked-out";
    account.last = step_;
    for (const Fact& fact : decision.inputs) {
      if (fact.name == "client") account.client = fact.value;
    }
  }

  // How long the letter may wait in all. Of one that an earlier run took in, its age is told.
  void try_again(const trace::Decision& decision) {
    const auto queue = state_.queues.find(machine_);
    if (queue == state_.queues.end()) return;
    const auto found = queue->second.find(decision.subject);
    if (found == queue->second.end()) return;
    std::optional<std::int64_t> age, limit;
    for (const Fact& fact : decision.inputs) {
      if (fact.name == "age") age = span_us(fact.value);
      if (fact.name == "limit") limit = span_us(fact.value);
    }
    QueuedLetter& letter = found->second;
    if (!letter.accepted_us && age) letter.accepted_us = event_.time_us - *age;
    if (letter.accepted_us && limit) letter.gives_up_us = *letter.accepted_us + *limit;
  }

  MachineState& this_machine() { return state_.machines[machine_]; }

  ConnectionState& connection() {
    const auto [found, is_new] = state_.connections.try_emplace(joined_.conversation);
    auto& connection = found->second;
    if (is_new && joined_.conversation != 0) {
      const auto& info = infos_[joined_.conversation - 1];
      connection.conversation = joined_.conversation;
      connection.client = info.client;
      connection.server = info.server;
      connection.protocol = info.protocol;
    }
    if (joined_.letter != 0) connection.letter = joined_.letter;
    return connection;
  }

  void spoken(const Endpoint& from, trace::Text text) {
    if (joined_.conversation == 0) return;
    auto& lines = connection().lines;
    lines.push_back({step_, from == infos_[joined_.conversation - 1].client_end, std::move(text)});
    if (lines.size() > lines_kept) lines.erase(lines.begin());
  }

  void drop_ends_of(std::uint32_t program) {
    for (auto& [number, connection] : state_.connections) {
      if (connection.client_program == program) connection.client_program.reset();
      if (connection.server_program == program) connection.server_program.reset();
    }
    std::erase_if(state_.connections, [](const auto& entry) {
      return !entry.second.client_program && !entry.second.server_program;
    });
  }

  static QueuedRecipient& recipient(QueuedLetter& letter, const trace::Text& address) {
    for (auto& known : letter.recipients) {
      if (known.address == address) return known;
    }
    letter.recipients.emplace_back().address = address;
    return letter.recipients.back();
  }

  void update(QueuedRecipient& recipient, const trace::QueueStep& event) const {
    if (event.step == "deferred") {
      recipient.tries.push_back(
          {step_, event.attempt, event.step, event.relay, event.reply, event.next_try});
    }
    recipient.status = event.step;
    recipient.relay = event.relay;
    recipient.reply = event.reply;
    recipient.next_try = event.next_try;
    recipient.next_try_us = trace_time_of(header_, event.next_try);
    recipient.detail = event.detail;
    recipient.attempts = std::max(recipient.attempts, event.attempt);
  }

  StoredMessage& message(const std::string& mailbox, std::string_view file) {
    auto& messages = state_.mailboxes[{machine_, mailbox}];
    for (auto& message : messages) {
      if (message.file == base_name(file)) return message;
    }
    messages.push_back({base_name(file), joined_.letter, 0, false, step_});
    return messages.back();
  }

  WorldState& state_;
  const trace::Event& event_;
  const trace::Header& header_;
  const JoinedStep& joined_;
  const std::vector<ConversationInfo>& infos_;
  const trace::Text& machine_;
  Step step_;
};

}  // namespace

WorldState initial_state(const Reading& reading) {
  WorldState state;
  for (const auto& machine : reading.header().machines) state.machines[machine.name];
  const auto& programs = reading.header().programs;
  for (std::uint32_t i = 0; i < programs.size(); ++i) {
    const auto machine = state.machines.find(programs[i].machine);
    if (machine != state.machines.end()) machine->second.programs[i].role = programs[i].role;
  }
  return state;
}

void apply_next(WorldState& state, const Reading& reading) {
  const Step step = ++state.step;
  const auto& event = reading.event(step);
  state.time_us = event.time_us;
  std::visit(Applier(state, reading, step), event.payload);
}

}  // namespace mailtown::reader
