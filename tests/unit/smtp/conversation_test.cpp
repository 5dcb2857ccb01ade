// The client against the server, over the simulated network.
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "simulator/world/world.h"
#include "smtp/smtp_client.h"
#include "smtp/smtp_server.h"
#include "tests/dialogue/scripted_service.h"
#include "tests/unit/smtp/failing_stream.h"
#include "trace/json_codec.h"

namespace mailtown::smtp {
namespace {

using namespace std::chrono_literals;

class TextSource : public BodySource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), text_.size() - at_);
    std::copy_n(text_.data() + at_, count, into.data());
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

// A source that breaks after its first piece.
class BrokenSource : public BodySource {
 public:
  std::uint64_t size() const override { return 1000; }
  Result<std::size_t> read(std::span<char> into) override {
    if (begun_) return Failure{FailureKind::io, "the disk broke"};
    begun_ = true;
    into[0] = 'x';
    return std::size_t(1);
  }

 private:
  bool begun_ = false;
};

const Endpoint server_endpoint{IpAddress::v4({192, 0, 2, 25}), 2525};

// One server, one client, each a machine; either's stream may die.
struct Town {
  ServerOptions options{"mx1.example.com"};
  dialogue::ScriptedService service;
  FailurePlan server_plan, client_plan;
  std::unique_ptr<sim::World> world = std::make_unique<sim::World>();
  sim::ProgramId server{};
  std::unique_ptr<ServerConnection> connection;

  using Act = std::function<Task<>(Client& client, Platform& platform)>;

  void run(const Act& act, ClientOptions client_options = {"client.example.org", {}}) {
    const auto mx =
        world->add_machine({"mx1.example.com", "example.com", {server_endpoint.address}});
    const auto home = world->add_machine(
        {"client.example.org", "example.org", {IpAddress::v4({198, 51, 100, 7})}});
    server = world->add_program(mx, "mta", [this](Platform& platform) -> Task<> {
      auto listener = platform.network.listen(server_endpoint);
      auto stream = co_await (*listener)->accept(no_deadline);
      connection =
          std::make_unique<ServerConnection>(make_failing_stream(std::move(*stream), server_plan),
                                             service, platform.clock, options, platform.tracer);
      co_await connection->run();
      connection.reset();
    });
    const auto client_program = world->add_program(
        home, "mta", [this, &act, &client_options](Platform& platform) -> Task<> {
          auto stream =
              co_await platform.network.connect(server_endpoint, IpAddress(), no_deadline);
          Client client(make_failing_stream(std::move(*stream), client_plan), platform.clock,
                        client_options);
          co_await act(client, platform);
        });
    world->run_until_idle(Instant(2h));
    for (const auto& defect : world->defects()) ADD_FAILURE() << defect.task << ": " << defect.what;
    EXPECT_FALSE(world->running(server)) << "the server's session does not end";
    EXPECT_FALSE(world->running(client_program)) << "the client does not end";
  }

  std::vector<std::string> lines(std::string_view kind) const {
    std::vector<std::string> found;
    for (const auto& event : world->trace().events) {
      if (const auto* line = std::get_if<trace::LineSent>(&event.payload); line && kind == "sent") {
        found.push_back(line->text);
      }
      if (const auto* state = std::get_if<trace::SessionState>(&event.payload);
          state && kind == state->side) {
        found.push_back(state->to);
      }
    }
    return found;
  }
};

Envelope to(std::vector<std::string> locals) {
  Envelope envelope{{"ivanov", "example.org"}, {}, 0, false};
  for (auto& local : locals) envelope.recipients.push_back({local, "example.com"});
  return envelope;
}

TEST(Conversation, OneLetter) {
  Town town;
  const Envelope envelope = to({"kozlov"});
  std::vector<Outcome> outcomes;
  town.run([&](Client& client, Platform& platform) -> Task<> {
    TextSource text("Subject: x\r\n\r\n.dot\r\n");
    outcomes = co_await client.send(envelope, text, platform.tracer);
    co_await client.quit();
  });
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_TRUE(outcomes[0].delivered()) << outcomes[0].to_string();
  EXPECT_EQ(outcomes[0].to_string(), "250 2.0.0 Ok: queued as Q1");
  ASSERT_EQ(town.service.messages().size(), 1u);
  EXPECT_EQ(town.service.messages()[0].text, "Subject: x\r\n\r\n.dot\r\n");
  EXPECT_EQ(town.service.messages()[0].session.helo, "client.example.org");
  EXPECT_EQ(town.lines("server"),
            (std::vector<std::string>{"greeted", "ready", "sender-known", "recipients-known",
                                      "receiving-text", "ready", "closed"}));
  EXPECT_EQ(town.lines("client"),
            (std::vector<std::string>{"greeted", "sending-envelope", "sending-text", "ready",
                                      "quitting", "closed"}));
}

TEST(Conversation, SomeRecipientsAreRefusedAndTwoLettersShareAConnection) {
  Town town;
  const Envelope envelope = to({"kozlov", "nobody", "later", "petrov"});
  std::vector<std::string> words;
  town.run([&](Client& client, Platform& platform) -> Task<> {
    for (int letter = 0; letter < 2; ++letter) {
      TextSource text("x\r\n");
      const auto outcomes = co_await client.send(envelope, text, platform.tracer);
      for (const auto& each : outcomes) words.push_back(each.to_string());
    }
    co_await client.quit();
  });
  EXPECT_EQ(words,
            (std::vector<std::string>{"250 2.0.0 Ok: queued as Q1", "550 5.1.1 no such user",
                                      "451 4.7.1 come later", "250 2.0.0 Ok: queued as Q1",
                                      "250 2.0.0 Ok: queued as Q2", "550 5.1.1 no such user",
                                      "451 4.7.1 come later", "250 2.0.0 Ok: queued as Q2"}));
  ASSERT_EQ(town.service.messages().size(), 2u);
  EXPECT_EQ(town.service.messages()[1].envelope.recipients.size(), 2u);
}

TEST(Conversation, CredentialsDoNotStandInTheTrace) {
  Town town;
  const Envelope envelope = to({"kozlov"});
  town.options.submission = true;
  town.options.allow_passwords_in_clear = true;
  std::vector<Outcome> outcomes;
  town.run(
      [&](Client& client, Platform& platform) -> Task<> {
        TextSource text("x\r\n");
        outcomes = co_await client.send(envelope, text, platform.tracer);
      },
      {"client.example.org", sasl::Credentials{"ivanov", "secret"}});
  EXPECT_TRUE(outcomes.at(0).delivered()) << outcomes[0].to_string();
  const auto sent = town.lines("sent");
  EXPECT_NE(std::find(sent.begin(), sent.end(), "AUTH PLAIN ****"), sent.end());
  for (const auto& event : town.world->trace().events) {
    const auto* line = std::get_if<trace::LineReceived>(&event.payload);
    if (line) {
      EXPECT_EQ(line->text->find("AGl2"), std::string::npos) << line->text.get();
    }
  }
}

TEST(Conversation, ABigTextGoesInPieces) {
  Town town;
  const Envelope envelope = to({"kozlov"});
  std::string big;
  for (int line = 0; line < 20000; ++line) big += fmt::format(".{:060}\r\n", line);
  std::vector<Outcome> outcomes;
  town.run([&](Client& client, Platform& platform) -> Task<> {
    TextSource text(big);
    outcomes = co_await client.send(envelope, text, platform.tracer);
  });
  EXPECT_TRUE(outcomes.at(0).delivered()) << outcomes[0].to_string();
  EXPECT_TRUE(town.service.messages().at(0).text == big);
  for (const auto& event : town.world->trace().events) {
    const auto* body = std::get_if<trace::BodyStored>(&event.payload);
    if (!body) continue;
    EXPECT_EQ(body->bytes, big.size());
    EXPECT_EQ(body->text.size(), trace::visible_text(big.substr(0, 64 * 1024)).size());
  }
}

TEST(Conversation, ATextThatCannotBeReadIsNeverEnded) {
  Town town;
  const Envelope envelope = to({"kozlov"});
  std::vector<Outcome> outcomes;
  town.run([&](Client& client, Platform& platform) -> Task<> {
    BrokenSource text;
    outcomes = co_await client.send(envelope, text, platform.tracer);
  });
  EXPECT_EQ(outcomes.at(0).stage, Stage::data);
  EXPECT_FALSE(outcomes[0].delivered());
  EXPECT_TRUE(town.service.messages().empty());
  EXPECT_EQ(town.service.abandoned(), 1);
}

// Lets each operation of one side's stream fail in turn. The client may doubt a message that was
// taken, but never believe in one that was not.
void sweep(FailurePlan Town::*side) {
  bool delivered = false;
  int died = 0;
  for (int operations = 0; !delivered; ++operations) {
    ASSERT_LT(operations, 100);
    Town town;
    const Envelope envelope = to({"kozlov", "petrov"});
    (town.*side).operations_left = operations;
    std::vector<Outcome> outcomes;
    bool usable = false;
    town.run([&](Client& client, Platform& platform) -> Task<> {
      TextSource text("x\r\n");
      outcomes = co_await client.send(envelope, text, platform.tracer);
      usable = client.usable();
      co_await client.quit();
    });
    ASSERT_EQ(outcomes.size(), 2u);
    delivered = outcomes[0].delivered();
    EXPECT_EQ(delivered, outcomes[1].delivered());
    if (delivered) {
      EXPECT_EQ(town.service.messages().size(), 1u) << operations;
    }
    if (!delivered) {
      ++died;
      EXPECT_TRUE(std::holds_alternative<Failure>(outcomes[0].last_word)) << operations;
      EXPECT_FALSE(outcomes[0].refused_for_good()) << operations;
      EXPECT_FALSE(usable) << operations;
    }
  }
  EXPECT_GT(died, 5);
}

TEST(Conversation, TheClientsStreamDiesAtEveryPoint) {
  sweep(&Town::client_plan);
}
TEST(Conversation, TheServersStreamDiesAtEveryPoint) {
  sweep(&Town::server_plan);
}

TEST(Conversation, AStopIsToldToAnIdleClient) {
  Town town;
  const Envelope envelope = to({"kozlov"});
  std::vector<Outcome> second;
  town.world->at(Instant(10s), [&] {
    auto& platform = town.world->platform(town.server);
    platform.tasks.spawn("stop", town.connection->stop());
  });
  town.run([&](Client& client, Platform& platform) -> Task<> {
    TextSource text("x\r\n");
    const auto first = co_await client.send(envelope, text, platform.tracer);
    EXPECT_TRUE(first.at(0).delivered());
    co_await platform.clock.sleep_until(platform.clock.in(20s));
    TextSource again("y\r\n");
    second = co_await client.send(envelope, again, platform.tracer);
  });
  EXPECT_EQ(second.at(0).to_string(), "421 4.3.2 mx1.example.com is shutting down");
  EXPECT_EQ(town.service.messages().size(), 1u);
}

}  // namespace
}  // namespace mailtown::smtp
