// The folder of an address's mailbox.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::users {

// "ivanov@example.org" -> "example.org/ivanov". Bytes that a path should not hold ('/', a leading
// dot, blanks, ...) become %XX, so that no address leads out of the mail folder and no two
// addresses share a mailbox.
std::string mailbox_name(std::string_view address);

}  // namespace mailtown::users
