#include "users/subaddress.h"

namespace mailtown::users {

std::optional<Subaddress> divide(const std::string& address, const std::string& delimiter) {
  const auto end = address.rfind('@');
  const auto at = delimiter.empty() ? address.npos : address.find(delimiter, 1);
  if (at == address.npos || end == address.npos || at >= end) return std::nullopt;
  const auto detail_begins = at + delimiter.size();
  return Subaddress{address.substr(0, at) + address.substr(end),
                    address.substr(detail_begins, end - detail_begins)};
}

}  // namespace mailtown::users
