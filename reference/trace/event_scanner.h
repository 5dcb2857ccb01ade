// Reads the events of a large file fast.
//
// A line is taken as append_event() writes it, fields in their order and nothing between them, so
// that no tree of it need be built; and what a value says is kept and looked up when it comes
// again, as most do. Any other line is none of its business: parse_event() reads that.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "trace/event.h"
#include "trace/lookup.h"

namespace mailtown::trace {

// What texts of JSON say, by their text.
template <class T>
class KnownValues {
 public:
  // What it says; null if it is no JSON. Good until the next call.
  const T* read(std::string_view json);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  Lookup<std::string, T, Hash, std::equal_to<>> known_;
  T last_;  // of those that are too long to be kept
};

class EventScanner {
 public:
  // None: not a line as append_event() writes it. `line` has no LF.
  std::optional<Event> scan(std::string_view line);

 private:
  class Line;
  template <std::size_t I = 0>
  bool read_payload(std::string_view kind, Line& line, Payload& into);
  template <class Kind>
  bool read_fields(Line& line, Kind& into);
  template <class T>
  bool read(Line& line, T& into);
  bool read(Line& line, std::uint64_t& into);
  KnownValues<Text>& known(const Text&) { return texts_; }
  KnownValues<Texts>& known(const Texts&) { return lists_; }
  KnownValues<Endpoint>& known(const Endpoint&) { return ends_; }
  KnownValues<Shared<std::vector<Fact>>>& known(const Shared<std::vector<Fact>>&) { return facts_; }
  KnownValues<Shared<std::vector<Alternative>>>& known(const Shared<std::vector<Alternative>>&) {
    return alternatives_;
  }

  KnownValues<Text> texts_;
  KnownValues<Texts> lists_;
  KnownValues<Endpoint> ends_;
  KnownValues<Shared<std::vector<Fact>>> facts_;
  KnownValues<Shared<std::vector<Alternative>>> alternatives_;
};

}  // namespace mailtown::trace
