// Accounts: everybody who has one, as the head of the trace names them, what their log-ins came to
// and how full their mailboxes are.
#include <algorithm>
#include <map>

#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

std::string machine_at(const View& view, const std::string& address) {
  const auto parsed = IpAddress::parse(address);
  return parsed ? view.run().reading().names().at(*parsed).get() : address;
}

// One account of a machine: what is known of it from the head, log-ins and mail.
struct Account {
  const trace::UserInfo* user = nullptr;
  const reader::AccountState* logins = nullptr;
  std::size_t letters = 0;
  std::uint64_t bytes = 0;
};
using Accounts = std::map<std::string, Account>;  // by login

// "example.org/petrov", and folders below it, are petrov@example.org's; nothing of other mailboxes.
std::string owner_of(const std::string& mailbox) {
  const auto slash = mailbox.find('/');
  if (slash == mailbox.npos) return {};
  const auto end = std::min(mailbox.find('/', slash + 1), mailbox.size());
  return mailbox.substr(slash + 1, end - slash - 1) + "@" + mailbox.substr(0, slash);
}

Accounts accounts_of(const View& view, const reader::WorldState& state,
                     const std::string& machine) {
  Accounts accounts;
  if (const trace::MachineInfo* info = view.run().reading().names().find(machine)) {
    for (const trace::UserInfo& user : info->users) accounts[user.login].user = &user;
  }
  for (auto at = state.accounts.lower_bound({machine, ""});
       at != state.accounts.end() && at->first.first == machine; ++at) {
    accounts[at->first.second].logins = &at->second;
  }
  for (auto at = state.mailboxes.lower_bound({machine, ""});
       at != state.mailboxes.end() && at->first.first == machine; ++at) {
    const std::string owner = owner_of(at->first.second);
    if (owner.empty()) continue;
    Account& account = accounts[owner];
    account.letters += at->second.size();
    for (const reader::StoredMessage& message : at->second) account.bytes += message.bytes;
  }
  return accounts;
}

// What the log-ins came to, the last one with its reason.
SheetLine login_line(const View& view, const std::string& login,
                     const reader::AccountState* account) {
  const auto& words = view.words();
  if (!account || account->last == 0) {
    return {.label = login,
            .aside = words.ui("view.accounts.never"),
            .tone = Tone::quiet,
            .sign = Sign::dot};
  }
  const auto& last = std::get<trace::Decision>(view.run().reading().event(account->last).payload);
  const bool last_refused = last.outcome != "accepted";
  std::string tried =
      words.ui("view.accounts.accepted", {{"count", std::to_string(account->accepted)}});
  if (account->refused > 0) {
    tried +=
        " · " + words.ui("view.accounts.refused", {{"count", std::to_string(account->refused)}});
  }
  if (account->locked_out) tried += " · " + words.ui("view.accounts.locked-out");
  return {.label = login,
          .aside = tried,
          .detail = words.ui("view.accounts.last",
                             {{"time", view.narrator().clock(account->last)},
                              {"client", machine_at(view, account->client)},
                              {"why", view.narrator().why(account->last).sentence}}),
          .tone = account->last == view.step() ? Tone::now
                  : last_refused               ? Tone::bad
                                               : Tone::plain,
          .sign = last_refused ? Sign::cross : Sign::check,
          .step = account->last};
}

void add_account(Sheet& sheet, const View& view, const std::string& login, const Account& account) {
  const auto& words = view.words();
  sheet.add(login_line(view, login, account.logins));
  if (account.user && !account.user->addresses.empty()) {
    std::string addresses;
    for (const std::string& address : account.user->addresses) {
      addresses += (addresses.empty() ? "" : ", ") + address;
    }
    sheet.add({.label = words.ui("view.accounts.also", {{"addresses", addresses}}),
               .tone = Tone::quiet,
               .depth = 1});
  }
  const std::uint64_t quota = account.user ? account.user->quota_bytes : 0;
  if (quota == 0 && account.letters == 0) return;
  SheetLine line{.label = words.ui(quota ? "view.accounts.quota" : "view.accounts.mailbox",
                                   {{"count", std::to_string(account.letters)},
                                    {"used", std::to_string(account.bytes)},
                                    {"bytes", std::to_string(quota ? quota : account.bytes)}}),
                 .tone = Tone::quiet,
                 .depth = 1};
  if (quota != 0) {
    line.left_share = std::min(1.0f, static_cast<float>(account.bytes) / static_cast<float>(quota));
  }
  sheet.add(std::move(line));
}

}  // namespace

Sheet accounts_sheet(View& view) {
  Sheet sheet;
  const reader::WorldState& state = view.run().state(view.step());
  for (const std::string& machine : machines_in_focus(view)) {
    const Accounts accounts = accounts_of(view, state, machine);
    if (accounts.empty()) continue;
    sheet.heading(view.words().ui("view.accounts.of", {{"machine", machine}}));
    for (const auto& [login, account] : accounts) add_account(sheet, view, login, account);
  }
  const auto& machines = view.run().reading().header().machines;
  const bool is_told = std::any_of(machines.begin(), machines.end(),
                                   [](const auto& machine) { return !machine.users.empty(); });
  sheet.text(view.words().ui(is_told ? "view.accounts.known" : "view.accounts.not-told"));
  return sheet;
}

}  // namespace mailtown::view
