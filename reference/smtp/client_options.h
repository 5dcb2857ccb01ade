// How an SMTP client behaves on one connection.
#pragma once

#include <optional>
#include <string>

#include "platform/tls.h"
#include "sasl/exchange.h"

namespace mailtown::smtp {

struct ClientOptions {
  std::string hostname;                          // what EHLO says
  std::optional<sasl::Credentials> credentials;  // log in with them, or fail
  TlsUse tls = TlsUse::none;
  std::string tls_name;                 // that the server is to prove
  TlsProvider* tls_provider = nullptr;  // unless tls is none; must outlive the client
};

}  // namespace mailtown::smtp
