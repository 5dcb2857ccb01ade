#include "config/reference_page.h"

#include "config/key_table.h"
#include "config/user_table.h"

namespace mailtown::config {

namespace {

constexpr const char* introduction = R"(# The configuration

<!-- Made by the program configuration_page from reference/config/key_table.cpp: change that. -->

One TOML file a machine, which `mta`, `mda` and `nameserver` all read with `--config FILE`. Every
key has a default that is safe; a file needs only what differs from it. A mistake is told with file,
line and mend, and all of them at once.

```toml
hostname = "mx1.example.org"
local_domains = ["example.org"]
dns_servers = ["192.0.2.53:53"]

[listen]
smtp = ["192.0.2.1:25"]
pop3 = ["192.0.2.1:110"]

[users]
"ivanov@example.org" = "secret"
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
      "\n## [users]\n\n"
      "The people with a mailbox here. Each login is an address in a local domain. The short "
      "form\ngives only the password:\n\n"
      "```toml\n[users]\n\"ivanov@example.org\" = \"secret\"\n```\n\n"
      "The long form is a table for each user:\n\n"
      "```toml\n[users.\"ivanov@example.org\"]\npassword = \"secret\"\n"
      "addresses = [\"sales@example.org\", \"postmaster@example.org\"]\n```\n\n"
      "Mail to `postmaster` (RFC 5321 §4.5.1) goes to the user who lists it, or else to the "
      "first user of\nthe domain by the alphabet.\n\n"
      "| Key | Value | Meaning |\n| --- | --- | --- |\n";
  for (const UserKey& key : user_keys()) {
    page += fmt::format("| `{}` | {} | {} |\n", key.name, key.type, key.explanation);
  }
}

}  // namespace

std::string reference_page() {
  std::string page = introduction;
  const std::vector<Section> sections = key_table();
  append_section(page, sections.front());
  append_users(page);
  for (std::size_t i = 1; i < sections.size(); ++i) append_section(page, sections[i]);
  return page;
}

}  // namespace mailtown::config
