#include "visualizer/map/map_links.h"

#include <algorithm>

#include <fmt/core.h>

#include "visualizer/map/map_route.h"

namespace mailtown::view {
namespace {

bool is_like(const trace::LinkInfo& one, const trace::LinkInfo& other) {
  return one.latency_us == other.latency_us && one.jitter_us == other.jitter_us &&
         one.loss_ppm == other.loss_ppm;
}

const trace::LinkInfo* usual_link(const trace::Header& header) {
  return link_between(header, "*", "*");
}

std::string time_of(std::int64_t us, const reader::Catalogue& words) {
  const double ms = static_cast<double>(us) / 1000;
  if (ms < 1000) return words.ui("view.map.ms", {{"number", fmt::format("{:.4g}", ms)}});
  return words.ui("view.map.s", {{"number", fmt::format("{:.4g}", ms / 1000)}});
}

void sort_once(std::vector<Pair>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

}  // namespace

MapLinks::MapLinks(const ShownRun& run, const MapLayout& layout) {
  const auto add = [&](std::vector<Pair>& pairs, std::string_view from, std::string_view to) {
    const auto a = layout.find(from), b = layout.find(to);
    if (a && b && *a != *b) pairs.push_back(std::minmax(*a, *b));
  };
  for (const auto& talk : run.joined().conversations) {
    add(talk.protocol == "dns" ? pairs_ : mail_, talk.client, talk.server);
  }
  sort_once(mail_);
  pairs_.insert(pairs_.end(), mail_.begin(), mail_.end());
  const trace::Header& header = run.reading().header();
  const trace::LinkInfo* usual = usual_link(header);
  for (const trace::LinkInfo& link : header.links) {
    if (!usual || !is_like(link, *usual)) add(special_, link.from, link.to);
  }
  sort_once(special_);
  // Few links of their own are shown even if nothing ever goes there.
  constexpr std::size_t few = 12;
  if (special_.size() <= few) pairs_.insert(pairs_.end(), special_.begin(), special_.end());
  sort_once(pairs_);
}

bool MapLinks::carries_mail(const Pair& pair) const {
  return std::binary_search(mail_.begin(), mail_.end(), pair);
}

Curve MapLinks::between(const MapLayout& layout, std::size_t from, std::size_t to) {
  const Pair pair = std::minmax(from, to);
  auto found = ways_.find(pair);
  if (found == ways_.end()) {
    found = ways_.emplace(pair, route(layout, pair.first, pair.second)).first;
  }
  const Curve& c = found->second;
  return from < to ? c : Curve{c.to, c.bend, c.from};
}

Curve MapLinks::between_regions(const MapLayout& layout, std::size_t from, std::size_t to) {
  const Pair pair = std::minmax(from, to);
  auto found = region_ways_.find(pair);
  if (found == region_ways_.end()) {
    const Curve way =
        route_between(layout.regions[pair.first].box, layout.regions[pair.second].box);
    found = region_ways_.emplace(pair, way).first;
  }
  const Curve& c = found->second;
  return from < to ? c : Curve{c.to, c.bend, c.from};
}

const trace::LinkInfo* link_between(const trace::Header& header, std::string_view from,
                                    std::string_view to) {
  const trace::LinkInfo* usual = nullptr;
  for (const trace::LinkInfo& link : header.links) {
    if (link.from == from && link.to == to) return &link;
    if (link.from == "*" && link.to == "*") usual = &link;
  }
  return usual;
}

std::string words_of(const trace::LinkInfo& link, const reader::Catalogue& words) {
  reader::Values values{{"latency", time_of(link.latency_us, words)}};
  if (link.jitter_us > 0) values.push_back({"jitter", time_of(link.jitter_us, words)});
  if (link.loss_ppm > 0) {
    const double percent = static_cast<double>(link.loss_ppm) / 10'000;
    values.push_back({"loss", fmt::format("{:.3g}", percent)});
  }
  for (const char* name : {"jitter", "loss"}) values.push_back({name, ""});  // the first counts
  return words.ui("view.map.link", values);
}

}  // namespace mailtown::view
