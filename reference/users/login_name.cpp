#include "users/login_name.h"

#include "text/ascii.h"

namespace mailtown::users {

std::string full_login(std::string_view typed, const config::Config& config) {
  std::string login = lower_case(typed);
  if (login.find('@') == login.npos && config.local_domains.size() == 1) {
    login += "@" + config.local_domains.front();
  }
  return login;
}

}  // namespace mailtown::users
