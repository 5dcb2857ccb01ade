#include <algorithm>

#include "simulator/scenario/keys.h"
#include "simulator/scenario/names.h"
#include "simulator/scenario/values.h"
#include "text/ascii.h"

namespace mailtown::scenario {
namespace {

// The tables of a [[list]]; a single [table] will do for one.
std::vector<const toml::table*> tables_of(Reading& reading, const toml::node& node,
                                          std::string_view key) {
  if (const toml::table* table = node.as_table()) return {table};
  std::vector<const toml::table*> tables;
  const toml::array* list = node.as_array();
  if (list && list->empty()) return tables;
  if (list)
    for (const toml::node& item : *list)
      if (const toml::table* table = item.as_table()) tables.push_back(table);
  if (tables.empty())
    complain(reading, node,
             "write each " + std::string(key) + " as a table of its own, under [[" +
                 std::string(key) + "]]");
  return tables;
}

void read_domains(Reading& reading, const toml::node& node, Scenario& scenario) {
  for (const Entry& entry : in_file_order(*node.as_table())) {
    Domain domain;
    domain.name = lower_case(entry.name);
    domain.line = line_of(*entry.value);
    std::string wrong = why_no_host_name(domain.name);
    if (wrong.empty()) wrong = why_not_for_documentation(domain.name);
    if (!wrong.empty()) complain(reading, *entry.value, "domain '" + entry.name + "': " + wrong);
    if (!fits(reading, *entry.value, entry.name, Type::table)) continue;
    read_section(reading, *entry.value->as_table(), domain_section(), domain);
    scenario.domains.push_back(std::move(domain));
  }
}

void require_one_kind(Reading& reading, const toml::table& table, int kinds, const char* section,
                      const std::vector<std::string>& names) {
  if (kinds == 1) return;
  complain(reading, table,
           std::string(section) + " needs exactly one of " + enumerate(names) + "; this has " +
               (kinds == 0 ? "none" : std::to_string(kinds)));
}

template <class Form>
std::vector<std::string> kind_names(const Section<Form>& section) {
  std::vector<std::string> names;
  for (const Key<Form>& key : section.keys)
    if (key.needed == Needed::no) names.emplace_back(key.name);
  return names;
}

void read_links(Reading& reading, const toml::node& node, Scenario& scenario) {
  for (const toml::table* table : tables_of(reading, node, "link")) {
    Link link;
    read_section(reading, *table, link_section(), link);
    scenario.links.push_back(std::move(link));
  }
}

void read_faults(Reading& reading, const toml::node& node, Scenario& scenario) {
  const auto section = fault_section();
  for (const toml::table* table : tables_of(reading, node, "fault")) {
    FaultForm form;
    read_section(reading, *table, section, form);
    require_one_kind(reading, *table, form.kinds, "[[fault]]", kind_names(section));
    form.fault.line = line_of(*table);
    scenario.faults.push_back(std::move(form.fault));
  }
}

void read_actions(Reading& reading, const toml::node& node, Scenario& scenario) {
  const auto section = action_section();
  for (const toml::table* table : tables_of(reading, node, "do")) {
    ActionForm form;
    read_section(reading, *table, section, form);
    require_one_kind(reading, *table, form.kinds, "[[do]]", kind_names(section));
    form.action.line = line_of(*table);
    scenario.actions.push_back(std::move(form.action));
  }
}

void read_expectations(Reading& reading, const toml::node& node, Scenario& scenario) {
  const auto section = expectation_section();
  for (const toml::table* table : tables_of(reading, node, "expect")) {
    ExpectationForm form;
    read_section(reading, *table, section, form);
    require_one_kind(reading, *table, form.kinds, "[[expect]]", kind_names(section));
    form.expectation.line = line_of(*table);
    scenario.expectations.push_back(std::move(form.expectation));
  }
}

void read_beats(Reading& reading, const toml::node& node, Scenario& scenario) {
  for (const toml::table* table : tables_of(reading, node, "beat")) {
    Beat beat;
    beat.line = line_of(*table);
    read_section(reading, *table, beat_section(), beat);
    scenario.beats.push_back(std::move(beat));
  }
}

std::vector<Key<Scenario>> keys_about_it() {
  return {
      {"title", Type::both_languages, Needed::yes, "What the scenario is called.",
       [](Reading& r, const toml::node& n, Scenario& s) { s.title = read_both_languages(r, n); }},
      {"learn", Type::both_languages, Needed::yes, "What one learns from it.",
       [](Reading& r, const toml::node& n, Scenario& s) { s.learn = read_both_languages(r, n); }},
      {"watch", Type::both_languages, Needed::yes,
       "What to watch for; several points stand on lines of their own.",
       [](Reading& r, const toml::node& n, Scenario& s) { s.watch = read_both_languages(r, n); }},
      {"minutes", Type::number, Needed::no,
       "How many minutes a class takes to go through it; by default 5.",
       [](Reading& r, const toml::node& n, Scenario& s) { s.minutes = read_number(r, n, 10'000); }},
      {"start", Type::date_time, Needed::no,
       "When it begins, in the world's own time; by default 2026-03-02T10:00:00Z.",
       [](Reading& r, const toml::node& n, Scenario& s) {
         s.start = read_date_time(n);
         r.start_of_day = s.start - std::chrono::floor<std::chrono::days>(s.start);
       }},
      {"horizon", Type::duration, Needed::no,
       "When the simulation ends although something still goes on; by default after ten days.",
       [](Reading& r, const toml::node& n, Scenario& s) { s.horizon = read_duration(r, n); }},
      {"seed", Type::number, Needed::no,
       "Of the world's random numbers; by default 1. The same seed gives the same run.",
       [](Reading& r, const toml::node& n, Scenario& s) {
         s.seed = read_number(r, n, std::numeric_limits<std::int64_t>::max());
       }},
      {"simulated_only", Type::text, Needed::no,
       "Why it cannot run on real sockets: `virtual-time` (it lasts hours, or happens at exact "
       "times), `loss` (packets or power are lost), `ipv6`. Without it, it runs in both worlds.",
       [](Reading& r, const toml::node& n, Scenario& s) {
         s.simulated_only = read_choice(r, n, {"virtual-time", "loss", "ipv6"});
       }},
      {"without", Type::list_of_text, Needed::no,
       "Changes, as with --set, that switch off what the scenario shows: with them, one of its "
       "expectations must fail.",
       [](Reading&, const toml::node& n, Scenario& s) { s.without = read_list(n); }}};
}

std::vector<Key<Scenario>> keys_of_lists() {
  return {{"domain", Type::table, Needed::yes, "The domains: [domain.\"example.org\"] ...",
           [](Reading& r, const toml::node& n, Scenario& s) { read_domains(r, n, s); }},
          {"link", Type::list, Needed::no, "The network: [[link]] ...",
           [](Reading& r, const toml::node& n, Scenario& s) { read_links(r, n, s); }},
          {"fault", Type::list, Needed::no, "What goes wrong: [[fault]] ...",
           [](Reading& r, const toml::node& n, Scenario& s) { read_faults(r, n, s); }},
          {"do", Type::list, Needed::no, "What people do: [[do]] ...",
           [](Reading& r, const toml::node& n, Scenario& s) { read_actions(r, n, s); }},
          {"expect", Type::list, Needed::no, "What must come out: [[expect]] ...",
           [](Reading& r, const toml::node& n, Scenario& s) { read_expectations(r, n, s); }},
          {"beat", Type::list, Needed::no, "Moments to look at: [[beat]] ...",
           [](Reading& r, const toml::node& n, Scenario& s) { read_beats(r, n, s); }}};
}

}  // namespace

Section<Beat> beat_section() {
  return {"[[beat]]",
          "A named moment of the run, with something to say about it. A beat that never comes is a "
          "failed expectation.",
          {{"name", Type::text, Needed::yes, "Its name, in letters, digits and hyphens.",
            [](Reading&, const toml::node& n, Beat& beat) { beat.name = read_text(n); }},
           {"event", Type::pattern, Needed::yes, "Which event it is: a pattern, see below.",
            [](Reading& r, const toml::node& n, Beat& beat) {
              beat.pattern = read_pattern(r, *n.as_table());
            }},
           {"nth", Type::number, Needed::no, "Which of several such events; by default the first.",
            [](Reading& r, const toml::node& n, Beat& beat) {
              beat.nth = std::max<std::uint64_t>(1, read_number(r, n, 1'000'000'000));
            }},
           {"say", Type::both_languages, Needed::yes, "The talking point.",
            [](Reading& r, const toml::node& n, Beat& beat) {
              beat.say = read_both_languages(r, n);
            }}}};
}

Section<Scenario> scenario_section() {
  Section<Scenario> section{"a scenario", "The keys at the top of the file.", keys_about_it()};
  // Times of day need the start, so the lists come after it.
  for (Key<Scenario>& key : keys_of_lists()) section.keys.push_back(std::move(key));
  return section;
}

}  // namespace mailtown::scenario
