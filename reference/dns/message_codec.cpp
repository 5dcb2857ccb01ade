#include "dns/message_codec.h"

#include <fmt/format.h>

#include "dns/record_codec.h"

namespace mailtown::dns {

namespace {

constexpr std::size_t header_bytes = 12;

struct Counts {
  std::uint16_t questions = 0, answer = 0, authority = 0, additional = 0;
};

void read_flags(std::uint16_t flags, Message& message) {  // RFC 1035 §4.1.1
  message.is_response = flags & 0x8000;
  message.opcode = static_cast<Opcode>(flags >> 11 & 0xf);
  message.authoritative = flags & 0x0400;
  message.truncated = flags & 0x0200;
  message.recursion_desired = flags & 0x0100;
  message.recursion_available = flags & 0x0080;
  message.rcode = static_cast<Rcode>(flags & 0xf);
}

std::uint16_t flags_of(const Message& message) {
  unsigned flags = static_cast<unsigned>(message.rcode) & 0xf;
  flags |= (static_cast<unsigned>(message.opcode) & 0xf) << 11;
  if (message.is_response) flags |= 0x8000;
  if (message.authoritative) flags |= 0x0400;
  if (message.truncated) flags |= 0x0200;
  if (message.recursion_desired) flags |= 0x0100;
  if (message.recursion_available) flags |= 0x0080;
  return static_cast<std::uint16_t>(flags);
}

Counts read_header(WireReader& reader, Message& message) {
  message.id = reader.u16();
  read_flags(reader.u16(), message);
  Counts counts;
  counts.questions = reader.u16();
  counts.answer = reader.u16();
  counts.authority = reader.u16();
  counts.additional = reader.u16();
  return counts;
}

void read_questions(WireReader& reader, unsigned count, std::vector<Question>& into) {
  for (; count > 0 && !reader.failed(); --count) {
    Question question;
    question.name = reader.name();
    question.type = static_cast<RecordType>(reader.u16());
    question.record_class = static_cast<RecordClass>(reader.u16());
    if (!reader.failed()) into.push_back(std::move(question));
  }
}

// RFC 6891 §6.1.2 and §6.1.3: the fields of an OPT record mean other things than usual.
void take_edns(WireReader& reader, const Record& opt, Message& message) {
  if (message.edns) return reader.fail("more than one OPT record");  // RFC 6891 §6.1.1
  if (!opt.name.is_root()) return reader.fail("an OPT record's name is not the root");
  Edns edns;
  edns.udp_bytes = static_cast<std::uint16_t>(opt.record_class);
  edns.version = static_cast<std::uint8_t>(opt.ttl >> 16);
  edns.dnssec_ok = opt.ttl & 0x8000;
  const unsigned rcode_high = opt.ttl >> 24;
  message.rcode = static_cast<Rcode>(rcode_high << 4 | static_cast<unsigned>(message.rcode));
  WireReader options(std::get<OpaqueData>(opt.data).bytes);
  while (!options.at_end() && !options.failed()) {
    EdnsOption option;
    option.code = options.u16();
    const std::size_t length = options.u16();
    option.bytes = options.bytes(length);
    edns.options.push_back(std::move(option));
  }
  if (options.failed()) return reader.fail("an OPT record's options are cut off");
  message.edns = std::move(edns);
}

// Like read_record(), but OPT's "TTL" is a field of bits.
Record read_additional_record(WireReader& reader) {
  WireReader ahead = reader;
  ahead.name();
  const auto type = static_cast<RecordType>(ahead.u16());
  if (type != RecordType::OPT) return read_record(reader);
  Record opt;
  opt.type = type;
  opt.name = reader.name();
  reader.u16();
  opt.record_class = static_cast<RecordClass>(reader.u16());
  opt.ttl = reader.u32();
  const std::size_t length = reader.u16();
  opt.data = OpaqueData{std::string(reader.bytes(length))};
  return opt;
}

void read_section(WireReader& reader, unsigned count, std::vector<Record>& into) {
  for (; count > 0 && !reader.failed(); --count) {
    Record record = read_record(reader);
    if (record.type == RecordType::OPT) reader.fail("an OPT record outside the additional section");
    if (!reader.failed()) into.push_back(std::move(record));
  }
}

void read_additional(WireReader& reader, unsigned count, Message& message) {
  for (; count > 0 && !reader.failed(); --count) {
    Record record = read_additional_record(reader);
    if (reader.failed()) return;
    if (record.type == RecordType::OPT) {
      take_edns(reader, record, message);
    } else {
      message.additional.push_back(std::move(record));
    }
  }
}

void write_edns(WireWriter& writer, const Edns& edns, Rcode rcode) {
  writer.u8(0);  // the root
  writer.u16(static_cast<std::uint16_t>(RecordType::OPT));
  writer.u16(edns.udp_bytes);
  writer.u8(static_cast<std::uint8_t>(static_cast<unsigned>(rcode) >> 4));
  writer.u8(edns.version);
  writer.u16(edns.dnssec_ok ? 0x8000 : 0);
  const std::size_t begin = writer.begin_length();
  for (const auto& option : edns.options) {
    writer.u16(option.code);
    writer.u16(static_cast<std::uint16_t>(option.bytes.size()));
    writer.bytes(option.bytes);
  }
  writer.end_length(begin);
}

bool is_referral(const Message& message) {
  return outcome_word(message) == "referral";
}

}  // namespace

Result<Message> parse_header_only(std::string_view bytes) {
  if (bytes.size() < header_bytes) {
    return Failure{FailureKind::invalid, fmt::format("{} bytes are no DNS message", bytes.size())};
  }
  WireReader reader(bytes);
  Message message;
  read_header(reader, message);
  return message;
}

Result<Message> parse_message(std::string_view bytes) {
  WireReader reader(bytes);
  Message message;
  const Counts counts = read_header(reader, message);
  read_questions(reader, counts.questions, message.questions);
  read_section(reader, counts.answer, message.answer);
  read_section(reader, counts.authority, message.authority);
  read_additional(reader, counts.additional, message);
  if (!reader.failed() && !reader.at_end()) {
    reader.fail(fmt::format("{} bytes behind the last record", reader.left()));
  }
  if (reader.failed()) return Failure{FailureKind::invalid, reader.error()};
  return message;
}

std::string print_message(const Message& message) {
  WireWriter writer;
  writer.u16(message.id);
  writer.u16(flags_of(message));
  writer.u16(static_cast<std::uint16_t>(message.questions.size()));
  writer.u16(static_cast<std::uint16_t>(message.answer.size()));
  writer.u16(static_cast<std::uint16_t>(message.authority.size()));
  writer.u16(static_cast<std::uint16_t>(message.additional.size() + (message.edns ? 1 : 0)));
  for (const auto& question : message.questions) {
    writer.name(question.name);
    writer.u16(static_cast<std::uint16_t>(question.type));
    writer.u16(static_cast<std::uint16_t>(question.record_class));
  }
  for (const auto* section : {&message.answer, &message.authority, &message.additional}) {
    for (const auto& record : *section) write_record(writer, record);
  }
  if (message.edns) write_edns(writer, *message.edns, message.rcode);
  return writer.take();
}

Fitted fit(Message message, std::size_t limit) {
  std::string bytes = print_message(message);
  if (bytes.size() > limit && !message.additional.empty() && !is_referral(message)) {
    message.additional.clear();
    bytes = print_message(message);
  }
  if (bytes.size() > limit) {
    message.answer.clear();
    message.authority.clear();
    message.additional.clear();
    message.truncated = true;
    bytes = print_message(message);
  }
  return {std::move(message), std::move(bytes)};
}

}  // namespace mailtown::dns
