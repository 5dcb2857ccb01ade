#include "dns/iterative_resolver.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "dns/delegation.h"
#include "dns/exchange.h"
#include "dns/resolution.h"
#include "dns/resolver_memory.h"

namespace mailtown::dns {

namespace {

using namespace std::chrono_literals;

constexpr Duration server_wait = 2s;  // for one server's answer
constexpr int rounds = 2;             // each server of a zone is asked at most so often
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

// A search that others, who asked the same in the meantime, wait for.
struct Underway {
  std::unique_ptr<Signal> done;
  std::optional<Resolution> result;
};

Resolution failed(std::string why) {
  return {.outcome = Outcome::failed, .why = std::move(why)};
}

std::string why_no_response(const Failure& failure) {
  return failure.kind == FailureKind::timed_out ? "timed-out" : "unreachable";
}

// Zones whose servers the configuration gives, the longest names first.
std::vector<Delegation> configured(const std::map<std::string, std::vector<Endpoint>>& zones) {
  std::vector<Delegation> all;
  for (const auto& [text, servers] : zones) {
    const auto zone = Name::parse(text);
    if (zone) all.push_back({*zone, {}, servers});
  }
  std::stable_sort(all.begin(), all.end(), [](const Delegation& a, const Delegation& b) {
    return a.zone.label_count() > b.zone.label_count();
  });
  return all;
}

// The first of those zones that the name belongs to.
const Delegation* find_zone(const std::vector<Delegation>& zones, const Name& name) {
  const auto found = std::find_if(zones.begin(), zones.end(), [&](const Delegation& each) {
    return name.is_subdomain_of(each.zone);
  });
  return found == zones.end() ? nullptr : &*found;
}

class IterativeResolver : public Resolver {
 public:
  IterativeResolver(Platform& platform, const config::Nameserver& config)
      : platform_(platform),
        exchange_(platform, config.source_address),
        memory_(platform.clock),
        forward_(configured(config.forward)),
        stubs_(configured(config.stub)),
        port_(config.port) {
    stubs_.push_back({Name(), {}, config.root_hints});
  }

  Task<Resolution> resolve(Name name, RecordType type, Tracer tracer, Deadline deadline) override {
    const std::pair key(name, type);
    if (const auto same = underway_.find(key); same != underway_.end()) {
      const auto shared = same->second;
      if (tracer) tracer.step(joined_decision(name, type));
      auto resolution = co_await wait_for(shared, deadline);
      record_resolved(tracer, name, type, resolution);
      co_return resolution;
    }
    const auto mine = std::make_shared<Underway>();
    mine->done = platform_.tasks.make_signal();
    underway_.emplace(key, mine);
    Search search{std::move(tracer), deadline};
    mine->result = co_await follow_aliases(name, type, search);
    underway_.erase(key);
    mine->done->wake_all();
    record_resolved(search.tracer, name, type, *mine->result);
    co_return *mine->result;
  }

 private:
  Instant now() const { return platform_.clock.now(); }

  Task<Resolution> wait_for(std::shared_ptr<Underway> shared, Deadline deadline) {
    while (!shared->result) {
      const bool woken = co_await shared->done->wait(deadline);
      if (!woken && !shared->result) co_return failed("timed-out");
    }
    co_return *shared->result;
  }

  Task<Resolution> follow_aliases(Name name, RecordType type, Search& search) {
    Resolution whole = failed("loop");
    std::vector<Record> aliases;
    for (int i = 0; i <= aliases_max; ++i) {
      auto part = co_await look_up(name, type, search, 0);
      if (part.aliases.empty()) {
        whole = std::move(part);
        break;
      }
      name = *target_of(part.aliases.front());
      aliases.push_back(part.aliases.front());
    }
    whole.aliases = std::move(aliases);
    co_return whole;
  }

  // The closest enclosing zone whose nameservers we know: from the configuration, which counts
  // more, or from memory. In the end there is the root.
  Delegation closest_zone(const Name& name) {
    const Delegation& given = *find_zone(stubs_, name);
    for (auto count = name.label_count(); count > given.zone.label_count(); --count) {
      const auto zone = name.last_labels(count);
      const auto servers = memory_.recall_for_the_way(zone, RecordType::NS);
      if (!servers.empty()) return delegation_of(zone, servers);
    }
    return given;
  }

  // Asks a resolver that finds out by itself (a forwarder), and believes it.
  Task<Resolution> forward(const Delegation& zone, Name name, RecordType type, Search& search) {
    if (search.tracer) search.tracer.step(forward_decision(name, type, zone.zone));
    auto response = co_await ask_servers(zone, zone.servers, name, type, search, true);
    if (!response) co_return failed(response.error().detail);
    co_return conclude(*response, name, type, zone.zone, search.tracer);
  }

  // Asks a zone's servers: first those whose address is known, `along` having come with the
  // referral to it, in an order drawn by lot; when they do not help, the others as well, whose
  // names have to be looked up first.
  Task<Result<Message>> ask_delegation(const Delegation& zone, const std::vector<Record>& along,
                                       Name name, RecordType type, Search& search, int depth) {
    std::vector<Endpoint> servers;
    std::vector<Name> unknown;
    if (zone.hosts.empty()) servers = zone.servers;
    for (const auto& host : zone.hosts) {
      const auto before = servers.size();
      add_known(servers, host, along);
      // A name inside the zone cannot be looked up: who would know it, if not the server sought?
      const bool can_be_found = depth < depth_max && !host.is_subdomain_of(zone.zone);
      if (servers.size() == before && can_be_found) unknown.push_back(host);
    }
    if (!zone.hosts.empty()) platform_.random.shuffle(servers, "dns-server");
    auto response = co_await ask_servers(zone, servers, name, type, search);
    for (const auto& host : unknown) {
      if (response || search.questions_left <= 0) break;
      const auto found = co_await look_up(host, RecordType::A, search, depth + 1);
      servers.clear();
      add_endpoints(servers, found.records);
      if (servers.empty()) continue;
      response = co_await ask_servers(zone, servers, name, type, search);
    }
    co_return response;
  }

  // What is remembered, or, since a TTL of 0 is not remembered, what just came along.
  void add_known(std::vector<Endpoint>& servers, const Name& host,
                 const std::vector<Record>& along) {
    for (const auto type : {RecordType::A, RecordType::AAAA}) {
      auto records = memory_.recall_for_the_way(host, type);
      for (const auto& record : along) {
        if (records.empty() && record.name == host && record.type == type) {
          add_endpoints(servers, {record});
        }
      }
      add_endpoints(servers, records);
    }
  }

  void add_endpoints(std::vector<Endpoint>& servers, const std::vector<Record>& records) {
    for (const auto& record : records) {
      if (const auto address = address_of(record)) servers.push_back({*address, port_});
    }
  }

  // One name, without following its alias.
  Task<Resolution> look_up(Name name, RecordType type, Search& search, int depth) {
    if (auto known = memory_.recall(name, type, search.tracer)) co_return *known;
    if (const auto* forwarded = find_zone(forward_, name)) {
      co_return co_await forward(*forwarded, name, type, search);
    }
    Delegation zone = closest_zone(name);
    std::vector<Record> along;
    for (int i = 0; i < zones_max; ++i) {
      if (search.tracer) search.tracer.step(start_decision(name, type, zone));
      auto response = co_await ask_delegation(zone, along, name, type, search, depth);
      if (!response) co_return failed(response.error().detail);
      const auto next = referral(*response, zone.zone, name);
      if (!next) co_return conclude(*response, name, type, zone.zone, search.tracer);
      along = learn(*response, *next, zone.zone, search.tracer);
      zone = delegation_of(next->front().name, *next);
    }
    co_return failed("too-much-work");
  }

  // The first useful response of these servers of a zone. Those that stayed silent are asked once
  // more (RFC 1035 §7.2: a datagram may just have been lost); the others have said what they can.
  Task<Result<Message>> ask_servers(const Delegation& zone, std::vector<Endpoint> servers,
                                    Name name, RecordType type, Search& search,
                                    bool recursion_desired = false) {
    Failure last{FailureKind::timed_out, servers.empty() ? "no-server" : "timed-out"};
    for (int round = 0; round < rounds; ++round) {
      std::vector<Endpoint> silent;
      for (const auto& server : servers) {
        if (search.questions_left-- <= 0) co_return Failure{FailureKind::invalid, "too-much-work"};
        if (now() >= search.deadline) co_return Failure{FailureKind::timed_out, "timed-out"};
        Question question{name, type};
        auto response = co_await exchange_.ask(server, std::move(question), recursion_desired,
                                               server_wait, search.tracer);
        const auto useless = response ? why_useless(*response, zone.zone, name, recursion_desired)
                                      : why_no_response(response.error());
        if (useless.empty()) co_return response;
        if (search.tracer) {
          search.tracer.step(pass_over_decision(zone.zone, server, useless));
        }
        last = {FailureKind::invalid, useless};
        if (useless == "timed-out") silent.push_back(server);
      }
      servers = std::move(silent);
    }
    co_return last;
  }

  // Keeps a referral's NS records, and the glue that the asked zone may vouch for; gives the glue.
  std::vector<Record> learn(const Message& response, const std::vector<Record>& servers,
                            const Name& zone, const Tracer& tracer) {
    auto glue = learn_addresses(servers, response, zone, tracer);
    memory_.remember(servers, Trust::referral, tracer);
    return glue;
  }

  Resolution conclude(const Message& response, const Name& name, RecordType type, const Name& zone,
                      const Tracer& tracer) {
    auto whole = read_response(response, name, type);
    Resolution part;
    part.outcome = whole.outcome;
    part.why = whole.why;
    if (!whole.aliases.empty()) {
      // Only the first step is taken from here: the next may lie in another zone.
      part.outcome = Outcome::found;
      part.aliases = {whole.aliases.front()};
      remember_chain(whole, zone, tracer);
    } else if (whole.outcome == Outcome::found) {
      part.records = whole.records;
      // What answers ANY may be of many types, and of each type only some (RFC 8482 §4).
      if (type != RecordType::ANY) memory_.remember(part.records, Trust::answer, tracer);
      part.additional = learn_addresses(part.records, response, zone, tracer);
    } else if (whole.outcome != Outcome::failed) {
      part.authority = soa_of(response, zone);
      memory_.remember_nothing(name, type, part, tracer);
    }
    return part;
  }

  // Aliases and what they lead to, as far as the asked zone has a say about the names.
  void remember_chain(const Resolution& chain, const Name& zone, const Tracer& tracer) {
    for (const auto& alias : chain.aliases) {
      if (!alias.name.is_subdomain_of(zone)) return;
      memory_.remember({alias}, Trust::answer, tracer);
    }
    if (target_of(chain.aliases.back())->is_subdomain_of(zone)) {
      memory_.remember(chain.records, Trust::answer, tracer);
    }
  }

  // Addresses that come along with MX or NS records save a question to their server later.
  std::vector<Record> learn_addresses(const std::vector<Record>& records, const Message& response,
                                      const Name& zone, const Tracer& tracer) {
    std::vector<Record> learnt;
    for (const auto& record : records) {
      const Name* host = target_of(record);
      if (!host) continue;
      for (const auto type : {RecordType::A, RecordType::AAAA}) {
        const auto addresses = glue_for(*host, type, response, zone);
        memory_.remember(addresses, Trust::glue, tracer);
        learnt.insert(learnt.end(), addresses.begin(), addresses.end());
      }
    }
    return learnt;
  }

  Platform& platform_;
  Exchange exchange_;
  ResolverMemory memory_;
  std::vector<Delegation> forward_;
  std::vector<Delegation> stubs_;  // the last one is the root
  std::uint16_t port_;
  std::map<std::pair<Name, RecordType>, std::shared_ptr<Underway>> underway_;
};

}  // namespace

std::unique_ptr<Resolver> make_iterative_resolver(Platform& platform,
                                                  const config::Nameserver& config) {
  return std::make_unique<IterativeResolver>(platform, config);
}

}  // namespace mailtown::dns
