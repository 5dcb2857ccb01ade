#include "visualizer/touch/offers.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "visualizer/touch/command_count.h"
#include "visualizer/touch/fragment.h"

namespace mailtown::view {
namespace {

class Collector {
 public:
  explicit Collector(const Spot& spot) : spot_(spot), when_us_(just_after(spot.state.time_us)) {
    const auto found = spot.state.machines.find(spot.machine);
    if (found != spot.state.machines.end()) machine_ = &found->second;
    in_file_ = spot.scenario.find_machine(spot.machine);
    if (const auto* info = spot.reading.names().find(spot.machine)) {
      domain_ = spot.scenario.find_domain(info->domain);
      roles_ = info->roles;
    }
  }

  std::vector<Offer> collect() {
    if (spot_.peer.empty()) {
      replies();
      programs();
      power();
      network();
      names();
      domain();
      policies();
    } else {
      link();
    }
    return std::move(offers_);
  }

 private:
  bool has(std::string_view role) const {
    return std::find(roles_.begin(), roles_.end(), role) != roles_.end();
  }

  void add(std::string key, reader::Values values, std::string fragment) {
    values.push_back({"machine", spot_.machine});
    offers_.push_back({"touch." + std::move(key), std::move(values), std::move(fragment)});
  }
  void add_action(std::string key, reader::Values values, std::string_view kind,
                  const std::vector<TomlPair>& pairs) {
    add(std::move(key), std::move(values), action_text(when_us_, kind, inline_table(pairs)));
  }
  void add_fault(std::string key, reader::Values values, std::string_view kind,
                 std::vector<TomlPair> pairs) {
    add(std::move(key), std::move(values),
        fault_text(spot_.machine, kind, inline_table(std::move(pairs))));
  }
  TomlPair now(const char* key) const { return {key, toml_text(scenario_time(when_us_))}; }
  TomlPair machine() const { return {"machine", toml_text(spot_.machine)}; }

  // --- exact faults at the next command ----------------------------------------------------------

  void replies() {
    if (!has("mta")) return;
    struct Reply {
      const char *to, *say;
    };
    constexpr std::array usual{Reply{"CONNECT", "421 4.3.2 Come back later"},
                               Reply{"MAIL", "451 4.3.0 Not now"},
                               Reply{"RCPT", "451 4.3.0 Not now"},
                               Reply{"RCPT", "550 5.1.1 No such user"},
                               Reply{"DATA", "451 4.3.0 Not now"},
                               Reply{".", "452 4.3.1 No room left"},
                               Reply{".", "554 5.6.0 I do not want this"}};
    const std::string present = present_command(spot_.reading, spot_.state.step, spot_.machine);
    const auto reply = [&](const Reply& each) {
      const auto nth = commands_before(spot_.reading, spot_.state.step, spot_.machine, each.to) + 1;
      add_fault(
          std::string("reply.") + (std::string_view(each.to) == "." ? "end" : each.to),
          {{"reply", each.say}, {"nth", std::to_string(nth)}}, "reply",
          {{"to", toml_text(each.to)}, {"say", toml_text(each.say)}, {"nth", std::to_string(nth)}});
    };
    for (const Reply& each : usual) {
      if (present == each.to) reply(each);
    }
    for (const Reply& each : usual) {
      if (present != each.to) reply(each);
    }
    const auto connections =
        commands_before(spot_.reading, spot_.state.step, spot_.machine, "CONNECT") + 1;
    add_fault("slow-greeting", {}, "slow_greeting",
              {{"delay", toml_text("6m")}, {"nth", std::to_string(connections)}});
    const auto letters = commands_before(spot_.reading, spot_.state.step, spot_.machine, ".") + 1;
    add_fault("drop-in-data", {}, "drop_in_data",
              {{"after_bytes", "100"}, {"nth", std::to_string(letters)}});
  }

  // --- programs, power, disk ---------------------------------------------------------------------

  void programs() {
    if (machine_ == nullptr) return;
    for (const auto& [number, program] : machine_->programs) {
      if (program.role == "user" || program.role == "world") continue;
      add_action(program.running ? "kill" : "restart", {{"program", program.role}},
                 program.running ? "kill" : "restart",
                 {machine(), {"program", toml_text(program.role)}});
    }
  }

  void power() {
    if (machine_ != nullptr && !machine_->up) {
      add_action("switch-on", {}, "switch_on", {machine()});
      return;
    }
    add_fault("power-loss-for", {}, "crash", {now("at"), {"restart_after", toml_text("30s")}});
    add_fault("power-loss", {}, "crash", {now("at")});
    if (has("mta") || has("mda")) add_fault("disk-full", {}, "disk_full", {now("from")});
  }

  // --- the network -------------------------------------------------------------------------------

  void network() {
    add_fault("down", {}, "down", {now("from")});
    if (has("mta") || has("mda")) add_fault("refuse", {}, "refuse_connections", {now("from")});
    if (has("mta") && spot_.scenario.has_certificates()) {
      add_fault("strip-starttls", {}, "strip_starttls", {now("from")});
    }
  }

  void link() {
    const reader::Values peer{{"peer", spot_.peer}};
    const auto set = [&](const char* key, const char* what, const char* value) {
      add_action(
          key, peer, "link",
          {{"from", toml_text(spot_.machine)}, {"to", toml_text(spot_.peer)}, {what, value}});
    };
    add_fault("lose-next", peer, "lose_packets",
              {{"to", toml_text(spot_.peer)}, now("from"), {"count", "1"}});
    add_fault("lose-some", peer, "lose_packets",
              {{"to", toml_text(spot_.peer)}, now("from"), {"count", "5"}});
    add_fault("cut", peer, "partition", {{"with", toml_text(spot_.peer)}, now("from")});
    add_fault("cut-for", peer, "partition",
              {{"with", toml_text(spot_.peer)},
               now("from"),
               {"until", toml_text(scenario_time(when_us_ + 60'000'000))}});
    set("slow", "latency", "\"500ms\"");
    set("very-slow", "latency", "\"3s\"");
    set("lossy", "loss", "0.1");
    set("very-lossy", "loss", "0.5");
  }

  // --- DNS ---------------------------------------------------------------------------------------

  void add_change(std::string key, reader::Values values, const std::vector<std::string>& changes) {
    std::string list;
    for (const std::string& change : changes) {
      list += (list.empty() ? "" : ",\n          ") + toml_text(change);
    }
    add(std::move(key), std::move(values), action_text(when_us_, "change", "[" + list + "]"));
  }
  // All MX records of the domain; emptied first, since a change adds to what is there.
  void add_mx(std::string key, const std::vector<scenario::MailExchanger>& mx) {
    const std::string name = key_of_domain() + "mx = ";
    std::vector<std::string> changes{name + "{}"};
    if (!mx.empty()) changes.push_back(name + table_of(mx));
    add_change(std::move(key), {{"domain", domain_->name}}, changes);
  }

  void names() {
    if (!has("nameserver") && !has("resolver")) return;
    for (const scenario::Domain& domain : spot_.scenario.domains) {
      const bool own = domain_ == &domain;
      if (!has("resolver") && !own) continue;
      add_fault("servfail", {{"name", domain.name}}, "server_failure",
                {{"name", toml_text(domain.name)}, now("from")});
    }
  }

  std::string key_of_domain() const { return "domain." + toml_text(domain_->name) + "."; }
  std::string short_name(const std::string& host) const {
    const std::string end = "." + domain_->name;
    return host.ends_with(end) ? host.substr(0, host.size() - end.size()) : host;
  }

  std::vector<scenario::MailExchanger> exchangers() const {
    if (domain_->mx) return *domain_->mx;
    std::vector<scenario::MailExchanger> all;
    for (const scenario::Machine& each : domain_->machines) {
      if (each.has("mta")) all.push_back({each.name, 10});
    }
    return all;
  }

  std::string table_of(const std::vector<scenario::MailExchanger>& mx) const {
    std::vector<TomlPair> pairs;
    for (const auto& each : mx) {
      pairs.emplace_back(toml_text(short_name(each.host)), std::to_string(each.preference));
    }
    return inline_table(pairs);
  }

  // What the domain's zone says of this machine.
  void domain() {
    if (domain_ == nullptr || in_file_ == nullptr) return;
    if (in_file_->has("mta")) {
      auto mx = exchangers();
      auto without = mx;
      std::erase_if(without, [&](const auto& each) { return each.host == spot_.machine; });
      auto first = without, last = without;
      first.insert(first.begin(), {spot_.machine, 1});
      last.push_back({spot_.machine, 100});
      add_mx("mx-first", first);
      add_mx("mx-last", last);
      if (without.size() < mx.size()) add_mx("mx-remove", without);
    }
    const std::string name = key_of_domain() + "machines." + toml_text(short_name(spot_.machine));
    add_change("no-ptr", {}, {name + ".ptr = \"\""});
    add_change("ttl", {{"domain", domain_->name}}, {key_of_domain() + "ttl = \"1m\""});
  }

  // --- policies ----------------------------------------------------------------------------------

  void policies() {
    if (in_file_ == nullptr || domain_ == nullptr || !in_file_->has("mta")) return;
    const std::string config =
        key_of_domain() + "machines." + toml_text(short_name(spot_.machine)) + ".config.";
    add_change("greylist", {}, {config + "policies = [\"greylist\"]"});
    add_change("ask-ptr", {}, {config + "policies = [\"ptr\"]"});
    add_change("no-policies", {}, {config + "policies = []"});
    add_change("open-relay", {}, {config + "relay_networks = [\"0.0.0.0/0\"]"});
  }

  const Spot& spot_;
  std::int64_t when_us_;
  const reader::MachineState* machine_ = nullptr;
  const scenario::Machine* in_file_ = nullptr;
  const scenario::Domain* domain_ = nullptr;
  std::vector<std::string> roles_;
  std::vector<Offer> offers_;
};

}  // namespace

std::vector<Offer> offers(const Spot& spot) {
  return Collector(spot).collect();
}

std::optional<Offer> typed_offer(const Spot& spot, const std::string& typed) {
  const auto equals = typed.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  return Offer{"touch.change",
               {{"change", typed}},
               action_text(just_after(spot.state.time_us), "change", "[" + toml_text(typed) + "]")};
}

Ends ends_of(const reader::Reading& reading, reader::Step step) {
  if (step == 0) return {};
  Ends ends{reading.machine(step), {}};
  if (!reading.names().find(ends.machine)) ends.machine.clear();
  const auto number = reading.joined().at(step).conversation;
  if (number == 0) return ends;
  const reader::ConversationInfo& info = reading.joined().conversations[number - 1];
  ends.peer = info.client == ends.machine ? info.server : info.client;
  if (ends.machine.empty()) {  // the network itself speaks
    ends.machine = info.client;
    ends.peer = info.server;
  }
  if (!reading.names().find(ends.peer) || ends.peer == ends.machine) ends.peer.clear();
  return ends;
}

std::vector<std::string> peers_of(const reader::Reading& reading, const std::string& machine) {
  std::set<std::string> peers;
  for (const reader::ConversationInfo& info : reading.joined().conversations) {
    if (info.client == machine) peers.insert(info.server);
    if (info.server == machine) peers.insert(info.client);
  }
  std::erase_if(peers, [&](const std::string& each) {
    return each == machine || reading.names().find(each) == nullptr;
  });
  return {peers.begin(), peers.end()};
}

}  // namespace mailtown::view
