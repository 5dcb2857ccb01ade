// What can be observed: one struct a kind of event.
//
// Each struct names its kind and lists its fields once; the JSON codec, the sentences of the
// catalogue (which may use any field as {placeholder}) and every reader work from that list. The
// catalogue has a sentence for each kind under event.<kind>.
//
// Texts and lists are Shared (shared.h): read them as std::string and std::vector.
#pragma once

#include <cstdint>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "platform/endpoint.h"
#include "trace/evidence.h"
#include "trace/shared.h"

namespace mailtown::trace {

template <class Struct, class Member>
struct Field {
  std::string_view name;
  Member Struct::*member;
};
template <class Struct, class Member>
Field(const char*, Member Struct::*) -> Field<Struct, Member>;

// Every field of a kind, in the order of the file format.
#define MAILTOWN_KIND(name) static constexpr std::string_view kind = name
#define MAILTOWN_FIELDS(...)        \
  static constexpr auto fields() {  \
    return std::tuple{__VA_ARGS__}; \
  }

// --- programs, machines, people ------------------------------------------------------------------

struct ProgramStarted {
  MAILTOWN_KIND("program.started");
  Text role;    // "mta", "mda", "nameserver", "user"
  Text detail;  // "listens on 192.0.2.1:25"
  MAILTOWN_FIELDS(Field{"role", &ProgramStarted::role}, Field{"detail", &ProgramStarted::detail})
};

struct ProgramStopped {
  MAILTOWN_KIND("program.stopped");
  Text role, how;  // how: "cleanly", "killed", "power loss"
  MAILTOWN_FIELDS(Field{"role", &ProgramStopped::role}, Field{"how", &ProgramStopped::how})
};

struct MachineCrashed {
  MAILTOWN_KIND("machine.crashed");
  Text machine;
  MAILTOWN_FIELDS(Field{"machine", &MachineCrashed::machine})
};

struct MachineRestarted {
  MAILTOWN_KIND("machine.restarted");
  Text machine;
  MAILTOWN_FIELDS(Field{"machine", &MachineRestarted::machine})
};

struct FaultStruck {
  MAILTOWN_KIND("fault");
  Text at, what;  // a machine or link, and the fault's key ("refuse-connections")
  Text detail;    // what it did: the reply that it gave, the seconds that it waited
  MAILTOWN_FIELDS(Field{"at", &FaultStruck::at}, Field{"what", &FaultStruck::what},
                  Field{"detail", &FaultStruck::detail})
};

// Somebody does something: presses "send", fetches mail.
struct UserActed {
  MAILTOWN_KIND("user.acted");
  Text user, action;  // "ivanov@example.org"; "send", "fetch"
  Text to, subject;   // of a letter; a folder, a flag; else empty
  Text client;        // which of his mail programs, if he has several: "phone"
  MAILTOWN_FIELDS(Field{"user", &UserActed::user}, Field{"action", &UserActed::action},
                  Field{"to", &UserActed::to}, Field{"subject", &UserActed::subject},
                  Field{"client", &UserActed::client})
};

// What somebody got from it: "accepted", "refused: 550 ...", "2 messages".
struct UserSaw {
  MAILTOWN_KIND("user.saw");
  Text user, action, outcome, detail;
  Text client;  // as in UserActed
  MAILTOWN_FIELDS(Field{"user", &UserSaw::user}, Field{"action", &UserSaw::action},
                  Field{"outcome", &UserSaw::outcome}, Field{"detail", &UserSaw::detail},
                  Field{"client", &UserSaw::client})
};

// --- connections ---------------------------------------------------------------------------------

struct ConnectTried {
  MAILTOWN_KIND("connect.tried");
  Endpoint to;
  Text name;  // the host name that led to this address, if any
  Text protocol;
  MAILTOWN_FIELDS(Field{"to", &ConnectTried::to}, Field{"name", &ConnectTried::name},
                  Field{"protocol", &ConnectTried::protocol})
};

struct Connected {
  MAILTOWN_KIND("connect.done");
  Endpoint local, remote;
  Text name, protocol;
  MAILTOWN_FIELDS(Field{"local", &Connected::local}, Field{"remote", &Connected::remote},
                  Field{"name", &Connected::name}, Field{"protocol", &Connected::protocol})
};

struct ConnectFailed {
  MAILTOWN_KIND("connect.failed");
  Endpoint to;
  Text name, protocol, why;  // why: "refused", "timed out", "unreachable"
  MAILTOWN_FIELDS(Field{"to", &ConnectFailed::to}, Field{"name", &ConnectFailed::name},
                  Field{"protocol", &ConnectFailed::protocol}, Field{"why", &ConnectFailed::why})
};

struct Accepted {
  MAILTOWN_KIND("connect.accepted");
  Endpoint local, remote;
  Text protocol;
  MAILTOWN_FIELDS(Field{"local", &Accepted::local}, Field{"remote", &Accepted::remote},
                  Field{"protocol", &Accepted::protocol})
};

struct StreamEnded {
  MAILTOWN_KIND("connect.ended");
  Endpoint local, remote;
  Text protocol, how;  // how: "closed", "reset", "timed out"
  MAILTOWN_FIELDS(Field{"local", &StreamEnded::local}, Field{"remote", &StreamEnded::remote},
                  Field{"protocol", &StreamEnded::protocol}, Field{"how", &StreamEnded::how})
};

// A stream is encrypted from here on. Both sides tell it; only the client judges.
struct TlsStarted {
  MAILTOWN_KIND("tls.started");
  Endpoint local, remote;
  Text protocol, side;    // side: "server", "client"
  Text version, cipher;   // "TLSv1.3", "TLS_AES_256_GCM_SHA384"
  Text name;              // that the client asked for; may be empty
  Texts names;            // in the server's certificate
  Text issuer;            // of it
  Text proven, unproven;  // client: the name that was proven, or why it was not
  MAILTOWN_FIELDS(Field{"local", &TlsStarted::local}, Field{"remote", &TlsStarted::remote},
                  Field{"protocol", &TlsStarted::protocol}, Field{"side", &TlsStarted::side},
                  Field{"version", &TlsStarted::version}, Field{"cipher", &TlsStarted::cipher},
                  Field{"name", &TlsStarted::name}, Field{"names", &TlsStarted::names},
                  Field{"issuer", &TlsStarted::issuer}, Field{"proven", &TlsStarted::proven},
                  Field{"unproven", &TlsStarted::unproven})
};

struct TlsFailed {
  MAILTOWN_KIND("tls.failed");
  Endpoint local, remote;
  Text protocol, side;
  Text why;     // "not proven", or a failure's word
  Text detail;  // what the TLS library says, in English; may be empty
  Text name;    // as in tls.started, and so on
  Texts names;
  Text issuer, unproven;
  MAILTOWN_FIELDS(Field{"local", &TlsFailed::local}, Field{"remote", &TlsFailed::remote},
                  Field{"protocol", &TlsFailed::protocol}, Field{"side", &TlsFailed::side},
                  Field{"why", &TlsFailed::why}, Field{"detail", &TlsFailed::detail},
                  Field{"name", &TlsFailed::name}, Field{"names", &TlsFailed::names},
                  Field{"issuer", &TlsFailed::issuer}, Field{"unproven", &TlsFailed::unproven})
};

// Bytes that came before a TLS handshake and were not read yet: nobody may take them for protected.
struct TlsDiscarded {
  MAILTOWN_KIND("tls.discarded");
  Endpoint local, remote;
  Text protocol, side;
  std::uint64_t bytes = 0;
  MAILTOWN_FIELDS(Field{"local", &TlsDiscarded::local}, Field{"remote", &TlsDiscarded::remote},
                  Field{"protocol", &TlsDiscarded::protocol}, Field{"side", &TlsDiscarded::side},
                  Field{"bytes", &TlsDiscarded::bytes})
};

// A packet or connection that the network did not carry (recorded by the simulated network).
struct PacketLost {
  MAILTOWN_KIND("network.lost");
  Endpoint from, to;
  Text what, why;  // what: "datagram", "segment"; why: "loss", "partition", "machine down"
  // Of a segment: what it was ("SYN", "SYN-ACK", "ACK", "data", "FIN", "window", "RST"), which
  // bytes of its direction it carried, and after how many microseconds it will be sent again; 0:
  // never.
  Text segment;
  std::uint64_t offset = 0, bytes = 0, again_us = 0;
  MAILTOWN_FIELDS(Field{"from", &PacketLost::from}, Field{"to", &PacketLost::to},
                  Field{"what", &PacketLost::what}, Field{"why", &PacketLost::why},
                  Field{"segment", &PacketLost::segment}, Field{"offset", &PacketLost::offset},
                  Field{"bytes", &PacketLost::bytes}, Field{"again_us", &PacketLost::again_us})
};

// --- lines and bodies ----------------------------------------------------------------------------

struct LineSent {
  MAILTOWN_KIND("line.sent");
  Endpoint local, remote;
  Text protocol;             // "smtp", "pop3"
  std::uint64_t offset = 0;  // of the line's first byte in this direction of the stream
  Text text;                 // visible_text() of it without CRLF, credentials masked
  MAILTOWN_FIELDS(Field{"local", &LineSent::local}, Field{"remote", &LineSent::remote},
                  Field{"protocol", &LineSent::protocol}, Field{"offset", &LineSent::offset},
                  Field{"text", &LineSent::text})
};

struct LineReceived {
  MAILTOWN_KIND("line.received");
  Endpoint local, remote;
  Text protocol;
  std::uint64_t offset = 0;
  Text text;
  MAILTOWN_FIELDS(Field{"local", &LineReceived::local}, Field{"remote", &LineReceived::remote},
                  Field{"protocol", &LineReceived::protocol},
                  Field{"offset", &LineReceived::offset}, Field{"text", &LineReceived::text})
};

// A message's text passed a stream; `body` names it.
struct BodySent {
  MAILTOWN_KIND("body.sent");
  Endpoint local, remote;
  Text protocol;
  std::uint64_t offset = 0, bytes = 0;  // bytes on the wire, dot-stuffing and end included
  Text body;
  MAILTOWN_FIELDS(Field{"local", &BodySent::local}, Field{"remote", &BodySent::remote},
                  Field{"protocol", &BodySent::protocol}, Field{"offset", &BodySent::offset},
                  Field{"bytes", &BodySent::bytes}, Field{"body", &BodySent::body})
};

struct BodyReceived {
  MAILTOWN_KIND("body.received");
  Endpoint local, remote;
  Text protocol;
  std::uint64_t offset = 0, bytes = 0;
  Text body;
  MAILTOWN_FIELDS(Field{"local", &BodyReceived::local}, Field{"remote", &BodyReceived::remote},
                  Field{"protocol", &BodyReceived::protocol},
                  Field{"offset", &BodyReceived::offset}, Field{"bytes", &BodyReceived::bytes},
                  Field{"body", &BodyReceived::body})
};

// The text of a body, stored once a program and referred to by its name (the queue id or file).
struct BodyStored {
  MAILTOWN_KIND("body.stored");
  Text body;
  std::uint64_t bytes = 0;
  Text text;  // visible_text() of the first text_bytes_max; `bytes` tells the whole size
  static constexpr std::size_t text_bytes_max = 64 * 1024;
  MAILTOWN_FIELDS(Field{"body", &BodyStored::body}, Field{"bytes", &BodyStored::bytes},
                  Field{"text", &BodyStored::text})
};

struct SessionState {
  MAILTOWN_KIND("session.state");
  Text protocol, side;  // side: "server", "client"
  Text from, to;        // names of the session table's states
  MAILTOWN_FIELDS(Field{"protocol", &SessionState::protocol}, Field{"side", &SessionState::side},
                  Field{"from", &SessionState::from}, Field{"to", &SessionState::to})
};

// --- DNS -----------------------------------------------------------------------------------------

// `flags` are the header's as dig shows them, and "edns" if the message has that extension: "rd",
// "aa rd ra edns".

struct DnsQuestionSent {
  MAILTOWN_KIND("dns.question.sent");
  Endpoint local, remote;
  Text transport;        // "udp", "tcp"
  std::uint64_t id = 0;  // the message's id
  Text name, type, flags;
  MAILTOWN_FIELDS(Field{"local", &DnsQuestionSent::local},
                  Field{"remote", &DnsQuestionSent::remote},
                  Field{"transport", &DnsQuestionSent::transport},
                  Field{"id", &DnsQuestionSent::id}, Field{"name", &DnsQuestionSent::name},
                  Field{"type", &DnsQuestionSent::type}, Field{"flags", &DnsQuestionSent::flags})
};

struct DnsQuestionReceived {
  MAILTOWN_KIND("dns.question.received");
  Endpoint local, remote;
  Text transport;
  std::uint64_t id = 0;
  Text name, type, flags;
  MAILTOWN_FIELDS(Field{"local", &DnsQuestionReceived::local},
                  Field{"remote", &DnsQuestionReceived::remote},
                  Field{"transport", &DnsQuestionReceived::transport},
                  Field{"id", &DnsQuestionReceived::id}, Field{"name", &DnsQuestionReceived::name},
                  Field{"type", &DnsQuestionReceived::type},
                  Field{"flags", &DnsQuestionReceived::flags})
};

struct DnsAnswerSent {
  MAILTOWN_KIND("dns.answer.sent");
  Endpoint local, remote;
  Text transport;
  std::uint64_t id = 0;
  Text name, type;
  Text outcome;  // "answer", "referral", "nxdomain", "nodata", "servfail", "refused",
                 // "formerr", "truncated"
  Texts answer, authority, additional;  // records in master-file form
  Text flags;
  MAILTOWN_FIELDS(Field{"local", &DnsAnswerSent::local}, Field{"remote", &DnsAnswerSent::remote},
                  Field{"transport", &DnsAnswerSent::transport}, Field{"id", &DnsAnswerSent::id},
                  Field{"name", &DnsAnswerSent::name}, Field{"type", &DnsAnswerSent::type},
                  Field{"outcome", &DnsAnswerSent::outcome},
                  Field{"answer", &DnsAnswerSent::answer},
                  Field{"authority", &DnsAnswerSent::authority},
                  Field{"additional", &DnsAnswerSent::additional},
                  Field{"flags", &DnsAnswerSent::flags})
};

struct DnsAnswerReceived {
  MAILTOWN_KIND("dns.answer.received");
  Endpoint local, remote;
  Text transport;
  std::uint64_t id = 0;
  Text name, type, outcome;
  Texts answer, authority, additional;
  Text flags;
  MAILTOWN_FIELDS(Field{"local", &DnsAnswerReceived::local},
                  Field{"remote", &DnsAnswerReceived::remote},
                  Field{"transport", &DnsAnswerReceived::transport},
                  Field{"id", &DnsAnswerReceived::id}, Field{"name", &DnsAnswerReceived::name},
                  Field{"type", &DnsAnswerReceived::type},
                  Field{"outcome", &DnsAnswerReceived::outcome},
                  Field{"answer", &DnsAnswerReceived::answer},
                  Field{"authority", &DnsAnswerReceived::authority},
                  Field{"additional", &DnsAnswerReceived::additional},
                  Field{"flags", &DnsAnswerReceived::flags})
};

// The resolver had the answer (or the knowledge that there is none) already.
struct DnsCacheHit {
  MAILTOWN_KIND("dns.cache.hit");
  Text name, type, outcome;
  std::uint64_t ttl_seconds = 0;  // left to live
  Texts records;
  MAILTOWN_FIELDS(Field{"name", &DnsCacheHit::name}, Field{"type", &DnsCacheHit::type},
                  Field{"outcome", &DnsCacheHit::outcome},
                  Field{"ttl_seconds", &DnsCacheHit::ttl_seconds},
                  Field{"records", &DnsCacheHit::records})
};

struct DnsCacheStored {
  MAILTOWN_KIND("dns.cache.stored");
  Text name, type, outcome;
  std::uint64_t ttl_seconds = 0;
  Texts records;
  MAILTOWN_FIELDS(Field{"name", &DnsCacheStored::name}, Field{"type", &DnsCacheStored::type},
                  Field{"outcome", &DnsCacheStored::outcome},
                  Field{"ttl_seconds", &DnsCacheStored::ttl_seconds},
                  Field{"records", &DnsCacheStored::records})
};

struct DnsCacheExpired {
  MAILTOWN_KIND("dns.cache.expired");
  Text name, type;
  MAILTOWN_FIELDS(Field{"name", &DnsCacheExpired::name}, Field{"type", &DnsCacheExpired::type})
};

// What the resolver told the program that asked.
struct DnsResolved {
  MAILTOWN_KIND("dns.resolved");
  Text name, type,
      outcome;  // outcome as in dns.answer, or "timed out", "loop", "too much work"
  Texts records;
  MAILTOWN_FIELDS(Field{"name", &DnsResolved::name}, Field{"type", &DnsResolved::type},
                  Field{"outcome", &DnsResolved::outcome}, Field{"records", &DnsResolved::records})
};

// --- decisions -----------------------------------------------------------------------------------

struct Decision {
  MAILTOWN_KIND("decision");
  Text about;    // "route", "relay", "recipient", "login", "next-host", "retry", "policy.<name>"
  Text subject;  // what it was decided for: an address, a domain, a host
  Text outcome;  // key or data: "mx1.example.com", "local", "refuse"
  Text reply;    // the SMTP or POP3 reply that follows from it, or empty
  Text rule;     // Evidence, field by field
  Shared<std::vector<Fact>> inputs;
  Shared<std::vector<Alternative>> alternatives;
  Text source;
  MAILTOWN_FIELDS(Field{"about", &Decision::about}, Field{"subject", &Decision::subject},
                  Field{"outcome", &Decision::outcome}, Field{"reply", &Decision::reply},
                  Field{"rule", &Decision::rule}, Field{"inputs", &Decision::inputs},
                  Field{"alternatives", &Decision::alternatives},
                  Field{"source", &Decision::source})
};

// --- queue and mailbox ---------------------------------------------------------------------------

struct QueueStep {
  MAILTOWN_KIND("queue.step");
  Text step;  // "accepted", "trying", "sent", "deferred", "bounced", "removed"
  Text sender, recipient;
  Text relay;     // host and address tried, or empty
  Text reply;     // the other side's last word
  Text next_try;  // wall time, or empty
  std::uint64_t attempt = 0;
  Text detail;
  MAILTOWN_FIELDS(Field{"step", &QueueStep::step}, Field{"sender", &QueueStep::sender},
                  Field{"recipient", &QueueStep::recipient}, Field{"relay", &QueueStep::relay},
                  Field{"reply", &QueueStep::reply}, Field{"next_try", &QueueStep::next_try},
                  Field{"attempt", &QueueStep::attempt}, Field{"detail", &QueueStep::detail})
};

struct Delivered {
  MAILTOWN_KIND("delivered");
  Text recipient, mailbox, file;
  std::uint64_t bytes = 0;
  MAILTOWN_FIELDS(Field{"recipient", &Delivered::recipient}, Field{"mailbox", &Delivered::mailbox},
                  Field{"file", &Delivered::file}, Field{"bytes", &Delivered::bytes})
};

struct Bounced {
  MAILTOWN_KIND("bounced");
  Text sender, recipient, reply,
      bounce_letter;  // bounce_letter: queue id of the report, or empty
  MAILTOWN_FIELDS(Field{"sender", &Bounced::sender}, Field{"recipient", &Bounced::recipient},
                  Field{"reply", &Bounced::reply}, Field{"bounce_letter", &Bounced::bounce_letter})
};

struct MailboxChanged {
  MAILTOWN_KIND("mailbox.changed");
  Text mailbox, change, message;  // change: "added", "seen", "removed"
  MAILTOWN_FIELDS(Field{"mailbox", &MailboxChanged::mailbox},
                  Field{"change", &MailboxChanged::change},
                  Field{"message", &MailboxChanged::message})
};

// --- disk ----------------------------------------------------------------------------------------

// A program changed something on its machine's disk, or made it safe from a power loss
// (trace/traced_disk.h says what is told and when, platform/disk.h what a power loss leaves).
struct DiskStep {
  MAILTOWN_KIND("disk.step");
  Text step;                // "created", "appended", "truncated", "synced", "renamed", "linked",
                            // "removed", "folder-made", "folder-synced", "all-synced"
  Text path;                // below the disk's root; empty: the root, or everything
  Text to;                  // the new name of what was renamed or linked
  std::uint64_t bytes = 0;  // that were appended
  std::uint64_t size = 0;   // of the file, in bytes; of one that was synced, how many are safe
  Text error;               // the failure's word if it was tried in vain
  MAILTOWN_FIELDS(Field{"step", &DiskStep::step}, Field{"path", &DiskStep::path},
                  Field{"to", &DiskStep::to}, Field{"bytes", &DiskStep::bytes},
                  Field{"size", &DiskStep::size}, Field{"error", &DiskStep::error})
};

#undef MAILTOWN_KIND
#undef MAILTOWN_FIELDS

using Payload =
    std::variant<ProgramStarted, ProgramStopped, MachineCrashed, MachineRestarted, FaultStruck,
                 UserActed, UserSaw, ConnectTried, Connected, ConnectFailed, Accepted, StreamEnded,
                 TlsStarted, TlsFailed, TlsDiscarded, PacketLost, LineSent, LineReceived, BodySent,
                 BodyReceived, BodyStored, SessionState, DnsQuestionSent, DnsQuestionReceived,
                 DnsAnswerSent, DnsAnswerReceived, DnsCacheHit, DnsCacheStored, DnsCacheExpired,
                 DnsResolved, Decision, QueueStep, Delivered, Bounced, MailboxChanged, DiskStep>;

}  // namespace mailtown::trace
