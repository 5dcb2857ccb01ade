// What the iterative resolver remembers, and how it tells the trace about remembering.
#pragma once

#include "dns/cache.h"
#include "dns/message.h"
#include "platform/platform.h"
#include "trace/tracer.h"

namespace mailtown::dns {

class ResolverMemory {
 public:
  explicit ResolverMemory(const Clock& clock) : clock_(clock) {}

  // The answer to a client's question: the records, the knowledge that there are none, or an alias
  // as `aliases`. Nothing if it has to be asked for. A hit becomes a step of `tracer`.
  std::optional<Resolution> recall(const Name& name, RecordType type, Tracer& tracer);
  // Records of whatever trust that serve the way to an answer; empty if unknown.
  std::vector<Record> recall_for_the_way(const Name& name, RecordType type);

  void remember(std::vector<Record> records, Trust trust, const Tracer& tracer);
  // That there is no such thing. `nothing` says which, and for how long by its SOA record.
  void remember_nothing(const Name& name, RecordType type, const Resolution& nothing,
                        const Tracer& tracer);

 private:
  const Clock& clock_;
  Cache cache_;
};

}  // namespace mailtown::dns
