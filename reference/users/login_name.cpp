#include "users/login_name.h"

namespace mailtown::users {

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string full_login(std::string typed, const config::Config& config) {
  std::string login = lower_case(std::move(typed));
  if (login.find('@') == login.npos && config.local_domains.size() == 1) {
    login += "@" + config.local_domains.front();
  }
  return login;
}

}  // namespace mailtown::users
