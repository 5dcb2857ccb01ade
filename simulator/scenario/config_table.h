// A machine's `config` table: the keys of a real machine's configuration file, inside a scenario.
#pragma once

#include <functional>
#include <string>

#include "config/config.h"
#include "platform/toml.h"
#include "simulator/scenario/reading.h"

namespace mailtown::scenario {

struct Domain;
struct Machine;

struct ConfigTable {
  toml::table table;
};

// Complains, at its line, about whatever is wrong with the machine's table, as the file has it.
void check_config(Reading& reading, const Domain& domain, const Machine& machine,
                  const toml::table& table);

// Where an address of the scenario lies in the world of the plan, and a port.
struct Places {
  std::function<IpAddress(const IpAddress&)> address;
  std::function<std::uint16_t(std::uint16_t)> port;
};

// `base` with the table laid over it; addresses, networks and endpoints in it are put in their
// places first.
Result<config::Config> lay_over(const ConfigTable& table, const Places& places,
                                config::Config base);

}  // namespace mailtown::scenario
