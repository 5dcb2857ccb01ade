#include "simulator/scenario/reference_page.h"

#include "simulator/scenario/event_kinds.h"
#include "simulator/scenario/keys.h"

namespace mailtown::scenario {
namespace {

constexpr const char* introduction = R"(# The scenario format

<!-- Made by the program scenario_page from simulator/scenario/*_keys.cpp: change it there. -->

A scenario is one TOML file: who lives where, what people do, what goes wrong, and what must come
out. The same file runs in the simulated world and on real sockets (`mailtown run NAME --world
loopback`). A mistake is told with file, line and what was probably meant, all of them at once.

```toml
title = { en = "A letter", ru = "Письмо" }
learn = { en = "How a letter finds its way", ru = "Как письмо находит дорогу" }
watch = { en = "The MX lookup", ru = "Поиск MX-записи" }

[domain."example.org"]
machines = { mail = ["mta", "mda"], ns1 = ["nameserver"] }
users    = { ivanov = "secret" }

[domain."example.com"]
machines = { mx1 = ["mta", "mda"], ns1 = ["nameserver"] }
users    = { kozlov = "secret" }

[[do]]
at = "10:00:01"
send = { from = "ivanov@example.org", to = ["kozlov@example.com"], subject = "Hello" }

[[expect]]
delivered = { to = "kozlov@example.com", via = "mx1.example.com" }
```

`mailtown run --set KEY=VALUE` changes any key for one run: `--set seed=7`,
`--set 'domain."example.com".mx.mx1=20'`, or in a list, counted from 0,
`--set do.0.send.subject=Hi`.
)";

constexpr const char* what_plan_adds = R"(
## What is added to what the file names

- A nameserver for the root, `a.root-servers.test`; one for each top-level domain,
  `a.org-servers.test` and so on; and `a.in-addr-servers.test` for the names of addresses. They
  serve zones made from the scenario. The root delegates `in-addr.arpa` itself; the zone `arpa`
  is left out.
- A resolver for each domain that has none: `resolver.example.org`. It is a machine of its own,
  since answering for own names and finding out others' are two services, and best kept apart.
- A machine for each user who does something: `pc-ivanov.example.org`. It hands in and fetches mail
  at the domain's first machine that is both mta and mda.
- A PTR record for each machine, in reverse zones delegated to the domain whose network it is.

Addresses in the simulated world: the root's machines are in 203.0.113.0/24, the file's first domain
in 192.0.2.0/24, the second in 198.51.100.0/24. Documentation has no more networks, so further
domains are in 10.0.1.0/24, 10.0.2.0/24 and so on, as if those were public. Servers count from .1 in
the order of the file, users' machines from .101. On loopback, the n-th of these networks (the
root's is number 0) becomes 127.10.n.0/24, and ports are high ones.
)";

constexpr const char* about_changes = R"(
### change

What the file says changes while the world runs: a record, an MX preference, a user's quota, a
policy. Each text is written as with `--set`, and counts from then on:
`change = ['domain."example.com".mx.mx1=30']`. Zone files are written anew, and their nameservers
started again; mail servers whose `config` has changed are started again, those whose users have
changed read them again. Caches keep what they know until it expires. Machines cannot be added.
)";

constexpr const char* about_patterns = R"(
## Patterns of events

A pattern says which events of the trace are meant: `kind`, and what else must be so. `on` is the
machine, `by` the program's role; every other key is a field of the event (below), and for a
`decision` also the name of one of its inputs. `*` in a value stands for anything; of a field that
is a list, one entry must match.

```toml
event = { kind = "dns.cache.hit", on = "resolver.example.org", type = "MX" }
```

| Kind | Fields |
| --- | --- |
)";

template <class T>
void append(std::string& page, int depth, const Section<T>& section) {
  page += fmt::format("\n{} {}\n\n{}\n\n", std::string(static_cast<std::size_t>(depth), '#'),
                      section.heading, section.introduction);
  page += "| Key | Value | | Meaning |\n| --- | --- | --- | --- |\n";
  for (const Key<T>& key : section.keys)
    page += fmt::format("| `{}` | {} | {} | {} |\n", key.name, describe(key.type),
                        key.needed == Needed::yes ? "needed" : "", key.meaning);
}

void append_event_kinds(std::string& page) {
  page += about_patterns;
  for (const EventKind& kind : event_kinds()) {
    page += "| `" + kind.name + "` |";
    for (const std::string& field : kind.fields) page += " `" + field + "`";
    page += " |\n";
  }
}

}  // namespace

std::string reference_page() {
  std::string page = introduction;
  append(page, 2, scenario_section());
  append(page, 2, domain_section());
  append(page, 3, machine_section());
  append(page, 4, certificate_section());
  page += what_plan_adds;
  append(page, 2, link_section());
  append(page, 2, fault_section());
  append(page, 3, refuse_section());
  append(page, 3, down_section());
  append(page, 3, crash_section());
  append(page, 3, partition_section());
  append(page, 3, reply_section());
  append(page, 3, slow_greeting_section());
  append(page, 3, drop_in_data_section());
  append(page, 3, server_failure_section());
  append(page, 3, strip_starttls_section());
  append(page, 3, disk_full_section());
  append(page, 3, lose_packets_section());
  append(page, 2, action_section());
  append(page, 3, send_section());
  append(page, 3, fetch_section());
  append(page, 3, mark_section());
  append(page, 3, move_section());
  append(page, 3, delete_section());
  append(page, 3, idle_section());
  append(page, 3, save_section());
  append(page, 3, program_section());
  append(page, 3, switch_on_section());
  append(page, 3, link_change_section());
  page += about_changes;
  append(page, 3, remove_file_section());
  append(page, 3, speak_section());
  append(page, 2, expectation_section());
  append(page, 3, delivered_section());
  append(page, 3, not_delivered_section());
  append(page, 3, refused_section());
  append(page, 3, bounced_section());
  append(page, 3, fetched_section());
  append(page, 3, decided_section());
  append(page, 3, event_section());
  append(page, 2, beat_section());
  append_event_kinds(page);
  return page;
}

}  // namespace mailtown::scenario
