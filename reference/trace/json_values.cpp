#include "trace/json_values.h"

#include <boost/json.hpp>

namespace mailtown::trace {

namespace json = boost::json;

std::string_view view_of(const json::value& value) {
  const auto* string = value.if_string();
  return string ? std::string_view(*string) : std::string_view();
}

std::uint64_t number_of(const json::value& value) {
  boost::system::error_code failed;
  const auto number = value.to_number<std::uint64_t>(failed);
  return failed ? 0 : number;
}

void read(const json::value& value, std::string& into) {
  into = view_of(value);
}
void read(const json::value& value, std::uint64_t& into) {
  into = number_of(value);
}
void read(const json::value& value, Endpoint& into) {
  into = Endpoint::parse(view_of(value)).value_or(Endpoint{});
}
void read(const json::value& value, std::vector<std::string>& into) {
  if (!value.is_array()) return;
  into.reserve(value.get_array().size());
  for (const auto& item : value.get_array()) into.emplace_back(view_of(item));
}
void read(const json::value& value, std::vector<Fact>& into) {
  if (!value.is_array()) return;
  into.reserve(value.get_array().size());
  for (const auto& item : value.get_array()) {
    const auto* pair = item.if_array();
    if (!pair || pair->size() != 2) continue;
    into.push_back({std::string(view_of((*pair)[0])), std::string(view_of((*pair)[1]))});
  }
}
void read(const json::value& value, std::vector<Alternative>& into) {
  if (!value.is_array()) return;
  into.reserve(value.get_array().size());
  for (const auto& item : value.get_array()) {
    const auto* object = item.if_object();
    if (!object) continue;
    Alternative alternative;
    if (const auto* choice = object->if_contains("choice")) read(*choice, alternative.choice);
    if (const auto* lost = object->if_contains("lost_because"))
      read(*lost, alternative.lost_because);
    if (const auto* facts = object->if_contains("facts")) read(*facts, alternative.facts);
    into.push_back(std::move(alternative));
  }
}

}  // namespace mailtown::trace
