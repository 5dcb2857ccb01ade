#include "queue/envelope_codec.h"

#include <chrono>

#include <boost/json.hpp>

namespace mailtown::queue {

namespace json = boost::json;

namespace {

// <postmaster> and the null sender have no domain, so an address is stored in its two parts.
json::value to_json(const Address& address) {
  return json::array{address.local, address.domain};
}

std::string text_from(const json::value& value) {
  return std::string(value.as_string());
}

Address address_from(const json::value& value) {
  const auto& parts = value.as_array();
  return {.local = text_from(parts.at(0)), .domain = text_from(parts.at(1))};
}

StoredLetter letter_from(const json::object& object) {
  StoredLetter stored;
  Letter& letter = stored.letter;
  letter.id = text_from(object.at("id"));
  letter.sender = address_from(object.at("from"));
  for (const auto& recipient : object.at("to").as_array()) {
    letter.recipients.push_back({.address = address_from(recipient)});
  }
  letter.arrived =
      WallTime(std::chrono::microseconds(object.at("arrived_us").to_number<std::int64_t>()));
  letter.eight_bit = object.at("eight_bit").as_bool();
  stored.in_file = object.at("file").as_bool();
  return stored;
}

StoredDone done_from(const json::object& object) {
  StoredDone stored{.id = text_from(object.at("id"))};
  for (const auto& index : object.at("done").as_array()) {
    stored.recipients.push_back(index.to_number<std::size_t>());
  }
  return stored;
}

StoredState state_from(const json::object& object) {
  return {.id = text_from(object.at("id")),
          .held = object.at("held").as_bool(),
          .warned = object.at("warned").as_bool()};
}

template <class T>
Result<T> parse(std::string_view text, T (*from)(const json::object&)) {
  try {
    json::parse_options options;
    options.allow_invalid_utf8 = true;  // nobody says what an address was written in
    const json::string_view bytes(text.data(), text.size());
    return from(json::parse(bytes, {}, options).as_object());
  } catch (const std::exception& error) {
    return Failure{FailureKind::invalid, error.what()};
  }
}

}  // namespace

std::string print_letter(const StoredLetter& stored) {
  const Letter& letter = stored.letter;
  json::array recipients;
  for (const auto& recipient : letter.recipients) recipients.push_back(to_json(recipient.address));
  const auto arrived_us =
      std::chrono::floor<std::chrono::microseconds>(letter.arrived).time_since_epoch().count();
  json::object line;
  line["id"] = letter.id;
  line["from"] = to_json(letter.sender);
  line["to"] = std::move(recipients);
  line["arrived_us"] = arrived_us;
  line["eight_bit"] = letter.eight_bit;
  line["file"] = stored.in_file;
  return json::serialize(line);
}

std::string print_done(const StoredDone& stored) {
  json::object line;
  line["id"] = stored.id;
  line["done"] = json::array(stored.recipients.begin(), stored.recipients.end());
  return json::serialize(line);
}

std::string print_state(const StoredState& stored) {
  json::object line;
  line["id"] = stored.id;
  line["held"] = stored.held;
  line["warned"] = stored.warned;
  return json::serialize(line);
}

Result<StoredLetter> parse_letter(std::string_view text) {
  return parse(text, letter_from);
}

Result<StoredDone> parse_done(std::string_view text) {
  return parse(text, done_from);
}

Result<StoredState> parse_state(std::string_view text) {
  return parse(text, state_from);
}

}  // namespace mailtown::queue
