#include "simulator/scenario/keys.h"
#include "simulator/scenario/span_keys.h"
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

Section<Partition> partition_section() {
  return {"partition",
          "The network between two machines is cut, both ways.",
          {{"with", Type::machine, Needed::yes, "The other machine.",
            [](Reading& r, const toml::node& n, Partition& cut) { cut.with = read_machine(r, n); }},
           from_key<Partition>(),
           until_key<Partition>()}};
}

Section<LosePackets> lose_packets_section() {
  return {
      "lose_packets",
      "The next packets from the machine to another one are lost.",
      {{"to", Type::machine, Needed::yes, "The other machine.",
        [](Reading& r, const toml::node& n, LosePackets& lost) { lost.to = read_machine(r, n); }},
       {"count", Type::number, Needed::no, "How many; by default one.",
        [](Reading& r, const toml::node& n, LosePackets& lost) {
          lost.count = read_number(r, n, 1'000'000);
        }},
       from_key<LosePackets>()}};
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
            }},
           {"reply", Type::table, Needed::no, "A command gets another reply than it should.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, reply_section(), form);
            }},
           {"slow_greeting", Type::table, Needed::no, "The mta's greeting is late.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, slow_greeting_section(), form);
            }},
           {"drop_in_data", Type::table, Needed::no, "A connection breaks within a letter.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, drop_in_data_section(), form);
            }},
           {"server_failure", Type::table, Needed::no, "DNS questions are answered SERVFAIL.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, server_failure_section(), form);
            }},
           {"strip_starttls", Type::table_or_true, Needed::no, "Nobody sees the offer of TLS.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, strip_starttls_section(), form);
            }},
           {"disk_full", Type::table_or_true, Needed::no, "The disk takes nothing more.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, disk_full_section(), form);
            }},
           {"lose_packets", Type::table, Needed::no, "The next packets to a machine are lost.",
            [](Reading& r, const toml::node& n, FaultForm& form) {
              read_kind(r, n, lose_packets_section(), form);
            }}}};
}

}  // namespace mailtown::scenario
