// An SMTP reply: code, enhanced status code, lines of text.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mailtown::smtp {

// RFC 3463 §2: class.subject.detail, such as 5.1.1. All zero: none given.
struct EnhancedStatus {
  int klass = 0;  // 2 success, 4 try again, 5 never
  int subject = 0;
  int detail = 0;

  bool is_given() const { return klass != 0; }
  std::string to_string() const;  // "5.1.1", or empty
  bool operator==(const EnhancedStatus&) const = default;
};

struct Reply {
  int code = 0;                    // RFC 5321 §4.2.1; three digits
  EnhancedStatus status;           // RFC 2034; printed before the text of each line
  std::vector<std::string> lines;  // the text, at least one line; no CR or LF

  Reply() = default;
  Reply(int reply_code, EnhancedStatus enhanced, std::string text)
      : code(reply_code), status(enhanced), lines{std::move(text)} {}

  bool is_positive() const { return code / 100 == 2; }      // done
  bool is_intermediate() const { return code / 100 == 3; }  // go on with the next part
  bool is_transient() const { return code / 100 == 4; }     // not now: try again later
  bool is_permanent() const { return code / 100 == 5; }     // never
  // For logs and traces: "550 5.1.1 No such user here", lines joined by " / ".
  std::string to_string() const;
  bool operator==(const Reply&) const = default;
};

}  // namespace mailtown::smtp
