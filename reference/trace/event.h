// A trace: a header that says what the world is, then events in the order in which they happened.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"
#include "trace/payloads.h"

namespace mailtown::trace {

inline constexpr int format_version = 1;

using EventNumber = std::uint64_t;   // counts within a program, from 1; 0 means none
using Conversation = std::uint32_t;  // one connection or DNS exchange of a program; 0 means none

struct Event {
  std::uint32_t program = 0;  // index into Header::programs
  EventNumber number = 0;
  std::int64_t time_us = 0;  // microseconds since Header::start
  EventNumber cause = 0;     // the event of the same program that led to this one
  Conversation conversation = 0;
  Text letter;  // queue id, or empty
  Payload payload;
};

// The kind's name, such as "line.sent".
std::string_view kind(const Event& event);

// Somebody who has a mailbox. Nothing secret stands here.
struct UserInfo {
  std::string login;                   // "ivanov@example.org"
  std::vector<std::string> addresses;  // besides the login
  std::uint64_t quota_bytes = 0;       // what the mailbox may hold; 0: any
};

struct MachineInfo {
  std::string name;    // "mx1.example.com"
  std::string domain;  // the scenario's domain that it belongs to; empty for the root's machines
  std::vector<std::string> addresses;
  std::vector<std::string> roles;  // "mta", "mda", "nameserver", "resolver", "user"
  std::vector<UserInfo> users;     // that its programs know, by login; may be missing
};

struct ProgramInfo {
  std::string machine;
  std::string role;
};

struct LinkInfo {
  std::string from, to;  // machine names; "*" for all others
  std::int64_t latency_us = 0, jitter_us = 0;
  std::uint64_t loss_ppm = 0;  // packets lost in a million
};

// One row of a protocol's session table.
struct SessionRow {
  std::string verb;
  std::vector<std::string> states;  // in which it is legal
  std::string leads_to;             // state after success, or empty if it stays
  std::string source;               // RFC section
};

struct SessionTable {
  std::string protocol, side;  // "smtp", "server"
  std::vector<std::string> states;
  std::vector<SessionRow> rows;
};

struct Header {
  std::string scenario;  // or the configuration's file name
  std::uint64_t seed = 0;
  WallTime start{};
  std::vector<MachineInfo> machines;
  std::vector<ProgramInfo> programs;
  std::vector<LinkInfo> links;
  std::vector<SessionTable> tables;
};

struct Trace {
  Header header;
  std::vector<Event> events;
};

}  // namespace mailtown::trace
