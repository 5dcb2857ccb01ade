#include "queue/bounce.h"

#include <fmt/format.h>

#include "message/date.h"

namespace mailtown::queue {

namespace {

// A reply may not bring line ends of its own into our header-like fields.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

std::string top(const Letter& letter, const BounceFacts& facts) {
  return fmt::format(
      "From: Mail Delivery System <MAILER-DAEMON@{0}>\r\n"
      "To: <{1}>\r\n"
      "Subject: Undelivered mail returned to sender\r\n"
      "Date: {2}\r\n"
      "Message-ID: <{3}@{0}>\r\n"
      "Auto-Submitted: auto-replied\r\n"  // RFC 3834 §5
      "MIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status;\r\n"
      " boundary=\"{3}\"\r\n"
      "\r\n",
      facts.hostname, letter.sender.to_string(), message::mail_date(facts.now), facts.boundary);
}

std::string for_people(const Letter& letter, const std::vector<Attempt>& failures,
                       const BounceFacts& facts) {
  std::string text = fmt::format(
      "--{}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
      "This is the mail system at {}.\r\n\r\n"
      "Your letter could not be delivered to the recipients below. It will not\r\n"
      "be tried again.\r\n\r\n",
      facts.boundary, facts.hostname);
  for (const auto& failure : failures) {
    text += fmt::format("<{}>\r\n    {} said: {}\r\n\r\n",
                        letter.recipients[failure.recipient].address.to_string(), failure.relay,
                        one_line(failure.reply));
  }
  return text;
}

std::string for_programs(const Letter& letter, const std::vector<Attempt>& failures,
                         const BounceFacts& facts) {
  // RFC 3464 §2.2: fields about the message, an empty line, then fields about each recipient.
  std::string text = fmt::format(
      "--{}\r\nContent-Type: message/delivery-status\r\n\r\n"
      "Reporting-MTA: dns; {}\r\n"
      "Arrival-Date: {}\r\n",
      facts.boundary, facts.hostname, message::mail_date(letter.arrived));
  for (const auto& failure : failures) {
    text += fmt::format(
        "\r\nFinal-Recipient: rfc822; {}\r\n"
        "Action: failed\r\n"
        "Status: {}\r\n"
        "Diagnostic-Code: smtp; {}\r\n",
        letter.recipients[failure.recipient].address.to_string(), status_of(failure),
        one_line(failure.reply));
  }
  return text + "\r\n";
}

}  // namespace

std::string bounce_message(const Letter& letter, const std::vector<Attempt>& failures,
                           const BounceFacts& facts) {
  return top(letter, facts) + for_people(letter, failures, facts) +
         for_programs(letter, failures, facts) +
         fmt::format("--{0}\r\nContent-Type: text/rfc822-headers\r\n\r\n{1}\r\n--{0}--\r\n",
                     facts.boundary, facts.original_header);
}

}  // namespace mailtown::queue
