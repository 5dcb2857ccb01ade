// How an SMTP client behaves on one connection.
#pragma once

#include <optional>
#include <string>

#include "smtp/sasl.h"

namespace mailtown::smtp {

struct ClientOptions {
  std::string hostname;                    // what EHLO says
  std::optional<Credentials> credentials;  // log in with them, or fail
};

}  // namespace mailtown::smtp
