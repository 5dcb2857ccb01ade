#include "dns/record_text.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "dns/record_codec.h"

namespace mailtown::dns {

namespace {

Failure invalid(std::string detail) {
  return {FailureKind::invalid, std::move(detail)};
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

std::uint64_t seconds_of_unit(char unit) {
  switch (unit) {
    case 's':
    case 'S':
      return 1;
    case 'm':
    case 'M':
      return 60;
    case 'h':
    case 'H':
      return 3600;
    case 'd':
    case 'D':
      return 86400;
    case 'w':
    case 'W':
      return 604800;
    default:
      return 0;
  }
}

// Takes tokens one after the other; the first mistake sticks.
class TokenReader {
 public:
  TokenReader(const std::vector<ZoneToken>& tokens, const std::optional<Name>& origin)
      : tokens_(tokens), origin_(origin) {}

  Name name(std::string_view what) {
    const ZoneToken* token = take(what);
    if (!token) return {};
    if (IpAddress::parse(token->text)) {  // with a relative name's dot it would pass for one
      fail(fmt::format("{} must be a host's name, not an address such as {}", what, token->text));
      return {};
    }
    auto name = parse_zone_name(*token, origin_);
    if (name) return *name;
    fail(fmt::format("{}: {}", what, name.error().detail));
    return {};
  }
  template <class Number>
  Number number(std::string_view what) {
    const ZoneToken* token = take(what);
    if (!token) return 0;
    Number value{};
    const char* end = token->text.data() + token->text.size();
    const auto [stop, error] = std::from_chars(token->text.data(), end, value);
    if (error == std::errc{} && stop == end) return value;
    fail(fmt::format("{} must be a number from 0 to {}, not '{}'", what,
                     std::numeric_limits<Number>::max(), token->text));
    return 0;
  }
  std::uint32_t duration(std::string_view what) {
    const ZoneToken* token = take(what);
    if (!token) return 0;
    const auto seconds = parse_ttl(token->text);
    if (seconds) return *seconds;
    fail(fmt::format("{} must be a time such as 3600 or 1h, not '{}'", what, token->text));
    return 0;
  }
  IpAddress address(bool v6) {
    const ZoneToken* token = take("an address");
    if (!token) return {};
    const auto address = IpAddress::parse(token->text);
    if (address && address->is_v6() == v6) return *address;
    fail(fmt::format("'{}' is no IPv{} address{}", token->text, v6 ? 6 : 4,
                     address ? fmt::format("; use {} for it", v6 ? "A" : "AAAA")
                             : "; a name goes into a CNAME record"));
    return {};
  }
  std::string string() {
    const ZoneToken* token = take("a text");
    return token ? unescape(token->text) : std::string();
  }
  const ZoneToken* take(std::string_view what) {
    if (failed()) return nullptr;
    if (at_ < tokens_.size()) return &tokens_[at_++];
    fail(fmt::format("{} is missing", what));
    return nullptr;
  }
  bool more() const { return !failed() && at_ < tokens_.size(); }
  bool failed() const { return !error_.empty(); }
  void fail(std::string why) {
    if (!failed()) error_ = std::move(why);
  }
  Result<RecordData> finish(RecordData data) {
    if (more()) fail(fmt::format("'{}' is too much", tokens_[at_].text));
    if (failed()) return invalid(error_);
    return data;
  }

 private:
  std::string unescape(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != '\\' || at + 1 == text.size()) {
        out += text[at];
      } else if (at + 3 < text.size() && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
                 is_digit(text[at + 3])) {
        const int byte =
            (text[at + 1] - '0') * 100 + (text[at + 2] - '0') * 10 + (text[at + 3] - '0');
        if (byte > 255) fail(fmt::format("'\\{}' is no byte", text.substr(at + 1, 3)));
        out += static_cast<char>(byte);
        at += 3;
      } else {
        out += text[++at];
      }
    }
    if (out.size() > 255) {  // RFC 1035 §3.3
      fail(fmt::format("a text of {} bytes; cut it into several of at most 255", out.size()));
    }
    return out;
  }

  const std::vector<ZoneToken>& tokens_;
  const std::optional<Name>& origin_;
  std::size_t at_ = 0;
  std::string error_;
};

RecordData parse_mx(TokenReader& reader) {
  MxData data;
  data.preference = reader.number<std::uint16_t>("the preference before the mail host");
  data.host = reader.name("the mail host");
  return data;
}

RecordData parse_txt(TokenReader& reader) {
  TxtData data;
  do {
    data.strings.push_back(reader.string());
  } while (reader.more());
  return data;
}

RecordData parse_soa(TokenReader& reader) {
  SoaData data;
  data.primary = reader.name("the primary nameserver");
  data.responsible = reader.name("the responsible person");
  data.serial = reader.number<std::uint32_t>("the serial number");
  data.refresh = reader.duration("the refresh time");
  data.retry = reader.duration("the retry time");
  data.expire = reader.duration("the expire time");
  data.minimum = reader.duration("the time for negative answers");
  return data;
}

RecordData parse_srv(TokenReader& reader) {
  SrvData data;
  data.priority = reader.number<std::uint16_t>("the priority");
  data.weight = reader.number<std::uint16_t>("the weight");
  data.port = reader.number<std::uint16_t>("the port");
  data.host = reader.name("the host");
  return data;
}

int hex_digit(char letter) {
  if (is_digit(letter)) return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

// The bytes of "\# 4 c0000201" (RFC 3597 §5).
std::string parse_generic(TokenReader& reader) {
  reader.take("\\#");
  const std::size_t length = reader.number<std::uint16_t>("the length behind \\#");
  std::string digits;
  while (reader.more()) digits += reader.take("hexadecimal digits")->text;
  if (digits.size() != 2 * length) {
    reader.fail(
        fmt::format("{} bytes are announced, {} hexadecimal digits follow", length, digits.size()));
    return {};
  }
  std::string bytes;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
    const int high = hex_digit(digits[at]);
    const int low = hex_digit(digits[at + 1]);
    if (high < 0 || low < 0) reader.fail(fmt::format("'{}' is not hexadecimal", digits));
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

// A type that we know, given in the generic form, becomes the same value as in its own form.
RecordData from_bytes(RecordType type, const std::string& bytes, TokenReader& reader) {
  if (reader.failed()) return OpaqueData{};
  WireReader wire(bytes);
  RecordData data = read_record_data(wire, type, RecordClass::IN, bytes.size());
  if (wire.failed()) reader.fail("these bytes are no such record: " + wire.error());
  return data;
}

RecordData parse_by_type(RecordType type, TokenReader& reader) {
  switch (type) {
    case RecordType::A:
      return AddressData{reader.address(false)};
    case RecordType::AAAA:
      return AddressData{reader.address(true)};
    case RecordType::NS:
      return NsData{reader.name("the nameserver")};
    case RecordType::CNAME:
      return CnameData{reader.name("the canonical name")};
    case RecordType::PTR:
      return PtrData{reader.name("the host's name")};
    case RecordType::MX:
      return parse_mx(reader);
    case RecordType::TXT:
      return parse_txt(reader);
    case RecordType::SOA:
      return parse_soa(reader);
    case RecordType::SRV:
      return parse_srv(reader);
    default:
      reader.fail("data of this type is written as \\# LENGTH HEX (RFC 3597)");
      return OpaqueData{};
  }
}

}  // namespace

std::optional<std::uint32_t> parse_ttl(std::string_view text) {
  std::uint64_t total = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t number = 0;
    const char* begin = text.data() + at;
    const auto [stop, error] = std::from_chars(begin, text.data() + text.size(), number);
    if (error != std::errc{} || number > 0x7fffffff) return std::nullopt;
    at += static_cast<std::size_t>(stop - begin);
    const bool bare = at == text.size();
    const std::uint64_t unit = bare ? 1 : seconds_of_unit(text[at]);
    if (unit == 0) return std::nullopt;
    if (!bare) ++at;
    total += number * unit;
    if (total > 0x7fffffff) return std::nullopt;  // RFC 2181 §8
  }
  if (text.empty()) return std::nullopt;
  return static_cast<std::uint32_t>(total);
}

Result<Name> parse_zone_name(const ZoneToken& token, const std::optional<Name>& origin) {
  if (token.quoted) return invalid(fmt::format("a name is written without quotes: {}", token.text));
  if (origin) return Name::parse_relative(token.text, *origin);
  const bool absolute = token.text.ends_with('.') && !token.text.ends_with("\\.");
  if (!absolute) {
    return invalid(fmt::format("'{}' is relative, but no $ORIGIN came before it; end it with a dot",
                               token.text));
  }
  return Name::parse(token.text);
}

Result<RecordData> parse_record_data(RecordType type, const std::vector<ZoneToken>& tokens,
                                     const std::optional<Name>& origin) {
  TokenReader reader(tokens, origin);
  if (!tokens.empty() && !tokens[0].quoted && tokens[0].text == "\\#") {
    const std::string bytes = parse_generic(reader);
    return reader.finish(from_bytes(type, bytes, reader));
  }
  return reader.finish(parse_by_type(type, reader));
}

}  // namespace mailtown::dns
