#include "visualizer/stops.h"

#include <algorithm>
#include <cctype>

#include "visualizer/time_axis.h"

namespace mailtown::view {
namespace {

// "-ERR no such user" (RFC 1939 §3), "a3 NO [OVERQUOTA] full" (RFC 3501 §7.1.2), "451 4.7.1 try
// later" (RFC 5321 §4.2).
bool refuses(const std::string& line, std::string_view protocol) {
  if (protocol == "pop3") return line.starts_with("-ERR");
  if (protocol == "imap") {
    const auto word = line.find(' ');
    return word != std::string::npos && line.compare(word, 4, " NO ") == 0;
  }
  return line.size() >= 3 && (line[0] == '4' || line[0] == '5') &&
         std::isdigit(static_cast<unsigned char>(line[1])) != 0 &&
         std::isdigit(static_cast<unsigned char>(line[2])) != 0 &&
         (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

struct IsRefusal {
  bool operator()(const trace::LineSent& event) const {
    return refuses(event.text, event.protocol);
  }
  bool operator()(const trace::ConnectFailed&) const { return true; }
  bool operator()(const trace::DnsAnswerSent& event) const {
    return event.outcome == "servfail" || event.outcome == "refused";
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

bool is_refusing(const std::string& reply) {
  return refuses(reply, "smtp") || refuses(reply, "pop3") || reply.starts_with("NO ");
}

Stops::Stops(const reader::Reading& reading) {
  const auto add = [this](Unit unit, Step step) {
    if (step != 0) steps_[static_cast<std::size_t>(unit)].push_back(step);
  };
  std::int64_t before_us = 0;
  for (Step step = 1; step <= reading.steps(); ++step) {
    const auto& event = reading.event(step);
    const auto& payload = event.payload;
    if (std::holds_alternative<trace::Decision>(payload)) add(Unit::decision, step);
    if (std::holds_alternative<trace::LineSent>(payload) ||
        std::holds_alternative<trace::BodySent>(payload)) {
      add(Unit::line, step);
    }
    const auto* queue = std::get_if<trace::QueueStep>(&payload);
    if (queue != nullptr && queue->step == "trying" && queue->attempt > 1) add(Unit::retry, step);
    if (std::visit(IsRefusal{}, payload)) add(Unit::refusal, step);
    if (event.time_us - before_us >= long_wait_us) add(Unit::wait, step);
    before_us = event.time_us;
  }
  for (const auto& conversation : reading.joined().conversations) {
    add(Unit::conversation, conversation.first);
  }
  for (const auto& letter : reading.joined().letters) add(Unit::letter, letter.first);
  // All others were found in order.
  for (const Unit unit : {Unit::conversation, Unit::letter}) {
    auto& steps = steps_[static_cast<std::size_t>(unit)];
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  }
}

}  // namespace mailtown::view
