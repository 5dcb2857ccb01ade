#include <algorithm>
#include <array>

#include "config/forms.h"
#include "dns/zone_file.h"
#include "simulator/scenario/config_table.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/names.h"
#include "simulator/scenario/values.h"
#include "text/ascii.h"

namespace mailtown::scenario {
namespace {

const std::vector<std::string>& known_roles() {
  static const std::vector<std::string> roles = {"mta",      "mda",    "nameserver",
                                                 "resolver", "client", "lenient"};
  return roles;
}

std::vector<std::string> read_roles(Reading& reading, const toml::node& node) {
  std::vector<std::string> roles;
  for (const toml::node& item : *node.as_array()) {
    std::string role = read_text(item);
    if (std::find(known_roles().begin(), known_roles().end(), role) == known_roles().end())
      complain(reading, item,
               "unknown role '" + role + "'" + did_you_mean(role, known_roles()) + " Known are " +
                   enumerate(known_roles()));
    else if (std::find(roles.begin(), roles.end(), role) != roles.end())
      complain(reading, item, "the role '" + role + "' stands here twice");
    else
      roles.push_back(std::move(role));
  }
  return roles;
}

// A user's password, or a table with more about him.
std::optional<User> read_user(Reading& reading, const Entry& entry, std::string login) {
  User user{.login = std::move(login), .password = {}, .quota_bytes = 0};
  if (const toml::table* table = entry.value->as_table()) {
    for (const Entry& about : in_file_order(*table)) {
      if (about.name == "password" && fits(reading, *about.value, about.name, Type::text))
        user.password = read_text(*about.value);
      else if (about.name == "quota" && fits(reading, *about.value, about.name, Type::number))
        user.quota_bytes = read_number(reading, *about.value, 1'000'000'000);
      else if (about.name != "password" && about.name != "quota")
        complain(reading, *about.value,
                 "unknown key '" + about.name + "' of the user '" + entry.name +
                     "'; he has password and quota");
    }
  } else if (fits(reading, *entry.value, entry.name, Type::text)) {
    user.password = read_text(*entry.value);
  } else {
    return std::nullopt;
  }
  if (user.password.empty())
    complain(reading, *entry.value, "the user '" + entry.name + "' needs a password");
  return user;
}

std::vector<User> read_machine_users(Reading& reading, const toml::node& node) {
  std::vector<User> users;
  for (const Entry& entry : in_file_order(*node.as_table())) {
    const auto login = config::mailbox_form().parse(entry.name);
    if (!login) {
      complain(reading, *entry.value,
               "'" + entry.name + "': a machine's users stand with their whole address");
      continue;
    }
    if (auto user = read_user(reading, entry, *login)) users.push_back(std::move(*user));
  }
  return users;
}

void read_machines(Reading& reading, const toml::node& node, Domain& domain) {
  for (const Entry& entry : in_file_order(*node.as_table())) {
    MachineForm form;
    const std::string short_name = lower_case(entry.name);
    form.machine.name = short_name + "." + domain.name;
    form.machine.line = line_of(*entry.value);
    if (const std::string wrong = why_no_host_name(short_name); !wrong.empty())
      complain(reading, *entry.value, "'" + entry.name + "' is no machine's name: " + wrong);
    if (const toml::table* table = entry.value->as_table())
      read_section(reading, *table, machine_section(), form);
    else if (fits(reading, *entry.value, entry.name, Type::list_of_text))
      form.machine.roles = read_roles(reading, *entry.value);
    domain.machines.push_back(std::move(form.machine));
  }
}

void read_users(Reading& reading, const toml::node& node, Domain& domain) {
  for (const Entry& entry : in_file_order(*node.as_table())) {
    const std::string login = lower_case(entry.name) + "@" + domain.name;
    if (const std::string wrong = why_no_host_name(lower_case(entry.name)); !wrong.empty())
      complain(reading, *entry.value, "'" + entry.name + "' is no user's name: " + wrong);
    if (auto user = read_user(reading, entry, login)) domain.users.push_back(std::move(*user));
  }
}

// A name of this domain may stay short; one with a dot is complete.
std::string complete(std::string host, const Domain& domain) {
  return host.find('.') == std::string::npos ? host + "." + domain.name : host;
}

void read_mx(Reading& reading, const toml::node& node, Domain& domain) {
  domain.mx.emplace();
  for (const Entry& entry : in_file_order(*node.as_table())) {
    if (!fits(reading, *entry.value, entry.name, Type::number)) continue;
    const auto preference = read_number(reading, *entry.value, 65535);
    std::string host = complete(lower_case(entry.name), domain);
    mention(reading, *entry.value, Mention::Of::machine, host);
    domain.mx->push_back({std::move(host), static_cast<std::uint16_t>(preference)});
  }
}

void read_records(Reading& reading, const toml::node& node, Domain& domain) {
  domain.records = read_list(node);
  const auto apex = dns::Name::parse(domain.name);
  if (!apex) return;  // complained about already
  for (const toml::node& item : *node.as_array()) {
    const std::string line = "$TTL 3600\n" + read_text(item) + "\n";
    for (const std::string& error : dns::parse_zone_file(line, "", *apex).errors)
      complain(reading, item, "this is no record" + error.substr(error.find(": ")));
  }
}

void read_blocklist(Reading& reading, const toml::node& node, Domain& domain) {
  for (const Entry& entry : in_file_order(*node.as_table())) {
    if (!fits(reading, *entry.value, entry.name, Type::text)) continue;
    const std::string answer = read_text(*entry.value);
    const auto address = IpAddress::parse(answer);
    if (!address || address->is_v6() || address->v4_bytes()[0] != 127)
      complain(reading, *entry.value,
               "'" + answer + "': a blocklist answers with an address such as \"127.0.0.2\"");
    mention(reading, *entry.value, Mention::Of::machine, lower_case(entry.name));
    domain.blocklist.push_back({lower_case(entry.name), answer});
  }
}

std::vector<std::string> read_names(Reading& reading, const toml::node& node) {
  std::vector<std::string> names = read_list(node);
  if (names.empty()) complain(reading, node, "a certificate without a name proves nothing");
  for (std::string& name : names) {
    name = lower_case(name);
    const std::string host = name.starts_with("*.") ? name.substr(2) : name;
    if (const std::string wrong = why_no_host_name(host); !wrong.empty())
      complain(reading, node, "'" + name + "': " + wrong);
  }
  return names;
}

std::string read_ptr(Reading& reading, const toml::node& node) {
  const std::string name = lower_case(read_text(node));
  if (name.empty()) return name;
  std::string wrong = why_no_host_name(name);
  if (wrong.empty()) wrong = why_not_for_documentation(name);
  if (!wrong.empty()) complain(reading, node, "'" + name + "': " + wrong);
  return name;
}

}  // namespace

Section<MachineForm> machine_section() {
  return {
      "a machine",
      "A machine is a list of roles, or, to say more, a table of these keys. The roles: `mta` "
      "takes mail over SMTP and files or forwards it; `mda` gives it to readers over POP3; "
      "`nameserver` answers for the domain's own names; `resolver` finds out any name for the "
      "domain's machines; `lenient` is a careless mail server, to show what goes wrong at such; "
      "`client` runs nothing, but somebody may sit there and `speak`. A domain "
      "without a resolver gets a machine `resolver` of its own.",
      {{"roles", Type::list_of_text, Needed::yes, "What runs on the machine.",
        [](Reading& r, const toml::node& n, MachineForm& form) {
          form.machine.roles = read_roles(r, n);
        }},
       {"address", Type::text, Needed::no,
        "An IPv4 address that the machine must have in the simulated world, from the networks "
        "for documentation; by default the plan chooses.",
        [](Reading& r, const toml::node& n, MachineForm& form) {
          form.machine.address = IpAddress::parse(read_text(n));
          const std::string wrong = !form.machine.address || form.machine.address->is_v6()
                                        ? "an IPv4 address such as 192.0.2.1 is wanted"
                                        : why_not_for_documentation(*form.machine.address);
          if (!wrong.empty()) complain(r, n, "'" + read_text(n) + "': " + wrong);
        }},
       {"ptr", Type::text, Needed::no,
        "The name that the machine's address has in DNS (its PTR record); by default its own "
        "name, \"\" for none.",
        [](Reading& r, const toml::node& n, MachineForm& form) {
          form.machine.ptr = read_ptr(r, n);
        }},
       {"certificate", Type::table_or_true, Needed::no,
        "The machine's mail servers speak TLS, with this certificate, and take passwords only "
        "inside it; mail programs of the domain's users then insist on TLS. Other mail hosts use "
        "it if it is offered, unless their `config` says otherwise. Without any certificate in a "
        "scenario nobody in it thinks of TLS.",
        [](Reading& r, const toml::node& n, MachineForm& form) {
          Certificate certificate;
          certificate.names = {form.machine.name};
          if (const toml::table* table = n.as_table())
            read_section(r, *table, certificate_section(), certificate);
          form.machine.certificate = std::move(certificate);
        }},
       {"users", Type::users, Needed::no,
        "Users of this machine only, beside the domain's, with their whole addresses.",
        [](Reading& r, const toml::node& n, MachineForm& form) {
          form.machine.users = read_machine_users(r, n);
        }},
       {"config", Type::table, Needed::no,
        "Keys of the machine's configuration, as in a real machine's file "
        "(docs/configuration.md), laid over what the plan makes. Addresses are those of the "
        "simulated world.",
        [](Reading& r, const toml::node& n, MachineForm& form) {
          r.configs.push_back(n.as_table());  // a copy does not know its lines
          form.machine.config = std::make_shared<ConfigTable>(ConfigTable{*n.as_table()});
        }}}};
}

Section<Certificate> certificate_section() {
  return {"certificate",
          "What the machine shows in a TLS handshake; `true` for an honest one: for its own name, "
          "issued by the authority \"Mailtown CA\", which all machines believe.",
          {{"names", Type::list_of_text, Needed::no,
            "The names for which it stands; by default the machine's own.",
            [](Reading& r, const toml::node& n, Certificate& certificate) {
              certificate.names = read_names(r, n);
            }},
           {"issuer", Type::text, Needed::no,
            "Another authority, which nobody believes, or \"self\": signed by nobody but its "
            "owner.",
            [](Reading&, const toml::node& n, Certificate& certificate) {
              certificate.issuer = read_text(n);
              certificate.self_signed = certificate.issuer == "self";
            }},
           {"expired", Type::yes_no, Needed::no, "Whether its time was over yesterday.",
            [](Reading&, const toml::node& n, Certificate& certificate) {
              certificate.expired = n.as_boolean()->get();
            }}}};
}

Section<Domain> domain_section() {
  return {
      "[domain.\"...\"]",
      "One table a domain. Only names for documentation: example.org, example.com, example.net, "
      "names under them, and names under test.",
      {{"machines", Type::machines, Needed::yes,
        "The domain's machines and their roles. Elsewhere a machine is called by its complete "
        "name.",
        [](Reading& r, const toml::node& n, Domain& domain) { read_machines(r, n, domain); }},
       {"users", Type::users, Needed::no,
        "Who has a mailbox here, with password. The login is the whole address. A mailbox that "
        "shall "
        "not hold more than so many bytes: `{ password = \"secret\", quota = 20000 }`.",
        [](Reading& r, const toml::node& n, Domain& domain) { read_users(r, n, domain); }},
       {"mx", Type::preferences, Needed::no,
        "The MX records: lower is preferred. Without this key, every mta of the domain with "
        "preference 10; `mx = {}` means that the domain has none.",
        [](Reading& r, const toml::node& n, Domain& domain) { read_mx(r, n, domain); }},
       {"address_record", Type::text, Needed::no,
        "The machine whose address the domain's own name gets (its A record), to which mail goes "
        "where there is no MX; by default none.",
        [](Reading& r, const toml::node& n, Domain& domain) {
          domain.address_record = complete(lower_case(read_text(n)), domain);
          mention(r, n, Mention::Of::machine, domain.address_record);
        }},
       {"records", Type::list_of_text, Needed::no,
        "Further lines for the domain's zone, in master-file form (RFC 1035 §5): "
        "`\"@ TXT \\\"hello\\\"\"`.",
        [](Reading& r, const toml::node& n, Domain& domain) { read_records(r, n, domain); }},
       {"blocklist", Type::blocklist, Needed::no,
        "Makes the domain a DNS blocklist (RFC 5782) that names these machines' addresses.",
        [](Reading& r, const toml::node& n, Domain& domain) { read_blocklist(r, n, domain); }},
       {"ttl", Type::duration, Needed::no,
        "How long others may remember the domain's records; by default one hour.",
        [](Reading& r, const toml::node& n, Domain& domain) {
          const auto ttl = std::chrono::duration_cast<std::chrono::seconds>(read_duration(r, n));
          domain.ttl_seconds =
              static_cast<std::uint32_t>(std::min<std::int64_t>(ttl.count(), 0x7fffffff));
        }}}};
}

}  // namespace mailtown::scenario
