// The simulated world under the contract suite: two machines, or one; plain, and in the
// modelled TLS.

#include "simulator/world/modelled_certificate.h"
#include "simulator/world/world.h"
#include "tests/contract/world_under_test.h"

namespace mailtown::contract {

namespace {

using namespace std::chrono_literals;

class SimulatedWorldUnderTest : public WorldUnderTest {
 public:
  IpAddress server_address() const override { return *IpAddress::parse("192.0.2.25"); }
  IpAddress client_address() const override { return *IpAddress::parse("198.51.100.7"); }

  void run(Part server, Part client) override {
    const auto server_machine =
        world_.add_machine({"mx.example.org", "example.org", {server_address()}});
    const auto client_machine =
        world_.add_machine({"mail.example.com", "example.com", {client_address()}});
    run_on(server_machine, std::move(server), client_machine, std::move(client));
  }

 protected:
  void run_on(sim::MachineId server_machine, Part server, sim::MachineId client_machine,
              Part client) {
    const auto one = world_.add_program(server_machine, "server", std::move(server));
    const auto other = world_.add_program(client_machine, "client", std::move(client));
    world_.run_until_idle(patience);
    for (const auto& defect : world_.defects()) {
      ADD_FAILURE() << defect.task << " threw: " << defect.what;
    }
    EXPECT_FALSE(world_.running(one)) << "the server waits for something that never comes";
    EXPECT_FALSE(world_.running(other)) << "the client waits for something that never comes";
  }

  static constexpr Instant patience = Instant(24h);
  sim::World world_;
};

// A link on which datagrams overtake each other: streams do not notice.
class JitteryLinkUnderTest : public SimulatedWorldUnderTest {
 public:
  JitteryLinkUnderTest() { world_.set_default_link({.latency = 3ms, .jitter = 4ms}); }
};

class OneMachineUnderTest : public SimulatedWorldUnderTest {
 public:
  IpAddress client_address() const override { return server_address(); }

  void run(Part server, Part client) override {
    const auto machine = world_.add_machine({"mx.example.org", "example.org", {server_address()}});
    run_on(machine, std::move(server), machine, std::move(client));
  }
};

class TlsUnderTest : public SimulatedWorldUnderTest {
 public:
  Capabilities capabilities() const override { return {.half_close = false}; }

  Task<std::unique_ptr<ByteStream>> as_server(Platform& platform,
                                              std::unique_ptr<ByteStream> plain) override {
    const sim::ModelledCertificate shown{
        "server.example.org", {"server.example.org"}, "Test authority", "k", "a", {}, until};
    write_file(platform.disk, "certificate.pem", print(shown));
    write_file(platform.disk, "key.pem", sim::print_key("k"));
    platform.tls.load({"certificate.pem", "key.pem", ""}).value();
    auto tls = co_await platform.tls.server(std::move(plain), no_deadline);
    EXPECT_TRUE(tls.stream) << tls.failure.message();
    co_return std::move(tls.stream);
  }
  Task<std::unique_ptr<ByteStream>> as_client(Platform& platform,
                                              std::unique_ptr<ByteStream> plain) override {
    const sim::ModelledCertificate authority{
        "Test authority", {}, "Test authority", "a", "a", {}, until};
    write_file(platform.disk, "trust.pem", print(authority));
    platform.tls.load({"", "", "trust.pem"}).value();
    const TlsPeer peer{"server.example.org", true};
    auto tls = co_await platform.tls.client(std::move(plain), peer, no_deadline);
    EXPECT_TRUE(tls.stream) << tls.failure.message();
    EXPECT_EQ(tls.facts.proven, "server.example.org");
    co_return std::move(tls.stream);
  }

 private:
  static void write_file(Disk& disk, const std::string& path, const std::string& text) {
    const auto file = disk.open(path, OpenMode::append).value();
    file->truncate(0).value();
    file->append(text).value();
  }

  static constexpr WallTime until = WallTime(24h);
};

template <class Kind>
std::unique_ptr<WorldUnderTest> make() {
  return std::make_unique<Kind>();
}

INSTANTIATE_TEST_SUITE_P(Simulated, Contract,
                         testing::Values(WorldKind{"plain", make<SimulatedWorldUnderTest>},
                                         WorldKind{"jitter", make<JitteryLinkUnderTest>},
                                         WorldKind{"local", make<OneMachineUnderTest>},
                                         WorldKind{"tls", make<TlsUnderTest>}),
                         kind_name);

}  // namespace

}  // namespace mailtown::contract
