#include "simulator/scenario/event_kinds.h"

namespace mailtown::scenario {
namespace {

template <class Payload>
EventKind kind_of() {
  EventKind kind{std::string(Payload::kind), {}};
  std::apply([&](const auto&... field) { (kind.fields.emplace_back(field.name), ...); },
             Payload::fields());
  return kind;
}

template <class Variant>
struct All;
template <class... Payloads>
struct All<std::variant<Payloads...>> {
  static std::vector<EventKind> kinds() { return {kind_of<Payloads>()...}; }
};

}  // namespace

const std::vector<EventKind>& event_kinds() {
  static const std::vector<EventKind> kinds = All<trace::Payload>::kinds();
  return kinds;
}

const EventKind* find_event_kind(std::string_view name) {
  for (const EventKind& kind : event_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace mailtown::scenario
