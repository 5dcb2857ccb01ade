// The parameters of MAIL: SIZE (RFC 1870), BODY (RFC 6152), AUTH (RFC 4954).
#pragma once

#include <string_view>

#include "smtp/command_codec.h"

namespace mailtown::smtp {

// Completes `mail` from what follows the path: each parameter after one blank, at most once.
// Unknown ones are refused with 555 (RFC 5321 §4.1.1.11), malformed ones with 501.
Parsed<Mail> parse_mail_parameters(Mail mail, std::string_view parameters);

}  // namespace mailtown::smtp
