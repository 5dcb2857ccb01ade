#include "simulator/reader/machine_names.h"

namespace mailtown::reader {

namespace {
const std::string no_role;
const trace::Text nobody;

// Of each kind, IPv4 and IPv6.
std::array<std::optional<IpAddress>, 2> first_addresses(const trace::MachineInfo* machine) {
  std::array<std::optional<IpAddress>, 2> first;
  if (machine == nullptr) return first;
  for (const auto& text : machine->addresses) {
    const auto address = IpAddress::parse(text);
    if (!address) continue;
    auto& own = first[address->is_v6() ? 1 : 0];
    if (!own) own = address;
  }
  return first;
}

}  // namespace

MachineNames::MachineNames(const trace::Header& header) : header_(&header) {
  for (std::size_t i = 0; i < header.machines.size(); ++i) {
    const auto& machine = header.machines[i];
    by_name_.emplace(machine.name, i);
    const trace::Text name = machine.name;
    for (const auto& text : machine.addresses) {
      if (const auto address = IpAddress::parse(text)) by_address_.emplace(*address, name);
    }
  }
  for (const auto& program : header.programs) {
    of_programs_.emplace_back(program.machine);
    first_addresses_.push_back(first_addresses(find(program.machine)));
  }
}

trace::Text MachineNames::at(const IpAddress& address) const {
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? trace::Text(address.to_string()) : found->second;
}

bool MachineNames::knows(const IpAddress& address) const {
  return by_address_.contains(address);
}

Endpoint MachineNames::own_end(std::uint32_t program, const Endpoint& local,
                               const Endpoint& remote) const {
  if (!local.address.is_unspecified() || program >= first_addresses_.size()) return local;
  const auto& own = first_addresses_[program][remote.address.is_v6() ? 1 : 0];
  return own ? Endpoint{*own, local.port} : local;
}

const trace::Text& MachineNames::of_program(std::uint32_t program) const {
  return program < of_programs_.size() ? of_programs_[program] : nobody;
}

const std::string& MachineNames::role_of_program(std::uint32_t program) const {
  return program < header_->programs.size() ? header_->programs[program].role : no_role;
}

const trace::MachineInfo* MachineNames::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &header_->machines[found->second];
}

}  // namespace mailtown::reader
