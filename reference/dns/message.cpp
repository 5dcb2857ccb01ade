#include "dns/message.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::dns {

std::string to_string(Rcode rcode) {
  switch (rcode) {
    case Rcode::no_error:
      return "NOERROR";
    case Rcode::format_error:
      return "FORMERR";
    case Rcode::server_failure:
      return "SERVFAIL";
    case Rcode::name_error:
      return "NXDOMAIN";
    case Rcode::not_implemented:
      return "NOTIMP";
    case Rcode::refused:
      return "REFUSED";
    case Rcode::bad_version:
      return "BADVERS";
  }
  return fmt::format("RCODE{}", static_cast<unsigned>(rcode));
}

Message make_query(std::uint16_t id, Question question, bool recursion_desired) {
  Message query;
  query.id = id;
  query.recursion_desired = recursion_desired;
  query.questions.push_back(std::move(question));
  query.edns.emplace();
  return query;
}

Message make_response(const Message& query, Rcode rcode) {
  Message response;
  response.id = query.id;
  response.is_response = true;
  response.opcode = query.opcode;
  response.recursion_desired = query.recursion_desired;
  response.rcode = rcode;
  response.questions = query.questions;
  if (query.edns) response.edns.emplace();  // RFC 6891 §6.1.1: only to those who speak it
  return response;
}

namespace {

bool holds_type(const std::vector<Record>& records, RecordType type) {
  return std::any_of(records.begin(), records.end(),
                     [type](const Record& record) { return record.type == type; });
}

}  // namespace

std::string flag_words(const Message& message) {
  std::string words;
  const auto add = [&words](bool is_set, const char* word) {
    if (is_set) words += (words.empty() ? "" : " ") + std::string(word);
  };
  add(message.authoritative, "aa");
  add(message.truncated, "tc");
  add(message.recursion_desired, "rd");
  add(message.recursion_available, "ra");
  add(message.edns.has_value(), "edns");
  return words;
}

std::string outcome_word(const Message& response) {
  if (response.truncated) return "truncated";
  switch (response.rcode) {
    case Rcode::no_error:
      break;
    case Rcode::format_error:
      return "formerr";
    case Rcode::server_failure:
      return "servfail";
    case Rcode::name_error:
      return "nxdomain";
    case Rcode::not_implemented:
      return "notimp";
    case Rcode::refused:
      return "refused";
    default:
      return fmt::format("rcode-{}", static_cast<unsigned>(response.rcode));
  }
  if (!response.answer.empty()) return "answer";
  // RFC 2308 §2.2: NS records without SOA tell a referral from "no such data".
  const bool refers = !response.authoritative && holds_type(response.authority, RecordType::NS) &&
                      !holds_type(response.authority, RecordType::SOA);
  return refers ? "referral" : "nodata";
}

}  // namespace mailtown::dns
