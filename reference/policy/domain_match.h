// Whether a name belongs to a domain.
#pragma once

#include <string>

namespace mailtown::policy {

// The domain itself, or a name below it: "mail.example.com" belongs to example.com,
// "notexample.com" does not. Both in lower case.
inline bool belongs_to(const std::string& name, const std::string& domain) {
  if (name == domain) return true;
  if (name.size() <= domain.size()) return false;
  const auto at = name.size() - domain.size();
  return name.compare(at, domain.size(), domain) == 0 && name[at - 1] == '.';
}

}  // namespace mailtown::policy
