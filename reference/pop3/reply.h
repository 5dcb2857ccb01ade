// A POP3 reply: the first line, and for some commands a listing. A value; printing and parsing it
// is the codec's business (reply_codec.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mailtown::pop3 {

struct Reply {
  bool ok = true;            // +OK or -ERR (RFC 1939 §3)
  std::string code;          // the extended response code (RFC 2449 §8): "IN-USE"; or empty
  std::string text;          // for people; no CR or LF
  bool has_listing = false;  // the listing's lines follow, then a dot's
  std::vector<std::string> listing;  // none begins with a dot

  static Reply yes(std::string text) { return {true, {}, std::move(text), false, {}}; }
  static Reply yes(std::string text, std::vector<std::string> listing) {
    return {true, {}, std::move(text), true, std::move(listing)};
  }
  static Reply no(std::string code, std::string text) {
    return {false, std::move(code), std::move(text), false, {}};
  }
  // The first line, as on the wire.
  std::string to_string() const;
  bool operator==(const Reply&) const = default;
};

}  // namespace mailtown::pop3
