#include "dns/resolution.h"

#include <algorithm>
#include <iterator>

namespace mailtown::dns {

namespace {

const Record* alias_at(const std::vector<Record>& records, const Name& name) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const Record& record) {
    return record.type == RecordType::CNAME && record.name == name;
  });
  return found == records.end() ? nullptr : &*found;
}

}  // namespace

Resolution read_response(const Message& response, const Name& name, RecordType type) {
  Resolution resolution;
  const bool speaks = response.rcode == Rcode::no_error || response.rcode == Rcode::name_error;
  if (!speaks || response.truncated) {
    resolution.why = dns::outcome_word(response);
    return resolution;
  }
  Name owner = name;
  // Each alias is met at most once, so the chain ends even if it is a circle.
  for (std::size_t i = 0; i < response.answer.size() && type != RecordType::CNAME; ++i) {
    const auto* alias = alias_at(response.answer, owner);
    if (!alias) break;
    resolution.aliases.push_back(*alias);
    owner = *target_of(*alias);
  }
  for (const auto& record : response.answer) {
    const bool fits = record.name == owner && (record.type == type || type == RecordType::ANY);
    if (fits) resolution.records.push_back(record);
  }
  if (!resolution.records.empty()) {
    resolution.outcome = Outcome::found;
    resolution.additional = response.additional;
    return resolution;
  }
  std::copy_if(response.authority.begin(), response.authority.end(),
               std::back_inserter(resolution.authority),
               [](const Record& record) { return record.type == RecordType::SOA; });
  if (response.rcode == Rcode::name_error) {
    resolution.outcome = Outcome::no_such_name;
  } else if (dns::outcome_word(response) == "referral") {
    resolution.why = "lame";  // a resolver that only refers resolves nothing
  } else {
    resolution.outcome = Outcome::no_data;
  }
  return resolution;
}

Message write_response(const Message& query, const Resolution& resolution) {
  auto response = make_response(query, Rcode::no_error);
  response.recursion_available = true;
  switch (resolution.outcome) {
    case Outcome::found:
    case Outcome::no_data:
      break;
    case Outcome::no_such_name:
      response.rcode = Rcode::name_error;
      break;
    case Outcome::failed:
      response.rcode = Rcode::server_failure;
      break;
  }
  response.answer = resolution.aliases;
  response.answer.insert(response.answer.end(), resolution.records.begin(),
                         resolution.records.end());
  response.authority = resolution.authority;  // RFC 2308 §6: so that the asker may keep a "no"
  return response;
}

std::string outcome_word(const Resolution& resolution) {
  switch (resolution.outcome) {
    case Outcome::found:
      return "answer";
    case Outcome::no_data:
      return "nodata";
    case Outcome::no_such_name:
      return "nxdomain";
    case Outcome::failed:
      return resolution.why;
  }
  return "?";
}

void record_resolved(Tracer& tracer, const Name& name, RecordType type,
                     const Resolution& resolution) {
  if (!tracer) return;
  tracer.step(trace::DnsResolved{.name = name.to_string(),
                                 .type = to_string(type),
                                 .outcome = outcome_word(resolution),
                                 .records = to_strings(resolution.records)});
}

}  // namespace mailtown::dns
