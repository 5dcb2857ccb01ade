#include "config/user_table.h"

#include <algorithm>

#include "config/nearest.h"
#include "config/own_address.h"

namespace mailtown::config {

namespace {

std::vector<std::string> user_key_names() {
  std::vector<std::string> names;
  for (const UserKey& key : user_keys()) names.push_back(key.name);
  return names;
}

void unknown_user_key(const toml::key& key, const std::string& login, ErrorList& errors) {
  const std::string name(key.str());
  std::string what = fmt::format("unknown key '{}' of user '{}'", name, login);
  if (const auto meant = nearest(name, user_key_names())) {
    what += fmt::format("; did you mean '{}'?", *meant);
  } else {
    what += "; a user has 'password' and 'addresses'";
  }
  errors.add(key.source().begin.line, std::move(what));
}

User read_long_form(const toml::table& table, const std::string& login, ErrorList& errors) {
  User user;
  ValueReader reader(errors);
  for (const auto& [key, node] : table) {
    reader.at(fmt::format("users.{}.{}", login, key.str()));
    if (key.str() == "password") {
      reader.one(node, password_form(), user.password);
    } else if (key.str() == "addresses") {
      reader.list(node, mailbox_form(), user.addresses);
    } else {
      unknown_user_key(key, login, errors);
    }
  }
  if (!table.contains("password")) {
    errors.add(line_of(table),
               fmt::format("user '{}' has no password; add password = \"...\"", login));
  }
  return user;
}

// An address leads to one mailbox only.
void check_shared(const std::string& address, const std::string& login, std::uint32_t line,
                  const Config& config, ErrorList& errors) {
  for (const auto& [other, user] : config.users) {
    const auto& more = user.addresses;
    if (other != address && std::find(more.begin(), more.end(), address) == more.end()) continue;
    errors.add(line, fmt::format("'{}' of user '{}' already belongs to user '{}'; keep it in one "
                                 "place",
                                 address, login, other));
  }
}

void read_user(const toml::key& key, const toml::node& node, ErrorList& errors, Config& config) {
  const std::uint32_t line = key.source().begin.line;
  const auto login = mailbox_form().parse(key.str());
  if (!login) {
    errors.add(line, fmt::format("user '{}' must be {}; write for example {}", key.str(),
                                 mailbox_form().name, mailbox_form().example));
    return;
  }
  User user;
  if (const auto* table = node.as_table()) {
    user = read_long_form(*table, *login, errors);
  } else {
    ValueReader reader(errors);
    reader.at(fmt::format("users.{}", *login));
    reader.one(node, password_form(), user.password);
  }
  check_own_address(*login, line, config, errors);
  check_shared(*login, *login, line, config, errors);
  for (const std::string& address : user.addresses) {
    if (address.empty()) continue;  // an error told already
    check_own_address(address, line, config, errors);
    check_shared(address, *login, line, config, errors);
  }
  config.users.insert_or_assign(*login, std::move(user));
}

}  // namespace

std::vector<UserKey> user_keys() {
  return {{"password", password_form().name, "What the user logs in with."},
          {"addresses", std::string("a list of ") + mailbox_form().plural,
           "Further addresses in local domains: their mail is his, and he may send as them."}};
}

void read_users(const toml::node& node, ErrorList& errors, Config& config) {
  const auto* table = node.as_table();
  if (table == nullptr) {
    errors.add(line_of(node),
               "'users' must be a table; write [users] and then lines such as "
               "\"ivanov@example.org\" = \"secret\"");
    return;
  }
  for (const auto& [key, user] : *table) read_user(key, user, errors, config);
}

}  // namespace mailtown::config
