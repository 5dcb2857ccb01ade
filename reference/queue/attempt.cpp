#include "queue/attempt.h"

#include <algorithm>
#include <cctype>

namespace mailtown::queue {

std::string status_of(const Attempt& attempt) {
  if (attempt.expired) return "4.4.7";  // RFC 3463 §3.5: delivery time expired
  // "NNN c.s.d ..." (RFC 2034 §4): a code, a space, then three numbers joined by dots.
  if (attempt.reply.size() > 4) {
    const auto status = attempt.reply.substr(4, attempt.reply.find(' ', 4) - 4);
    const auto is_part = [](char c) {
      return c == '.' || std::isdigit(static_cast<unsigned char>(c));
    };
    const bool has_form = std::count(status.begin(), status.end(), '.') == 2 &&
                          std::all_of(status.begin(), status.end(), is_part);
    if (has_form) return status;
  }
  switch (attempt.ending) {
    case Ending::sent:
      return "2.0.0";
    case Ending::deferred:
      return "4.4.1";  // RFC 3463 §3.5: no answer from host
    case Ending::failed:
      return "5.0.0";
  }
  return "4.0.0";
}

std::string host_of(const Attempt& attempt) {
  const auto bracket = attempt.relay.find('[');
  return bracket == attempt.relay.npos ? "" : attempt.relay.substr(0, bracket);
}

}  // namespace mailtown::queue
