// STARTTLS between the client and the server, over the simulated network and its modelled TLS.
#include <array>

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "simulator/world/modelled_certificate.h"
#include "simulator/world/world.h"
#include "smtp/smtp_client.h"
#include "smtp/smtp_server.h"
#include "tests/dialogue/scripted_service.h"

namespace mailtown::smtp {
namespace {

using namespace std::chrono_literals;

const Endpoint server_endpoint{IpAddress::v4({192, 0, 2, 25}), 2525};

class NoText : public BodySource {
 public:
  std::uint64_t size() const override { return 0; }
  Result<std::size_t> read(std::span<char>) override { return std::size_t(0); }
};

sim::ModelledCertificate certificate(std::string name, std::string key, std::string signed_by) {
  sim::ModelledCertificate made;
  made.subject = name;
  made.names = {std::move(name)};
  made.issuer = "Authority";
  made.key = std::move(key);
  made.signed_by = std::move(signed_by);
  made.until = WallTime(1h);
  return made;
}

// What a server does that is no honest one.
enum class Server { honest, without_tls, refusing, breaking };

// A server with a certificate for mx1.example.com, and a client.
struct TlsTown {
  explicit TlsTown(Server kind) : kind(kind) {}

  std::vector<Outcome> send(TlsUse use, const std::string& name = "mx1.example.com") {
    const auto mx = world.add_machine({"mx1.example.com", "", {server_endpoint.address}});
    const auto home = world.add_machine({"mail.example.org", "", {IpAddress::v4({192, 0, 2, 7})}});
    auto authority = certificate("Authority", "a", "a");
    world.disk(home).put("trust.pem", print(authority));
    world.disk(mx).put("cert.pem", print(certificate("mx1.example.com", "k", "a")));
    world.disk(mx).put("key.pem", sim::print_key("k"));
    world.add_program(mx, "mta", [this](Platform& platform) { return serve(platform); });
    ClientOptions options{"mail.example.org", {}, use, name, nullptr};
    std::vector<Outcome> outcomes;
    world.add_program(home, "mta", [&](Platform& platform) -> Task<> {
      platform.tls.load({"", "", "trust.pem"}).value();
      options.tls_provider = &platform.tls;
      const wire::Target target{server_endpoint, "mx1.example.com", {}};
      Client client(platform.network, platform.clock, target, options);
      NoText text;
      Envelope envelope{{"ivanov", "example.org"}, {{"kozlov", "example.com"}}, 0, false};
      outcomes = co_await client.send(std::move(envelope), text, platform.tracer);
      co_await client.quit();
      platform.tasks.request_stop();
    });
    world.run_until_idle(Instant(2h));
    for (const auto& defect : world.defects()) ADD_FAILURE() << defect.task << ": " << defect.what;
    return outcomes;
  }

  // Serves two clients: one that fails comes back.
  Task<> serve(Platform& platform) {
    if (kind != Server::refusing) platform.tls.load({"cert.pem", "key.pem", ""}).value();
    auto listener = platform.network.listen(server_endpoint);
    for (int client = 0; client < 2; ++client) {
      auto stream = co_await (*listener)->accept(platform.clock.in(1min));
      if (!stream) co_return;
      if (kind == Server::breaking && client == 0) {
        co_await break_handshake(std::move(*stream));
        continue;
      }
      ServerTls tls{kind == Server::without_tls ? nullptr : &platform.tls, false};
      ServerConnection connection(std::move(*stream), service, platform.clock, {"mx1.example.com"},
                                  platform.tracer, tls);
      co_await connection.run();
    }
  }

  // Promises TLS and then says something else.
  static Task<> break_handshake(std::unique_ptr<ByteStream> stream) {
    const std::string words = "220 mx1\r\n250-mx1\r\n250 STARTTLS\r\n220 go\r\nno handshake";
    std::array<char, 4096> ignored;
    try {
      co_await stream->write(words, no_deadline);
      for (std::size_t count = 1; count > 0;) count = co_await stream->read(ignored, no_deadline);
    } catch (const StreamError&) {
    }
  }

  template <class Kind>
  std::vector<Kind> events() {
    std::vector<Kind> found;
    for (const auto& event : world.trace().events) {
      if (const auto* one = std::get_if<Kind>(&event.payload)) found.push_back(*one);
    }
    return found;
  }
  std::vector<std::string> decisions() {
    std::vector<std::string> rules;
    for (const auto& decision : events<trace::Decision>()) {
      if (decision.about == "tls") rules.push_back(decision.rule + " -> " + decision.outcome);
    }
    return rules;
  }

  Server kind;
  dialogue::ScriptedService service;
  sim::World world;
};

using Rules = std::vector<std::string>;

TEST(StartTls, ProtectsALetterAndProvesTheName) {
  TlsTown town(Server::honest);
  const auto outcomes = town.send(TlsUse::required);
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_TRUE(outcomes[0].delivered()) << outcomes[0].to_string();
  EXPECT_EQ(town.decisions(), Rules{});
  const auto started = town.events<trace::TlsStarted>();
  ASSERT_EQ(started.size(), 2u);
  for (const auto& each : started) {
    EXPECT_EQ(each.proven, each.side == "client" ? "mx1.example.com" : "");
    EXPECT_EQ(each.names, Rules{"mx1.example.com"});
    EXPECT_EQ(each.issuer, "Authority");
  }
  ASSERT_EQ(town.service.messages().size(), 1u);
  EXPECT_TRUE(town.service.messages()[0].session.tls);
  std::vector<std::string> client_said;
  for (const auto& line : town.events<trace::LineSent>()) {
    if (line.remote == server_endpoint) client_said.push_back(line.text);
  }
  EXPECT_EQ(client_said, (Rules{"EHLO mail.example.org", "STARTTLS", "EHLO mail.example.org",
                                "MAIL FROM:<ivanov@example.org>", "RCPT TO:<kozlov@example.com>",
                                "DATA", "QUIT"}));
}

TEST(StartTls, OpportunisticGoesOnWithWhoeverAnswers) {
  TlsTown town(Server::honest);
  EXPECT_TRUE(town.send(TlsUse::opportunistic, "other.example.com").at(0).delivered());
  EXPECT_EQ(town.decisions(), Rules{});
  EXPECT_EQ(town.events<trace::TlsStarted>().at(0).unproven.empty(),
            town.events<trace::TlsStarted>().at(0).side == "server");
}

TEST(StartTls, RequiredRefusesAnotherName) {
  TlsTown town(Server::honest);
  const auto outcomes = town.send(TlsUse::required, "other.example.com");
  EXPECT_FALSE(outcomes.at(0).delivered());
  EXPECT_FALSE(outcomes.at(0).refused_for_good()) << "the queue keeps it";
  EXPECT_EQ(outcomes.at(0).stage, Stage::tls);
  EXPECT_EQ(town.decisions(), Rules{"tls.needed-unproven -> not-at-all"});
  EXPECT_EQ(town.service.messages().size(), 0u);
  for (const auto& failed : town.events<trace::TlsFailed>()) EXPECT_EQ(failed.why, "not proven");
}

TEST(StartTls, WithoutAnOffer) {
  TlsTown opportunistic(Server::without_tls), required(Server::without_tls);
  EXPECT_TRUE(opportunistic.send(TlsUse::opportunistic).at(0).delivered());
  EXPECT_EQ(opportunistic.decisions(), Rules{"tls.not-offered -> clear"});
  EXPECT_FALSE(required.send(TlsUse::required).at(0).delivered());
  EXPECT_EQ(required.decisions(), Rules{"tls.needed-not-offered -> not-at-all"});
}

TEST(StartTls, NobodyDecidesWhereItIsNotWanted) {
  TlsTown town(Server::honest);
  EXPECT_TRUE(town.send(TlsUse::none).at(0).delivered());
  EXPECT_EQ(town.decisions(), Rules{});
  EXPECT_TRUE(town.events<trace::TlsStarted>().empty());
}

TEST(StartTls, AfterAFailedHandshakeOpportunisticConnectsAnewInTheClear) {
  TlsTown opportunistic(Server::breaking), required(Server::breaking);
  const auto outcomes = opportunistic.send(TlsUse::opportunistic);
  EXPECT_TRUE(outcomes.at(0).delivered()) << outcomes.at(0).to_string();
  EXPECT_EQ(opportunistic.decisions(), Rules{"tls.failed -> clear"});
  EXPECT_EQ(opportunistic.events<trace::Connected>().size(), 2u);
  EXPECT_FALSE(required.send(TlsUse::required).at(0).delivered());
  EXPECT_EQ(required.decisions(), Rules{"tls.needed-failed -> not-at-all"});
  EXPECT_EQ(required.events<trace::Connected>().size(), 1u);
}

}  // namespace
}  // namespace mailtown::smtp
