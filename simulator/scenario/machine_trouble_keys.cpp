// Faults of one machine's programs, disk and power.
#include <cctype>

#include "dns/name.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/span_keys.h"
#include "simulator/scenario/values.h"
#include "text/ascii.h"

namespace mailtown::scenario {
namespace {

// A reply as a server may give it: three digits, a blank, a text.
std::string read_reply(Reading& reading, const toml::node& node) {
  std::string reply = read_text(node);
  const bool fits = reply.size() > 4 && reply[0] >= '2' && reply[0] <= '5' &&
                    std::isdigit(static_cast<unsigned char>(reply[1])) != 0 &&
                    std::isdigit(static_cast<unsigned char>(reply[2])) != 0 && reply[3] == ' ' &&
                    reply.find_first_of("\r\n") == std::string::npos;
  if (!fits)
    complain(reading, node, "'" + reply + "' is no reply such as \"451 4.3.0 Try again later\"");
  return reply;
}

std::string read_command(Reading& reading, const toml::node& node) {
  std::string command = read_text(node);
  if (command.empty())
    complain(reading, node, "a command such as \"RCPT\", \".\" or \"CONNECT\" is wanted");
  return command;
}

std::string read_domain_name(Reading& reading, const toml::node& node) {
  std::string name = lower_case(read_text(node));
  if (!dns::Name::parse(name)) complain(reading, node, "'" + name + "' is no name of DNS");
  return name;
}

}  // namespace

Section<ReplyInstead> reply_section() {
  return {
      "reply",
      "A command gets this reply at once, and the mta never hears of it: the second RCPT, twice, "
      "is `reply = { to = \"RCPT\", nth = 2, times = 2, say = \"451 4.3.0 Not now\" }`. It "
      "happens on the mta's port 25.",
      {{"to", Type::text, Needed::yes,
        "Which command: its verb (`RCPT`); a whole line with `*` for anything (`RCPT "
        "TO:<kozlov@*`); `CONNECT` for the greeting, after which the connection is closed; or "
        "`.` for the end of a letter, which is then read and thrown away.",
        [](Reading& r, const toml::node& n, ReplyInstead& reply) {
          reply.to = read_command(r, n);
        }},
       {"say", Type::text, Needed::yes, "The reply, such as \"451 4.3.0 Try again later\".",
        [](Reading& r, const toml::node& n, ReplyInstead& reply) { reply.say = read_reply(r, n); }},
       nth_key<ReplyInstead>("From which of these commands on, of all that the machine gets; "
                             "by default the first."),
       times_key<ReplyInstead>()}};
}

Section<SlowGreeting> slow_greeting_section() {
  return {"slow_greeting",
          "A connection to the mta's port 25 is taken, but its greeting is held back.",
          {{"delay", Type::duration, Needed::yes, "For how long.",
            [](Reading& r, const toml::node& n, SlowGreeting& slow) {
              slow.delay = read_duration(r, n);
            }},
           nth_key<SlowGreeting>("From which connection on; by default the first."),
           times_key<SlowGreeting>()}};
}

Section<DropInData> drop_in_data_section() {
  return {"drop_in_data",
          "The connection breaks while a letter's text comes in on the mta's port 25.",
          {{"after_bytes", Type::number, Needed::yes, "After how many bytes of the text.",
            [](Reading& r, const toml::node& n, DropInData& drop) {
              drop.after_bytes = read_number(r, n, 1'000'000'000);
            }},
           nth_key<DropInData>("From which letter on; by default the first."),
           times_key<DropInData>()}};
}

Section<ServerFailure> server_failure_section() {
  return {"server_failure",
          "The machine's nameserver or resolver answers questions (over UDP) about a name, and "
          "those below it, with SERVFAIL.",
          {{"name", Type::text, Needed::yes, "The name, such as \"example.com\".",
            [](Reading& r, const toml::node& n, ServerFailure& failure) {
              failure.name = read_domain_name(r, n);
            }},
           from_key<ServerFailure>(),
           until_key<ServerFailure>()}};
}

Section<StripStartTls> strip_starttls_section() {
  return {"strip_starttls",
          "Somebody between the machine and all others takes STARTTLS out of the list of what its "
          "mta can do, on port 25. He reads along, and changes nothing else.",
          {from_key<StripStartTls>(), until_key<StripStartTls>()}};
}

Section<DiskFull> disk_full_section() {
  return {"disk_full",
          "Nothing can be written to the machine's disk.",
          {from_key<DiskFull>(), until_key<DiskFull>()}};
}

Section<Crash> crash_section() {
  return {
      "crash",
      "The machine loses its power: all its programs end, and what was not synced is lost. One "
      "of `at`, `after_reply_to` and `after_sync` says when.",
      {{"at", Type::time, Needed::no, "At this time.",
        [](Reading& r, const toml::node& n, Crash& crash) { crash.at = read_time(r, n); }},
       {"after_reply_to", Type::text, Needed::no,
        "Right after its mta has answered such a command on port 25: a verb, or `.` for the end "
        "of a letter.",
        [](Reading& r, const toml::node& n, Crash& crash) {
          crash.after_reply_to = read_command(r, n);
        }},
       {"after_sync", Type::text, Needed::no,
        "Right after a file of this path, with `*` for anything, is safe on its disk, and "
        "before the program learns of it.",
        [](Reading&, const toml::node& n, Crash& crash) { crash.after_sync = read_text(n); }},
       nth_key<Crash>("After which of these replies or syncs; by default the first."),
       {"restart", Type::time, Needed::no, "When it boots again; by default never.",
        [](Reading& r, const toml::node& n, Crash& crash) { crash.restart = read_time(r, n); }},
       {"restart_after", Type::duration, Needed::no, "Or how long after the crash.",
        [](Reading& r, const toml::node& n, Crash& crash) {
          crash.restart_after = read_duration(r, n);
        }}}};
}

}  // namespace mailtown::scenario
