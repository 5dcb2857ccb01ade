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

Address address_from(const json::value& value) {
  const auto& parts = value.as_array();
  return {.local = std::string(parts.at(0).as_string()),
          .domain = std::string(parts.at(1).as_string())};
}

Letter letter_from(std::string id, const json::object& object) {
  Letter letter;
  letter.id = std::move(id);
  letter.sender = address_from(object.at("from"));
  for (const auto& recipient : object.at("to").as_array()) {
    letter.recipients.push_back({.address = address_from(recipient)});
  }
  letter.arrived =
      WallTime(std::chrono::microseconds(object.at("arrived_us").to_number<std::int64_t>()));
  letter.eight_bit = object.at("eight_bit").as_bool();
  return letter;
}

void apply_done(Letter& letter, const json::object& object) {
  for (const auto& index : object.at("done").as_array()) {
    letter.recipients.at(index.to_number<std::size_t>()).done = true;
  }
}

}  // namespace

std::string print_envelope(const Letter& letter) {
  json::array recipients;
  for (const auto& recipient : letter.recipients) recipients.push_back(to_json(recipient.address));
  const auto arrived_us =
      std::chrono::floor<std::chrono::microseconds>(letter.arrived).time_since_epoch().count();
  json::object line;
  line["from"] = to_json(letter.sender);
  line["to"] = std::move(recipients);
  line["arrived_us"] = arrived_us;
  line["eight_bit"] = letter.eight_bit;
  return json::serialize(line) + "\n";
}

std::string print_done(const std::vector<std::size_t>& recipients) {
  json::object line;
  line["done"] = json::array(recipients.begin(), recipients.end());
  return json::serialize(line) + "\n";
}

Result<Letter> parse_envelope(std::string id, std::string_view text) {
  try {
    auto end = text.find('\n');
    if (end == text.npos) return Failure{FailureKind::invalid, "the first line is not whole"};
    Letter letter = letter_from(std::move(id), json::parse(text.substr(0, end)).as_object());
    text.remove_prefix(end + 1);
    while ((end = text.find('\n')) != text.npos) {
      apply_done(letter, json::parse(text.substr(0, end)).as_object());
      text.remove_prefix(end + 1);
    }
    return letter;
  } catch (const std::exception& error) {
    return Failure{FailureKind::invalid, error.what()};
  }
}

}  // namespace mailtown::queue
