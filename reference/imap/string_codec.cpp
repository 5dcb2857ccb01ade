#include "imap/string_codec.h"

#include <algorithm>

#include <fmt/format.h>

#include "imap/mailbox_name_codec.h"
#include "text/ascii.h"
#include "text/words.h"

namespace mailtown::imap {

namespace {

constexpr std::size_t quoted_bytes_max = 1000;  // for clients that read lines into buffers

bool fits_in_quotes(char c) {
  return c > 0 && c != '\r' && c != '\n';  // 8-bit bytes are negative
}

}  // namespace

std::string print_string(std::string_view text) {
  const bool fits =
      text.size() <= quoted_bytes_max && std::all_of(text.begin(), text.end(), fits_in_quotes);
  if (fits) return quoted(text);
  std::string bytes(text);
  bytes.erase(std::remove(bytes.begin(), bytes.end(), '\0'), bytes.end());
  return fmt::format("{{{}}}\r\n{}", bytes.size(), bytes);
}

std::string print_nstring(const std::optional<std::string>& text) {
  return text ? print_string(*text) : "NIL";
}

std::string print_mailbox_name(std::string_view name) {
  const std::string wire = encode_utf7(name);
  TokenReader reader(wire);
  const bool is_word = !wire.empty() && wire[0] != '"' && wire[0] != '{' &&
                       reader.atom("") == wire && upper_case(wire) != "NIL";
  return is_word ? wire : quoted(wire);
}

}  // namespace mailtown::imap
