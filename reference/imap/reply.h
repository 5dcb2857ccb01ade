// An IMAP status response: a tagged one ends a command, an untagged one remarks, a continuation
// request asks for more (RFC 3501 §7.1, §7.5). A value; the data of other responses are lines.
#pragma once

#include <string>

namespace mailtown::imap {

enum class Status { ok, no, bad, bye, more };  // more: "+", which has no tag

struct Reply {
  Status status = Status::ok;
  std::string code;  // RFC 3501 §7.1, RFC 5530: "READ-ONLY", "UIDNEXT 7"; or empty
  std::string text;  // for people; no CR or LF

  static Reply ok(std::string text) { return {Status::ok, {}, std::move(text)}; }
  static Reply ok(std::string code, std::string text) {
    return {Status::ok, std::move(code), std::move(text)};
  }
  static Reply no(std::string code, std::string text) {
    return {Status::no, std::move(code), std::move(text)};
  }
  static Reply bad(std::string text) { return {Status::bad, {}, std::move(text)}; }
  static Reply bye(std::string text) { return {Status::bye, {}, std::move(text)}; }
  static Reply more(std::string text) { return {Status::more, {}, std::move(text)}; }

  // As on the wire, without CRLF. `tag` is "*" for an untagged one, and not used with `more`.
  std::string to_string(const std::string& tag) const;
  bool operator==(const Reply&) const = default;
};

}  // namespace mailtown::imap
