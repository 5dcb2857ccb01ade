#include "visualizer/touch/command_count.h"

#include <set>

#include "text/ascii.h"

namespace mailtown::view {
namespace {

constexpr std::uint16_t smtp_port = 25;

// Walks through the arrivals at one machine's port 25, as its faults see them: what is said inside
// of TLS they do not see.
class Arrivals {
 public:
  Arrivals(const reader::Reading& reading, const std::string& machine)
      : reading_(reading), machine_(machine) {}

  // What arrives at this step, as a fault would name it, or nothing.
  std::string_view at(reader::Step step) {
    if (reading_.machine(step) != machine_) return {};
    const trace::Event& event = reading_.event(step);
    const std::pair conversation(event.program, event.conversation);
    if (const auto* accepted = std::get_if<trace::Accepted>(&event.payload)) {
      return accepted->local.port == smtp_port ? "CONNECT" : "";
    }
    if (std::holds_alternative<trace::TlsStarted>(event.payload)) encrypted_.insert(conversation);
    const auto* line = std::get_if<trace::LineReceived>(&event.payload);
    if (line == nullptr || line->local.port != smtp_port || encrypted_.contains(conversation)) {
      return {};
    }
    const std::string_view text = line->text;
    return text.substr(0, text.find(' '));
  }

 private:
  const reader::Reading& reading_;
  const std::string& machine_;
  std::set<std::pair<std::uint32_t, trace::Conversation>> encrypted_;
};

}  // namespace

std::uint64_t commands_before(const reader::Reading& reading, reader::Step step,
                              const std::string& machine, std::string_view to) {
  if (to == ".") to = "DATA";  // with it a letter's end begins to count
  Arrivals arrivals(reading, machine);
  std::uint64_t count = 0;
  for (reader::Step each = 1; each < step; ++each) {
    if (same_text(arrivals.at(each), to)) ++count;
  }
  return count;
}

std::string present_command(const reader::Reading& reading, reader::Step step,
                            const std::string& machine) {
  if (step == 0) return {};
  Arrivals arrivals(reading, machine);
  std::string_view present;
  for (reader::Step each = 1; each <= step; ++each) present = arrivals.at(each);
  return std::string(present);
}

}  // namespace mailtown::view
