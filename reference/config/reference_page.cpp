#include "config/reference_page.h"

#include "config/key_table.h"
#include "config/route_table.h"

namespace mailtown::config {

namespace {

constexpr const char* introduction = R"(# The configuration

<!-- Made by the program configuration_page from reference/config/key_table.cpp: change that. -->

One TOML file a machine, which `mta`, `mda` and `nameserver` all read with `--config FILE`. Every
key has a default that is safe; a file needs only what differs from it. A mistake is told with file,
line and mend, and all of them at once.

```toml
hostname = "mx1.example.org"
users = "users.toml"
local_domains = ["example.org"]
dns_servers = ["192.0.2.53:53"]

[listen]
smtp = ["192.0.2.1:25"]
pop3 = ["192.0.2.1:110"]
```

Durations are written with their unit: "90s", "5m", "1h30m", "5d". Domains, logins and the local
parts of this machine's own addresses are compared without regard to case.
)";

void append_section(std::string& page, const Section& section) {
  page +=
      section.name.empty() ? "\n## The top level\n\n" : fmt::format("\n## [{}]\n\n", section.name);
  page += section.explanation + "\n\n";
  page += "| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |\n";
  for (const Key& key : section.keys) {
    const std::string preset = key.preset.empty() ? "none" : fmt::format("`{}`", key.preset);
    page += fmt::format("| `{}` | {} | {} | {} |\n", key.name, key.type, preset, key.explanation);
  }
}

void append_users(std::string& page) {
  page +=
      "\n## The file of users\n\n"
      "The people with a mailbox here, a table for each. A login is an address in a local domain; "
      "where\nthere is one domain only, its local part alone will do to log in.\n\n"
      "```toml\n[\"ivanov@example.org\"]\npassword = \"$scrypt$ln=15,r=8,p=1$...$...\"\n"
      "addresses = [\"sales@example.org\", \"postmaster@example.org\"]\nquota = \"1G\"\n```\n\n"
      "`mailtown user add|passwd|list|remove --config FILE` keeps it, with mode 0600. Passwords "
      "stand in\nit as salted scrypt hashes (RFC 7914), each with its cost.\n\n"
      "Mail to `postmaster` (RFC 5321 §4.5.1) goes to the user who lists it, or else to the "
      "first user of\nthe domain by the alphabet.\n\n"
      "| Key | Value | Meaning |\n| --- | --- | --- |\n"
      "| `password` | a hash | What the user logs in with; `mailtown user passwd` makes it. |\n"
      "| `addresses` | a list of addresses | Further addresses in local domains: their mail is "
      "his, "
      "and he may send as them. |\n"
      "| `quota` | a number of bytes | What his mailbox may hold, also written \"1G\"; any amount "
      "without it. |\n";
}

void append_aliases(std::string& page) {
  page +=
      "\n## [aliases]\n\n"
      "Addresses in local domains that are no mailbox: their mail goes to others, here or in "
      "another\ndomain. An alias may name other aliases, and a user's own address, if he wants a "
      "copy to stay.\nForwarded mail keeps its sender.\n\n"
      "```toml\n[aliases]\n"
      "\"sales@example.org\" = [\"ivanov@example.org\", \"kozlov@example.com\"]\n"
      "\"petrov@example.org\" = \"petrov@example.net\"\n```\n"
      "\n## [catch_all]\n\n"
      "Who gets the mail for addresses of a local domain that nobody has. Without an entry such "
      "mail is\nrefused at RCPT, which is what a sender who mistyped wants to hear.\n\n"
      "```toml\n[catch_all]\n\"example.org\" = \"ivanov@example.org\"\n```\n";
}

void append_routes(std::string& page) {
  page +=
      "\n## [[route]]\n\n"
      "Mail for other domains goes where their MX records lead. A route leads some of it "
      "elsewhere: "
      "all of\nit to a smart host, that of one domain to a gateway.\n\n"
      "```toml\n[[route]]\ndomain = \"*\"\nhost = \"relay.example.net\"\n\n"
      "[[route]]\ndomain = \".example.com\"\nhost = \"[192.0.2.1]\"\nport = 2525\n```\n\n"
      "| Key | Value | Meaning |\n| --- | --- | --- |\n";
  for (const RouteKey& key : route_keys()) {
    page += fmt::format("| `{}` | {} | {} |\n", key.name, key.type, key.explanation);
  }
}

}  // namespace

std::string reference_page() {
  std::string page = introduction;
  const std::vector<Section> sections = key_table();
  append_section(page, sections.front());
  append_users(page);
  append_aliases(page);
  append_routes(page);
  for (std::size_t i = 1; i < sections.size(); ++i) append_section(page, sections[i]);
  return page;
}

}  // namespace mailtown::config
