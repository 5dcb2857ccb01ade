// How an SMTP client behaves on one connection.
#pragma once

#include <optional>
#include <string>

#include "sasl/exchange.h"

namespace mailtown::smtp {

struct ClientOptions {
  std::string hostname;                          // what EHLO says
  std::optional<sasl::Credentials> credentials;  // log in with them, or fail
};

}  // namespace mailtown::smtp
