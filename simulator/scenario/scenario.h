// A scenario as values: who lives where, what people do, what goes wrong, and what must come out.
//
// parse.h makes it from a TOML file, plan.h makes machines from it. All names are complete and in
// lower case ("mx1.example.com", "ivanov@example.org") whatever short form the file used; all times
// are counted from the scenario's start.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/clock.h"
#include "platform/endpoint.h"

namespace mailtown::scenario {

// A text for people. Both languages are required wherever the file may give one.
struct BothLanguages {
  std::string en, ru;
  const std::string& in(std::string_view language) const { return language == "ru" ? ru : en; }
};

struct ConfigTable;  // config_table.h

// What a server shows in a TLS handshake.
struct Certificate {
  std::vector<std::string> names;      // for which it stands; at least one
  std::string issuer = "Mailtown CA";  // all others are believed by nobody
  bool self_signed = false;
  bool expired = false;
};

struct User {
  std::string login;  // "ivanov@example.org"
  std::string password;
  std::uint64_t quota_bytes = 0;  // what his mailbox may hold; 0: any
};

struct Machine {
  std::string name;                  // "mail.example.org"
  std::vector<std::string> roles;    // "mta", "mda", "nameserver", "resolver", "client"
  std::optional<IpAddress> address;  // if the file insists on one
  std::optional<std::string>
      ptr;  // the name that its address has in DNS, "" for none; by default its own
  std::optional<Certificate> certificate;     // its mail servers speak TLS
  std::vector<User> users;                    // of this machine only, beside the domain's
  std::shared_ptr<const ConfigTable> config;  // laid over the configuration that the plan makes
  int line = 0;
  bool has(std::string_view role) const;
};

struct MailExchanger {
  std::string host;
  std::uint16_t preference = 0;  // lower is preferred (RFC 5321 §5.1)
};

// A machine that a DNS blocklist (RFC 5782) names.
struct Listed {
  std::string machine;
  std::string answer;  // "127.0.0.2"
};

struct Domain {
  std::string name;
  std::vector<Machine> machines;  // in the order of the file
  std::vector<User> users;
  std::optional<std::vector<MailExchanger>> mx;  // none given: every mta of the domain
  std::string address_record;  // the machine whose address the domain's own name has, or empty
  std::vector<std::string> records;  // more lines for its zone, in master-file form
  std::vector<Listed> blocklist;     // makes the domain one, if not empty
  std::uint32_t ttl_seconds = 3600;
  int line = 0;
};

struct Link {
  std::string from = "*", to = "*";  // machines; "*" for any
  Duration latency{}, jitter{};      // one way
  double loss = 0;                   // 0..1, of packets
};

// --- what goes wrong -----------------------------------------------------------------------------

struct RefuseConnections {
  std::uint16_t port = 0;  // 0: any
  Duration from{}, until = Duration::max();
};
struct Down {  // switched off: nothing reaches it, nothing leaves it
  Duration from{}, until = Duration::max();
};
struct Crash {                 // power loss: what was not synced is lost
  std::optional<Duration> at;  // when; or one of the two below
  std::string after_reply_to;  // right after the reply to such a command, as in ReplyInstead
  std::string after_sync;      // right after a sync of such a path, before the program knows; '*'
  std::uint64_t nth = 1;       // which of these replies or syncs
  std::optional<Duration> restart, restart_after;  // at that time, or so long after the crash
};
struct Partition {   // the network between two machines is cut, in both directions
  std::string with;  // the other machine
  Duration from{}, until = Duration::max();
};

// Instead of its mta the fault answers: the mta never hears of the command.
struct ReplyInstead {
  std::string to;  // a verb, "CONNECT", "." for a letter's end, or a whole line with '*'
  std::string say;
  std::uint64_t nth = 1, times = 1;  // the first of them, and how many
};
struct SlowGreeting {  // a connection is taken, but nobody says a word for so long
  Duration delay{};
  std::uint64_t nth = 1, times = 1;  // of the connections
};
struct DropInData {  // the connection breaks in the midst of a letter's text
  std::uint64_t after_bytes = 0;
  std::uint64_t nth = 1, times = 1;  // of the letters
};
struct ServerFailure {  // SERVFAIL to questions about a name and what is below it
  std::string name;
  Duration from{}, until = Duration::max();
};
struct StripStartTls {  // somebody in the middle takes the offer of TLS out of the mta's words
  Duration from{}, until = Duration::max();
};
struct DiskFull {  // nothing can be written
  Duration from{}, until = Duration::max();
};
struct LosePackets {  // the next ones to another machine
  std::string to;
  std::uint64_t count = 1;
  Duration from{};
};

struct Fault {
  std::string at;  // machine
  std::variant<RefuseConnections, Down, Crash, Partition, ReplyInstead, SlowGreeting, DropInData,
               ServerFailure, StripStartTls, DiskFull, LosePackets>
      what;
  int line = 0;
};

// --- what people do ------------------------------------------------------------------------------

struct Send {
  std::string from;             // the envelope's sender
  std::vector<std::string> to;  // the envelope's recipients
  std::string subject, text;
  std::string as;        // the login under which it is submitted; by default `from`
  std::string password;  // by default the right one
  bool log_in = true;    // false: over port 25, without saying who he is
};
// A user's mail program at a mailbox. He may have several, each with a memory of its own.
struct MailProgram {
  std::string user;
  std::string client;            // which of them: "phone"; usually one without a name
  std::string folder = "INBOX";  // IMAP
  std::string password;          // by default the right one
  bool stay = false;             // IMAP: remain connected for what this program does next
};
struct Fetch : MailProgram {
  bool imap = false;    // else POP3
  bool remove = false;  // POP3: delete from the server what was read
};
// What IMAP can do besides. Letters are known by their subjects; an empty one means all.
struct Mark : MailProgram {
  std::string subject;
  std::string as;  // "seen", "unseen", "answered", ...
};
struct Move : MailProgram {
  std::string subject;
  std::string to;  // folder, made if it is not there
};
struct Delete : MailProgram {
  std::string subject;
};
struct IdleFor : MailProgram {  // waits for news and takes them in
  Duration wait{};
};
struct Save : MailProgram {  // puts a letter of his own into the folder
  std::string subject, text;
};
struct ProgramEnd {  // a program is killed; what it wrote stays
  std::string machine, program;
};
struct ProgramRestart {
  std::string machine, program;
};
struct SwitchOn {  // a machine that lost its power
  std::string machine;
};
struct LinkChange {  // what is not given stays as it is
  std::string from = "*", to = "*";
  std::optional<Duration> latency, jitter;
  std::optional<double> loss;
};
struct Scenario;
struct Change {                           // the file says something else from then on
  std::vector<std::string> changes;       // as with --set
  std::shared_ptr<const Scenario> whole;  // what it says then; null while it is read
};
struct RemoveFile {  // somebody removes a file of a machine's disk, behind its programs' backs
  std::string machine, path;
};

// Somebody types SMTP by hand, or by a program that does not care for the rules.
struct Speak {
  std::string from, to;  // machines
  std::uint16_t port = 25;
  std::vector<std::string> lines;
};

struct Action {
  Duration at{};
  std::variant<Send, Fetch, Mark, Move, Delete, IdleFor, Save, ProgramEnd, ProgramRestart, SwitchOn,
               LinkChange, Change, RemoveFile, Speak>
      what;
  int line = 0;
};

// --- what must come out --------------------------------------------------------------------------

// Which events are meant: all that is given must match.
struct Pattern {
  struct Match {
    std::string field;  // of the payload, or (for decisions) the name of an input
    std::string value;  // '*' stands for any characters
  };
  std::string kind;     // "line.sent"
  std::string machine;  // on which it happened; empty: any
  std::string role;     // of the program; empty: any
  std::vector<Match> fields;
  int line = 0;
};

// So many events of this pattern.
struct Happens {
  Pattern pattern;
  std::uint64_t at_least = 1;
  std::optional<std::uint64_t> at_most;
};
struct FetchedLetters {
  std::string user;
  std::uint64_t count = 0;  // in all of his fetches
};
// The first event of one pattern comes before the first of the other.
struct Before {
  Pattern first, then;
};

struct Expectation {
  std::string text;  // as the file has it: "delivered to kozlov@example.com"
  std::variant<Happens, FetchedLetters, Before> what;
  int line = 0;
};

// A named moment with something to say about it.
struct Beat {
  std::string name;
  Pattern pattern;
  std::uint64_t nth = 1;  // which of the events that match
  BothLanguages say;
  int line = 0;
};

struct Scenario {
  std::string name;  // of the file, without .toml
  std::string file;
  BothLanguages title, learn, watch;
  std::uint64_t minutes = 5;  // that it takes to go through it
  std::uint64_t seed = 1;
  WallTime start{};
  Duration horizon{};                // where the simulation ends even if something still goes on
  std::string simulated_only;        // why it cannot run on real sockets; empty: it can
  std::vector<std::string> without;  // changes that switch off what it shows
  std::vector<Domain> domains;
  std::vector<Link> links;
  std::vector<Fault> faults;
  std::vector<Action> actions;
  std::vector<Expectation> expectations;
  std::vector<Beat> beats;

  const Domain* find_domain(std::string_view name) const;
  const Machine* find_machine(std::string_view name) const;
  const User* find_user(std::string_view login) const;
  bool has_certificates() const;  // of any machine
};

// The mail program that an action is about; null if it is about none.
const MailProgram* mail_program_of(const Action& action);

// The part of an address behind its last '@'.
std::string_view domain_of(std::string_view address);

}  // namespace mailtown::scenario
