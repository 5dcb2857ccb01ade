// Comparing names: without case, and whether a name belongs to a domain.
#pragma once

#include <string>

namespace mailtown::policy {

inline std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// The domain itself, or a name below it: "mail.example.com" belongs to example.com,
// "notexample.com" does not. Both in lower case.
inline bool belongs_to(const std::string& name, const std::string& domain) {
  if (name == domain) return true;
  if (name.size() <= domain.size()) return false;
  const auto at = name.size() - domain.size();
  return name.compare(at, domain.size(), domain) == 0 && name[at - 1] == '.';
}

}  // namespace mailtown::policy
