// Why a decision came out as it did, as data.
//
// A decision function returns its outcome together with this evidence; whoever called it records
// both. Words here are keys, not sentences: catalogues/ has the sentence for `rule` under
// rule.<rule> and for `lost_because` under lost.<lost_because>, in each language, and fills in the
// facts by name.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mailtown {

struct Fact {
  std::string name;   // a key such as "domain"; its label is in the catalogue under fact.<name>
  std::string value;  // as data: "example.org", "10", "192.0.2.1"
  bool operator==(const Fact&) const = default;
};

struct Alternative {
  std::string choice;        // what might have been chosen: "mx2.example.com"
  std::string lost_because;  // key; empty for the one that was chosen
  std::vector<Fact> facts;   // what the sentence for lost_because needs
  bool operator==(const Alternative&) const = default;
};

struct Evidence {
  std::string rule;  // key of the rule that decided: "route.mx"
  std::vector<Fact> inputs;
  std::vector<Alternative> alternatives;
  std::string source;  // "RFC 5321 §5.1"
  bool operator==(const Evidence&) const = default;
};

template <class T>
struct Decided {
  T outcome;
  Evidence evidence;
};

}  // namespace mailtown
