#include "programs/accounts.h"

#include <fmt/format.h>

namespace mailtown::programs {

void Accounts::reload() {
  auto table = users::load_users(platform_.disk, config_);
  Evidence evidence{"users.kept", {{"file", config_.users}}, {}, ""};
  if (table) {
    evidence.rule = "users.read";
    evidence.inputs.push_back({"count", fmt::format("{}", table->size())});
    directory_.replace(std::move(*table));
  } else {
    evidence.inputs.push_back({"failure", table.error().message()});
  }
  std::string outcome = table ? "read" : "kept";
  platform_.tracer.note(decision("users", config_.users, std::move(outcome), std::move(evidence)));
}

}  // namespace mailtown::programs
