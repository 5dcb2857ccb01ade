#include <algorithm>

#include "simulator/scenario/event_kinds.h"
#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {
namespace {

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const EventKind& kind : event_kinds()) names.push_back(kind.name);
  return names;
}

std::string read_value(Reading& reading, const Entry& entry) {
  if (entry.value->is_string()) return read_text(*entry.value);
  if (const auto number = entry.value->value<std::int64_t>()) return std::to_string(*number);
  complain(reading, *entry.value,
           "'" + entry.name + "' must be a text or a number to compare with");
  return {};
}

void check_field(Reading& reading, const Entry& entry, const EventKind& kind) {
  // A decision may be told by its inputs too, whose names the deciding code chooses.
  if (kind.name == trace::Decision::kind) return;
  if (std::find(kind.fields.begin(), kind.fields.end(), entry.name) == kind.fields.end())
    complain(reading, *entry.value,
             "events of kind '" + kind.name + "' have no field '" + entry.name + "'" +
                 did_you_mean(entry.name, kind.fields) + " They have " + enumerate(kind.fields));
}

}  // namespace

Pattern read_pattern(Reading& reading, const toml::table& table,
                     const std::vector<std::string>& not_fields) {
  Pattern pattern;
  pattern.line = line_of(table);
  const toml::node* kind_node = table.get("kind");
  if (!kind_node || !kind_node->is_string()) {
    complain(reading, table, "a pattern needs 'kind', such as kind = \"dns.cache.hit\"");
    return pattern;
  }
  pattern.kind = read_text(*kind_node);
  const EventKind* kind = find_event_kind(pattern.kind);
  if (!kind)
    complain(
        reading, *kind_node,
        "unknown kind of event '" + pattern.kind + "'" + did_you_mean(pattern.kind, kind_names()));
  for (const Entry& entry : in_file_order(table)) {
    if (entry.name == "kind") continue;
    if (std::find(not_fields.begin(), not_fields.end(), entry.name) != not_fields.end()) continue;
    if (entry.name == "on") {
      if (fits(reading, *entry.value, entry.name, Type::machine))
        pattern.machine = read_machine(reading, *entry.value);
    } else if (entry.name == "by") {
      if (fits(reading, *entry.value, entry.name, Type::text))
        pattern.role = read_text(*entry.value);
    } else {
      if (kind) check_field(reading, entry, *kind);
      pattern.fields.push_back({entry.name, read_value(reading, entry)});
    }
  }
  return pattern;
}

}  // namespace mailtown::scenario
