#include "simulator/reader/machine_names.h"

namespace mailtown::reader {

namespace {
const std::string nobody;
}

MachineNames::MachineNames(const trace::Header& header) : header_(&header) {
  for (std::size_t i = 0; i < header.machines.size(); ++i) {
    const auto& machine = header.machines[i];
    by_name_.emplace(machine.name, i);
    for (const auto& text : machine.addresses) {
      if (const auto address = IpAddress::parse(text)) by_address_.emplace(*address, machine.name);
    }
  }
}

std::string MachineNames::at(const IpAddress& address) const {
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? address.to_string() : found->second;
}

bool MachineNames::knows(const IpAddress& address) const {
  return by_address_.contains(address);
}

Endpoint MachineNames::own_end(std::uint32_t program, const Endpoint& local,
                               const Endpoint& remote) const {
  const auto* machine = local.address.is_unspecified() ? find(of_program(program)) : nullptr;
  if (machine == nullptr) return local;
  for (const auto& text : machine->addresses) {
    const auto address = IpAddress::parse(text);
    if (address && address->is_v6() == remote.address.is_v6()) return {*address, local.port};
  }
  return local;
}

const std::string& MachineNames::of_program(std::uint32_t program) const {
  return program < header_->programs.size() ? header_->programs[program].machine : nobody;
}

const std::string& MachineNames::role_of_program(std::uint32_t program) const {
  return program < header_->programs.size() ? header_->programs[program].role : nobody;
}

const trace::MachineInfo* MachineNames::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &header_->machines[found->second];
}

}  // namespace mailtown::reader
