#include "dns/zone_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "dns/record_text.h"
#include "dns/zone_lexer.h"
#include "text/ascii.h"

namespace mailtown::dns {

namespace {

// Whether one letter too many, too few or wrong makes `left` of `right`.
bool nearly_same(std::string_view left, std::string_view right) {
  if (left.size() < right.size()) std::swap(left, right);
  if (left.size() - right.size() > 1) return false;
  const auto [a, b] = std::mismatch(right.begin(), right.end(), left.begin());
  const auto short_rest = right.substr(static_cast<std::size_t>(a - right.begin()));
  const auto long_rest = left.substr(static_cast<std::size_t>(b - left.begin()));
  if (long_rest.empty()) return true;
  const bool same_length = left.size() == right.size();
  return long_rest.substr(1) == (same_length ? short_rest.substr(1) : short_rest);
}

std::string unknown_type(std::string_view word) {
  std::string message = fmt::format("'{}' is no record type", word);
  if (word.size() > 8) return message;
  for (const auto type :
       {RecordType::MX, RecordType::A, RecordType::AAAA, RecordType::NS, RecordType::CNAME,
        RecordType::SOA, RecordType::PTR, RecordType::TXT, RecordType::SRV}) {
    if (nearly_same(upper_case(word), to_string(type))) {
      return fmt::format("{}; did you mean '{}'?", message, to_string(type));
    }
  }
  return message;
}

// What stands between owner and data: TTL and class in either order, then the type (RFC 1035 §5.1).
struct EntryHead {
  std::optional<std::uint32_t> ttl;
  std::optional<RecordType> type;
  std::size_t next = 0;  // the token behind the type
  std::string error;
};

EntryHead read_head(const std::vector<ZoneToken>& tokens, std::size_t at) {
  EntryHead head;
  bool class_seen = false;
  for (; at < tokens.size(); ++at) {
    const auto word = tokens[at].text;
    if (const auto record_class = parse_record_class(word);
        record_class && !class_seen && upper_case(word) != "ANY") {
      class_seen = true;
      if (*record_class != RecordClass::IN) {
        head.error = fmt::format("class {}: only IN is served here", word);
        return head;
      }
    } else if (const auto ttl = parse_ttl(word); ttl && !head.ttl) {
      head.ttl = ttl;
    } else {
      head.type = parse_record_type(word);
      if (!head.type) head.error = unknown_type(word);
      head.next = at + 1;
      return head;
    }
  }
  head.error = "a record type is missing";
  return head;
}

bool belongs_in_zones(RecordType type) {  // RFC 6895 §3.1: 128 to 255 are questions and meta types
  const auto code = static_cast<unsigned>(type);
  return code != 0 && type != RecordType::OPT && (code < 128 || code > 255);
}

class ZoneParser {
 public:
  ZoneParser(std::string_view text, const std::string& file, std::optional<Name> origin)
      : lexer_(text), file_(file), origin_(std::move(origin)) {}

  ZoneText run() {
    while (auto entry = lexer_.next()) {
      line_ = std::max(entry->line, 1u);
      if (!lexer_.error().empty()) {
        error(lexer_.error());
      } else if (!entry->begins_blank && entry->tokens[0].text.starts_with('$')) {
        read_directive(entry->tokens);
      } else {
        read_record(*entry);
      }
    }
    return std::move(result_);
  }

 private:
  void error(std::string_view what) {
    result_.errors.push_back(fmt::format("{}:{}: {}", file_, line_, what));
  }

  void read_directive(const std::vector<ZoneToken>& tokens) {
    const std::string word = upper_case(tokens[0].text);
    if (word == "$INCLUDE") {
      error(
          "$INCLUDE is not supported: put the records into this file, or list the other file as "
          "a zone of its own");
    } else if (word != "$ORIGIN" && word != "$TTL") {
      error(fmt::format("'{}' is unknown; $ORIGIN and $TTL are what there is", tokens[0].text));
    } else if (tokens.size() != 2) {
      error(fmt::format("{} takes exactly one value", word));
    } else if (word == "$ORIGIN") {
      auto name = parse_zone_name(tokens[1], origin_);
      if (!name) return error("$ORIGIN: " + name.error().detail);
      origin_ = *name;
    } else {  // RFC 2308 §4
      default_ttl_ = parse_ttl(tokens[1].text);
      if (!default_ttl_) error(fmt::format("$TTL: '{}' is no time; 3600 or 1h is", tokens[1].text));
    }
  }

  bool read_owner(const ZoneEntry& entry) {
    if (entry.begins_blank) {
      if (owner_) return true;
      error("a line that begins with a blank takes the name of the line before, but there is none");
      return false;
    }
    auto name = parse_zone_name(entry.tokens[0], origin_);
    if (name) owner_ = *name;
    if (!name) error("the owner: " + name.error().detail);
    return static_cast<bool>(name);
  }

  // RFC 2308 §4: the TTL given, else $TTL; else, as in RFC 1035 §5.1, the one of the record before.
  std::optional<std::uint32_t> ttl_of(const EntryHead& head, const RecordData& data) {
    if (head.ttl) last_ttl_ = head.ttl;
    if (head.ttl) return head.ttl;
    if (default_ttl_) return default_ttl_;
    if (last_ttl_) return last_ttl_;
    if (const auto* soa = std::get_if<SoaData>(&data)) last_ttl_ = soa->minimum;
    return last_ttl_;
  }

  void read_record(const ZoneEntry& entry) {
    if (!read_owner(entry)) return;
    const EntryHead head = read_head(entry.tokens, entry.begins_blank ? 0 : 1);
    if (!head.error.empty()) return error(head.error);
    const std::string type = to_string(*head.type);
    if (!belongs_in_zones(*head.type)) return error(type + " records do not stand in zones");
    const std::vector<ZoneToken> rest(entry.tokens.begin() + static_cast<long>(head.next),
                                      entry.tokens.end());
    auto data = parse_record_data(*head.type, rest, origin_);
    if (!data) return error(fmt::format("{} record: {}", type, data.error().detail));
    const auto ttl = ttl_of(head, *data);
    if (!ttl) return error("no time to live: put a line such as '$TTL 1h' before the records");
    Record record{*owner_, *head.type, RecordClass::IN, *ttl, std::move(*data)};
    result_.records.push_back({std::move(record), line_});
  }

  ZoneLexer lexer_;
  const std::string& file_;
  std::optional<Name> origin_, owner_;
  std::optional<std::uint32_t> default_ttl_, last_ttl_;
  unsigned line_ = 0;
  ZoneText result_;
};

}  // namespace

ZoneText parse_zone_file(std::string_view text, const std::string& file,
                         std::optional<Name> origin) {
  return ZoneParser(text, file, std::move(origin)).run();
}

}  // namespace mailtown::dns
