#include "visualizer/predict/choices.h"

#include <algorithm>
#include <array>

namespace mailtown::view {
namespace {

constexpr std::size_t hosts_max = 4;

Words choice(std::string key, reader::Values values = {}) {
  return {"predict.choice." + std::move(key), std::move(values)};
}

std::size_t place_of(const std::vector<Words>& all, const Words& words) {
  return static_cast<std::size_t>(std::find(all.begin(), all.end(), words) - all.begin());
}

// Says nothing about which name was chosen, and is the same on every machine (FNV-1a).
std::uint64_t mixed(std::string_view text, Step step) {
  std::uint64_t value = 14695981039346656037ull ^ step;
  for (const char c : text) {
    value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  }
  return value ^ (value >> 29);
}

// "mx1.example.com[192.0.2.1]:25" is mx1.example.com; "[192.0.2.1]" is itself.
std::string host_of(const std::string& relay) {
  const auto bracket = relay.find('[');
  return bracket == std::string::npos || bracket == 0 ? relay : relay.substr(0, bracket);
}

Words host_choice(const Alternative& alternative) {
  if (alternative.choice == "MX") return choice("mx");
  // Tried in vain already: it could only be tried once more.
  if (alternative.lost_because == "next-host.tried") {
    return choice("again", {{"host", host_of(alternative.choice)}});
  }
  return choice("host", {{"host", host_of(alternative.choice)}});
}

// The hosts that were weighed, the chosen one surely among them, in no telling order.
std::vector<Words> weighed_hosts(const trace::Decision& decision, Step step, Words& chosen) {
  std::vector<Words> hosts;
  for (const bool wanted : {true, false}) {
    for (const auto& alternative : decision.alternatives) {
      if (alternative.lost_because.empty() != wanted || hosts.size() == hosts_max) continue;
      Words words = host_choice(alternative);
      if (wanted) chosen = words;
      if (std::find(hosts.begin(), hosts.end(), words) == hosts.end()) {
        hosts.push_back(std::move(words));
      }
    }
  }
  const auto key = [&](const Words& words) {
    return mixed(words.values.empty() ? words.key : words.values[0].value, step);
  };
  std::sort(hosts.begin(), hosts.end(),
            [&](const Words& a, const Words& b) { return key(a) < key(b); });
  return hosts;
}

// The way that a route's outcome names without a host, or none.
std::string_view general_way(const trace::Decision& decision) {
  if (decision.outcome == "local") return "local";
  if (decision.outcome == "undeliverable") return "back";
  if (decision.outcome == "try-later") return "keep";
  if (decision.rule == "route.mx") return "mx";
  if (decision.rule == "route.implicit-mx") return "itself";
  return {};
}

struct Codes {
  std::string_view command;
  std::array<std::string_view, 4> codes;
};
// Those that RFC 5321 §4.3.2 and RFC 4954 §4 and §6 name for each, as far as the reference uses
// them.
constexpr std::array smtp_codes{
    Codes{"connect", {"220", "421", "450", "554"}}, Codes{"EHLO", {"250", "450", "503", "550"}},
    Codes{"HELO", {"250", "450", "503", "550"}},    Codes{"AUTH", {"235", "454", "530", "535"}},
    Codes{"MAIL", {"250", "450", "550", "553"}},    Codes{"RCPT", {"250", "450", "550", "554"}},
    Codes{"text", {"250", "452", "552", "554"}},
};

Choices smtp_reply(std::string_view command, std::string_view code) {
  const auto row = std::find_if(smtp_codes.begin(), smtp_codes.end(),
                                [&](const Codes& codes) { return codes.command == command; });
  if (row == smtp_codes.end()) return {};
  std::vector<std::string_view> codes(row->codes.begin(), row->codes.end());
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
    // In place of its next of kin, so that the choices stay four.
    const auto kin = std::find_if(codes.rbegin(), codes.rend(), [&](std::string_view other) {
      return other.front() == code.front();
    });
    if (kin == codes.rend()) return {};
    *kin = code;
    std::sort(codes.begin(), codes.end());
  }
  Choices choices;
  for (const auto& each : codes) choices.all.push_back({"predict.code." + std::string(each), {}});
  choices.right = place_of(choices.all, {"predict.code." + std::string(code), {}});
  return choices;
}

}  // namespace

Choices route_choices(const trace::Decision& decision, Step step) {
  Choices choices;
  const std::string domain = decision.subject;
  Words right;
  if (decision.alternatives.size() >= 2) {
    choices.all = weighed_hosts(decision, step, right);
    for (const char* way : {"local", "back"}) choices.all.push_back(choice(way));
    if (right.key.empty()) right = choice(std::string(general_way(decision)));
    if (right == choice("keep")) choices.all.push_back(right);
  } else {
    choices.all = {choice("mx"), choice("itself", {{"domain", domain}}), choice("local"),
                   choice("back"), choice("keep")};
    const auto way = general_way(decision);
    right = way == "itself" ? choices.all[1] : choice(std::string(way));
  }
  choices.right = place_of(choices.all, right);
  return choices;
}

Choices next_host_choices(const trace::Decision& decision, Step step, bool gives_up) {
  Choices choices;
  Words right;
  choices.all = weighed_hosts(decision, step, right);
  choices.all.push_back(choice("keep"));
  choices.all.push_back(choice("back"));
  if (right.key.empty()) right = choice(gives_up ? "back" : "keep");
  choices.right = place_of(choices.all, right);
  return choices;
}

Choices retry_choices(bool gives_up) {
  return {{choice("keep"), choice("back")}, gives_up ? 1u : 0u};
}

Choices accepted_choices(std::string_view reply) {
  Choices choices{{choice("taken"), choice("not-now"), choice("never")}, 3};
  if (reply.empty()) return choices;
  if (reply.front() == '2' || reply.front() == '3') choices.right = 0;
  if (reply.front() == '4') choices.right = 1;
  if (reply.front() == '5') choices.right = 2;
  return choices;
}

Choices reply_choices(std::string_view protocol, std::string_view command, std::string_view reply) {
  if (protocol == "smtp" || protocol == "submission") {
    return smtp_reply(command, reply.substr(0, 3));
  }
  if (protocol != "pop3" && protocol != "imap") return {};
  if (protocol == "imap") reply.remove_prefix(std::min(reply.find(' ') + 1, reply.size()));
  const bool yes = reply.starts_with("+OK") || reply.starts_with("OK");
  const bool no = reply.starts_with("-ERR") || reply.starts_with("NO");
  if (!yes && !no) return {};
  return {{choice("let-in"), choice("turned-away")}, yes ? 0u : 1u};
}

Choices zone_choices(const std::string& name, const std::string& zone) {
  constexpr std::size_t zones_max = 4;
  std::vector<std::string> zones{"."};
  for (std::size_t at = name.size(); at > 0;) {
    const auto dot = name.rfind('.', at - 1);
    zones.push_back(dot == std::string::npos ? name : name.substr(dot + 1));
    if (dot == std::string::npos) break;
    at = dot;
  }
  // Of a long name the ends: the root's side, the zone itself and the name's own side.
  while (zones.size() > zones_max) {
    const auto middle = zones.begin() + static_cast<std::ptrdiff_t>(zones.size() / 2);
    zones.erase(*middle == zone ? middle - 1 : middle);
  }
  Choices choices;
  for (const auto& each : zones) {
    choices.all.push_back(each == "." ? choice("root") : choice("zone", {{"zone", each}}));
  }
  const auto found = std::find(zones.begin(), zones.end(), zone);
  choices.right = static_cast<std::size_t>(found - zones.begin());
  return choices;
}

}  // namespace mailtown::view
