#include "users/user_table.h"

#include <algorithm>

#include "config/nearest.h"
#include "config/own_address.h"
#include "config/toml_text.h"
#include "config/value_reader.h"
#include "platform/read_file.h"
#include "text/words.h"

namespace mailtown::users {

namespace {

using config::ErrorList;
using config::line_of;

constexpr std::uint64_t file_bytes_max = 64 * 1024 * 1024;

config::Form<PasswordHash> hash_form() {
  return {"a password's hash", "hashes",
          "\"$scrypt$...\", as `mailtown user passwd --config FILE LOGIN` does", &parse_hash};
}

class Reader {
 public:
  Reader(ErrorList& errors, const config::Config& config) : errors_(errors), config_(config) {}

  void read(const toml::key& key, const toml::node& node) {
    const std::uint32_t line = key.source().begin.line;
    const auto login = config::mailbox_form().parse(key.str());
    const auto* table = node.as_table();
    if (!login || table == nullptr) {
      errors_.add(line, fmt::format("'{}' must be a user's address and his table; write "
                                    "[\"ivanov@example.org\"] on a line of its own and his keys "
                                    "below",
                                    key.str()));
      return;
    }
    User user;
    read_keys(*table, *login, user);
    claim(*login, *login, line);
    for (const std::string& address : user.addresses) claim(address, *login, line);
    table_.insert_or_assign(*login, std::move(user));
  }

  UserTable take() { return std::move(table_); }

 private:
  void read_keys(const toml::table& table, const std::string& login, User& user) {
    config::ValueReader reader(errors_);
    for (const auto& [key, node] : table) {
      reader.at(fmt::format("{}.{}", login, key.str()));
      if (key.str() == "password") {
        reader.one(node, hash_form(), user.password);
      } else if (key.str() == "addresses") {
        reader.list(node, config::mailbox_form(), user.addresses);
      } else if (key.str() == "quota") {
        reader.bytes(node, user.quota_bytes);
      } else {
        unknown(key, login);
      }
    }
    if (table.contains("password")) return;
    errors_.add(line_of(table), fmt::format("user '{}' has no password; set one with mailtown user "
                                            "passwd --config FILE {}",
                                            login, login));
  }

  void unknown(const toml::key& key, const std::string& login) {
    const auto meant = config::nearest(key.str(), {"password", "addresses", "quota"});
    errors_.add(key.source().begin.line,
                fmt::format("unknown key '{}' of user '{}'; {}", key.str(), login,
                            meant ? fmt::format("did you mean '{}'?", *meant)
                                  : "a user has 'password', 'addresses' and 'quota'"));
  }

  // An address is in a local domain and leads to one mailbox only.
  void claim(const std::string& address, const std::string& login, std::uint32_t line) {
    if (address.empty()) return;  // an error told already
    config::check_own_address(address, line, config_, errors_);
    const auto [owner, is_new] = owners_.emplace(address, login);
    if (is_new || owner->second == login) return;
    errors_.add(line, fmt::format("'{}' of user '{}' already belongs to user '{}'; keep it in one "
                                  "place",
                                  address, login, owner->second));
  }

  ErrorList& errors_;
  const config::Config& config_;
  UserTable table_;
  std::map<std::string, std::string> owners_;  // login by each address
};

}  // namespace

Result<UserTable> parse_users(std::string_view text, const std::string& file,
                              const config::Config& config) {
  const auto document = config::parse_toml(text, file);
  if (!document) return document.error();
  ErrorList errors(file);
  Reader reader(errors, config);
  for (const auto& [key, node] : *document) reader.read(key, node);
  if (!errors.empty()) return Failure{FailureKind::invalid, errors.text()};
  return reader.take();
}

std::string print_users(const UserTable& table) {
  std::string text =
      "# The users of this machine. `mailtown user add|passwd|remove` writes this file; mta and "
      "mda\n"
      "# read it when they start and on SIGHUP.\n";
  for (const auto& [login, user] : table) {
    text +=
        fmt::format("\n[{}]\npassword = {}\n", quoted(login), quoted(print_hash(user.password)));
    std::string addresses;
    for (const auto& address : user.addresses) {
      addresses += (addresses.empty() ? "" : ", ") + quoted(address);
    }
    if (!addresses.empty()) text += fmt::format("addresses = [{}]\n", addresses);
    if (user.quota_bytes != 0) text += fmt::format("quota = {}\n", user.quota_bytes);
  }
  return text;
}

std::vector<trace::UserInfo> without_secrets(const UserTable& table,
                                             const config::Config& config) {
  std::vector<trace::UserInfo> users;
  for (const auto& [login, user] : table) {
    const auto quota = user.quota_bytes != 0 ? user.quota_bytes : config.limits.mailbox_bytes;
    users.push_back({login, user.addresses, quota});
  }
  return users;
}

Result<UserTable> load_users(Disk& disk, const config::Config& config) {
  if (config.users.empty()) return UserTable{};
  const auto text = read_file(disk, config.users, file_bytes_max);
  if (text) return parse_users(*text, config.users, config);
  if (text.error().kind == FailureKind::invalid) {
    return Failure{FailureKind::invalid, config.users + " is too large for a file of users"};
  }
  return Failure{text.error().kind,
                 fmt::format("cannot read the users: {} ({}); make it with mailtown user add, or "
                             "name another file with 'users' in the configuration",
                             config.users, to_string(text.error().kind))};
}

}  // namespace mailtown::users
