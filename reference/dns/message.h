// Message: one DNS message (RFC 1035 §4.1) as values.
//
// The extension record OPT (RFC 6891) is `edns` here and in no section. The bits AD and CD of
// DNSSEC are neither read nor sent: this nameserver does not validate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dns/record.h"

namespace mailtown::dns {

inline constexpr std::size_t plain_udp_bytes_max = 512;  // RFC 1035 §2.3.4, without EDNS
inline constexpr std::size_t our_udp_bytes_max = 1232;   // what passes every link unfragmented
inline constexpr std::size_t message_bytes_max = 65535;  // RFC 1035 §4.2.2, over TCP

enum class Opcode : std::uint8_t { query = 0, iquery = 1, status = 2, notify = 4, update = 5 };

enum class Rcode : std::uint16_t {  // RFC 1035 §4.1.1, RFC 6891 §9
  no_error = 0,
  format_error = 1,
  server_failure = 2,
  name_error = 3,  // NXDOMAIN
  not_implemented = 4,
  refused = 5,
  bad_version = 16,
};

// The names that the field uses: "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", ...
std::string to_string(Rcode rcode);

struct Question {
  Name name;
  RecordType type = RecordType::A;
  RecordClass record_class = RecordClass::IN;
  bool operator==(const Question&) const = default;
};

struct EdnsOption {
  std::uint16_t code = 0;
  std::string bytes;
  bool operator==(const EdnsOption&) const = default;
};

struct Edns {
  std::uint16_t udp_bytes = our_udp_bytes_max;  // what the sender can take in one datagram
  std::uint8_t version = 0;
  bool dnssec_ok = false;
  std::vector<EdnsOption> options;
  bool operator==(const Edns&) const = default;
};

struct Message {
  std::uint16_t id = 0;
  bool is_response = false;  // QR
  Opcode opcode = Opcode::query;
  bool authoritative = false;        // AA
  bool truncated = false;            // TC
  bool recursion_desired = false;    // RD
  bool recursion_available = false;  // RA
  Rcode rcode = Rcode::no_error;
  std::vector<Question> questions;
  std::vector<Record> answer, authority, additional;
  std::optional<Edns> edns;
  bool operator==(const Message&) const = default;
};

// A question as a message of its own, with EDNS.
Message make_query(std::uint16_t id, Question question, bool recursion_desired);
// An empty response to `query`: its id, opcode, question and RD; EDNS if the query had it.
Message make_response(const Message& query, Rcode rcode);

// What a response amounts to, as the trace words it: "answer", "referral", "nxdomain", "nodata",
// "servfail", "refused", "formerr", "notimp", "truncated", or "rcode-N".
std::string outcome_word(const Message& response);
// The header's flags as dig shows them, and "edns" if that is there, for the trace: "aa rd ra
// edns".
std::string flag_words(const Message& message);

}  // namespace mailtown::dns
