#include "tests/unit/dns/dns_town.h"

#include "dns/message_codec.h"
#include "dns/resolution.h"
#include "programs/programs.h"

namespace mailtown::dns {

namespace {

std::string zone(const std::string& apex, const std::string& records) {
  return "$ORIGIN " + apex + "\n$TTL 1h\n@ SOA ns hostmaster 1 2h 15m 2w 5m\n" + records;
}

Task<> keep_asking(Resolver* resolver, Name name, RecordType type, Platform* platform,
                   std::shared_ptr<std::optional<Resolution>> answer) {
  *answer = co_await resolver->resolve(std::move(name), type, platform->tracer, no_deadline);
}

Task<> exchange(Platform* platform, Endpoint server, std::string bytes,
                std::shared_ptr<std::optional<std::string>> answer) {
  const auto socket = platform->network.open_datagram({IpAddress(), 0}).value();
  socket->send(server, bytes);
  auto datagram = co_await socket->receive(platform->clock.in(5s));
  if (datagram) *answer = std::move(datagram->bytes);
}

}  // namespace

sim::MachineId DnsTown::add_machine(const std::string& host, const std::string& address) {
  const auto id = world.add_machine({host, "", {IpAddress::parse(address).value()}});
  machines[host] = id;
  return id;
}

sim::ProgramId DnsTown::add_nameserver(const std::string& host, const std::string& address,
                                       const std::vector<std::string>& zones,
                                       const std::vector<std::string>& recursion_for) {
  const auto machine = add_machine(host, address);
  config::Config config;
  config.hostname = host;
  config.listen.dns = {{IpAddress::parse(address).value(), 53}};
  config.nameserver.root_hints = {{IpAddress::v4({192, 0, 2, 1}), 53}};
  for (const auto& network : recursion_for) {
    config.nameserver.recursion_for.push_back(IpNetwork::parse(network).value());
  }
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const std::string path = "zones/" + std::to_string(i) + ".zone";
    world.disk(machine).put(path, zones[i]);
    config.nameserver.zones.push_back(path);
  }
  return world.add_program(machine, "nameserver", [this, host, config](Platform& p) -> Task<> {
    const auto ended = co_await programs::run_nameserver(p, config);
    if (!ended) failures[host] = ended.error().detail;
  });
}

sim::ProgramId DnsTown::add_scripted(const std::string& host, const std::string& address,
                                     Script script) {
  const auto machine = add_machine(host, address);
  const Endpoint at{IpAddress::parse(address).value(), 53};
  return world.add_program(machine, "nameserver", [at, script](Platform& p) -> Task<> {
    const auto socket = p.network.open_datagram(at).value();
    for (;;) {
      auto datagram = co_await socket->receive(no_deadline);
      if (!datagram) co_return;
      const auto query = parse_message(datagram->bytes);
      if (!query) continue;
      for (const auto& message : script(*query)) {
        socket->send(datagram->peer, print_message(message));
      }
    }
  });
}

void DnsTown::add_root(const std::string& in_org, const std::string& in_test) {
  add_nameserver("a.root", "192.0.2.1",
                 {"$TTL 1d\n. SOA a.root. hostmaster.root. 1 2h 15m 2w 5m\n. NS a.root.\n"
                  "a.root. A 192.0.2.1\norg. NS ns.tld.\ntest. NS ns.tld.\nns.tld. A 192.0.2.2\n"});
  add_nameserver(
      "ns.tld", "192.0.2.2",
      {zone("org.", "@ NS ns.tld.\n" + in_org), zone("test.", "@ NS ns.tld.\n" + in_test)});
}

void DnsTown::add_example_org() {
  add_nameserver("ns1.example.org", "198.51.100.1",
                 {zone("example.org.",
                       "@ NS ns1\nns1 A 198.51.100.1\n@ MX 10 mx1\nmx1 60 A 198.51.100.25\n"
                       "www CNAME mx1\nloop1 CNAME loop2\nloop2 CNAME loop1\n"
                       "away CNAME host.example.test.\n")});
}

void DnsTown::start_resolver() {
  const auto machine = add_machine("resolver", "203.0.113.9");
  config::Nameserver config = resolver_config;
  config.root_hints = {{IpAddress::v4({192, 0, 2, 1}), 53}};
  resolver_program_ = world.add_program(machine, "resolver", [this, config](Platform& p) -> Task<> {
    resolver_ = make_iterative_resolver(p, config);
    co_await p.tasks.stop_requested();
  });
  run_for(1ms);
}

std::shared_ptr<std::optional<Resolution>> DnsTown::begin_asking(const std::string& text,
                                                                 RecordType type) {
  if (!resolver_program_) start_resolver();
  auto answer = std::make_shared<std::optional<Resolution>>();
  Platform& platform = world.platform(*resolver_program_);
  platform.tasks.spawn("ask", keep_asking(resolver_.get(), name(text), type, &platform, answer));
  return answer;
}

Resolution DnsTown::ask(const std::string& text, RecordType type) {
  const auto answer = begin_asking(text, type);
  for (int milliseconds = 0; milliseconds < 120'000 && !*answer; ++milliseconds) run_for(1ms);
  if (*answer) return **answer;
  Resolution none;
  none.why = "no answer within two minutes";
  return none;
}

Platform& DnsTown::client() {
  if (!client_program_) {
    const auto machine = add_machine("client", "203.0.113.50");
    client_program_ = world.add_program(
        machine, "user", [](Platform& p) -> Task<> { co_await p.tasks.stop_requested(); });
    run_for(1ms);
  }
  return world.platform(*client_program_);
}

void DnsTown::forge(const Endpoint& to, const Message& message) {
  client().network.open_datagram({IpAddress(), 0}).value()->send(to, print_message(message));
}

std::optional<std::string> DnsTown::send(const std::string& server, const std::string& bytes) {
  Platform& platform = client();
  auto answer = std::make_shared<std::optional<std::string>>();
  const Endpoint at{IpAddress::parse(server).value(), 53};
  platform.tasks.spawn("send", exchange(&platform, at, bytes, answer));
  run_for(6s);
  return *answer;
}

std::optional<Message> DnsTown::send(const std::string& server, const Message& query) {
  const auto bytes = send(server, print_message(query));
  if (!bytes) return std::nullopt;
  return parse_message(*bytes).value();
}

std::vector<std::string> DnsTown::asked() {
  const auto all = recorded<trace::DnsQuestionSent>();
  std::vector<std::string> fresh;
  for (std::size_t i = asked_before_; i < all.size(); ++i) {
    fresh.push_back(all[i].remote.address.to_string() + " " + all[i].name + " " + all[i].type +
                    (all[i].transport == "tcp" ? " tcp" : ""));
  }
  asked_before_ = all.size();
  return fresh;
}

std::vector<std::string> DnsTown::rules_of(const std::string& about) {
  std::vector<std::string> rules;
  for (const auto& decision : recorded<trace::Decision>()) {
    if (decision.about == about) rules.push_back(decision.rule);
  }
  return rules;
}

std::vector<std::string> texts(const Resolution& resolution) {
  std::vector<std::string> all;
  if (resolution.outcome != Outcome::found) all.push_back(outcome_word(resolution));
  for (const auto& record : resolution.aliases) all.push_back(to_string(record));
  for (const auto& record : resolution.records) all.push_back(to_string(record));
  return all;
}

}  // namespace mailtown::dns
