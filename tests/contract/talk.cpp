#include "tests/contract/talk.h"

#include <array>

namespace mailtown::contract {

void converse(WorldUnderTest& world, const StreamPart& server, const StreamPart& client) {
  Endpoint at;
  const Part accepting = [&](Platform& platform) -> Task<> {
    const auto listener = platform.network.listen({world.server_address(), 0}).value();
    at = listener->local();
    auto accepted = co_await listener->accept(soon(platform));
    auto stream = co_await world.as_server(platform, std::move(accepted.value()));
    co_await server(platform, std::move(stream));
  };
  const Part connecting = [&](Platform& platform) -> Task<> {
    auto connected = co_await platform.network.connect(at, IpAddress(), soon(platform));
    auto stream = co_await world.as_client(platform, std::move(connected.value()));
    co_await client(platform, std::move(stream));
  };
  world.run(accepting, connecting);
}

Task<> send(Platform& platform, ByteStream& stream, std::string bytes) {
  co_await stream.write(bytes, soon(platform));
}

Task<std::string> receive(Platform& platform, ByteStream& stream, std::size_t bytes) {
  std::string all(bytes, '\0');
  std::size_t have = 0;
  while (have < bytes) {
    const std::span<char> rest(all.data() + have, bytes - have);
    const std::size_t count = co_await stream.read(rest, soon(platform));
    if (count == 0) break;
    have += count;
  }
  all.resize(have);
  co_return all;
}

Task<std::string> receive_all(Platform& platform, ByteStream& stream) {
  std::string all;
  std::array<char, 4096> buffer;
  for (;;) {
    const std::size_t count = co_await stream.read(buffer, soon(platform));
    if (count == 0) co_return all;
    all.append(buffer.data(), count);
  }
}

Task<std::optional<FailureKind>> read_failure(ByteStream& stream, Deadline deadline) {
  std::array<char, 1> byte;
  try {
    co_await stream.read(byte, deadline);
  } catch (const StreamError& error) {
    co_return error.failure().kind;
  }
  co_return std::nullopt;
}

Task<std::optional<FailureKind>> write_failure(ByteStream& stream, std::string bytes,
                                               Deadline deadline) {
  try {
    co_await stream.write(bytes, deadline);
  } catch (const StreamError& error) {
    co_return error.failure().kind;
  }
  co_return std::nullopt;
}

std::string pattern(std::size_t bytes) {
  std::string all(bytes, '\0');
  std::uint32_t state = 1;
  for (char& byte : all) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<char>(state >> 24);
  }
  return all;
}

}  // namespace mailtown::contract
