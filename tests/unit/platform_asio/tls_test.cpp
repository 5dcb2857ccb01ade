#include "platform/tls.h"

#include <array>
#include <fstream>

#include "platform/asio/certificate_authority.h"
#include "tests/unit/platform_asio/real_program.h"
#include "wire/shared_stream.h"

namespace mailtown {
namespace {

using namespace std::chrono_literals;

using real::PemPair;

WallTime today() {
  return std::chrono::system_clock::now();
}
real::Validity valid_today() {
  return {today() - 1h, today() + 1h};
}

// One program that is server and client at once.
class RealTls : public RealProgram {
 protected:
  void write(const std::string& name, const std::string& text, int mode = 0600) {
    std::filesystem::remove(folder / name);
    std::ofstream(folder / name) << text;
    std::filesystem::permissions(folder / name, static_cast<std::filesystem::perms>(mode));
  }
  // The server shows a certificate for these names; the client believes `trusted`.
  Result<> serve(const std::vector<std::string>& names, const PemPair& issuer,
                 const PemPair& trusted, real::Validity validity = valid_today()) {
    const auto server = real::make_server_certificate(names, validity, issuer).value();
    write("cert.pem", server.certificate);
    write("key.pem", server.key);
    write("trust.pem", trusted.certificate);
    return platform.tls.load({"cert.pem", "key.pem", "trust.pem"});
  }

  // Both sides of one connection.
  struct Both {
    TlsHandshake server, client;
  };
  Task<> accept_tls(std::unique_ptr<ByteStream> stream, Both& both, Signal& done) {
    both.server = co_await platform.tls.server(std::move(stream), soon());
    accepted_ = true;
    done.wake_all();
  }
  Task<> connect_tls(TlsPeer peer, Both& both) {
    auto listener = platform.network.listen({loopback(), 0}).value();
    auto client = co_await platform.network.connect(listener->local(), loopback(), soon());
    auto server = co_await listener->accept(soon());
    const auto done = platform.tasks.make_signal();
    accepted_ = false;
    platform.tasks.spawn("server", accept_tls(std::move(*server), both, *done));
    both.client = co_await platform.tls.client(std::move(*client), std::move(peer), soon());
    while (!accepted_) static_cast<void>(co_await done->wait(soon()));
  }
  Both meet(const TlsPeer& peer) {
    Both both;
    run([&](Platform&) { return connect_tls(peer, both); });
    return both;
  }

  const PemPair authority = real::make_authority("Test authority", valid_today()).value();
  const PemPair other = real::make_authority("Somebody else", valid_today()).value();
  bool accepted_ = false;
};

TEST_F(RealTls, ProvesAName) {
  ASSERT_TRUE(serve({"mx.example.org", "mail.example.org"}, authority, authority));
  const Both both = meet({"mx.example.org", true});
  ASSERT_TRUE(both.client.stream) << both.client.failure.message();
  ASSERT_TRUE(both.server.stream) << both.server.failure.message();
  const std::vector<std::string> names = {"mx.example.org", "mail.example.org"};
  EXPECT_EQ(both.client.facts.proven, "mx.example.org");
  EXPECT_EQ(both.client.facts.names, names);
  EXPECT_EQ(both.client.facts.issuer, "Test authority");
  EXPECT_EQ(both.client.facts.version, "TLSv1.3");
  EXPECT_EQ(both.server.facts.asked_for, "mx.example.org");
  EXPECT_EQ(both.server.facts.names, names);
  EXPECT_EQ(both.server.facts.proven, "");
}

TEST_F(RealTls, ProvesAnAddressAndAWildcard) {
  ASSERT_TRUE(serve({"192.0.2.25", "*.example.org"}, authority, authority));
  EXPECT_EQ(meet({"192.0.2.25", true}).client.facts.proven, "192.0.2.25");
  EXPECT_EQ(meet({"mx.example.org", true}).client.facts.proven, "mx.example.org");
  EXPECT_FALSE(meet({"a.b.example.org", true}).client.stream) << "a wildcard is one label";
}

struct Doubt {
  const char* why;
  std::vector<std::string> names;
  bool known_issuer;
  Duration from, until;
};

TEST_F(RealTls, SaysWhyANameIsNotProven) {
  const std::vector<Doubt> doubts = {{"other name", {"mx.example.net"}, true, -1h, 1h},
                                     {"unknown issuer", {"mx.example.org"}, false, -1h, 1h},
                                     {"expired", {"mx.example.org"}, true, -2h, -1h},
                                     {"not yet valid", {"mx.example.org"}, true, 1h, 2h}};
  for (const Doubt& doubt : doubts) {
    SCOPED_TRACE(doubt.why);
    const real::Validity validity{today() + doubt.from, today() + doubt.until};
    ASSERT_TRUE(serve(doubt.names, doubt.known_issuer ? authority : other, authority, validity));
    const Both opportunistic = meet({"mx.example.org", false});
    EXPECT_TRUE(opportunistic.client.stream) << "encrypted with whoever answers";
    EXPECT_EQ(opportunistic.client.facts.proven, "");
    EXPECT_EQ(opportunistic.client.facts.unproven, doubt.why);

    const Both required = meet({"mx.example.org", true});
    EXPECT_FALSE(required.client.stream);
    EXPECT_EQ(required.client.failure.kind, FailureKind::not_permitted);
    EXPECT_EQ(required.client.facts.unproven, doubt.why);
    EXPECT_EQ(required.client.facts.names, doubt.names) << "the trace shows what it was shown";
    EXPECT_FALSE(required.server.stream);
    EXPECT_EQ(required.server.failure.kind, FailureKind::not_permitted)
        << required.server.failure.message();
  }
}

TEST_F(RealTls, ASelfSignedCertificateProvesNothing) {
  write("cert.pem", other.certificate);
  write("key.pem", other.key);
  write("trust.pem", authority.certificate);
  ASSERT_TRUE(platform.tls.load({"cert.pem", "key.pem", "trust.pem"}));
  EXPECT_EQ(meet({"mx.example.org", false}).client.facts.unproven, "self-signed");
}

TEST_F(RealTls, WithoutACertificateNoHandshakeSucceeds) {
  ASSERT_TRUE(platform.tls.load({}));
  EXPECT_FALSE(platform.tls.can_serve());
  const Both both = meet({"mx.example.org", false});
  EXPECT_FALSE(both.client.stream);
  EXPECT_FALSE(both.server.stream);
}

TEST_F(RealTls, APeerThatDoesNotSpeakTlsFailsTheHandshake) {
  ASSERT_TRUE(serve({"mx.example.org"}, authority, authority));
  auto listener = platform.network.listen({loopback(), 0}).value();
  run([&](Platform& platform) -> Task<> {
    auto client = co_await platform.network.connect(listener->local(), loopback(), soon());
    auto server = co_await listener->accept(soon());
    const std::string nonsense = "EHLO example.org\r\n";
    co_await (*client)->write(nonsense, soon());
    const auto tls = co_await platform.tls.server(std::move(*server), soon());
    EXPECT_FALSE(tls.stream);
    EXPECT_EQ(tls.failure.kind, FailureKind::invalid) << tls.failure.message();
  });
}

TEST_F(RealTls, AHandshakeKeepsItsDeadline) {
  ASSERT_TRUE(serve({"mx.example.org"}, authority, authority));
  auto listener = platform.network.listen({loopback(), 0}).value();
  run([&](Platform& platform) -> Task<> {
    auto client = co_await platform.network.connect(listener->local(), loopback(), soon());
    auto server = co_await listener->accept(soon());
    const auto tls = co_await platform.tls.server(std::move(*server), platform.clock.in(50ms));
    EXPECT_EQ(tls.failure.kind, FailureKind::timed_out);
  });
}

// A relay of bytes that closes the connection under both without TLS's good-bye.
TEST_F(RealTls, ACutConnectionIsNoEnd) {
  ASSERT_TRUE(serve({"mx.example.org"}, authority, authority));
  // The plain end stays with us when the TLS stream has the other share.
  class Shared : public wire::SharedStream {
   public:
    using SharedStream::SharedStream;
    void finish() override {}
    void close() override {}
    void reset() override {}
  };
  auto listener = platform.network.listen({loopback(), 0}).value();
  run([&](Platform& platform) -> Task<> {
    auto client = co_await platform.network.connect(listener->local(), loopback(), soon());
    auto server = co_await listener->accept(soon());
    const std::shared_ptr<ByteStream> cuttable = std::move(*server);
    Both both;
    const auto done = platform.tasks.make_signal();
    platform.tasks.spawn("server", accept_tls(std::make_unique<Shared>(cuttable), both, *done));
    const TlsPeer peer{"mx.example.org", true};
    both.client = co_await platform.tls.client(std::move(*client), peer, soon());
    while (!accepted_) static_cast<void>(co_await done->wait(soon()));
    cuttable->close();
    std::array<char, 10> buffer;
    FailureKind kind = FailureKind::io;
    try {
      static_cast<void>(co_await both.client.stream->read(buffer, soon()));
    } catch (const StreamError& error) {
      kind = error.failure().kind;
    }
    EXPECT_STREQ(to_string(kind), to_string(FailureKind::reset));
  });
}

TEST_F(RealTls, AKeyThatOthersMayReadIsRefused) {
  ASSERT_TRUE(serve({"mx.example.org"}, authority, authority));
  std::filesystem::permissions(folder / "key.pem", static_cast<std::filesystem::perms>(0644));
  const auto loaded = platform.tls.load({"cert.pem", "key.pem", ""});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, FailureKind::not_permitted);
  EXPECT_EQ(loaded.error().detail, "the private key " + folder / "key.pem" +
                                       " may be read or changed by others (mode 0644), who could "
                                       "pass for this server; to mend: chmod 600 " +
                                       folder / "key.pem");
  std::filesystem::permissions(folder / "key.pem", static_cast<std::filesystem::perms>(0640));
  EXPECT_TRUE(platform.tls.load({"cert.pem", "key.pem", ""})) << "a group of the operator's";
}

TEST_F(RealTls, WrongFilesAreNamed) {
  ASSERT_TRUE(serve({"mx.example.org"}, authority, authority));
  write("other-key.pem", other.key);
  write("nonsense.pem", "nothing of use");
  const auto failure = [&](const TlsFiles& files) { return platform.tls.load(files).error(); };
  EXPECT_EQ(failure({"cert.pem", "other-key.pem", ""}).detail,
            "the private key " + folder / "other-key.pem" + " is not that of the certificate " +
                folder / "cert.pem");
  EXPECT_EQ(failure({"none.pem", "key.pem", ""}).kind, FailureKind::not_found);
  EXPECT_EQ(failure({"cert.pem", "none.pem", ""}).kind, FailureKind::not_found);
  EXPECT_EQ(failure({"nonsense.pem", "key.pem", ""}).kind, FailureKind::invalid);
  EXPECT_EQ(failure({"cert.pem", "key.pem", "nonsense.pem"}).kind, FailureKind::invalid);
  EXPECT_TRUE(platform.tls.can_serve()) << "what was in use stays in use";
}

TEST_F(RealTls, NewFilesLeaveRunningSessionsAlone) {
  ASSERT_TRUE(serve({"mx.example.org"}, authority, authority));
  Both old = meet({"mx.example.org", true});
  ASSERT_TRUE(serve({"mx.example.org"}, other, other));
  EXPECT_EQ(meet({"mx.example.org", true}).client.facts.issuer, "Somebody else");
  run([&](Platform&) -> Task<> {
    const std::string sent = "still here";
    co_await old.client.stream->write(sent, soon());
    std::array<char, 10> heard{};
    std::size_t count = 0;
    while (count < heard.size()) {
      count += co_await old.server.stream->read(std::span(heard).subspan(count), soon());
    }
    EXPECT_EQ(std::string_view(heard.data(), heard.size()), sent);
  });
}

TEST_F(RealTls, NamesThatWouldChangeTheCertificatesMeaningAreRefused) {
  EXPECT_FALSE(real::make_server_certificate({"a.test,DNS:b.test"}, valid_today(), authority));
  EXPECT_FALSE(
      real::make_server_certificate({"a.test"}, valid_today(), {authority.certificate, other.key}));
}

}  // namespace
}  // namespace mailtown
