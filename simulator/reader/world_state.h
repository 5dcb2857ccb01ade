// The state of the world after a step, as far as the trace tells it.
//
// Plain data: apply() makes each next state, timeline.h finds any state fast. Texts are shared with
// the trace, so that a state is copied fast and many fit into memory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "simulator/reader/known_disk.h"
#include "simulator/reader/reading.h"

namespace mailtown::reader {

struct ProgramState {
  trace::Text role;
  bool running = false;
  trace::Text detail;  // "listens on ..."
};

struct MachineState {
  bool up = true;
  std::map<std::uint32_t, ProgramState> programs;  // by index into Header::programs
  CopiedOnChange<KnownDisk> disk;
};

struct SpokenLine {
  Step step = 0;
  bool from_client = true;
  trace::Text text;  // as sent; of a body "(1234 bytes)"
};

struct ConnectionState {
  std::uint32_t conversation = 0;  // into Joined::conversations, plus 1
  trace::Text client, server;      // machines
  trace::Text protocol;
  trace::Text client_state, server_state;  // of the session tables
  bool accepted = false;                   // the server side took it
  // Which programs hold an end of it; none once that end is closed.
  std::optional<std::uint32_t> client_program, server_program;
  std::vector<SpokenLine> lines;  // the last ones, oldest first
  std::uint32_t letter = 0;
};

// One step that the queue made for a recipient: a try, and what came of it.
struct QueueTry {
  Step step = 0;
  std::uint64_t attempt = 0;
  trace::Text status, relay, reply, next_try;
};

struct QueuedRecipient {
  trace::Text address;
  trace::Text status;  // the last queue step: "accepted", "trying", "sent", "deferred", "bounced"
  trace::Text relay, reply, next_try, detail;
  std::optional<std::int64_t> next_try_us;  // trace time, if it is told
  std::uint64_t attempts = 0;
  std::vector<QueueTry> tries;  // deferred ones, oldest first
};

struct QueuedLetter {
  trace::Text id;            // the queue id
  std::uint32_t letter = 0;  // into Joined::letters, plus 1
  trace::Text sender;
  // Since when it waits and until when it may; trace time, if they are told.
  std::optional<std::int64_t> accepted_us, gives_up_us;
  std::vector<QueuedRecipient> recipients;
};

struct StoredMessage {
  trace::Text file;
  std::uint32_t letter = 0;
  std::uint64_t bytes = 0;
  bool seen = false;
  Step arrived = 0;
};

struct CacheEntry {
  trace::Text name, type, outcome;
  trace::Texts records;
  std::int64_t expires_us = 0;  // trace time
  Step stored = 0;
};

// What somebody's log-ins came to on one machine.
struct AccountState {
  std::uint64_t accepted = 0, refused = 0;
  bool locked_out = false;  // as of the last try
  trace::Text client;       // where the last one came from
  Step last = 0;            // at which it was decided
};

// Keyed by machine name where there is one for each machine.
struct WorldState {
  Step step = 0;  // 0: before the first event
  std::int64_t time_us = 0;
  std::map<std::string, MachineState> machines;
  std::map<std::uint32_t, ConnectionState> connections;               // open ones, by conversation
  std::map<std::string, std::map<std::string, QueuedLetter>> queues;  // machine, queue id
  std::map<std::pair<std::string, std::string>, std::vector<StoredMessage>>
      mailboxes;  // machine, mailbox
  std::map<std::string, std::map<std::pair<trace::Text, trace::Text>, CacheEntry>>
      dns_caches;                                                        // machine; name, type
  std::map<std::pair<std::string, std::string>, AccountState> accounts;  // machine, login
};

// The state before the first event: all machines of the header, nothing running.
WorldState initial_state(const Reading& reading);
// The state after step `state.step + 1`, which must exist.
void apply_next(WorldState& state, const Reading& reading);

}  // namespace mailtown::reader
