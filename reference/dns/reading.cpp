#include "dns/reading.h"

#include <algorithm>

namespace mailtown::dns {

namespace {

constexpr std::size_t aliases_max = 16;

class Reader {
 public:
  Reader(const Message& response, const Question& question, const Name& asked, bool recursive)
      : response_(response), question_(question), asked_(asked), recursive_(recursive) {}

  Reading run() {
    const bool negative = response_.rcode == Rcode::name_error;
    if (response_.rcode != Rcode::no_error && !negative) return useless(outcome_word(response_));
    Name name = question_.name;
    while (take_alias(name)) {
      if (reading_.resolution.aliases.size() > aliases_max) return useless("loop");
    }
    take_records(name);
    if (!reading_.resolution.records.empty()) return found();
    const bool aliased = !reading_.resolution.aliases.empty();
    // RFC 6604 §3: after aliases, NXDOMAIN speaks of the last name; it counts only if this server
    // may speak of that name.
    const Record* soa = find_soa(name);
    if (negative && name.is_subdomain_of(asked_)) return none(Outcome::no_such_name, soa);
    if (soa) return none(Outcome::no_data, soa);
    if (aliased) return continue_at(name);
    if (take_referral(name)) return std::move(reading_);
    // RFC 2308 §2.2 type 3: no data without SOA. From a server of the zone, AA makes it credible.
    if (response_.authoritative || recursive_) return none(Outcome::no_data, nullptr);
    return useless("lame");
  }

 private:
  Reading useless(std::string why) {
    Reading reading;
    reading.why = std::move(why);
    return reading;
  }

  bool take_alias(Name& name) {
    if (question_.type == RecordType::CNAME || question_.type == RecordType::ANY) return false;
    if (!name.is_subdomain_of(asked_)) return false;
    for (const Record& record : response_.answer) {
      if (record.name == name && std::holds_alternative<CnameData>(record.data)) {
        reading_.resolution.aliases.push_back(record);
        name = *target_of(record);
        return true;
      }
    }
    return false;
  }

  void take_records(const Name& name) {
    if (!name.is_subdomain_of(asked_)) return;
    for (const Record& record : response_.answer) {
      const bool wanted = question_.type == RecordType::ANY || record.type == question_.type;
      if (wanted && record.name == name && record.record_class == RecordClass::IN) {
        reading_.resolution.records.push_back(record);
      }
    }
  }

  Reading found() {
    reading_.kind = Reading::Kind::answer;
    reading_.resolution.outcome = Outcome::found;
    for (const Record& record : reading_.resolution.records) {
      if (const Name* host = target_of(record)) {
        take_addresses(*host, reading_.resolution.additional);
      }
    }
    return std::move(reading_);
  }

  Reading none(Outcome outcome, const Record* soa) {
    reading_.kind = Reading::Kind::answer;
    reading_.resolution.outcome = outcome;
    if (soa) reading_.resolution.authority.push_back(*soa);
    return std::move(reading_);
  }

  Reading continue_at(Name name) {
    reading_.kind = Reading::Kind::alias;
    reading_.next = std::move(name);
    return std::move(reading_);
  }

  const Record* find_soa(const Name& name) const {
    for (const Record& record : response_.authority) {
      if (std::holds_alternative<SoaData>(record.data) && name.is_subdomain_of(record.name) &&
          record.name.is_subdomain_of(asked_)) {
        return &record;
      }
    }
    return nullptr;
  }

  bool take_referral(const Name& name) {
    if (recursive_) return false;
    for (const Record& record : response_.authority) {
      if (!std::holds_alternative<NsData>(record.data)) continue;
      // Downwards only: a referral to the same zone or upwards is lame (RFC 1034 §5.3.3 4b).
      const bool downwards = record.name != asked_ && record.name.is_subdomain_of(asked_);
      if (!downwards || !name.is_subdomain_of(record.name)) continue;
      auto& referral = reading_.referral;
      if (referral.servers.empty()) referral.zone = record.name;
      if (record.name != referral.zone) continue;
      referral.servers.push_back(record);
      take_addresses(*target_of(record), referral.addresses);
    }
    reading_.kind = Reading::Kind::referral;
    return !reading_.referral.servers.empty();
  }

  void take_addresses(const Name& host, std::vector<Record>& into) const {
    if (!host.is_subdomain_of(asked_)) return;
    for (const Record& record : response_.additional) {
      if (record.name == host && address_of(record) &&
          std::find(into.begin(), into.end(), record) == into.end()) {
        into.push_back(record);
      }
    }
  }

  const Message& response_;
  const Question& question_;
  const Name& asked_;
  bool recursive_;
  Reading reading_;
};

}  // namespace

Reading read_response(const Message& response, const Question& question, const Name& asked,
                      bool recursive) {
  return Reader(response, question, asked, recursive).run();
}

}  // namespace mailtown::dns
