#include "queue/bounce.h"

#include <cctype>
#include <set>

#include <fmt/format.h>

#include "message/date.h"

namespace mailtown::queue {

namespace {

struct Words {
  const char* subject;
  const char* text;    // for people
  const char* action;  // RFC 3464 §2.3.3
};

Words words_of(ReportKind kind) {
  switch (kind) {
    case ReportKind::delayed:
      return {"Delayed mail (still being retried)",
              "Your letter could not be delivered to the recipients below yet. You need\r\n"
              "not send it again: it will be tried on.\r\n",
              "delayed"};
    case ReportKind::double_failed:
      return {"Undeliverable report: postmaster notice",
              "A report for the sender of a letter could not be delivered itself. Nobody\r\n"
              "but you, the postmaster, is told.\r\n",
              "failed"};
    case ReportKind::failed:
      break;
  }
  return {"Undelivered mail returned to sender",
          "Your letter could not be delivered to the recipients below. It will not\r\n"
          "be tried again.\r\n",
          "failed"};
}

// A reply may not bring line ends of its own into our header-like fields.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

std::string top(const ReportFacts& facts) {
  return fmt::format(
      "From: Mail Delivery System <MAILER-DAEMON@{0}>\r\n"
      "To: <{1}>\r\n"
      "Subject: {2}\r\n"
      "Date: {3}\r\n"
      "Message-ID: <{4}@{0}>\r\n"
      "Auto-Submitted: auto-replied\r\n"  // RFC 3834 §5
      "MIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status;\r\n"
      " boundary=\"{4}\"\r\n"
      "\r\n",
      facts.hostname, facts.to.to_string(), words_of(facts.kind).subject,
      message::mail_date(facts.now), facts.boundary);
}

// What was said with each server, each conversation once.
std::string transcripts(const std::vector<Attempt>& attempts) {
  std::string text;
  std::set<std::string> told;  // by their text: several recipients may share one
  for (const auto& attempt : attempts) {
    if (!attempt.transcript || attempt.transcript->empty()) continue;
    std::string lines = fmt::format("While talking to {}:\r\n", attempt.relay);
    for (const auto& line : *attempt.transcript) lines += one_line(line) + "\r\n";
    if (told.insert(lines).second) text += lines + "\r\n";
  }
  return text;
}

std::string for_people(const Letter& letter, const std::vector<Attempt>& attempts,
                       const ReportFacts& facts) {
  std::string text = fmt::format(
      "--{}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
      "This is the mail system at {}.\r\n\r\n{}",
      facts.boundary, facts.hostname, words_of(facts.kind).text);
  if (facts.kind == ReportKind::delayed) {
    text += fmt::format("It goes back to you if it is not delivered until\r\n{}.\r\n",
                        message::mail_date(facts.retry_until));
  }
  text += "\r\n";
  for (const auto& attempt : attempts) {
    text +=
        fmt::format("<{}>\r\n    {} said: {}\r\n{}\r\n",
                    letter.recipients[attempt.recipient].address.to_string(), attempt.relay,
                    one_line(attempt.reply),
                    attempt.expired ? "    It was tried for as long as this server does.\r\n" : "");
  }
  return text + transcripts(attempts);
}

bool is_smtp_reply(const std::string& reply) {
  const auto is_digit = [&reply](std::size_t i) {
    return i < reply.size() && std::isdigit(static_cast<unsigned char>(reply[i])) != 0;
  };
  return is_digit(0) && is_digit(1) && is_digit(2);
}

// The fields about one recipient (RFC 3464 §2.3).
std::string fields_of(const Letter& letter, const Attempt& attempt, const ReportFacts& facts) {
  std::string text = fmt::format(
      "\r\nFinal-Recipient: rfc822; {}\r\n"
      "Action: {}\r\n"
      "Status: {}\r\n",
      letter.recipients[attempt.recipient].address.to_string(), words_of(facts.kind).action,
      status_of(attempt));
  const auto host = host_of(attempt);
  if (!host.empty()) text += fmt::format("Remote-MTA: dns; {}\r\n", host);
  // Only what another server said in SMTP is of type smtp (RFC 3464 §2.3.6).
  const bool is_theirs = !host.empty() && is_smtp_reply(attempt.reply);
  text += fmt::format("Diagnostic-Code: {}; {}\r\n", is_theirs ? "smtp" : "x-mailtown",
                      one_line(attempt.reply));
  text += fmt::format("Last-Attempt-Date: {}\r\n", message::mail_date(facts.now));
  if (facts.kind == ReportKind::delayed) {
    text += fmt::format("Will-Retry-Until: {}\r\n", message::mail_date(facts.retry_until));
  }
  return text;
}

std::string for_programs(const Letter& letter, const std::vector<Attempt>& attempts,
                         const ReportFacts& facts) {
  // RFC 3464 §2.2: fields about the message, an empty line, then fields about each recipient.
  std::string text = fmt::format(
      "--{}\r\nContent-Type: message/delivery-status\r\n\r\n"
      "Reporting-MTA: dns; {}\r\n"
      "Arrival-Date: {}\r\n",
      facts.boundary, facts.hostname, message::mail_date(letter.arrived));
  for (const auto& attempt : attempts) text += fields_of(letter, attempt, facts);
  return text + "\r\n";
}

}  // namespace

std::string report_message(const Letter& letter, const std::vector<Attempt>& attempts,
                           const ReportFacts& facts) {
  return top(facts) + for_people(letter, attempts, facts) + for_programs(letter, attempts, facts) +
         fmt::format("--{0}\r\nContent-Type: text/rfc822-headers\r\n\r\n{1}\r\n--{0}--\r\n",
                     facts.boundary, facts.original_header);
}

}  // namespace mailtown::queue
