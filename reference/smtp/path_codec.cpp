#include "smtp/path_codec.h"

#include "address/domain.h"
#include "text/ascii.h"

namespace mailtown::smtp {

namespace {

constexpr std::size_t path_bytes_max = 256;  // RFC 5321 §4.5.3.1.3, brackets included

// Where the bracket closes that text begins with; a '>' in a quoted string does not count.
std::size_t find_closing_bracket(std::string_view text) {
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quoted && text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (text[at] == '>' && !quoted) {
      return at;
    }
  }
  return std::string_view::npos;
}

// Takes the source route off `path`, if there is one: A-d-l ":", where A-d-l is "@" Domain, comma
// between. False if it is malformed.
bool drop_source_route(std::string_view& path) {
  if (path.empty() || path.front() != '@') return true;
  const std::size_t colon = path.find(':');
  if (colon == std::string_view::npos) return false;
  std::string_view route = path.substr(0, colon);
  path.remove_prefix(colon + 1);
  for (;;) {
    const std::size_t comma = route.find(',');
    const std::string_view hop = route.substr(0, comma);
    if (hop.empty() || hop.front() != '@' || !parse_domain(hop.substr(1))) return false;
    if (comma == std::string_view::npos) return true;
    route.remove_prefix(comma + 1);
  }
}

}  // namespace

std::optional<Address> take_path(std::string_view& text) {
  const std::size_t closing = find_closing_bracket(text);
  if (text.empty() || text.front() != '<' || closing == std::string_view::npos) return std::nullopt;
  if (closing + 1 > path_bytes_max) return std::nullopt;
  std::string_view path = text.substr(1, closing - 1);
  text.remove_prefix(closing + 1);
  if (path.empty()) return Address();
  if (same_text(path, "postmaster")) return Address{std::string(path), ""};  // §4.1.1.3
  if (!drop_source_route(path)) return std::nullopt;
  return parse_address(path);
}

}  // namespace mailtown::smtp
