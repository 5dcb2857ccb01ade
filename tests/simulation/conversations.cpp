#include "tests/simulation/conversations.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "dns/name.h"

namespace mailtown::run {
namespace {

using Names = std::map<std::string, std::string>;  // address or reverse name -> machine

Names names_of(const trace::Trace& trace) {
  Names names;
  for (const trace::MachineInfo& machine : trace.header.machines)
    for (const std::string& text : machine.addresses) {
      names[text] = machine.name;
      if (const auto address = IpAddress::parse(text))
        names[dns::reverse_name(*address).to_string()] = "reverse of " + machine.name;
    }
  return names;
}

// A name that DNS was asked for; one that begins with a reversed address, as in reverse zones and
// blocklists, by its machine instead.
std::string asked_name(const std::string& name, const Names& names) {
  std::size_t end = 0;
  for (int labels = 0; labels < 4 && end != std::string::npos; ++labels)
    end = name.find('.', end + 1);
  if (end == std::string::npos) return name;
  const auto reverse = names.find(name.substr(0, end) + ".in-addr.arpa");
  return reverse == names.end() ? name : reverse->second + name.substr(end);
}

std::set<std::string> ids_of(const trace::Trace& trace) {
  std::set<std::string> ids;
  for (const trace::Event& event : trace.events) {
    if (!event.letter.empty()) ids.insert(event.letter);
    if (const auto* delivered = std::get_if<trace::Delivered>(&event.payload))
      ids.insert(delivered->file->substr(delivered->file->rfind('/') + 1));
  }
  return ids;
}

void replace_all(std::string& text, const std::string& old_part, const std::string& new_part) {
  if (old_part.empty()) return;
  for (auto at = text.find(old_part); at != std::string::npos;
       at = text.find(old_part, at + new_part.size()))
    text.replace(at, old_part.size(), new_part);
}

// Without addresses, ids, and long numbers (sizes and times, which hang on the addresses).
std::string plain(std::string text, const Names& names, const std::set<std::string>& ids) {
  for (const std::string& id : ids) replace_all(text, id, "ID");
  // Longer addresses first: 192.0.2.10 begins with 192.0.2.1.
  std::vector<std::pair<std::string, std::string>> by_length(names.begin(), names.end());
  std::stable_sort(by_length.begin(), by_length.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& [address, machine] : by_length) replace_all(text, address, machine);
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) ++end;
    const bool number = end - at >= 2 && at > 0;  // a reply's code stands at the beginning
    if (number)
      plain += "N";
    else
      plain += text.substr(at, std::max<std::size_t>(1, end - at));
    at = std::max(end, at + 1);
  }
  return plain;
}

}  // namespace

std::vector<std::string> conversations(const trace::Trace& trace) {
  const Names names = names_of(trace);
  const auto ids = ids_of(trace);
  std::map<std::pair<std::uint32_t, trace::Conversation>, std::string> texts;
  for (const trace::Event& event : trace.events) {
    const trace::ProgramInfo& program = trace.header.programs[event.program];
    std::string& text = texts[{event.program, event.conversation}];
    const auto add = [&](const char* who, const std::string& line) {
      text += who + plain(line, names, ids) + "\n";
    };
    if (program.role != "mta" && program.role != "mda") continue;
    if (const auto* accepted = std::get_if<trace::Accepted>(&event.payload))
      text += plain(accepted->remote.address.to_string(), names, ids) + " to " + program.machine +
              " " + accepted->protocol + "\n";
    if (text.empty()) continue;  // the client's side of a connection
    if (const auto* sent = std::get_if<trace::LineSent>(&event.payload)) add("S: ", sent->text);
    if (const auto* got = std::get_if<trace::LineReceived>(&event.payload)) add("C: ", got->text);
  }
  std::vector<std::string> all;
  for (auto& [key, text] : texts)
    if (!text.empty()) all.push_back(std::move(text));
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> lookups(const trace::Trace& trace) {
  const Names names = names_of(trace);
  std::vector<std::string> all;
  for (const trace::Event& event : trace.events)
    if (const auto* resolved = std::get_if<trace::DnsResolved>(&event.payload)) {
      const trace::ProgramInfo& program = trace.header.programs[event.program];
      all.push_back(program.machine + " " + program.role + ": " +
                    asked_name(resolved->name, names) + " " + resolved->type + " " +
                    resolved->outcome);
    }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace mailtown::run
