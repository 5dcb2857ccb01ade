// Comparing a password without telling by the time how much of it was right.
#pragma once

#include <string>

namespace mailtown::users {

// False for an empty `right` password, whatever was given: nobody has one.
bool same_password(const std::string& right, const std::string& given);

}  // namespace mailtown::users
