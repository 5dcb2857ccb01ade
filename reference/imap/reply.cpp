#include "imap/reply.h"

#include <fmt/format.h>

namespace mailtown::imap {

namespace {

const char* to_word(Status status) {
  switch (status) {
    case Status::ok:
      return "OK";
    case Status::no:
      return "NO";
    case Status::bad:
      return "BAD";
    case Status::bye:
      return "BYE";
    case Status::more:
      break;
  }
  return "+";
}

}  // namespace

std::string Reply::to_string(const std::string& tag) const {
  if (status == Status::more) return "+ " + text;
  const std::string bracket = code.empty() ? "" : fmt::format(" [{}]", code);
  return fmt::format("{} {}{} {}", status == Status::bye ? "*" : tag, to_word(status), bracket,
                     text);
}

}  // namespace mailtown::imap
