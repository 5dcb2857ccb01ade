// A POP3 server and its clients in a simulated world, for the tests of this folder.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pop3/pop3_client.h"
#include "programs/programs.h"
#include "simulator/world/world.h"
#include "tests/unit/users/user_kit.h"

namespace mailtown::pop3 {

// Keeps what it is given; fails for one uid if asked to.
class MemorySink : public MessageSink {
 public:
  std::map<std::string, std::string> messages;
  std::string fails_at;

  Result<> begin(const std::string& uid) override {
    uid_ = uid;
    text_.clear();
    return {};
  }
  Result<> append(std::span<const char> bytes) override {
    text_.append(bytes.data(), bytes.size());
    return {};
  }
  Result<> finish() override {
    if (uid_ == fails_at) return Failure{FailureKind::full, "planted"};
    messages[uid_] = text_;
    return {};
  }

 private:
  std::string uid_, text_;
};

class Pop3WorldTest : public testing::Test {
 protected:
  Pop3WorldTest() {
    config.hostname = "mx.example.org";
    config.local_domains = {"example.org"};
    config.users = "users.toml";
    config.allow_passwords_in_clear = true;
    config.listen.pop3 = {endpoint};
    server = world.add_machine({"mx.example.org", "example.org", {endpoint.address}});
    laptop = world.add_machine({"laptop.example.org", "example.org", {IpAddress::v4(0xC6336401)}});
  }
  ~Pop3WorldTest() override {
    EXPECT_TRUE(world.defects().empty()) << world.defects().front().what;
  }

  void start_server() {
    users::UserTable users;
    users["ivanov@example.org"] = users::user(password);
    world.disk(server).put("users.toml", users::print_users(users));
    mda = world.add_program(server, "mda", [this](Platform& platform) -> Task<> {
      ended_with = co_await programs::run_mda(platform, config);
    });
  }
  void put(const std::string& name, const std::string& text, const std::string& part = "new") {
    world.disk(server).put("mail/example.org/ivanov/" + part + "/" + name, text);
  }
  // The messages' files, "new/1.a".
  std::vector<std::string> files() {
    const std::string folder = "mail/example.org/ivanov/";
    std::vector<std::string> found;
    for (const std::string& path : world.disk(server).files()) {
      if (path.rfind(folder, 0) != 0) continue;
      const std::string file = path.substr(folder.size());
      if (file.find('/') != file.npos) found.push_back(file);
    }
    return found;
  }

  // Runs `body` as a program of the client's machine.
  sim::ProgramId run_client(sim::ProgramBody body) {
    return world.add_program(laptop, "user", std::move(body));
  }
  // Lets the client fetch; fills in the outcome once it is there.
  void start_fetch(FetchOutcome& outcome, MessageSink& sink, FetchOrder order) {
    run_client([this, &outcome, &sink, order](Platform& platform) -> Task<> {
      wire::Target target{endpoint, "mx.example.org", {}};
      outcome = co_await fetch(platform.network, platform.clock, std::move(target), order, sink,
                               platform.tracer);
    });
  }
  FetchOutcome fetched(MessageSink& sink, FetchOrder order = {"ivanov", "secret", false}) {
    FetchOutcome outcome;
    start_fetch(outcome, sink, std::move(order));
    world.run_until_idle();
    return outcome;
  }

  // Sends all of `commands` at once (PIPELINING), then ends its direction and collects in `replies`
  // what comes until the server ends.
  void start_talk(std::string commands, std::string& replies) {
    run_client([this, commands = std::move(commands), &replies](Platform& platform) -> Task<> {
      auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
      co_await (*stream)->write(commands, no_deadline);
      (*stream)->finish();
      std::array<char, 4096> chunk{};
      for (std::size_t count = 1; count > 0;) {
        count = co_await (*stream)->read(chunk, no_deadline);
        replies.append(chunk.data(), count);
      }
    });
  }
  std::string talk(std::string commands) {
    std::string replies;
    start_talk(std::move(commands), replies);
    world.run_until_idle();
    return replies;
  }

  // The events of one kind, in order.
  template <class Kind>
  std::vector<Kind> events() {
    std::vector<Kind> found;
    for (const trace::Event& event : world.trace().events) {
      if (const auto* payload = std::get_if<Kind>(&event.payload)) found.push_back(*payload);
    }
    return found;
  }

  const Endpoint endpoint{IpAddress::v4({192, 0, 2, 1}), 110};
  const std::string log_in = "USER ivanov\r\nPASS secret\r\n";
  std::string password = "secret";
  config::Config config;
  sim::World world;
  sim::MachineId server{}, laptop{};
  sim::ProgramId mda{};
  Result<> ended_with;
};

}  // namespace mailtown::pop3
