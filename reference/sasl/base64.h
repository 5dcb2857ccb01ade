// Base64 as SASL profiles use it (RFC 4648 §4): on one line, with padding, nothing else forgiven.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mailtown::sasl {

std::string to_base64(std::string_view bytes);
// Nothing if `text` is not exactly what to_base64() makes of some bytes.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace mailtown::sasl
