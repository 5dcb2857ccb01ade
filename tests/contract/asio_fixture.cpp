// The real world under the contract suite: two programs on loopback addresses, plain and in TLS.
#include <csignal>
#include <exception>
#include <filesystem>
#include <fstream>

#include "platform/asio/certificate_authority.h"
#include "platform/asio/world.h"
#include "tests/contract/world_under_test.h"
#include "tests/unit/platform_asio/temporary_folder.h"

namespace mailtown::contract {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 1min;

class RealWorldUnderTest : public WorldUnderTest {
 public:
  IpAddress server_address() const override { return *IpAddress::parse("127.0.0.2"); }
  // What the system chooses for connections over loopback.
  IpAddress client_address() const override { return *IpAddress::parse("127.0.0.1"); }

  void run(Part server, Part client) override {
    const auto both_ended = client_->tasks.make_signal();
    int running = 2;
    std::exception_ptr thrown;
    const auto guarded = [&](const Part& part, Platform& platform) -> Task<> {
      try {
        co_await part(platform);
      } catch (...) {
        thrown = std::current_exception();
      }
      --running;
      both_ended->wake_all();
    };
    const auto all = [&]() -> Task<> {
      const auto deadline = client_->clock.in(patience);
      server_->tasks.spawn("server", guarded(server, *server_));
      client_->tasks.spawn("client", guarded(client, *client_));
      bool woken = true;
      while (running > 0 && woken && !thrown) {
        woken = co_await both_ended->wait(deadline);
      }
    };
    world_.run(all());
    if (thrown) std::rethrow_exception(thrown);
    EXPECT_EQ(running, 0) << "server and client did not end within a minute";
  }

 protected:
  TemporaryFolder server_disk_, client_disk_;
  real::World world_;
  Platform* server_ = world_.add_process({.disk_root = server_disk_.path()}).value();
  Platform* client_ = world_.add_process({.disk_root = client_disk_.path()}).value();
};

void write_file(const std::string& folder, const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(folder) / name;
  std::ofstream(path) << text;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read);
}

// With an authority of its own, which the client believes.
class TlsUnderTest : public RealWorldUnderTest {
 public:
  TlsUnderTest() {
    using std::chrono::system_clock;
    const WallTime now = system_clock::now();
    const real::Validity validity{now - 1h, now + 1h};
    const auto authority = real::make_authority("Test authority", validity).value();
    const auto server =
        real::make_server_certificate({"server.example.org"}, validity, authority).value();
    write_file(files_.path(), "certificate.pem", server.certificate);
    write_file(files_.path(), "key.pem", server.key);
    write_file(files_.path(), "trust.pem", authority.certificate);
    server_->tls.load({files_ / "certificate.pem", files_ / "key.pem", ""}).value();
    client_->tls.load({"", "", files_ / "trust.pem"}).value();
  }

  Capabilities capabilities() const override { return {.half_close = false}; }

  Task<std::unique_ptr<ByteStream>> as_server(Platform& platform,
                                              std::unique_ptr<ByteStream> plain) override {
    auto tls = co_await platform.tls.server(std::move(plain), platform.clock.in(patience));
    EXPECT_TRUE(tls.stream) << tls.failure.message();
    co_return std::move(tls.stream);
  }
  Task<std::unique_ptr<ByteStream>> as_client(Platform& platform,
                                              std::unique_ptr<ByteStream> plain) override {
    const TlsPeer peer{"server.example.org", true};
    auto tls = co_await platform.tls.client(std::move(plain), peer, platform.clock.in(patience));
    EXPECT_TRUE(tls.stream) << tls.failure.message();
    EXPECT_EQ(tls.facts.proven, "server.example.org");
    co_return std::move(tls.stream);
  }

 private:
  TemporaryFolder files_;  // beside the disks, which the disk's tests want empty
};

template <class World>
std::unique_ptr<WorldUnderTest> make() {
  return std::make_unique<World>();
}

INSTANTIATE_TEST_SUITE_P(Real, Contract,
                         testing::Values(WorldKind{"plain", make<RealWorldUnderTest>},
                                         WorldKind{"tls", make<TlsUnderTest>}),
                         kind_name);

}  // namespace

}  // namespace mailtown::contract
