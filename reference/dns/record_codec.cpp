#include "dns/record_codec.h"

#include <algorithm>
#include <array>

namespace mailtown::dns {

namespace {

RecordData read_v4(WireReader& reader) {
  std::array<std::uint8_t, 4> bytes{};
  for (auto& byte : bytes) byte = reader.u8();
  return AddressData{IpAddress::v4(bytes)};
}

RecordData read_v6(WireReader& reader) {
  std::array<std::uint8_t, 16> bytes{};
  for (auto& byte : bytes) byte = reader.u8();
  return AddressData{IpAddress::v6(bytes)};
}

RecordData read_mx(WireReader& reader) {
  MxData data;
  data.preference = reader.u16();
  data.host = reader.name();
  return data;
}

RecordData read_txt(WireReader& reader) {
  TxtData data;
  do {  // RFC 1035 §3.3.14: one or more strings
    data.strings.push_back(reader.character_string());
  } while (!reader.at_end());
  return data;
}

RecordData read_soa(WireReader& reader) {
  SoaData data;
  data.primary = reader.name();
  data.responsible = reader.name();
  data.serial = reader.u32();
  data.refresh = reader.u32();
  data.retry = reader.u32();
  data.expire = reader.u32();
  data.minimum = reader.u32();
  return data;
}

RecordData read_srv(WireReader& reader) {
  SrvData data;
  data.priority = reader.u16();
  data.weight = reader.u16();
  data.port = reader.u16();
  data.host = reader.name();  // RFC 3597 §4: compressed by some, so understood
  return data;
}

RecordData read_known(WireReader& reader, RecordType type) {
  switch (type) {
    case RecordType::A:
      return read_v4(reader);
    case RecordType::AAAA:
      return read_v6(reader);
    case RecordType::NS:
      return NsData{reader.name()};
    case RecordType::CNAME:
      return CnameData{reader.name()};
    case RecordType::PTR:
      return PtrData{reader.name()};
    case RecordType::MX:
      return read_mx(reader);
    case RecordType::TXT:
      return read_txt(reader);
    case RecordType::SOA:
      return read_soa(reader);
    case RecordType::SRV:
      return read_srv(reader);
    default:
      return OpaqueData{std::string(reader.bytes(reader.left()))};
  }
}

struct DataWriter {
  WireWriter& writer;

  void operator()(const AddressData& data) const {
    const auto& all = data.address.v6_bytes();
    const std::size_t count = data.address.is_v6() ? 16 : 4;
    std::for_each_n(all.begin(), count, [this](std::uint8_t byte) { writer.u8(byte); });
  }
  void operator()(const NsData& data) const { writer.name(data.host); }
  void operator()(const CnameData& data) const { writer.name(data.target); }
  void operator()(const PtrData& data) const { writer.name(data.name); }
  void operator()(const MxData& data) const {
    writer.u16(data.preference);
    writer.name(data.host);
  }
  void operator()(const TxtData& data) const {
    for (const auto& string : data.strings) writer.character_string(string);
    if (data.strings.empty()) writer.u8(0);
  }
  void operator()(const SoaData& data) const {
    writer.name(data.primary);
    writer.name(data.responsible);
    for (const auto number : {data.serial, data.refresh, data.retry, data.expire, data.minimum}) {
      writer.u32(number);
    }
  }
  void operator()(const SrvData& data) const {
    writer.u16(data.priority);
    writer.u16(data.weight);
    writer.u16(data.port);
    writer.uncompressed_name(data.host);  // RFC 2782: not to be compressed
  }
  void operator()(const OpaqueData& data) const { writer.bytes(data.bytes); }
};

}  // namespace

RecordData read_record_data(WireReader& reader, RecordType type, RecordClass record_class,
                            std::size_t length) {
  const std::size_t outer_end = reader.enter(length);
  if (record_class != RecordClass::IN) type = RecordType{};
  RecordData data = read_known(reader, type);
  reader.leave(outer_end);
  return data;
}

Record read_record(WireReader& reader) {
  Record record;
  record.name = reader.name();
  record.type = static_cast<RecordType>(reader.u16());
  record.record_class = static_cast<RecordClass>(reader.u16());
  record.ttl = reader.u32();
  if (record.ttl >= 0x80000000u) record.ttl = 0;  // RFC 2181 §8
  const std::size_t length = reader.u16();
  record.data = read_record_data(reader, record.type, record.record_class, length);
  return record;
}

void write_record_data(WireWriter& writer, const RecordData& data) {
  std::visit(DataWriter{writer}, data);
}

void write_record(WireWriter& writer, const Record& record) {
  writer.name(record.name);
  writer.u16(static_cast<std::uint16_t>(record.type));
  writer.u16(static_cast<std::uint16_t>(record.record_class));
  writer.u32(record.ttl);
  const std::size_t begin = writer.begin_length();
  write_record_data(writer, record.data);
  writer.end_length(begin);
}

}  // namespace mailtown::dns
