// Helpers of the contract suite: a server and a client that talk over one stream.
#pragma once

#include <memory>
#include <string>

#include "tests/contract/world_under_test.h"

namespace mailtown::contract {

using namespace std::chrono_literals;

// Long enough never to be reached by a world that works.
inline Deadline soon(Platform& platform) {
  return platform.clock.in(30s);
}

using StreamPart = std::function<Task<>(Platform&, std::unique_ptr<ByteStream>)>;

// Connects a client to a server and gives each its end.
void converse(WorldUnderTest& world, const StreamPart& server, const StreamPart& client);

Task<> send(Platform& platform, ByteStream& stream, std::string bytes);
// Reads exactly so many bytes, or fewer if the peer ends before.
Task<std::string> receive(Platform& platform, ByteStream& stream, std::size_t bytes);
// Reads until the peer ends its direction.
Task<std::string> receive_all(Platform& platform, ByteStream& stream);
// How a read ends that must fail: the failure's kind, or nothing if it gave bytes or an end.
Task<std::optional<FailureKind>> read_failure(ByteStream& stream, Deadline deadline);
Task<std::optional<FailureKind>> write_failure(ByteStream& stream, std::string bytes,
                                               Deadline deadline);

template <class T>
void expect_failure(const Result<T>& result, FailureKind kind, const char* doing = "it") {
  ASSERT_TRUE(result.has_error()) << doing << " succeeded";
  EXPECT_STREQ(to_string(result.error().kind), to_string(kind)) << doing;
}

// Bytes that differ from place to place.
std::string pattern(std::size_t bytes);

}  // namespace mailtown::contract
