#include "simulator/scenario/user_file.h"

#include "config/own_address.h"

namespace mailtown::scenario {

users::UserTable user_table(const Domain& domain, const Machine* machine,
                            const config::Config& config) {
  users::UserTable table;
  const auto add = [&](const User& user) {
    if (!config::is_local_domain(config::domain_of(user.login), config)) return;
    table[user.login] = {.password = users::make_hash(user.password, user.login, least_scrypt_cost),
                         .addresses = {},
                         .quota_bytes = user.quota_bytes};
  };
  for (const User& user : domain.users) add(user);
  if (machine != nullptr) {
    for (const User& user : machine->users) add(user);
  }
  return table;
}

}  // namespace mailtown::scenario
