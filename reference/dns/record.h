// Record: one resource record (RFC 1035 §3.2) as values, and its text in master-file form.
//
// Types that this nameserver does not know are kept as opaque bytes (RFC 3597), so that a zone may
// hold them and a resolver may pass them on. OPT is no record but a message's extension: see
// message.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dns/name.h"
#include "platform/endpoint.h"

namespace mailtown::dns {

// TYPE and QTYPE values (IANA). Other numbers are legal values of this type.
enum class RecordType : std::uint16_t {
  A = 1,
  NS = 2,
  CNAME = 5,
  SOA = 6,
  PTR = 12,
  MX = 15,
  TXT = 16,
  AAAA = 28,
  SRV = 33,
  OPT = 41,
  IXFR = 251,
  AXFR = 252,
  ANY = 255,
};

enum class RecordClass : std::uint16_t { IN = 1, CH = 3, HS = 4, NONE = 254, ANY = 255 };

std::string to_string(RecordType type);           // "MX", or "TYPE65280" (RFC 3597 §5)
std::string to_string(RecordClass record_class);  // "IN", or "CLASS32"
// Both forms above, in any case.
std::optional<RecordType> parse_record_type(std::string_view text);
std::optional<RecordClass> parse_record_class(std::string_view text);

struct AddressData {  // A, AAAA
  IpAddress address;
  bool operator==(const AddressData&) const = default;
};

struct NsData {
  Name host;
  bool operator==(const NsData&) const = default;
};

struct CnameData {
  Name target;
  bool operator==(const CnameData&) const = default;
};

struct PtrData {
  Name name;
  bool operator==(const PtrData&) const = default;
};

struct MxData {
  std::uint16_t preference = 0;  // the lowest is tried first
  Name host;                     // the root alone means "takes no mail" (RFC 7505)
  bool operator==(const MxData&) const = default;
};

struct TxtData {
  std::vector<std::string> strings;  // at least one, each at most 255 bytes
  bool operator==(const TxtData&) const = default;
};

struct SoaData {
  Name primary;      // MNAME
  Name responsible;  // RNAME: hostmaster.example.org for hostmaster@example.org
  std::uint32_t serial = 0;
  std::uint32_t refresh = 0, retry = 0, expire = 0;  // seconds
  std::uint32_t minimum = 0;  // seconds that "there is no such thing" may be kept (RFC 2308 §4)
  bool operator==(const SoaData&) const = default;
};

struct SrvData {  // RFC 2782
  std::uint16_t priority = 0, weight = 0, port = 0;
  Name host;
  bool operator==(const SrvData&) const = default;
};

struct OpaqueData {  // any other type: RDATA as it lies on the wire
  std::string bytes;
  bool operator==(const OpaqueData&) const = default;
};

using RecordData = std::variant<AddressData, NsData, CnameData, PtrData, MxData, TxtData, SoaData,
                                SrvData, OpaqueData>;

struct Record {
  Name name;
  RecordType type = RecordType::A;  // fits `data`
  RecordClass record_class = RecordClass::IN;
  std::uint32_t ttl = 0;  // seconds
  RecordData data;

  bool operator==(const Record&) const = default;
};

// A record of class IN whose type follows from `data`, which must not be OpaqueData.
Record make_record(Name name, std::uint32_t ttl, RecordData data);

// What A and AAAA records say.
std::optional<IpAddress> address_of(const Record& record);
// The host or name that NS, CNAME, PTR, MX and SRV records point to; null for other types.
const Name* target_of(const Record& record);

// One line of a master file: "example.org. 3600 IN MX 10 mx1.example.org."
std::string to_string(const Record& record);
// Only the data: "10 mx1.example.org."
std::string to_string(const RecordData& data);
// Each record's line, for the trace.
std::vector<std::string> to_strings(const std::vector<Record>& records);

}  // namespace mailtown::dns
