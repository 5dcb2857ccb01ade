#include "users/table_directory.h"

#include <algorithm>
#include <vector>

#include "text/ascii.h"
#include "users/login_name.h"
#include "users/mailbox_name.h"
#include "users/subaddress.h"

namespace mailtown::users {

namespace {

Evidence found(std::string rule, const std::string& recipient, const Account& account) {
  std::vector<Fact> inputs = {
      {"recipient", recipient}, {"user", account.login}, {"mailbox", account.mailbox}};
  return {std::move(rule), std::move(inputs), {}, "RFC 5321 §2.4"};
}

}  // namespace

TableDirectory::TableDirectory(const config::Config& config, Hasher& hasher, UserTable table)
    : config_(config), hasher_(hasher) {
  replace(std::move(table));
}

void TableDirectory::replace(UserTable table) {
  users_ = std::move(table);
  owners_.clear();
  for (const auto& [login, user] : users_) {
    owners_.emplace(login, login);
    for (const std::string& address : user.addresses) owners_.emplace(address, login);
  }
  nobodys_ = {usual_cost(), std::string(salt_bytes, '\0'), std::string(key_bytes, '\0')};
}

// What most users' hashes cost, so that the time does not tell who has an account.
ScryptCost TableDirectory::usual_cost() const {
  const auto count = [this](const ScryptCost& cost) {
    return std::count_if(users_.begin(), users_.end(),
                         [&](const auto& user) { return user.second.password.cost == cost; });
  };
  ScryptCost usual;
  std::vector<ScryptCost> seen;
  for (const auto& [login, user] : users_) {
    const ScryptCost& cost = user.password.cost;
    if (std::find(seen.begin(), seen.end(), cost) != seen.end()) continue;
    seen.push_back(cost);
    if (count(cost) > count(usual)) usual = cost;
  }
  return usual;
}

Account TableDirectory::account_of(const std::string& login) const {
  const auto user = users_.find(login);
  const bool has_own_quota = user != users_.end() && user->second.quota_bytes != 0;
  return {.login = login,
          .mailbox = mailbox_name(login),
          .detail = {},
          .quota_bytes = has_own_quota ? user->second.quota_bytes : config_.limits.mailbox_bytes,
          .quota_messages = config_.limits.mailbox_messages};
}

Task<Decided<std::optional<Account>>> TableDirectory::find(Address address) {
  if (lower_case(address.local) == "postmaster") co_return find_postmaster(std::move(address));
  co_return find_user(std::move(address));
}

Task<Result<std::optional<Account>>> TableDirectory::check_password(std::string login,
                                                                    std::string password) {
  const std::string full = full_login(std::move(login), config_);
  const auto user = users_.find(full);
  const bool known = user != users_.end();
  const PasswordHash right = known ? user->second.password : nobodys_;
  const auto given =
      co_await hasher_.scrypt(std::move(password), right.salt, right.cost, right.key.size());
  if (!given) co_return given.error();
  const bool same = same_bytes(*given, right.key);
  if (!known || !same) co_return std::optional<Account>();
  co_return account_of(full);
}

Task<bool> TableDirectory::may_send_as(Account account, Address address) {
  const auto owner = owner_of(address.to_string());
  co_return owner && owner->login == account.login;
}

Decided<std::optional<Account>> TableDirectory::find_user(Address address) const {
  const std::string text = address.to_string();
  auto account = owner_of(text);
  if (!account) {
    Evidence evidence{"recipient.unknown",
                      {{"recipient", text}, {"domain", address.domain}},
                      {},
                      "RFC 5321 §3.3"};
    return {std::nullopt, std::move(evidence)};
  }
  const bool exact = account->detail.empty();
  Evidence evidence = found(exact ? "recipient.user" : "recipient.subaddress", text, *account);
  if (!exact) {
    evidence.inputs.push_back({"detail", account->detail});
    evidence.source = "RFC 5233 §1";
  }
  return {std::move(account), std::move(evidence)};
}

// Whose address that is: as it stands, or without the detail of a subaddress.
std::optional<Account> TableDirectory::owner_of(const std::string& address) const {
  const std::string key = lower_case(address);
  auto owner = owners_.find(key);
  if (owner != owners_.end()) return account_of(owner->second);
  const auto divided = divide(key, config_.subaddress_delimiter);
  if (!divided) return std::nullopt;
  owner = owners_.find(divided->address);
  if (owner == owners_.end()) return std::nullopt;
  Account account = account_of(owner->second);
  account.detail = divided->detail;
  return account;
}

// RFC 5321 §4.5.1: always somebody, in any case, also without a domain.
Decided<std::optional<Account>> TableDirectory::find_postmaster(Address address) const {
  const std::string text = address.to_string();
  if (address.domain.empty() && !config_.local_domains.empty()) {
    address.domain = config_.local_domains.front();
  }
  const Account account = postmaster_of(address.domain);
  Evidence evidence = found("recipient.postmaster", text, account);
  evidence.source = "RFC 5321 §4.5.1";
  return {account, std::move(evidence)};
}

Account TableDirectory::postmaster_of(const std::string& domain) const {
  const std::string address = "postmaster@" + domain;
  const auto owner = owners_.find(address);
  if (owner != owners_.end()) return account_of(owner->second);
  for (const auto& [login, user] : users_) {
    if (login.ends_with("@" + domain)) return account_of(login);
  }
  return account_of(address);
}

}  // namespace mailtown::users
