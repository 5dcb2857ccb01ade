// Between messages and resolutions: what a response says, and what a resolution is as a response.
#pragma once

#include "dns/message.h"
#include "dns/resolver.h"
#include "trace/tracer.h"

namespace mailtown::dns {

// What `response` says about the question, CNAME records followed within it. `failed` with a reason
// if it says nothing: an error, a referral, or a chain of aliases that leads nowhere.
Resolution read_response(const Message& response, const Name& name, RecordType type);
// The response that tells `resolution` to whoever asked `query`.
Message write_response(const Message& query, const Resolution& resolution);
// Tells the trace what the asking program learns (dns.resolved), as a step.
void record_resolved(Tracer& tracer, const Name& name, RecordType type,
                     const Resolution& resolution);
// "answer", "nodata", "nxdomain", or the reason of a failure.
std::string outcome_word(const Resolution& resolution);

}  // namespace mailtown::dns
