#include <algorithm>
#include <array>

#include "config/alias_table.h"
#include "config/config.h"
#include "config/key_table.h"
#include "config/lay_over.h"
#include "config/nearest.h"
#include "config/policy_check.h"
#include "config/route_table.h"
#include "config/tls_check.h"
#include "config/toml_text.h"

namespace mailtown::config {

namespace {

// Tables whose keys are names, or that stand several times.
constexpr std::array<const char*, 3> own_tables = {"aliases", "catch_all", "route"};

// What an unknown key may have meant: a key of its own section, or the same word elsewhere.
std::string suggestion(std::string_view word, const Section& section,
                       const std::vector<Section>& sections) {
  std::vector<std::string> known;
  for (const Key& key : section.keys) known.push_back(key.name);
  if (section.name.empty()) {
    for (const Section& other : sections) {
      if (!other.name.empty()) known.push_back(other.name);
    }
    known.insert(known.end(), own_tables.begin(), own_tables.end());
  }
  if (const auto meant = nearest(word, known)) return fmt::format("; did you mean '{}'?", *meant);
  for (const Section& other : sections) {
    for (const Key& key : other.keys) {
      if (key.name != word) continue;
      return other.name.empty() ? std::string("; it stands before the first [table]")
                                : fmt::format("; it stands under [{}]", other.name);
    }
  }
  return "; docs/configuration.md lists all keys";
}

using Service = std::pair<const char*, const std::vector<Endpoint>*>;

std::array<Service, 7> mail_services(const Listen& listen) {
  return {{{"smtp", &listen.smtp},
           {"submission", &listen.submission},
           {"smtps", &listen.smtps},
           {"pop3", &listen.pop3},
           {"pop3s", &listen.pop3s},
           {"imap", &listen.imap},
           {"imaps", &listen.imaps}}};
}

class Parser {
 public:
  Parser(const std::string& file, Config base)
      : errors_(file), reader_(errors_), config_(std::move(base)) {}

  Result<Config> parse(const toml::table& document) {
    document_ = &document;
    read_section(document, sections_.front());
    for (std::size_t i = 1; i < sections_.size(); ++i) read_table(sections_[i]);
    // After the local domains, which the file may well name later.
    if (const auto* aliases = document.get("aliases")) read_aliases(*aliases, errors_, config_);
    if (const auto* rest = document.get("catch_all")) read_catch_all(*rest, errors_, config_);
    if (const auto* routes = document.get("route")) read_routes(*routes, errors_, config_);
    check_hostname();
    check_listeners();
    check_retries();
    check_recursion();
    check_policies(document, config_, errors_);
    check_tls(document, config_, errors_);
    if (!errors_.empty()) return Failure{FailureKind::invalid, errors_.text()};
    return std::move(config_);
  }

 private:
  bool is_table_name(std::string_view word) const {
    const auto named = [word](const Section& section) { return section.name == word; };
    return std::find(own_tables.begin(), own_tables.end(), word) != own_tables.end() ||
           std::any_of(sections_.begin() + 1, sections_.end(), named);
  }

  void read_table(const Section& section) {
    const auto* node = document_->get(section.name);
    if (node == nullptr) return;
    if (const auto* table = node->as_table()) {
      read_section(*table, section);
    } else {
      errors_.add(line_of(*node), fmt::format("'{0}' must be a table; write [{0}] on a line of its "
                                              "own and its keys below",
                                              section.name));
    }
  }

  void read_section(const toml::table& table, const Section& section) {
    const std::string prefix = section.name.empty() ? "" : section.name + ".";
    for (const auto& [key, node] : table) {
      const std::string_view word = key.str();
      if (section.name.empty() && is_table_name(word)) continue;
      if (section.name.empty() && word == "users" && node.is_table()) {
        refuse_user_table(key.source().begin.line);
        continue;
      }
      const auto named = [word](const Key& known) { return known.name == word; };
      const auto known = std::find_if(section.keys.begin(), section.keys.end(), named);
      if (known == section.keys.end()) {
        errors_.add(key.source().begin.line, fmt::format("unknown key '{}{}'{}", prefix, word,
                                                         suggestion(word, section, sections_)));
        continue;
      }
      reader_.at(prefix + known->name);
      known->read(reader_, node, config_);
    }
  }

  // As the configuration had them once, with passwords that everybody could read.
  void refuse_user_table(std::uint32_t line) {
    errors_.add(
        line,
        "'users' is the name of a file now, which keeps passwords as hashes; write users = "
        "\"users.toml\" before the first [table], and make that file with mailtown user add "
        "--config FILE LOGIN");
  }

  std::uint32_t line_of_key(std::string_view section, std::string_view key) const {
    const auto node = (*document_)[section][key];
    return node ? line_of(*node.node()) : 0;
  }

  void check_hostname() {
    if (document_->contains("hostname") || !config_.hostname.empty()) return;
    const Listen& listen = config_.listen;
    for (const auto& [service, endpoints] : mail_services(listen)) {
      if (endpoints->empty()) continue;
      errors_.add(line_of_key("listen", service),
                  fmt::format("'listen.{}' needs a hostname for its greeting; add hostname = "
                              "\"mx1.example.org\" at the top",
                              service));
      return;
    }
  }

  // An address and port serves one purpose.
  void check_listeners() {
    std::map<Endpoint, std::string> taken;
    const auto take = [&](const char* service, const std::vector<Endpoint>& endpoints) {
      for (const Endpoint& endpoint : endpoints) {
        if (endpoint.port == 0) continue;  // the system chooses a free one, or the text was wrong
        const auto [other, is_new] = taken.emplace(endpoint, service);
        if (is_new) continue;
        errors_.add(line_of_key("listen", service),
                    fmt::format("'listen.{}': {} is already taken by 'listen.{}'; choose another "
                                "port",
                                service, endpoint.to_string(), other->second));
      }
    };
    for (const auto& [service, endpoints] : mail_services(config_.listen))
      take(service, *endpoints);
    take("dns", config_.listen.dns);
  }

  void check_retries() {
    if (!config_.delivery.retry.empty()) return;
    errors_.add(line_of_key("delivery", "retry"),
                "'delivery.retry' must have a wait at least; write for example [\"15m\"]");
  }

  void check_recursion() {
    if (config_.nameserver.recursion_for.empty() || !config_.nameserver.root_hints.empty()) return;
    errors_.add(line_of_key("nameserver", "recursion_for"),
                "'nameserver.recursion_for' needs to know where the root is; add root_hints = "
                "[\"192.0.2.1:53\"] below [nameserver]");
  }

  ErrorList errors_;
  ValueReader reader_;
  const std::vector<Section> sections_ = key_table();
  const toml::table* document_ = nullptr;
  Config config_;
};

}  // namespace

Result<Config> lay_over(const toml::table& table, const std::string& file, Config base) {
  return Parser(file, std::move(base)).parse(table);
}

Result<Config> parse_config(std::string_view text, const std::string& file) {
  const auto document = parse_toml(text, file);
  if (!document) return document.error();
  return lay_over(*document, file, {});
}

std::string data_path(const Config& config, std::string_view name) {
  if (config.data == ".") return std::string(name);
  return fmt::format("{}/{}", config.data, name);
}

}  // namespace mailtown::config
