#include "trace/json_codec.h"

#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "trace/json_values.h"

namespace mailtown::trace {

namespace json = boost::json;

namespace {

// --- writing -------------------------------------------------------------------------------------

// Appends one JSON object to a string; the library does the escaping.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectWriter() { out_ += '}'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  // Empty values are left out: most events use few of their fields.
  void field(std::string_view name, const std::string& value) {
    if (value.empty()) return;
    key(name);
    string(value);
  }
  void field(std::string_view name, std::uint64_t value) {
    if (value == 0) return;
    key(name);
    fmt::format_to(std::back_inserter(out_), "{}", value);
  }
  void field(std::string_view name, const Endpoint& value) {
    if (value == Endpoint{}) return;
    key(name);
    string(value.to_string());
  }
  void field(std::string_view name, const std::vector<std::string>& values) {
    list(name, values, [this](const std::string& value) { string(value); });
  }
  void field(std::string_view name, const std::vector<Fact>& facts) {
    if (!facts.empty()) object_of_facts(name, facts);
  }
  void field(std::string_view name, const std::vector<Alternative>& alternatives) {
    list(name, alternatives, [this](const Alternative& alternative) {
      ObjectWriter object(out_);
      object.field("choice", alternative.choice);
      object.field("lost_because", alternative.lost_because);
      object.field("facts", alternative.facts);
    });
  }

 private:
  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    fmt::format_to(std::back_inserter(out_), "\"{}\":", name);
  }
  void string(std::string_view value) {
    serializer_.reset(value);
    char buffer[1024];
    while (!serializer_.done()) out_ += std::string_view(serializer_.read(buffer));
  }
  template <class Values, class WriteOne>
  void list(std::string_view name, const Values& values, WriteOne write_one) {
    if (values.empty()) return;
    key(name);
    out_ += '[';
    for (const auto& value : values) {
      if (&value != &values.front()) out_ += ',';
      write_one(value);
    }
    out_ += ']';
  }
  // Facts keep their order and may repeat a name, so they are a list of pairs.
  void object_of_facts(std::string_view name, const std::vector<Fact>& facts) {
    list(name, facts, [this](const Fact& fact) {
      out_ += '[';
      string(fact.name);
      out_ += ',';
      string(fact.value);
      out_ += ']';
    });
  }

  std::string& out_;
  json::serializer serializer_;
  bool first_ = true;
};

// --- reading -------------------------------------------------------------------------------------

// Fills the payload whose kind is `name`, if any alternative of Payload from I on has it.
template <std::size_t I = 0>
bool read_payload(std::string_view name, const json::object& object, Payload& into) {
  if constexpr (I < std::variant_size_v<Payload>) {
    using Kind = std::variant_alternative_t<I, Payload>;
    if (name != Kind::kind) return read_payload<I + 1>(name, object, into);
    Kind payload;
    const auto read_field = [&](const auto& field) {
      if (const auto* value = object.if_contains(field.name)) read(*value, payload.*(field.member));
    };
    std::apply([&](const auto&... field) { (read_field(field), ...); }, Kind::fields());
    into = std::move(payload);
    return true;
  } else {
    return false;
  }
}

}  // namespace

void append_event(std::string& out, const Event& event) {
  fmt::format_to(std::back_inserter(out), "{{\"p\":{},\"n\":{},\"t\":{}", event.program,
                 event.number, event.time_us);
  if (event.cause) fmt::format_to(std::back_inserter(out), ",\"cause\":{}", event.cause);
  if (event.conversation)
    fmt::format_to(std::back_inserter(out), ",\"conversation\":{}", event.conversation);
  if (!event.letter.empty())
    fmt::format_to(std::back_inserter(out), ",\"letter\":\"{}\"", event.letter);
  fmt::format_to(std::back_inserter(out), ",\"kind\":\"{}\",\"is\":", kind(event));
  {
    ObjectWriter object(out);
    std::visit(
        [&](const auto& payload) {
          std::apply(
              [&](const auto&... field) {
                (object.field(field.name, payload.*(field.member)), ...);
              },
              std::decay_t<decltype(payload)>::fields());
        },
        event.payload);
  }
  out += "}\n";
}

Result<Event> parse_event(std::string_view line) {
  boost::system::error_code failed;
  // Most lines fit here, and are then read without asking for memory piece by piece.
  std::array<unsigned char, 8192> nearby;
  json::monotonic_resource memory(nearby.data(), nearby.size());
  const json::value root = json::parse(line, failed, &memory);
  const auto* object = root.if_object();
  if (failed || !object) return Failure{FailureKind::invalid, "not a JSON object"};
  Event event;
  const auto number = [&](const char* name) {
    const auto* value = object->if_contains(name);
    return value ? number_of(*value) : 0;
  };
  event.program = static_cast<std::uint32_t>(number("p"));
  event.number = number("n");
  event.time_us = static_cast<std::int64_t>(number("t"));
  event.cause = number("cause");
  event.conversation = static_cast<Conversation>(number("conversation"));
  if (const auto* letter = object->if_contains("letter")) read(*letter, event.letter);
  const auto* kind = object->if_contains("kind");
  const auto* is = object->if_contains("is");
  if (!kind || !is || !is->is_object())
    return Failure{FailureKind::invalid, "no kind or no content"};
  if (!read_payload(view_of(*kind), is->get_object(), event.payload)) {
    return Failure{FailureKind::invalid, "unknown kind " + std::string(view_of(*kind))};
  }
  return event;
}

void TraceReader::fail(const Failure& failure) {
  read_.damage = fmt::format("line {}: {}", line_, failure.message());
}

void TraceReader::take_line(std::string_view line) {
  ++line_;
  if (line_ == 1) {
    auto header = parse_header(line);
    if (!header) return fail(header.error());
    read_.trace.header = std::move(*header);
  } else {
    if (auto scanned = scanner_.scan(line)) {
      read_.trace.events.push_back(std::move(*scanned));
      return;
    }
    auto event = parse_event(line);
    if (!event) return fail(event.error());
    read_.trace.events.push_back(std::move(*event));
  }
}

void TraceReader::take(std::string_view block) {
  while (!is_damaged()) {
    const auto end = block.find('\n');
    if (end == block.npos) break;
    if (rest_.empty()) {
      take_line(block.substr(0, end));
    } else {
      rest_ += block.substr(0, end);
      take_line(rest_);
      rest_.clear();
    }
    block.remove_prefix(end + 1);
  }
  rest_ += block;
}

ReadTrace TraceReader::finish() {
  if (!is_damaged() && !rest_.empty()) {
    ++line_;
    fail({FailureKind::invalid, "cut off"});
  }
  return std::move(read_);
}

ReadTrace read_trace(std::string_view text) {
  TraceReader reader;
  reader.take(text);
  return reader.finish();
}

}  // namespace mailtown::trace
