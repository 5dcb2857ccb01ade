// What a user's mail program does: it hands in a letter, it fetches what has come.
//
// It knows its server by name only and asks the provider's resolver for the address, as real
// clients do. Each task records user.acted, then what happens, then user.saw.
#pragma once

#include <optional>
#include <string>

#include "platform/platform.h"
#include "simulator/scenario/plan.h"
#include "wire/connect.h"

namespace mailtown::run {

// A mail program's settings.
struct MailAccount {
  std::string user;             // who sits there: "ivanov@example.org"
  std::string login, password;  // what he logs in with
  std::string host;             // of his provider, by name
  Endpoint resolver;            // that his machine asks
  IpAddress source_address;     // his machine's own
  TlsUse tls = TlsUse::none;
  TlsFiles tls_files;  // whom his machine believes
  scenario::Ports ports;
};

// The server's endpoint, or nothing: its name is unknown.
Task<std::optional<wire::Target>> find_server(Platform& platform, MailAccount account,
                                              std::uint16_t port, Tracer tracer);

// `platform` outlives the tasks.
Task<> send_letter(Platform& platform, MailAccount account, scenario::Send send);
Task<> fetch_mail(Platform& platform, MailAccount account, scenario::Fetch fetch);

// The account with which a planned user does something; `login` and `password` may differ from his
// own if the scenario says so.
MailAccount account_for(const scenario::Scenario& scenario, const scenario::Plan& plan,
                        const std::string& user, const std::string& login,
                        const std::string& password);

}  // namespace mailtown::run
