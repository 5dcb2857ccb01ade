// What is done to machines, their programs and the network between them.
#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {
namespace {

// Of a file on a machine's disk, which nothing leads out of.
std::string read_path(Reading& reading, const toml::node& node) {
  std::string path = read_text(node);
  const std::string parts = "/" + path + "/";
  for (const char* wrong : {"//", "/./", "/../"}) {
    if (parts.find(wrong) == std::string::npos) continue;
    complain(reading, node, "'" + path + "' is no path such as \"mail/example.org/ivanov\"");
    break;
  }
  return path;
}

}  // namespace

Section<ProgramEnd> program_section() {
  return {
      "kill, restart",
      "A program is ended at once (what it wrote stays), or started again.",
      {{"machine", Type::machine, Needed::yes, "On which machine.",
        [](Reading& r, const toml::node& n, ProgramEnd& end) { end.machine = read_machine(r, n); }},
       {"program", Type::text, Needed::yes, "Its role: `mta`, `mda`, `nameserver` or `resolver`.",
        [](Reading&, const toml::node& n, ProgramEnd& end) { end.program = read_text(n); }}}};
}

Section<RemoveFile> remove_file_section() {
  return {
      "remove_file",
      "Somebody removes a file from a machine's disk, behind the back of the programs there. "
      "One that has the file open goes on with it; end it first, if it shall notice.",
      {{"machine", Type::machine, Needed::yes, "On which machine.",
        [](Reading& r, const toml::node& n, RemoveFile& file) {
          file.machine = read_machine(r, n);
        }},
       {"path", Type::text, Needed::yes,
        "Which file, as the machine's programs name it: "
        "`mail/example.org/ivanov/mailtown-index` is the list of the UIDs in a mailbox.",
        [](Reading& r, const toml::node& n, RemoveFile& file) { file.path = read_path(r, n); }}}};
}

Section<SwitchOn> switch_on_section() {
  return {
      "switch_on",
      "A machine that lost its power boots again, over what its disk kept.",
      {{"machine", Type::machine, Needed::yes, "Which machine.",
        [](Reading& r, const toml::node& n, SwitchOn& on) { on.machine = read_machine(r, n); }}}};
}

Section<LinkChange> link_change_section() {
  return {"link",
          "The network between machines changes, one way. What is not given stays as it is.",
          {{"from", Type::machine, Needed::no, "The sending machine; \"*\", the default, is any.",
            [](Reading& r, const toml::node& n, LinkChange& link) { link.from = read_end(r, n); }},
           {"to", Type::machine, Needed::no, "The receiving machine; \"*\", the default, is any.",
            [](Reading& r, const toml::node& n, LinkChange& link) { link.to = read_end(r, n); }},
           {"latency", Type::duration, Needed::no, "How long a packet takes.",
            [](Reading& r, const toml::node& n, LinkChange& link) {
              link.latency = read_duration(r, n);
            }},
           {"jitter", Type::duration, Needed::no, "Up to how much longer a packet may take.",
            [](Reading& r, const toml::node& n, LinkChange& link) {
              link.jitter = read_duration(r, n);
            }},
           {"loss", Type::fraction, Needed::no, "The share of packets that are lost.",
            [](Reading& r, const toml::node& n, LinkChange& link) {
              link.loss = read_fraction(r, n);
            }}}};
}

}  // namespace mailtown::scenario
