// A message's parts as a tree: what BODYSTRUCTURE tells, and where each part lies in the file.
//
// Departure from production practice: a message of more parts, or nested deeper, than `Limits`
// allow is told up to there; what is beyond is the content of the last part told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mime/envelope.h"

namespace mailtown::mime {

// Where a header or a body lies, in bytes from the file's first.
struct Extent {
  std::uint64_t begin = 0, end = 0;
  std::uint64_t lines = 0;           // line ends within
  std::uint64_t bare_line_ends = 0;  // of them, LF without CR: on the wire each is a byte longer

  std::uint64_t size() const { return end - begin; }
  // In octets, with all lines ended by CRLF, as RFC 3501 counts.
  std::uint64_t wire_size() const { return size() + bare_line_ends; }
  bool operator==(const Extent&) const = default;
};

// A parameter of Content-Type or Content-Disposition (RFC 2045 §5.1). Continuations are joined
// (RFC 2231 §3); a value with a charset stays encoded and its name keeps the asterisk that says so,
// as BODYSTRUCTURE tells it: "filename*", "utf-8''%D0%9E%D1%82%D1%87%D1%91%D1%82.txt".
struct Parameter {
  std::string name;  // in lower case
  std::string value;
  bool operator==(const Parameter&) const = default;
};
using Parameters = std::vector<Parameter>;

// The value of parameter `name` (in lower case, no asterisk) for people: UTF-8, RFC 2231 decoded,
// and encoded words too, which mail programs write there although RFC 2047 §5 forbids it. Nothing
// if there is no such parameter.
std::optional<std::string> parameter_text(const Parameters& parameters, std::string_view name);

struct Disposition {  // RFC 2183
  std::string type;   // "inline", "attachment"; in lower case
  Parameters parameters;
  bool operator==(const Disposition&) const = default;
};

struct Part {
  Extent header;  // with the empty line that ends it, if there is one
  Extent body;    // without the line end before the next boundary: that is the boundary's
  std::string type = "text", subtype = "plain";       // in lower case; RFC 2045 §5.2
  Parameters parameters = {{"charset", "us-ascii"}};  // of Content-Type
  std::string encoding = "7bit";                      // RFC 2045 §6.1; in lower case
  std::optional<std::string> id, description, md5, location;
  std::optional<Disposition> disposition;
  std::vector<std::string> languages;  // RFC 3282
  // multipart/*: its parts, at least one. message/rfc822: exactly one, the message that it holds.
  std::vector<Part> children;
  std::optional<Envelope> envelope;  // of a message: the outermost, or one within message/rfc822

  bool is_multipart() const { return type == "multipart"; }
  bool is_message() const { return type == "message" && !children.empty(); }
  bool operator==(const Part&) const = default;
};

// The part that a section's numbers name (RFC 3501 §6.4.5): {} is the message itself, {1, 2} the
// second part of its first; of a message that is no multipart, {1} is its only part. The numbers
// lead through message/rfc822 as if its message's parts were its own. Null if there is none.
const Part* find_part(const Part& message, const std::vector<std::uint32_t>& numbers);

}  // namespace mailtown::mime
