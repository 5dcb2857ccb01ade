#include "dns/authority.h"

#include <algorithm>

namespace mailtown::dns {

namespace {

constexpr int aliases_max = 16;             // of CNAME records followed in one answer
constexpr std::size_t zones_shown_max = 8;  // of zones named as alternatives

class Answerer {
 public:
  Answerer(const Zones& zones, const Message& query)
      : zones_(zones),
        question_(query.questions.front()),
        name_(question_.name),
        response_(make_response(query, Rcode::no_error)) {}

  Decided<Message> run() {
    const Zone* zone = zones_.zone_of(name_);
    if (!zone) {
      refuse();
    } else {
      tell_zones();
      response_.authoritative = true;
      while (zone) zone = answer_from(*zone);
      add_addresses();
    }
    evidence_.inputs = {{"name", question_.name.to_string()}, {"type", to_string(question_.type)}};
    evidence_.inputs.insert(evidence_.inputs.end(), facts_.begin(), facts_.end());
    return {std::move(response_), std::move(evidence_)};
  }

 private:
  void decide(std::string rule, std::string source) {
    evidence_.rule = std::move(rule);
    evidence_.source = std::move(source);
  }

  void refuse() {
    response_.rcode = Rcode::refused;
    decide("authority.refused.no-zone", "RFC 1035 §4.1.1");
    for (const auto& [apex, zone] : zones_.all()) {
      if (evidence_.alternatives.size() == zones_shown_max) break;
      evidence_.alternatives.push_back({apex.to_string(), "authority.outside-zone", {}});
    }
  }

  // Which of our zones hold the name, and that the longest is the one to ask.
  void tell_zones() {
    bool longest = true;
    for (std::size_t labels = name_.label_count() + 1; labels-- > 0;) {
      const auto zone = zones_.all().find(name_.last_labels(labels));
      if (zone == zones_.all().end()) continue;
      evidence_.alternatives.push_back(
          {zone->first.to_string(), longest ? "" : "authority.shorter-zone", {}});
      longest = false;
    }
  }

  // One step of RFC 1034 §4.3.2; the zone to go on with after a CNAME, or null when done.
  const Zone* answer_from(const Zone& zone) {
    facts_ = {{"zone", zone.apex().to_string()}};
    if (name_ != question_.name) facts_.push_back({"alias", name_.to_string()});
    if (const RecordSet* cut = find_cut(zone)) return refer(*cut);
    if (const Node* node = zone.find(name_)) return answer_from_node(zone, *node, false);
    if (zone.exists(name_)) {
      no_data(zone, "authority.nodata.empty", "RFC 4592 §2.2.2");
      return nullptr;
    }
    return answer_by_wildcard(zone);
  }

  // The delegation at or above the name, the topmost first: below it the zone does not speak.
  const RecordSet* find_cut(const Zone& zone) const {
    const std::size_t apex = zone.apex().label_count();
    for (std::size_t labels = apex + 1; labels <= name_.label_count(); ++labels) {
      if (const auto* cut = zone.find(name_.last_labels(labels), RecordType::NS)) return cut;
    }
    return nullptr;
  }

  const Zone* refer(const RecordSet& cut) {
    // AA speaks of the first owner in the answer (RFC 1035 §4.1.1): of the alias, if there is one.
    if (response_.answer.empty()) response_.authoritative = false;
    response_.authority = cut;
    facts_.push_back({"cut", cut.front().name.to_string()});
    decide("authority.referral", "RFC 1034 §4.3.2 3b");
    return nullptr;
  }

  const Zone* answer_by_wildcard(const Zone& zone) {
    // RFC 4592 §3.3.1: the closest encloser is the nearest ancestor that exists.
    Name closest = name_.parent();
    while (!zone.exists(closest)) closest = closest.parent();
    facts_.push_back({"closest", closest.to_string()});
    const auto wildcard = closest.child("*");
    const Node* node = wildcard ? zone.find(*wildcard) : nullptr;
    if (node) {
      facts_.push_back({"wildcard", wildcard->to_string()});
      return answer_from_node(zone, *node, true);
    }
    if (wildcard && zone.exists(*wildcard)) {
      no_data(zone, "authority.nodata.empty", "RFC 4592 §2.2.2");
      return nullptr;
    }
    response_.rcode = Rcode::name_error;  // also at the end of an alias: RFC 6604 §3
    add_soa(zone);
    decide("authority.nxdomain", "RFC 2308 §2.1");
    return nullptr;
  }

  const Zone* answer_from_node(const Zone& zone, const Node& node, bool by_wildcard) {
    const auto alias = node.find(RecordType::CNAME);
    if (alias != node.end() && question_.type != RecordType::CNAME &&
        question_.type != RecordType::ANY) {
      return follow(alias->second.front());
    }
    // RFC 8482 §4.1: one record set of our choice is a fair answer to ANY.
    const bool any = question_.type == RecordType::ANY;
    const auto set = any ? node.begin() : node.find(question_.type);
    if (set == node.end()) {
      no_data(zone, by_wildcard ? "authority.nodata.wildcard" : "authority.nodata",
              "RFC 2308 §2.2");
    } else {
      add_answer(set->second);
      if (any) {
        decide("authority.any", "RFC 8482 §4.1");
      } else if (by_wildcard) {
        decide("authority.wildcard", "RFC 4592 §3.3.1");
      } else {
        decide("authority.found", "RFC 1034 §4.3.2 3a");
      }
    }
    return nullptr;
  }

  // The owner of what a wildcard gives is the name that was asked for (RFC 4592 §3.3.2).
  void add_answer(const RecordSet& set) {
    for (Record record : set) {
      record.name = name_;
      response_.answer.push_back(std::move(record));
    }
  }

  const Zone* follow(const Record& alias) {
    add_answer({alias});
    const Name& target = *target_of(alias);
    facts_.push_back({"target", target.to_string()});
    const bool seen =
        std::any_of(response_.answer.begin(), response_.answer.end(),
                    [&target](const Record& earlier) { return earlier.name == target; });
    if (seen || response_.answer.size() > aliases_max) {
      decide("authority.alias-loop", "RFC 1034 §3.6.2");
      return nullptr;
    }
    const Zone* next = zones_.zone_of(target);
    if (!next) decide("authority.alias-leaves", "RFC 1034 §4.3.2 3a");
    name_ = target;
    return next;
  }

  void no_data(const Zone& zone, std::string rule, std::string source) {
    add_soa(zone);
    decide(std::move(rule), std::move(source));
  }

  void add_soa(const Zone& zone) {
    Record soa = zone.soa();
    // RFC 2308 §3: how long "no" may be kept.
    soa.ttl = std::min(soa.ttl, std::get<SoaData>(soa.data).minimum);
    response_.authority.push_back(std::move(soa));
  }

  // Addresses of the hosts that the records point to, as far as we know them: with a referral they
  // are its glue (RFC 1034 §4.3.2 step 6).
  void add_addresses() {
    for (const auto* section : {&response_.answer, &response_.authority}) {
      for (const Record& record : *section) {
        if (record.type == RecordType::MX || record.type == RecordType::NS ||
            record.type == RecordType::SRV) {
          add_addresses_of(*target_of(record));
        }
      }
    }
  }

  void add_addresses_of(const Name& host) {
    const Zone* zone = zones_.zone_of(host);
    if (!zone) return;
    for (const auto type : {RecordType::A, RecordType::AAAA}) {
      const RecordSet* set = zone->find(host, type);
      if (!set) continue;
      for (const Record& record : *set) {
        auto& all = response_.additional;
        if (std::find(all.begin(), all.end(), record) == all.end()) all.push_back(record);
      }
    }
  }

  const Zones& zones_;
  const Question& question_;
  Name name_;  // what is looked for now: the question's name, or where aliases led
  Message response_;
  Evidence evidence_;
  std::vector<Fact> facts_;
};

}  // namespace

std::optional<Decided<Message>> refuse_malformed(const Message& query) {
  const auto refuse = [&query](Rcode rcode, std::string rule, std::string source) {
    Evidence evidence{std::move(rule), {}, {}, std::move(source)};
    return Decided<Message>{make_response(query, rcode), std::move(evidence)};
  };
  if (query.opcode != Opcode::query) {
    return refuse(Rcode::not_implemented, "authority.notimp", "RFC 1035 §4.1.1");
  }
  if (query.questions.size() != 1) {
    return refuse(Rcode::format_error, "authority.formerr.questions", "RFC 9619 §4");
  }
  if (query.edns && query.edns->version > 0) {
    return refuse(Rcode::bad_version, "authority.badvers", "RFC 6891 §6.1.3");
  }
  const Question& question = query.questions.front();
  if (question.type == RecordType::OPT) {
    return refuse(Rcode::format_error, "authority.formerr.type", "RFC 6891 §6.1.1");
  }
  if (question.record_class != RecordClass::IN) {
    return refuse(Rcode::refused, "authority.refused.class", "RFC 1035 §3.2.4");
  }
  if (question.type == RecordType::AXFR || question.type == RecordType::IXFR) {
    return refuse(Rcode::refused, "authority.refused.transfer", "RFC 5936 §2.2.1");
  }
  return std::nullopt;
}

Decided<Message> authoritative_answer(const Zones& zones, const Message& query) {
  if (auto refused = refuse_malformed(query)) return std::move(*refused);
  return Answerer(zones, query).run();
}

}  // namespace mailtown::dns
