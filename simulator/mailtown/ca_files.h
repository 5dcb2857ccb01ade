// The files of an own certificate authority, and the openssl commands that would make the same.
#pragma once

#include <string>
#include <vector>

#include "platform/result.h"

namespace mailtown::ca {

// "tls/ca.pem" and "tls/ca.key.pem", or the same with a server's name.
struct Paths {
  std::string certificate, key;
};
Paths authority_paths(const std::string& folder);
Paths server_paths(const std::string& folder, const std::string& name);

// Writes a file anew, whole or not at all. Private keys are for their owner alone (0600), others
// may be read by everybody (0644).
Result<> write_file(const std::string& path, const std::string& text, bool is_private);
Result<std::string> read_file(const std::string& path);

// Commands for a shell, a line each, that make such files with openssl(1).
std::vector<std::string> authority_commands(const Paths& paths, const std::string& name,
                                            unsigned days);
std::vector<std::string> server_commands(const Paths& paths, const Paths& authority,
                                         const std::vector<std::string>& names, unsigned days);

}  // namespace mailtown::ca
