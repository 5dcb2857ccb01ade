// What was said in a run, without what differs from world to world: times, ids, addresses.
#pragma once

#include <string>
#include <vector>

#include "trace/event.h"

namespace mailtown::run {

// One text a connection of SMTP or POP3, with all its lines as the server saw them; sorted.
std::vector<std::string> conversations(const trace::Trace& trace);

// "resolver.example.org example.com MX answer": what each program got to know from DNS; sorted.
std::vector<std::string> lookups(const trace::Trace& trace);

}  // namespace mailtown::run
