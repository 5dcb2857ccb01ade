#include "dns/iterative_resolver.h"

#include <chrono>

#include "dns/cache.h"
#include "dns/delegation.h"
#include "dns/exchange.h"
#include "dns/resolution.h"

namespace mailtown::dns {

namespace {

using namespace std::chrono_literals;

constexpr Duration server_wait = 2s;  // for one server's answer
constexpr int questions_max = 60;     // sent for one name that was asked for
constexpr int aliases_max = 8;        // CNAME records in a row (RFC 1034 §3.6.2 sets no number)
constexpr int depth_max = 4;          // addresses of nameservers of nameservers of ...
constexpr int zones_max = 20;         // referrals in a row

// The work on one name that was asked for.
struct Search {
  Tracer tracer;
  Deadline deadline;
  int questions_left = questions_max;
};

Resolution failed(std::string why) {
  return {.outcome = Outcome::failed, .why = std::move(why)};
}

class IterativeResolver : public Resolver {
 public:
  IterativeResolver(Platform& platform, const config::Nameserver& config)
      : platform_(platform),
        exchange_(platform, config.source_address),
        root_hints_(config.root_hints),
        port_(config.port) {}

  Task<Resolution> resolve(Name name, RecordType type, Tracer tracer, Deadline deadline) override {
    Search search{std::move(tracer), deadline};
    Resolution whole = failed("loop");
    std::vector<Record> aliases;
    Name owner = name;
    for (int i = 0; i <= aliases_max; ++i) {
      auto part = co_await look_up(owner, type, search, 0);
      if (part.aliases.empty()) {
        whole = std::move(part);
        break;
      }
      owner = *target_of(part.aliases.front());
      aliases.push_back(part.aliases.front());
    }
    whole.aliases = std::move(aliases);
    record_resolved(search.tracer, name, type, whole);
    co_return whole;
  }

 private:
  Instant now() const { return platform_.clock.now(); }

  // From memory: the records, the knowledge that there are none, or an alias.
  std::optional<Resolution> recall(const Name& name, RecordType type, Search& search) {
    bool expired = false;
    auto hit = cache_.find(name, type, now(), &expired);
    Resolution known;
    if (hit) {
      known.outcome = hit->outcome;
      known.records = hit->records;
    } else if (hit = cache_.find(name, RecordType::CNAME, now()); hit && !hit->records.empty()) {
      known.outcome = Outcome::found;
      known.aliases = hit->records;
    }
    if (expired) {
      search.tracer.note(trace::DnsCacheExpired{name.to_string(), to_string(type)});
    }
    if (!hit) return std::nullopt;
    search.tracer.step(trace::DnsCacheHit{.name = name.to_string(),
                                          .type = to_string(type),
                                          .outcome = outcome_word(known),
                                          .ttl_seconds = hit->ttl,
                                          .records = to_strings(hit->records)});
    return known;
  }

  void remember(std::vector<Record> records, Search& search) {
    if (records.empty()) return;
    search.tracer.note(trace::DnsCacheStored{.name = records.front().name.to_string(),
                                             .type = to_string(records.front().type),
                                             .outcome = "answer",
                                             .ttl_seconds = records.front().ttl,
                                             .records = to_strings(records)});
    cache_.put(std::move(records), now());
  }

  void remember_nothing(const Name& name, RecordType type, const Resolution& nothing,
                        const Message& response, Search& search) {
    const auto ttl = negative_ttl(response);
    if (!ttl) return;  // RFC 2308 §5: without SOA it must not be kept
    search.tracer.note(trace::DnsCacheStored{.name = name.to_string(),
                                             .type = to_string(type),
                                             .outcome = outcome_word(nothing),
                                             .ttl_seconds = *ttl});
    cache_.put_negative(name, type, nothing.outcome, *ttl, now());
  }

  // The closest enclosing zone whose nameservers we know; the root in the end.
  Delegation closest_zone(const Name& name) {
    for (auto count = name.label_count(); count > 0; --count) {
      const auto zone = name.last_labels(count);
      const auto hit = cache_.find(zone, RecordType::NS, now());
      if (!hit || hit->records.empty()) continue;
      return delegation_of(zone, hit->records);
    }
    return {};
  }

  // Addresses to ask for a zone, in an order drawn by lot.
  Task<std::vector<Endpoint>> servers_of(const Delegation& zone, Search& search, int depth) {
    if (zone.hosts.empty()) co_return root_hints_;
    std::vector<Endpoint> servers;
    std::vector<Name> unknown;
    for (const auto& host : zone.hosts) {
      const auto hit = cache_.find(host, RecordType::A, now());
      if (!hit) unknown.push_back(host);
      add_endpoints(servers, hit ? hit->records : std::vector<Record>());
    }
    // Only when no address is known are the names of the nameservers looked up themselves. A name
    // inside the zone cannot be: who would know it, if not the server that is sought?
    for (const auto& host : unknown) {
      if (!servers.empty()) break;
      if (depth >= depth_max || host.is_subdomain_of(zone.zone)) continue;
      const auto found = co_await look_up(host, RecordType::A, search, depth + 1);
      add_endpoints(servers, found.records);
    }
    platform_.random.shuffle(servers, "dns-server");
    co_return servers;
  }

  void add_endpoints(std::vector<Endpoint>& servers, const std::vector<Record>& records) {
    for (const auto& record : records) {
      if (const auto address = address_of(record)) servers.push_back({*address, port_});
    }
  }

  // One name, without following its alias.
  Task<Resolution> look_up(Name name, RecordType type, Search& search, int depth) {
    if (auto known = recall(name, type, search)) co_return *known;
    Delegation zone = closest_zone(name);
    for (int i = 0; i < zones_max; ++i) {
      search.tracer.step(start_decision(name, type, zone));
      auto response = co_await ask_zone(zone, name, type, search, depth);
      if (!response) co_return failed(response.error().detail);
      if (auto next = referral(*response, zone.zone, name)) {
        learn(*response, *next, search);
        zone = delegation_of(next->front().name, *next);
        continue;
      }
      co_return conclude(*response, name, type, zone.zone, search);
    }
    co_return failed("too-much-work");
  }

  // The first useful response of the zone's servers.
  Task<Result<Message>> ask_zone(const Delegation& zone, Name name, RecordType type, Search& search,
                                 int depth) {
    Failure last{FailureKind::timed_out, "timed-out"};
    const auto servers = co_await servers_of(zone, search, depth);
    if (servers.empty()) last = {FailureKind::invalid, "no-server"};
    for (const auto& server : servers) {
      if (search.questions_left-- <= 0) co_return Failure{FailureKind::invalid, "too-much-work"};
      if (now() >= search.deadline) co_return Failure{FailureKind::timed_out, "timed-out"};
      Question question{name, type};
      auto response =
          co_await exchange_.ask(server, std::move(question), false, server_wait, search.tracer);
      const auto useless = response ? why_useless(*response, zone.zone, name) : "timed-out";
      if (useless.empty()) co_return response;
      search.tracer.step(pass_over_decision(zone.zone, server, useless));
      if (response) last = {FailureKind::invalid, useless};
    }
    co_return last;
  }

  // Keeps a referral's NS records, and the glue that the asked zone may vouch for.
  void learn(const Message& response, const std::vector<Record>& servers, Search& search) {
    for (const auto& server : servers) {
      remember(glue_for(*target_of(server), response), search);
    }
    remember(servers, search);
  }

  Resolution conclude(const Message& response, const Name& name, RecordType type, const Name& zone,
                      Search& search) {
    auto whole = read_response(response, name, type);
    Resolution part;
    part.outcome = whole.outcome;
    part.why = whole.why;
    if (!whole.aliases.empty()) {
      // Only the first step is taken from here: the next may lie in another zone.
      part.outcome = Outcome::found;
      part.aliases = {whole.aliases.front()};
      remember(part.aliases, search);
      const auto& target = *target_of(whole.aliases.back());
      if (whole.outcome == Outcome::found && target.is_subdomain_of(zone)) {
        remember(whole.records, search);
      }
    } else if (whole.outcome == Outcome::found) {
      part.records = whole.records;
      remember(part.records, search);
      for (const auto& record : part.records) {  // addresses that come along save a question
        const auto* host = target_of(record);
        if (host && host->is_subdomain_of(zone)) remember(glue_for(*host, response), search);
      }
    } else if (whole.outcome != Outcome::failed) {
      remember_nothing(name, type, whole, response, search);
    }
    return part;
  }

  Platform& platform_;
  Exchange exchange_;
  Cache cache_;
  std::vector<Endpoint> root_hints_;
  std::uint16_t port_;
};

}  // namespace

std::unique_ptr<Resolver> make_iterative_resolver(Platform& platform,
                                                  const config::Nameserver& config) {
  return std::make_unique<IterativeResolver>(platform, config);
}

}  // namespace mailtown::dns
