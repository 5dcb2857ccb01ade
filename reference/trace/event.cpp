#include "trace/event.h"

#include "trace/tracer.h"

namespace mailtown {

namespace trace {

std::string_view kind(const Event& event) {
  return std::visit([](const auto& payload) { return std::decay_t<decltype(payload)>::kind; },
                    event.payload);
}

}  // namespace trace

trace::Decision decision(std::string about, std::string subject, std::string outcome,
                         Evidence evidence, std::string reply) {
  return {.about = std::move(about),
          .subject = std::move(subject),
          .outcome = std::move(outcome),
          .reply = std::move(reply),
          .rule = std::move(evidence.rule),
          .inputs = std::move(evidence.inputs),
          .alternatives = std::move(evidence.alternatives),
          .source = std::move(evidence.source)};
}

}  // namespace mailtown
