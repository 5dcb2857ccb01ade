#include "simulator/capture/dns_bytes.h"

#include <charconv>
#include <string_view>

#include "dns/message_codec.h"
#include "dns/zone_file.h"
#include "simulator/capture/big_endian.h"

namespace mailtown::capture {

namespace {

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = words.find(' ');
    if (words.substr(0, end) == word) return true;
    if (end == std::string_view::npos) break;
    words.remove_prefix(end + 1);
  }
  return false;
}

// The response code behind an outcome's word (dns::outcome_word()).
dns::Rcode rcode_of(const std::string& outcome) {
  constexpr std::string_view other = "rcode-";
  if (outcome == "formerr") return dns::Rcode::format_error;
  if (outcome == "servfail") return dns::Rcode::server_failure;
  if (outcome == "nxdomain") return dns::Rcode::name_error;
  if (outcome == "notimp") return dns::Rcode::not_implemented;
  if (outcome == "refused") return dns::Rcode::refused;
  unsigned number = 0;
  if (outcome.starts_with(other)) {
    std::from_chars(outcome.data() + other.size(), outcome.data() + outcome.size(), number);
  }
  return static_cast<dns::Rcode>(number);
}

std::vector<dns::Record> records_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  std::vector<dns::Record> records;
  for (auto& located : dns::parse_zone_file(text, "trace").records) {
    records.push_back(std::move(located.record));
  }
  return records;
}

template <class Event>
dns::Message header_of(const Event& event) {
  dns::Message message;
  message.id = static_cast<std::uint16_t>(event.id);
  message.authoritative = has_word(event.flags, "aa");
  message.truncated = has_word(event.flags, "tc");
  message.recursion_desired = has_word(event.flags, "rd");
  message.recursion_available = has_word(event.flags, "ra");
  if (has_word(event.flags, "edns")) message.edns.emplace();
  const auto name = dns::Name::parse(event.name);
  const auto type = dns::parse_record_type(event.type);
  if (name && type) message.questions.push_back({*name, *type});
  return message;
}

template <class Event>
dns::Message answer_of(const Event& event) {
  dns::Message message = header_of(event);
  message.is_response = true;
  message.rcode = rcode_of(event.outcome);
  message.answer = records_of(event.answer);
  message.authority = records_of(event.authority);
  message.additional = records_of(event.additional);
  return message;
}

dns::Message message_of(const trace::DnsQuestionSent& event) {
  return header_of(event);
}
dns::Message message_of(const trace::DnsQuestionReceived& event) {
  return header_of(event);
}
dns::Message message_of(const trace::DnsAnswerSent& event) {
  return answer_of(event);
}
dns::Message message_of(const trace::DnsAnswerReceived& event) {
  return answer_of(event);
}

struct ToBytes {
  template <class Event>
  std::optional<std::string> operator()(const Event& event) const {
    if constexpr (requires { message_of(event); }) {
      std::string bytes = dns::print_message(message_of(event));
      if (event.transport != "tcp") return bytes;
      std::string framed;  // RFC 1035 §4.2.2
      put16(framed, static_cast<std::uint16_t>(bytes.size()));
      return framed + bytes;
    } else {
      return std::nullopt;
    }
  }
};

}  // namespace

std::optional<std::string> dns_bytes(const trace::Event& event) {
  return std::visit(ToBytes{}, event.payload);
}

}  // namespace mailtown::capture
