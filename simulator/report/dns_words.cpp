#include "simulator/report/dns_words.h"

#include <sstream>

#include "simulator/reader/record_words.h"

namespace mailtown::report {

namespace {

// The nameservers' names of a referral, and the zone that they serve.
struct Referral {
  std::string zone, servers;
};
Referral referral_of(const std::vector<std::string>& authority) {
  Referral referral;
  for (const auto& record : authority) {
    std::istringstream in(record);
    std::string owner, ttl, record_class, type, host;
    in >> owner >> ttl >> record_class >> type >> host;
    if (type != "NS" || host.empty()) continue;
    referral.zone = reader::without_final_dot(owner);
    referral.servers += (referral.servers.empty() ? "" : ", ") + reader::without_final_dot(host);
  }
  return referral;
}

}  // namespace

std::string answer_in_words(const trace::DnsAnswerSent& answer,
                            const reader::Catalogue& catalogue) {
  const auto referral = referral_of(answer.authority);
  const auto key = "dns." + answer.outcome;
  return catalogue.ui(catalogue.has("ui", key) ? key : "dns.other",
                      {{"outcome", answer.outcome},
                       {"records", reader::short_records(answer.answer, answer.name)},
                       {"servers", referral.servers},
                       {"zone", referral.zone},
                       {"name", answer.name},
                       {"type", answer.type}});
}

}  // namespace mailtown::report
