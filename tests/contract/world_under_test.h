// The contract suite: what every implementation of platform/ must do, written once.
//
// A fixture file (simulated_fixture.cpp, asio_fixture.cpp) implements WorldUnderTest and
// instantiates the suite:
//
//   INSTANTIATE_TEST_SUITE_P(Simulated, Contract, testing::Values(WorldKind{"plain", make}),
//                            kind_name);
//
// What a kind cannot do is declared in its capabilities, and the tests that need it are skipped.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "platform/platform.h"

namespace mailtown::contract {

// A program's part in a test. References captured by it outlive the run.
using Part = std::function<Task<>(Platform&)>;

struct Capabilities {
  bool half_close = true;       // finish() leaves reading open; false for TLS
  bool peer_sees_reset = true;  // reset() reaches the peer as `reset`
};

// Two programs, "server" and "client", that can reach each other.
class WorldUnderTest {
 public:
  virtual ~WorldUnderTest() = default;

  virtual Capabilities capabilities() const { return {}; }
  virtual IpAddress server_address() const = 0;
  virtual IpAddress client_address() const = 0;

  // Runs both to their end on their own platforms; the server's first turn comes first, so that it
  // listens before the client tries. An exception that leaves either is a test
  // failure; so is a run that does not end (in the real world: within a minute).
  virtual void run(Part server, Part client) = 0;

  // Turn a plain connection into the kind of stream under test; by default it is already.
  virtual Task<std::unique_ptr<ByteStream>> as_server(Platform&,
                                                      std::unique_ptr<ByteStream> plain) {
    co_return plain;
  }
  virtual Task<std::unique_ptr<ByteStream>> as_client(Platform&,
                                                      std::unique_ptr<ByteStream> plain) {
    co_return plain;
  }
};

struct WorldKind {
  std::string name;  // letters and digits
  std::function<std::unique_ptr<WorldUnderTest>()> make;
};

inline void PrintTo(const WorldKind& kind, std::ostream* out) {
  *out << kind.name;
}
inline std::string kind_name(const testing::TestParamInfo<WorldKind>& info) {
  return info.param.name;
}

class Contract : public testing::TestWithParam<WorldKind> {
 protected:
  // One program alone.
  void run(Part part) {
    world->run(std::move(part), [](Platform&) -> Task<> { co_return; });
  }

  std::unique_ptr<WorldUnderTest> world = GetParam().make();
};

}  // namespace mailtown::contract
