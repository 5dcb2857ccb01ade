#include "simulator/scenario/scenario.h"

#include <algorithm>

namespace mailtown::scenario {

bool Machine::has(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

const Domain* Scenario::find_domain(std::string_view wanted) const {
  for (const Domain& domain : domains)
    if (domain.name == wanted) return &domain;
  return nullptr;
}

const Machine* Scenario::find_machine(std::string_view wanted) const {
  for (const Domain& domain : domains)
    for (const Machine& machine : domain.machines)
      if (machine.name == wanted) return &machine;
  return nullptr;
}

const User* Scenario::find_user(std::string_view login) const {
  const Domain* domain = find_domain(domain_of(login));
  if (!domain) return nullptr;
  for (const User& user : domain->users)
    if (user.login == login) return &user;
  return nullptr;
}

const MailProgram* mail_program_of(const Action& action) {
  return std::visit(
      [](const auto& what) -> const MailProgram* {
        if constexpr (std::is_base_of_v<MailProgram, std::decay_t<decltype(what)>>) {
          return &what;
        } else {
          return nullptr;
        }
      },
      action.what);
}

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

bool Scenario::has_certificates() const {
  for (const Domain& domain : domains)
    for (const Machine& machine : domain.machines)
      if (machine.certificate) return true;
  return false;
}

}  // namespace mailtown::scenario
