// What the sentence of an event may name.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "mime/idn.h"
#include "simulator/reader/narrator.h"
#include "simulator/reader/record_words.h"

namespace mailtown::reader {

namespace {

// Fields that hold words of ours, which a catalogue may translate; all others hold data.
bool holds_a_word(std::string_view field) {
  static constexpr std::array fields = {
      "role", "how",      "why",   "what",      "outcome", "step",     "change", "action",
      "side", "protocol", "about", "transport", "stage",   "unproven", "client", "unit",
      "error"};
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

// Fields that hold DNS records as lines of a master file.
bool holds_records(std::string_view field) {
  static constexpr std::array fields = {"answer", "authority", "additional", "records"};
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

// Fields that show what went over the wire, A-labels and all.
bool is_from_the_wire(std::string_view field) {
  return field == "text" || field == "reply" || holds_records(field);
}

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, "; "));
}

class FieldCollector {
 public:
  FieldCollector(const Catalogue& catalogue, Values& values)
      : catalogue_(catalogue), values_(values) {}

  template <class Payload>
  void operator()(const Payload& payload) {
    std::apply([&](const auto&... field) { (add(field.name, payload.*(field.member)), ...); },
               Payload::fields());
  }

 private:
  void add(std::string_view name, const std::string& value) {
    values_.push_back({std::string(name), text_of(name, value)});
  }
  void add(std::string_view name, std::uint64_t value) {
    values_.push_back({std::string(name), std::to_string(value)});
  }
  void add(std::string_view name, const Endpoint& value) {
    values_.push_back({std::string(name), value == Endpoint{} ? "" : value.to_string()});
  }
  void add(std::string_view name, const std::vector<std::string>& value) {
    // The name that the event is about comes before its records in every payload.
    values_.push_back({std::string(name), holds_records(name)
                                              ? short_records(value, value_so_far("name"))
                                              : joined(value)});
  }
  void add(std::string_view name, const std::vector<Fact>& facts) {
    std::vector<std::string> items;
    for (const auto& fact : facts) items.push_back(fact.name + "=" + fact.value);
    values_.push_back({std::string(name), joined(items)});
    for (const auto& fact : facts) add_fact(fact);
  }
  // A field of the same name counts more, unless it is empty: a decision without a reply of its own
  // may have looked at somebody else's.
  void add_fact(const Fact& fact) {
    const auto same = std::find_if(values_.begin(), values_.end(),
                                   [&](const Fact& value) { return value.name == fact.name; });
    if (same == values_.end()) {
      values_.push_back({fact.name, text_of(fact.name, fact.value)});
    } else if (same->value.empty()) {
      same->value = text_of(fact.name, fact.value);
    }
  }
  void add(std::string_view name, const std::vector<Alternative>& alternatives) {
    std::vector<std::string> choices;
    for (const auto& alternative : alternatives) choices.push_back(alternative.choice);
    values_.push_back({std::string(name), joined(choices)});
  }

  std::string text_of(std::string_view name, const std::string& value) const {
    return holds_a_word(name) ? word(catalogue_, value) : value;
  }

  std::string value_so_far(std::string_view name) const {
    const auto found = std::find_if(values_.begin(), values_.end(),
                                    [name](const Fact& value) { return value.name == name; });
    return found == values_.end() ? "" : found->value;
  }

  const Catalogue& catalogue_;
  Values& values_;
};

// The other end of an event, if it has one.
struct PeerOf {
  template <class Event>
  const Endpoint* operator()(const Event& event) const {
    if constexpr (requires { event.remote; }) {
      return &event.remote;
    } else if constexpr (requires { Endpoint(event.to); }) {
      return &event.to;
    } else {
      return nullptr;
    }
  }
};

std::string leading_number(const trace::Payload& payload) {
  const auto* saw = std::get_if<trace::UserSaw>(&payload);
  if (!saw) return {};
  return saw->outcome->substr(
      0, std::min(saw->outcome->find_first_not_of("0123456789"), saw->outcome->size()));
}

// The relay's name out of "mx1.example.com[198.51.100.1]:25".
std::string relay_host(const trace::Payload& payload) {
  const auto* queue = std::get_if<trace::QueueStep>(&payload);
  return queue ? queue->relay->substr(0, queue->relay->find('[')) : std::string();
}

}  // namespace

const std::vector<std::string>& derived_names() {
  static const std::vector<std::string> names = {"who",     "whose", "peer",      "sender_machine",
                                                 "at_time", "count", "relay_host"};
  return names;
}

std::string word(const Catalogue& catalogue, const std::string& value) {
  return catalogue.has("word", value) ? catalogue.text("word", value) : value;
}

Values values_of(const Reading& reading, const Catalogue& catalogue, Step step) {
  Values values;
  const auto& event = reading.event(step);
  std::visit(FieldCollector(catalogue, values), event.payload);
  const auto* peer = std::visit(PeerOf{}, event.payload);
  const auto* lost = std::get_if<trace::PacketLost>(&event.payload);
  values.push_back({"who", reading.machine(step)});
  values.push_back({"whose", word(catalogue, reading.names().role_of_program(event.program))});
  values.push_back({"peer", peer ? reading.names().at(peer->address) : ""});
  values.push_back({"sender_machine", lost ? reading.names().at(lost->from.address) : ""});
  values.push_back({"count", leading_number(event.payload)});
  values.push_back({"relay_host", relay_host(event.payload)});
  values.push_back({"at_time", Narrator(reading, catalogue).clock(step)});
  for (Fact& value : values) {
    if (!is_from_the_wire(value.name)) value.value = mime::names_for_people(value.value);
  }
  return values;
}

}  // namespace mailtown::reader
