// TLS by OpenSSL.
#pragma once

#include <memory>
#include <string>

#include "platform/tls.h"

namespace mailtown::real {

// Relative paths of files start from the folder `root`.
std::unique_ptr<TlsProvider> make_tls(std::string root);

}  // namespace mailtown::real
