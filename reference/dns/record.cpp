#include "dns/record.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace mailtown::dns {

namespace {

template <class Code>
struct Mnemonic {
  Code code;
  std::string_view text;
};
template <class Code>
Mnemonic(Code, const char*) -> Mnemonic<Code>;  // clang 14 cannot find this by itself

constexpr std::array type_names{
    Mnemonic{RecordType::A, "A"},         Mnemonic{RecordType::NS, "NS"},
    Mnemonic{RecordType::CNAME, "CNAME"}, Mnemonic{RecordType::SOA, "SOA"},
    Mnemonic{RecordType::PTR, "PTR"},     Mnemonic{RecordType::MX, "MX"},
    Mnemonic{RecordType::TXT, "TXT"},     Mnemonic{RecordType::AAAA, "AAAA"},
    Mnemonic{RecordType::SRV, "SRV"},     Mnemonic{RecordType::OPT, "OPT"},
    Mnemonic{RecordType::IXFR, "IXFR"},   Mnemonic{RecordType::AXFR, "AXFR"},
    Mnemonic{RecordType::ANY, "ANY"},
};

constexpr std::array class_names{
    Mnemonic{RecordClass::IN, "IN"},   Mnemonic{RecordClass::CH, "CH"},
    Mnemonic{RecordClass::HS, "HS"},   Mnemonic{RecordClass::NONE, "NONE"},
    Mnemonic{RecordClass::ANY, "ANY"},
};

bool same_word(std::string_view text, std::string_view upper_case) {
  if (text.size() != upper_case.size()) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    const char upper = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
    if (upper != upper_case[at]) return false;
  }
  return true;
}

template <class Names, class Code>
std::string code_to_string(const Names& names, Code code, std::string_view generic) {
  for (const auto& known : names) {
    if (known.code == code) return std::string(known.text);
  }
  return fmt::format("{}{}", generic, static_cast<unsigned>(code));
}

// A mnemonic or the generic form of RFC 3597 §5.
template <class Code, class Names>
std::optional<Code> parse_code(const Names& names, std::string_view text,
                               std::string_view generic) {
  for (const auto& known : names) {
    if (same_word(text, known.text)) return known.code;
  }
  if (text.size() <= generic.size() || !same_word(text.substr(0, generic.size()), generic)) {
    return std::nullopt;
  }
  const auto digits = text.substr(generic.size());
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return static_cast<Code>(number);
}

std::string quoted(std::string_view bytes) {
  std::string out = "\"";
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 || byte >= 0x7f) {
      fmt::format_to(std::back_inserter(out), "\\{:03}", byte);
    } else {
      if (letter == '"' || letter == '\\') out += '\\';
      out += letter;
    }
  }
  return out + '"';
}

struct DataPrinter {
  std::string operator()(const AddressData& data) const { return data.address.to_string(); }
  std::string operator()(const NsData& data) const { return data.host.to_absolute_string(); }
  std::string operator()(const CnameData& data) const { return data.target.to_absolute_string(); }
  std::string operator()(const PtrData& data) const { return data.name.to_absolute_string(); }
  std::string operator()(const MxData& data) const {
    return fmt::format("{} {}", data.preference, data.host.to_absolute_string());
  }
  std::string operator()(const TxtData& data) const {
    std::string out;
    for (const auto& string : data.strings) {
      if (!out.empty()) out += ' ';
      out += quoted(string);
    }
    return out;
  }
  std::string operator()(const SoaData& data) const {
    return fmt::format("{} {} {} {} {} {} {}", data.primary.to_absolute_string(),
                       data.responsible.to_absolute_string(), data.serial, data.refresh, data.retry,
                       data.expire, data.minimum);
  }
  std::string operator()(const SrvData& data) const {
    return fmt::format("{} {} {} {}", data.priority, data.weight, data.port,
                       data.host.to_absolute_string());
  }
  std::string operator()(const OpaqueData& data) const {  // RFC 3597 §5
    std::string out = fmt::format("\\# {}", data.bytes.size());
    if (!data.bytes.empty()) out += ' ';
    for (const char byte : data.bytes) {
      fmt::format_to(std::back_inserter(out), "{:02x}", static_cast<unsigned char>(byte));
    }
    return out;
  }
};

struct TypeOfData {
  RecordType operator()(const AddressData& data) const {
    return data.address.is_v6() ? RecordType::AAAA : RecordType::A;
  }
  RecordType operator()(const NsData&) const { return RecordType::NS; }
  RecordType operator()(const CnameData&) const { return RecordType::CNAME; }
  RecordType operator()(const PtrData&) const { return RecordType::PTR; }
  RecordType operator()(const MxData&) const { return RecordType::MX; }
  RecordType operator()(const TxtData&) const { return RecordType::TXT; }
  RecordType operator()(const SoaData&) const { return RecordType::SOA; }
  RecordType operator()(const SrvData&) const { return RecordType::SRV; }
  RecordType operator()(const OpaqueData&) const { return RecordType{}; }
};

}  // namespace

std::string to_string(RecordType type) {
  return code_to_string(type_names, type, "TYPE");
}

std::string to_string(RecordClass record_class) {
  return code_to_string(class_names, record_class, "CLASS");
}

std::optional<RecordType> parse_record_type(std::string_view text) {
  return parse_code<RecordType>(type_names, text, "TYPE");
}

std::optional<RecordClass> parse_record_class(std::string_view text) {
  return parse_code<RecordClass>(class_names, text, "CLASS");
}

Record make_record(Name name, std::uint32_t ttl, RecordData data) {
  const RecordType type = std::visit(TypeOfData{}, data);
  return {std::move(name), type, RecordClass::IN, ttl, std::move(data)};
}

std::optional<IpAddress> address_of(const Record& record) {
  const auto* data = std::get_if<AddressData>(&record.data);
  if (!data) return std::nullopt;
  return data->address;
}

const Name* target_of(const Record& record) {
  if (const auto* ns = std::get_if<NsData>(&record.data)) return &ns->host;
  if (const auto* cname = std::get_if<CnameData>(&record.data)) return &cname->target;
  if (const auto* ptr = std::get_if<PtrData>(&record.data)) return &ptr->name;
  if (const auto* mx = std::get_if<MxData>(&record.data)) return &mx->host;
  if (const auto* srv = std::get_if<SrvData>(&record.data)) return &srv->host;
  return nullptr;
}

std::string to_string(const RecordData& data) {
  return std::visit(DataPrinter{}, data);
}

std::string to_string(const Record& record) {
  return fmt::format("{} {} {} {} {}", record.name.to_absolute_string(), record.ttl,
                     to_string(record.record_class), to_string(record.type),
                     to_string(record.data));
}

std::vector<std::string> to_strings(const std::vector<Record>& records) {
  std::vector<std::string> lines;
  lines.reserve(records.size());
  for (const auto& record : records) lines.push_back(to_string(record));
  return lines;
}

}  // namespace mailtown::dns
