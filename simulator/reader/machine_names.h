// Which machine an address or a program belongs to, from a trace's header.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/reader/hashes.h"
#include "trace/event.h"
#include "trace/lookup.h"

namespace mailtown::reader {

class MachineNames {
 public:
  explicit MachineNames(const trace::Header& header);

  // The machine's name, or the address itself where the header knows none.
  trace::Text at(const IpAddress& address) const;
  bool knows(const IpAddress& address) const;
  // The end of a datagram at which the program stands. Its socket may be bound to any address and
  // then knows none of its own: what goes out bears the machine's first address of the other end's
  // kind. `local` itself where the header does not say.
  Endpoint own_end(std::uint32_t program, const Endpoint& local, const Endpoint& remote) const;
  // The machine and role of a program; empty if the header has no such program.
  const trace::Text& of_program(std::uint32_t program) const;
  const std::string& role_of_program(std::uint32_t program) const;
  // The scenario's description of a machine, or null.
  const trace::MachineInfo* find(std::string_view name) const;

 private:
  const trace::Header* header_;  // must outlive this
  std::vector<trace::Text> of_programs_;
  std::vector<std::array<std::optional<IpAddress>, 2>> first_addresses_;  // by program
  trace::Lookup<IpAddress, trace::Text, Hash> by_address_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
};

}  // namespace mailtown::reader
