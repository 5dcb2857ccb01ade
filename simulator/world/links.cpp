#include "simulator/world/links.h"

#include "simulator/world/machine.h"

namespace mailtown::sim {

Path& Links::path(const Machine& from, const Machine& to) {
  const std::pair key(from.id, to.id);
  const auto found = paths_.find(key);
  if (found != paths_.end()) return found->second;
  Path fresh(Generator(seed_, "link/" + from.spec.name + "/" + to.spec.name));
  fresh.quality = default_;
  return paths_.emplace(key, std::move(fresh)).first->second;
}

void Links::set_default(LinkQuality quality) {
  default_ = quality;
  for (auto& [key, path] : paths_) {
    if (!path.own_quality) path.quality = quality;
  }
}

void Links::set(const Machine& from, const Machine& to, LinkQuality quality) {
  path(from, to).quality = quality;
  path(from, to).own_quality = true;
}

void Links::set_partitioned(const Machine& one, const Machine& other, bool partitioned) {
  path(one, other).partitioned = partitioned;
  path(other, one).partitioned = partitioned;
}

void Links::lose_next(const Machine& from, const Machine& to, std::uint64_t count) {
  path(from, to).lose += count;
}

Path* Links::find(const Machine& from, const Machine& to) {
  return &from == &to ? nullptr : &path(from, to);
}

Fate Links::send(const Machine& from, Path* way) {
  if (way == nullptr) return {};
  if (from.down) return {{}, "machine down"};
  if (way->partitioned) return {{}, "partition"};
  if (way->lose > 0) {
    --way->lose;
    return {{}, "loss"};
  }
  // Draws are taken only where the link asks for them: a perfect link draws nothing.
  const auto& quality = way->quality;
  if (quality.loss_ppm > 0 && way->draws.below(1'000'000) < quality.loss_ppm) return {{}, "loss"};
  Fate fate{quality.latency, nullptr};
  if (quality.jitter > Duration{}) {
    const auto bound = static_cast<std::uint64_t>(quality.jitter.count()) + 1;
    fate.delay += Duration(way->draws.below(bound));
  }
  return fate;
}

const char* Links::at_arrival(const Machine& from, const Machine& to) {
  if (!to.powered) return "machine down";
  if (&from != &to && to.down) return "machine down";
  return nullptr;
}

}  // namespace mailtown::sim
