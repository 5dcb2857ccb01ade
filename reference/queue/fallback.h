// What follows when a host did not take a letter: the next one, waiting, or giving up (RFC 5321
// §5.1: every mail host of a domain, and every address of each, is tried before mail has to wait).
//
// What counts is how far the conversation came. Who cannot be reached, or turns us away before he
// has heard of the letter (greeting, EHLO, AUTH), has said something about himself; his neighbour
// may differ, whatever the code. The same goes for a "not now" (4yz) to MAIL, RCPT or DATA. A 5yz
// to these is the domain's word about this letter (RFC 5321 §4.2.1): it is believed at once, and
// nobody else is asked.
//
// Departure from production practice: some servers (Postfix by default) take only a few hosts of a
// long list.
#pragma once

#include <string>
#include <vector>

#include "smtp/outcome.h"
#include "trace/evidence.h"

namespace mailtown::queue {

struct Tried {
  std::string relay;  // "mx1.example.com[192.0.2.7]:25"
  std::string reply;  // its last word
};

// How things stand after a try that left somebody without his letter.
struct Standing {
  std::string domain;
  std::string relay;              // that was just tried
  smtp::Outcome outcome;          // what came of it
  std::vector<Tried> before;      // earlier ones, in order
  std::vector<std::string> left;  // who may still be tried, in order: addresses, then hosts
};

enum class Next { another, wait, give_up };

// The decision for the recipients whom `outcome` is about; `another` is the first of `left`.
Decided<Next> decide_next(const Standing& standing);

}  // namespace mailtown::queue
