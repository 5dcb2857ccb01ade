#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {
namespace {

// A fault of one kind: `section` read into a fresh value of that kind.
template <class Kind>
void read_kind(Reading& reading, const toml::node& node, const Section<Kind>& section,
               FaultForm& form) {
  Kind kind;
  if (const toml::table* table = node.as_table()) read_section(reading, *table, section, kind);
  form.fault.what = std::move(kind);
  ++form.kinds;
}

// A machine, or "*" for all.
std::string read_end(Reading& reading, const toml::node& node) {
  return read_text(node) == "*" ? "*" : read_machine(reading, node);
}

template <class Span>
Key<Span> from_key() {
  return {"from", Type::time, Needed::no, "Since when; by default from the start.",
          [](Reading& r, const toml::node& n, Span& span) { span.from = read_time(r, n); }};
}

template <class Span>
Key<Span> until_key() {
  return {"until", Type::time, Needed::no, "Until when; by default to the end.",
          [](Reading& r, const toml::node& n, Span& span) { span.until = read_time(r, n); }};
}

}  // namespace

Section<Link> link_section() {
  return {
      "[[link]]",
      "What the network between machines is like, one way. What is not given here takes 10 ms.",
      {{"from", Type::machine, Needed::no, "The sending machine; \"*\", the default, is any.",
        [](Reading& r, const toml::node& n, Link& link) { link.from = read_end(r, n); }},
       {"to", Type::machine, Needed::no, "The receiving machine; \"*\", the default, is any.",
        [](Reading& r, const toml::node& n, Link& link) { link.to = read_end(r, n); }},
       {"latency", Type::duration, Needed::no, "How long a packet takes; by default 10 ms.",
        [](Reading& r, const toml::node& n, Link& link) { link.latency = read_duration(r, n); }},
       {"jitter", Type::duration, Needed::no,
        "Up to how much longer a packet may take; by default nothing.",
        [](Reading& r, const toml::node& n, Link& link) { link.jitter = read_duration(r, n); }},
       {"loss", Type::fraction, Needed::no, "The share of packets that are lost; by default 0.",
        [](Reading& r, const toml::node& n, Link& link) { link.loss = read_fraction(r, n); }}}};
}

Section<RefuseConnections> refuse_section() {
  return {
      "refuse_connections",
      "Whoever connects to the machine is refused, as if no program listened.",
      {{"port", Type::number, Needed::no, "Which port, as it is in the simulation; by default all.",
        [](Reading& r, const toml::node& n, RefuseConnections& refuse) {
          refuse.port = static_cast<std::uint16_t>(read_number(r, n, 65535));
        }},
       from_key<RefuseConnections>(),
       until_key<RefuseConnections>()}};
}

Section<Down> down_section() {
  return {"down",
          "Nothing reaches the machine and nothing leaves it, as with a pulled cable.",
          {from_key<Down>(), until_key<Down>()}};
}

Section<Crash> crash_section() {
  return {
      "crash",
      "The machine loses its power: all its programs end, and what was not synced is lost.",
      {{"at", Type::time, Needed::yes, "When.",
        [](Reading& r, const toml::node& n, Crash& crash) { crash.at = read_time(r, n); }},
       {"restart", Type::time, Needed::no, "When it boots again; by default never.",
        [](Reading& r, const toml::node& n, Crash& crash) { crash.restart = read_time(r, n); }}}};
}

Section<Partition> partition_section() {
  return {"partition",
          "The network between two machines is cut, both ways.",
          {{"with", Type::machine, Needed::yes, "The other machine.",
            [](Reading& r, const toml::node& n, Partition& cut) { cut.with = read_machine(r, n); }},
           from_key<Partition>(),
           until_key<Partition>()}};
}

Section<FaultForm> fault_section() {
  return {"[[fault]]",
          "Something that goes wrong: exactly one of the kinds below, at one machine. Faults are "
          "exact, never a matter of chance.",
          {{"at", Type::machine, Needed::yes, "The machine that suffers.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              form.fault.at = read_machine(r, n);
            }},
           {"refuse_connections", Type::table_or_true, Needed::no, "Connections are refused.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, refuse_section(), form);
            }},
           {"down", Type::table_or_true, Needed::no, "The machine cannot be reached.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, down_section(), form);
            }},
           {"crash", Type::table, Needed::no, "The machine loses its power.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, crash_section(), form);
            }},
           {"partition", Type::table, Needed::no, "The network to another machine is cut.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, partition_section(), form);
            }}}};
}

}  // namespace mailtown::scenario
