#include "users/config_directory.h"

#include <algorithm>
#include <map>
#include <vector>

#include "users/mailbox_name.h"
#include "users/password.h"
#include "users/subaddress.h"

namespace mailtown::users {

namespace {

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Account account_of(const std::string& login) {
  return {.login = login, .mailbox = mailbox_name(login)};
}

class ConfigDirectory : public Directory {
 public:
  explicit ConfigDirectory(const config::Config& config)
      : domains_(config.local_domains),
        users_(config.users),
        subaddress_delimiter_(config.subaddress_delimiter) {
    for (const auto& [login, user] : users_) {
      owners_.emplace(login, login);
      for (const std::string& address : user.addresses) owners_.emplace(address, login);
    }
  }

  Task<Decided<std::optional<Account>>> find(Address address) override {
    if (lower_case(address.local) == "postmaster") co_return find_postmaster(std::move(address));
    co_return find_user(std::move(address));
  }

  Task<std::optional<Account>> check_password(std::string login, std::string password) override {
    std::string full = lower_case(std::move(login));
    if (full.find('@') == full.npos && domains_.size() == 1) full += "@" + domains_.front();
    const auto user = users_.find(full);
    // An unknown user costs a comparison too: the time must not tell who has an account.
    const bool known = user != users_.end();
    const bool same = same_password(known ? user->second.password : std::string(), password);
    if (!known || !same) co_return std::nullopt;
    co_return account_of(full);
  }

  Task<bool> may_send_as(Account account, Address address) override {
    const auto owner = owner_of(address.to_string());
    co_return owner && owner->login == account.login;
  }

 private:
  Decided<std::optional<Account>> find_user(Address address) const {
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
  std::optional<Account> owner_of(const std::string& address) const {
    const std::string key = lower_case(address);
    auto owner = owners_.find(key);
    if (owner != owners_.end()) return account_of(owner->second);
    const auto divided = divide(key, subaddress_delimiter_);
    if (!divided) return std::nullopt;
    owner = owners_.find(divided->address);
    if (owner == owners_.end()) return std::nullopt;
    Account account = account_of(owner->second);
    account.detail = divided->detail;
    return account;
  }

  // RFC 5321 §4.5.1: always somebody, in any case, also without a domain.
  Decided<std::optional<Account>> find_postmaster(Address address) const {
    const std::string text = address.to_string();
    if (address.domain.empty() && !domains_.empty()) address.domain = domains_.front();
    const Account account = postmaster_of(address.domain);
    Evidence evidence = found("recipient.postmaster", text, account);
    evidence.source = "RFC 5321 §4.5.1";
    return {account, std::move(evidence)};
  }

  Account postmaster_of(const std::string& domain) const {
    const std::string address = "postmaster@" + domain;
    const auto owner = owners_.find(address);
    if (owner != owners_.end()) return account_of(owner->second);
    for (const auto& [login, user] : users_) {
      if (login.ends_with("@" + domain)) return account_of(login);
    }
    return account_of(address);
  }

  static Evidence found(std::string rule, const std::string& recipient, const Account& account) {
    std::vector<Fact> inputs = {
        {"recipient", recipient}, {"user", account.login}, {"mailbox", account.mailbox}};
    return {std::move(rule), std::move(inputs), {}, "RFC 5321 §2.4"};
  }

  std::vector<std::string> domains_;
  std::map<std::string, config::User> users_;
  std::string subaddress_delimiter_;
  std::map<std::string, std::string> owners_;  // login by each address
};

}  // namespace

std::unique_ptr<Directory> make_config_directory(const config::Config& config) {
  return std::make_unique<ConfigDirectory>(config);
}

}  // namespace mailtown::users
