#include "config/tls_check.h"

#include <fmt/format.h>

#include "config/value_reader.h"

namespace mailtown::config {

namespace {

std::uint32_t line_at(const toml::table& document, std::string_view path) {
  const auto node = document.at_path(path);
  return node ? line_of(*node.node()) : 0;
}

}  // namespace

void check_tls(const toml::table& document, const Config& config, ErrorList& errors) {
  const TlsFiles& tls = config.tls;
  if (tls.certificate.empty() != tls.key.empty()) {
    const char* there = tls.key.empty() ? "tls.certificate" : "tls.key";
    const char* missing = tls.key.empty() ? "key" : "certificate";
    errors.add(line_at(document, there),
               fmt::format("'{}' needs its other half; add {} = \"tls/mx1.pem\" below [tls], or "
                           "make both with 'mailtown ca server'",
                           there, missing));
  }
  const auto check = [&](const char* service, const std::vector<Endpoint>& endpoints) {
    if (endpoints.empty() || !tls.certificate.empty()) return;
    const std::string path = fmt::format("listen.{}", service);
    errors.add(line_at(document, path),
               fmt::format("'{}' speaks TLS from the start and needs a certificate; add "
                           "certificate and key below [tls] ('mailtown ca' makes them)",
                           path));
  };
  check("smtps", config.listen.smtps);
  check("pop3s", config.listen.pop3s);
  check("imaps", config.listen.imaps);
}

}  // namespace mailtown::config
