// Destinations: how many letters are on their way to each domain at a time.
//
// A host that takes mail slowly, or not at all, must neither be overrun nor hold up the mail for
// all others. A letter that would be one too many for one of its domains is parked there and goes
// on when another one has ended.
//
// Departure from production practice: Postfix raises and lowers the limit as a destination answers;
// and it counts next hops, where here a smart host's letters are counted by domain.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "queue/letter.h"

namespace mailtown::queue {

class Destinations {
 public:
  using Domains = std::vector<std::string>;

  // At most `limit` letters at a time for one domain.
  explicit Destinations(std::size_t limit) : limit_(limit) {}

  // The domain that has no room for one more letter, or none.
  const std::string* full_one(const Domains& domains) const;
  void enter(const Domains& domains);
  void leave(const Domains& domains);

  // Lets a letter (by its id) wait for room at `domain`.
  void park(const std::string& domain, std::string id);
  bool has_parked(const std::string& domain) const;
  // The next one that waits there and may go, if there is room; empty if not.
  std::string unpark(const std::string& domain);

 private:
  struct Destination {
    std::size_t underway = 0;
    std::deque<std::string> parked;
  };

  std::size_t limit_;
  std::map<std::string, Destination> all_;
};

// The domains of those recipients that still wait, each once; mail for our own goes by one name.
Destinations::Domains domains_of(const Letter& letter, const std::vector<std::string>& own);

}  // namespace mailtown::queue
