#include "message/submission_fields.h"

#include <fmt/format.h>

#include "message/date.h"
#include "message/header.h"

namespace mailtown::message {

std::string missing_submission_fields(std::string_view header, WallTime now,
                                      std::string_view unique_id, std::string_view hostname) {
  const Header given = parse_header(header);
  std::string missing;
  if (!given.find("Date")) missing += fmt::format("Date: {}\r\n", mail_date(now));
  if (!given.find("Message-ID")) {
    missing += fmt::format("Message-ID: <{}@{}>\r\n", unique_id, hostname);
  }
  return missing;
}

}  // namespace mailtown::message
