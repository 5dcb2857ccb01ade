#include "simulator/scenario/config_table.h"

#include <cstdlib>

#include "config/lay_over.h"
#include "simulator/scenario/scenario.h"
#include "simulator/scenario/user_file.h"

namespace mailtown::scenario {
namespace {

// The failure has a line each: "file:12: what".
void add_problems(Reading& reading, const std::string& errors) {
  for (std::size_t begin = 0; begin < errors.size();) {
    const std::size_t end = std::min(errors.find('\n', begin), errors.size());
    const std::string line = errors.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t gap = line.find(": ");
    if (gap == std::string::npos) continue;
    const std::string place = line.substr(0, gap);
    const int number = std::atoi(place.substr(place.rfind(':') + 1).c_str());
    reading.problems.push_back({place, number, "config: " + line.substr(gap + 2)});
  }
}

// The text with its address, if it is one, in its place; else the text itself.
std::string placed(const std::string& text, const Places& places) {
  if (const auto address = IpAddress::parse(text)) return places.address(*address).to_string();
  if (auto network = IpNetwork::parse(text)) {
    network->address = places.address(network->address);
    return network->to_string();
  }
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {  // a route's host
    const auto literal = IpAddress::parse(text.substr(1, text.size() - 2));
    if (literal) return "[" + places.address(*literal).to_string() + "]";
  }
  if (const auto endpoint = Endpoint::parse(text))
    return Endpoint{places.address(endpoint->address), places.port(endpoint->port)}.to_string();
  return text;
}

void put_in_place(toml::node& node, const Places& places) {
  if (auto* text = node.as_string()) {
    text->get() = placed(text->get(), places);
  } else if (auto* list = node.as_array()) {
    for (toml::node& item : *list) put_in_place(item, places);
  } else if (auto* table = node.as_table()) {
    for (auto&& [key, value] : *table) {
      auto* number = value.as_integer();
      if (number != nullptr && key.str() == "port") {
        number->get() = places.port(static_cast<std::uint16_t>(number->get()));
      } else {
        put_in_place(value, places);
      }
    }
  }
}

}  // namespace

void check_config(Reading& reading, const Domain& domain, const Machine& machine,
                  const toml::table& table) {
  // As much of the plan's configuration as the checks look at.
  config::Config base;
  base.hostname = machine.name;
  base.local_domains = {domain.name};
  base.allow_passwords_in_clear = true;
  base.users = user_file;
  const auto whole = config::lay_over(table, reading.file, std::move(base));
  if (!whole) {
    add_problems(reading, whole.error().detail);
    return;
  }
  const auto aliased = users::check_aliases(*whole, user_table(domain, &machine, *whole));
  if (!aliased) reading.problem(machine.line, "config: " + aliased.error().detail);
}

Result<config::Config> lay_over(const ConfigTable& table, const Places& places,
                                config::Config base) {
  toml::table copy = table.table;
  put_in_place(copy, places);
  return config::lay_over(copy, "config", std::move(base));
}

}  // namespace mailtown::scenario
