#include "simulator/faults/machine_faults.h"

#include <algorithm>
#include <cctype>

#include "simulator/scenario/wildcard.h"
#include "text/ascii.h"

namespace mailtown::faults {
namespace {

bool in_order(std::uint64_t number, std::uint64_t nth, std::uint64_t times) {
  return number >= nth && number - nth < times;
}

}  // namespace

bool is_command(std::string_view line, std::string_view named) {
  if (named.find(' ') != std::string_view::npos) return scenario::matches(line, named);
  return same_text(line.substr(0, line.find(' ')), named);
}

MachineFaults::MachineFaults(const scenario::Scenario& scenario, std::string machine,
                             std::uint16_t smtp_port)
    : machine_(std::move(machine)), smtp_port_(smtp_port) {
  for (const scenario::Fault& fault : scenario.faults) {
    if (fault.at != machine_) continue;
    const auto* crash = std::get_if<scenario::Crash>(&fault.what);
    if (const auto* failure = std::get_if<scenario::ServerFailure>(&fault.what))
      failures_.push_back(*failure);
    else if (const auto* stripper = std::get_if<scenario::StripStartTls>(&fault.what))
      strippers_.push_back(*stripper);
    else if (std::holds_alternative<scenario::ReplyInstead>(fault.what) ||
             std::holds_alternative<scenario::SlowGreeting>(fault.what) ||
             std::holds_alternative<scenario::DropInData>(fault.what) ||
             (crash && !crash->after_reply_to.empty()))
      counted_.push_back({&fault});
  }
}

// Counts one more for each fault of the kind that `applies`; the first that strikes, or nullptr.
template <class Kind, class Applies>
const Kind* MachineFaults::count(Applies applies) {
  const Kind* strikes = nullptr;
  for (Counted& counted : counted_) {
    const auto* kind = std::get_if<Kind>(&counted.fault->what);
    if (!kind || !applies(*kind)) continue;
    ++counted.seen;
    std::uint64_t times = 1;
    if constexpr (!std::is_same_v<Kind, scenario::Crash>) times = kind->times;
    if (!strikes && in_order(counted.seen, kind->nth, times)) strikes = kind;
  }
  return strikes;
}

std::optional<std::string> MachineFaults::reply_instead(const std::string& command) {
  const auto* reply = count<scenario::ReplyInstead>(
      [&](const scenario::ReplyInstead& each) { return is_command(command, each.to); });
  return reply ? std::optional(reply->say) : std::nullopt;
}

std::optional<Duration> MachineFaults::greeting_delay() {
  const auto* slow =
      count<scenario::SlowGreeting>([](const scenario::SlowGreeting&) { return true; });
  return slow ? std::optional(slow->delay) : std::nullopt;
}

std::optional<std::uint64_t> MachineFaults::drop_after() {
  const auto* drop = count<scenario::DropInData>([](const scenario::DropInData&) { return true; });
  return drop ? std::optional(drop->after_bytes) : std::nullopt;
}

void MachineFaults::answered(const std::string& command) {
  const auto* crash = count<scenario::Crash>(
      [&](const scenario::Crash& each) { return is_command(command, each.after_reply_to); });
  if (crash && crash_) crash_(*crash);
}

bool MachineFaults::strips_tls(Instant now) const {
  const Duration since = now - start_;
  return std::any_of(strippers_.begin(), strippers_.end(), [&](const auto& stripper) {
    return since >= stripper.from && since < stripper.until;
  });
}

bool MachineFaults::fails(const dns::Name& name, Instant now) const {
  const Duration since = now - start_;
  return std::any_of(failures_.begin(), failures_.end(), [&](const auto& failure) {
    const auto zone = dns::Name::parse(failure.name);
    return zone && name.is_subdomain_of(*zone) && since >= failure.from && since < failure.until;
  });
}

void MachineFaults::record(const Tracer& tracer, std::string what, std::string detail) const {
  if (!tracer) return;
  tracer.note(trace::FaultStruck{machine_, std::move(what), std::move(detail)});
}

}  // namespace mailtown::faults
