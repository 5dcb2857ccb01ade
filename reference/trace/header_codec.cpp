// The first line of a trace: what the world is made of.
#include <chrono>

#include <boost/json.hpp>

#include "trace/json_codec.h"

namespace mailtown::trace {

namespace json = boost::json;

namespace {

json::array to_array(const std::vector<std::string>& values) {
  return json::array(values.begin(), values.end());
}

json::array users_of(const MachineInfo& machine) {
  json::array users;
  for (const auto& user : machine.users) {
    json::object one = {{"login", user.login}};
    if (!user.addresses.empty()) one["addresses"] = to_array(user.addresses);
    if (user.quota_bytes != 0) one["quota_bytes"] = user.quota_bytes;
    users.push_back(std::move(one));
  }
  return users;
}

json::array machines_of(const Header& header) {
  json::array machines;
  for (const auto& machine : header.machines) {
    json::object one = {{"name", machine.name},
                        {"domain", machine.domain},
                        {"addresses", to_array(machine.addresses)},
                        {"roles", to_array(machine.roles)}};
    if (!machine.users.empty()) one["users"] = users_of(machine);
    machines.push_back(std::move(one));
  }
  return machines;
}

json::array programs_of(const Header& header) {
  json::array programs;
  for (const auto& program : header.programs) {
    programs.push_back({{"machine", program.machine}, {"role", program.role}});
  }
  return programs;
}

json::array links_of(const Header& header) {
  json::array links;
  for (const auto& link : header.links) {
    links.push_back({{"from", link.from},
                     {"to", link.to},
                     {"latency_us", link.latency_us},
                     {"jitter_us", link.jitter_us},
                     {"loss_ppm", link.loss_ppm}});
  }
  return links;
}

json::array tables_of(const Header& header) {
  json::array tables;
  for (const auto& table : header.tables) {
    json::array rows;
    for (const auto& row : table.rows) {
      rows.push_back({{"verb", row.verb},
                      {"states", to_array(row.states)},
                      {"leads_to", row.leads_to},
                      {"source", row.source}});
    }
    tables.push_back({{"protocol", table.protocol},
                      {"side", table.side},
                      {"states", to_array(table.states)},
                      {"rows", rows}});
  }
  return tables;
}

// Readers of one header object; a missing member is an empty value.
std::string text(const json::value& object, const char* name) {
  const auto* value = object.as_object().if_contains(name);
  return value ? std::string(value->as_string()) : std::string();
}

template <class Number>
Number number(const json::value& object, const char* name) {
  const auto* value = object.as_object().if_contains(name);
  return value ? value->to_number<Number>() : Number{};
}

std::vector<std::string> texts(const json::value& object, const char* name) {
  std::vector<std::string> values;
  if (const auto* array = object.as_object().if_contains(name)) {
    for (const auto& item : array->as_array()) values.emplace_back(item.as_string());
  }
  return values;
}

template <class ReadOne>
auto items(const json::value& object, const char* name, ReadOne read_one) {
  std::vector<decltype(read_one(object))> values;
  if (const auto* array = object.as_object().if_contains(name)) {
    for (const auto& item : array->as_array()) values.push_back(read_one(item));
  }
  return values;
}

SessionTable read_table(const json::value& table) {
  const auto read_row = [](const json::value& row) {
    return SessionRow{text(row, "verb"), texts(row, "states"), text(row, "leads_to"),
                      text(row, "source")};
  };
  return {text(table, "protocol"), text(table, "side"), texts(table, "states"),
          items(table, "rows", read_row)};
}

MachineInfo read_machine(const json::value& machine) {
  const auto read_user = [](const json::value& user) {
    return UserInfo{text(user, "login"), texts(user, "addresses"),
                    number<std::uint64_t>(user, "quota_bytes")};
  };
  return {text(machine, "name"), text(machine, "domain"), texts(machine, "addresses"),
          texts(machine, "roles"), items(machine, "users", read_user)};
}

Header read_header(const json::value& root) {
  Header header;
  header.scenario = text(root, "scenario");
  header.seed = number<std::uint64_t>(root, "seed");
  header.start = WallTime(std::chrono::microseconds(number<std::int64_t>(root, "start_us")));
  header.machines = items(root, "machines", read_machine);
  header.programs = items(root, "programs", [](const json::value& program) {
    return ProgramInfo{text(program, "machine"), text(program, "role")};
  });
  header.links = items(root, "links", [](const json::value& link) {
    return LinkInfo{text(link, "from"), text(link, "to"), number<std::int64_t>(link, "latency_us"),
                    number<std::int64_t>(link, "jitter_us"),
                    number<std::uint64_t>(link, "loss_ppm")};
  });
  header.tables = items(root, "tables", read_table);
  return header;
}

}  // namespace

void append_header(std::string& out, const Header& header) {
  const auto start_us =
      std::chrono::floor<std::chrono::microseconds>(header.start).time_since_epoch().count();
  const json::value root = {{"mailtown_trace", format_version},
                            {"scenario", header.scenario},
                            {"seed", header.seed},
                            {"start_us", start_us},
                            {"machines", machines_of(header)},
                            {"programs", programs_of(header)},
                            {"links", links_of(header)},
                            {"tables", tables_of(header)}};
  out += json::serialize(root);
  out += '\n';
}

Result<Header> parse_header(std::string_view line) {
  try {
    const json::value root = json::parse(line);
    const auto* version = root.as_object().if_contains("mailtown_trace");
    if (!version)
      return Failure{FailureKind::invalid,
                     "not a Mailtown trace: the first line has no mailtown_trace"};
    if (version->to_number<int>() != format_version) {
      return Failure{FailureKind::invalid, "a trace of another format version"};
    }
    return read_header(root);
  } catch (const std::exception& error) {
    return Failure{FailureKind::invalid, std::string("not a Mailtown trace: ") + error.what()};
  }
}

}  // namespace mailtown::trace
