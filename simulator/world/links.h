// Links: what becomes of a packet between two machines.
//
// Each direction of each pair of machines is a path with a random stream of its own. Packets
// between programs of one machine arrive at once and are never lost.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "simulator/world/generator.h"
#include "simulator/world/world.h"

namespace mailtown::sim {

struct Machine;

struct Fate {
  Duration delay{};
  const char* lost = nullptr;  // why, as in network.lost; nullptr if the packet arrives
};

// One direction of a link between two machines.
struct Path {
  explicit Path(Generator generator) : draws(generator) {}
  Generator draws;
  LinkQuality quality;
  bool own_quality = false;  // set by name, not by default
  bool partitioned = false;
  std::uint64_t lose = 0;  // so many packets more
};

class Links {
 public:
  explicit Links(std::uint64_t seed) : seed_(seed) {}

  void set_default(LinkQuality quality);
  void set(const Machine& from, const Machine& to, LinkQuality quality);
  void set_partitioned(const Machine& one, const Machine& other, bool partitioned);
  void lose_next(const Machine& from, const Machine& to, std::uint64_t count);

  // The way from one machine to another, which lives as long as the links; nullptr within one.
  Path* find(const Machine& from, const Machine& to);
  // Draws what becomes of a packet that `from` sends now.
  static Fate send(const Machine& from, Path* way);
  // A packet that was under way arrives now: why it is lost after all, or nullptr.
  static const char* at_arrival(const Machine& from, const Machine& to);

 private:
  Path& path(const Machine& from, const Machine& to);

  std::uint64_t seed_;
  LinkQuality default_;
  std::map<std::pair<MachineId, MachineId>, Path> paths_;
};

}  // namespace mailtown::sim
