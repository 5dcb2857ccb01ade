// Accounts: whose mailboxes the trace has shown, and what their log-ins came to.
#include "visualizer/insides/sheet.h"

namespace mailtown::view {
namespace {

std::string machine_at(const View& view, const std::string& address) {
  const auto parsed = IpAddress::parse(address);
  return parsed ? view.run().reading().names().at(*parsed).get() : address;
}

void add_account(Sheet& sheet, const View& view, const std::string& login,
                 const reader::AccountState& account) {
  const auto& words = view.words();
  const bool last_refused =
      std::get<trace::Decision>(view.run().reading().event(account.last).payload).outcome !=
      "accepted";
  std::string tried =
      words.ui("view.accounts.accepted", {{"count", std::to_string(account.accepted)}});
  if (account.refused > 0) {
    tried +=
        " · " + words.ui("view.accounts.refused", {{"count", std::to_string(account.refused)}});
  }
  sheet.add({.label = login,
             .aside = account.locked_out ? words.ui("view.accounts.locked-out") : tried,
             .detail = words.ui("view.accounts.last",
                                {{"time", view.narrator().clock(account.last)},
                                 {"client", machine_at(view, account.client)},
                                 {"why", view.narrator().why(account.last).sentence}}),
             .tone = account.last == view.step() ? Tone::now
                     : last_refused              ? Tone::bad
                                                 : Tone::plain,
             .sign = last_refused ? Sign::cross : Sign::check,
             .step = account.last});
  if (account.locked_out) {
    sheet.add({.label = tried, .tone = Tone::quiet, .depth = 1});
  }
}

}  // namespace

Sheet accounts_sheet(View& view) {
  Sheet sheet;
  const reader::WorldState& state = view.run().state(view.step());
  for (const std::string& machine : machines_in_focus(view)) {
    const auto from = state.accounts.lower_bound({machine, ""});
    bool is_first = true;
    for (auto at = from; at != state.accounts.end() && at->first.first == machine; ++at) {
      if (is_first) sheet.heading(view.words().ui("view.accounts.of", {{"machine", machine}}));
      is_first = false;
      add_account(sheet, view, at->first.second, at->second);
    }
    for (const auto& [where, messages] : state.mailboxes) {
      if (where.first != machine) continue;
      const std::size_t slash = where.second.find('/');
      if (slash == std::string::npos || where.second.find('/', slash + 1) != std::string::npos) {
        continue;
      }
      const std::string login =
          where.second.substr(slash + 1) + "@" + where.second.substr(0, slash);
      if (state.accounts.contains({machine, login})) continue;
      if (is_first) sheet.heading(view.words().ui("view.accounts.of", {{"machine", machine}}));
      is_first = false;
      sheet.add({.label = login,
                 .aside = view.words().ui("view.accounts.never"),
                 .tone = Tone::quiet,
                 .sign = Sign::dot});
    }
  }
  sheet.text(view.words().ui("view.accounts.known"));
  return sheet;
}

}  // namespace mailtown::view
