// A small Internet for tests of the resolver: root, two top-level zones, nameservers, a resolver.
//
// The nameservers are the real program on simulated machines; a scripted server stands in for what
// a sound program never says.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"
#include "dns/iterative_resolver.h"
#include "dns/message.h"
#include "dns/stub_resolver.h"
#include "simulator/world/world.h"

namespace mailtown::dns {

using namespace std::chrono_literals;

inline Name name(std::string_view text) {
  return Name::parse(text).value();
}

class DnsTown : public testing::Test {
 protected:
  using Script = std::function<std::vector<Message>(const Message& query)>;

  // A machine with one address that serves these zones (master files).
  sim::ProgramId add_nameserver(const std::string& host, const std::string& address,
                                const std::vector<std::string>& zones,
                                const std::vector<std::string>& recursion_for = {});
  // A machine that sends, for each question, the messages that `script` makes.
  sim::ProgramId add_scripted(const std::string& host, const std::string& address, Script script);
  // Root at 192.0.2.1, org and test at 192.0.2.2, with these delegations (lines of master files).
  void add_root(const std::string& in_org = "", const std::string& in_test = "");
  // example.org at 198.51.100.1 with ns1 and a few names.
  void add_example_org();

  config::Nameserver resolver_config;  // beyond the root's hints; read at the first question
  // Asks an iterative resolver at 203.0.113.9 that lives through the whole test.
  Resolution ask(const std::string& name, RecordType type);
  // Begins asking; the answer stands there when the world has run far enough.
  std::shared_ptr<std::optional<Resolution>> begin_asking(const std::string& name, RecordType type);
  void run_for(Duration time) { world.run_until(world.now() + time); }

  // Sends these bytes to a server in one datagram from 203.0.113.50; what came back in five
  // seconds.
  std::optional<std::string> send(const std::string& server, const std::string& bytes);
  // The same with messages; what came back must be one.
  std::optional<Message> send(const std::string& server, const Message& query);

  // Sends a message from 203.0.113.50 to this very endpoint, and waits for nothing.
  void forge(const Endpoint& to, const Message& message);

  // The addresses that the resolver has asked since the last call, in order: "192.0.2.1 A".
  std::vector<std::string> asked();
  // Events of this kind that the resolver recorded, in order.
  template <class Payload>
  std::vector<Payload> recorded() {
    std::vector<Payload> all;
    for (const auto& event : world.trace().events) {
      const auto* payload = std::get_if<Payload>(&event.payload);
      if (payload && resolver_program_ &&
          event.program == static_cast<std::uint32_t>(*resolver_program_)) {
        all.push_back(*payload);
      }
    }
    return all;
  }
  std::vector<std::string> rules_of(const std::string& about);

  sim::World world;
  std::map<std::string, sim::MachineId> machines;
  std::map<std::string, std::string> failures;  // of nameservers that did not start, by host

 private:
  sim::MachineId add_machine(const std::string& host, const std::string& address);
  void start_resolver();
  Platform& client();

  std::optional<sim::ProgramId> resolver_program_, client_program_;
  std::unique_ptr<Resolver> resolver_;
  std::size_t asked_before_ = 0;
};

// What a resolution holds, in one line a record; the reason in front if it failed.
std::vector<std::string> texts(const Resolution& resolution);

}  // namespace mailtown::dns
