// ByteStream: what is written arrives, in order and whole; ends and failures are told apart.

#include "tests/contract/talk.h"

namespace mailtown::contract {

using Stream = std::unique_ptr<ByteStream>;

TEST_P(Contract, StreamCarriesBothDirections) {
  std::string heard, answered;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    heard = co_await receive(platform, *stream, 5);
    co_await send(platform, *stream, "250 ok");
    stream->close();
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    co_await send(platform, *stream, "hello");
    answered = co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(heard, "hello");
  EXPECT_EQ(answered, "250 ok");
}

TEST_P(Contract, StreamEndpointsMirrorEachOther) {
  Endpoint server_local, server_remote, client_local, client_remote;
  const StreamPart server = [&](Platform&, Stream stream) -> Task<> {
    server_local = stream->local();
    server_remote = stream->remote();
    co_return;
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    client_local = stream->local();
    client_remote = stream->remote();
    co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(server_local, client_remote);
  EXPECT_EQ(server_remote, client_local);
  EXPECT_EQ(server_local.address, world->server_address());
  EXPECT_EQ(client_local.address, world->client_address());
  EXPECT_NE(client_local.port, 0);
}

TEST_P(Contract, StreamReadsMaySplitAnywhere) {
  std::string heard;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    for (int byte = 0; byte < 10; ++byte) {
      heard += co_await receive(platform, *stream, 1);
      heard += '|';
    }
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    co_await send(platform, *stream, "01234");
    co_await send(platform, *stream, "56789");
    co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(heard, "0|1|2|3|4|5|6|7|8|9|");
}

TEST_P(Contract, StreamCarriesHugeWrites) {
  const std::string sent = pattern(5'000'000);
  std::string heard;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    heard = co_await receive_all(platform, *stream);
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    co_await send(platform, *stream, sent);
    stream->close();
  };
  converse(*world, server, client);
  EXPECT_EQ(heard.size(), sent.size());
  EXPECT_TRUE(heard == sent) << "the bytes arrived, but not as they were sent";
}

TEST_P(Contract, StreamCarriesHugeWritesBothWaysAtOnce) {
  const std::string sent = pattern(1'000'000);
  std::string heard_by_server, heard_by_client;
  const auto swap = [&](Platform& platform, Stream stream, std::string& heard) -> Task<> {
    const auto done = platform.tasks.make_signal();
    bool written = false;
    const auto write = [](Platform& on, ByteStream& to, const std::string& bytes, bool& finished,
                          Signal& signal) -> Task<> {
      co_await send(on, to, bytes);
      finished = true;
      signal.wake_all();
    };
    platform.tasks.spawn("writer", write(platform, *stream, sent, written, *done));
    heard = co_await receive(platform, *stream, sent.size());
    while (!written) {
      co_await done->wait(soon(platform));
    }
  };
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    co_await swap(platform, std::move(stream), heard_by_server);
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    co_await swap(platform, std::move(stream), heard_by_client);
  };
  converse(*world, server, client);
  EXPECT_TRUE(heard_by_server == sent);
  EXPECT_TRUE(heard_by_client == sent);
}

TEST_P(Contract, StreamWriterIsHeldUpByAReaderThatDoesNotRead) {
  std::optional<FailureKind> failure;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    failure = co_await write_failure(*stream, pattern(20'000'000), platform.clock.in(200ms));
    stream->reset();
  };
  const StreamPart client = [&](Platform& platform, Stream) -> Task<> {
    co_await platform.clock.sleep_until(platform.clock.in(400ms));
  };
  converse(*world, server, client);
  EXPECT_EQ(failure, FailureKind::timed_out) << "20 MB were taken although nobody reads";
}

TEST_P(Contract, StreamHalfClosed) {
  if (!world->capabilities().half_close) GTEST_SKIP() << "this kind has no half-close";
  std::string heard, answered;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    heard = co_await receive_all(platform, *stream);
    co_await send(platform, *stream, "I heard " + heard);
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    EXPECT_TRUE(stream->can_half_close());
    co_await send(platform, *stream, "all of it");
    stream->finish();
    answered = co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(answered, "I heard all of it");
}

TEST_P(Contract, StreamDeclaresItsLackOfHalfClose) {
  const StreamPart server = [&](Platform&, Stream stream) -> Task<> {
    EXPECT_EQ(stream->can_half_close(), world->capabilities().half_close);
    co_return;
  };
  const StreamPart client = [&](Platform&, Stream stream) -> Task<> {
    EXPECT_EQ(stream->can_half_close(), world->capabilities().half_close);
    co_return;
  };
  converse(*world, server, client);
}

TEST_P(Contract, StreamCloseStillDeliversWhatWasWritten) {
  const std::string sent = pattern(30'000);
  std::string heard;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    co_await platform.clock.sleep_until(platform.clock.in(50ms));
    heard = co_await receive_all(platform, *stream);
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    co_await send(platform, *stream, sent);
    stream->close();
    stream->close();
  };
  converse(*world, server, client);
  EXPECT_TRUE(heard == sent) << "got " << heard.size() << " of " << sent.size() << " bytes";
}

TEST_P(Contract, StreamResetReachesThePeer) {
  if (!world->capabilities().peer_sees_reset) GTEST_SKIP() << "this kind does not tell";
  std::optional<FailureKind> failure;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    failure = co_await read_failure(*stream, soon(platform));
  };
  const StreamPart client = [](Platform&, Stream stream) -> Task<> {
    stream->reset();
    co_return;
  };
  converse(*world, server, client);
  EXPECT_EQ(failure, FailureKind::reset);
}

TEST_P(Contract, StreamReadDeadlineLeavesTheStreamAlive) {
  std::optional<FailureKind> failure;
  std::string heard;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    failure = co_await read_failure(*stream, platform.clock.in(20ms));
    co_await send(platform, *stream, "go");
    heard = co_await receive(platform, *stream, 4);
  };
  const StreamPart client = [](Platform& platform, Stream stream) -> Task<> {
    co_await receive(platform, *stream, 2);
    co_await send(platform, *stream, "late");
    co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(failure, FailureKind::timed_out);
  EXPECT_EQ(heard, "late");
}

TEST_P(Contract, StreamReadWithADeadlineThatIsPastStillGetsWhatIsThere) {
  std::optional<FailureKind> nothing_there;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    nothing_there = co_await read_failure(*stream, platform.clock.now());
  };
  const StreamPart client = [](Platform& platform, Stream stream) -> Task<> {
    co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(nothing_there, FailureKind::timed_out);
}

TEST_P(Contract, StreamCloseEndsAWaitingRead) {
  std::optional<FailureKind> failure;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    const auto close_later = [](Platform& on, ByteStream& mine) -> Task<> {
      co_await on.clock.sleep_until(on.clock.in(20ms));
      mine.close();
    };
    platform.tasks.spawn("closer", close_later(platform, *stream));
    failure = co_await read_failure(*stream, soon(platform));
  };
  const StreamPart client = [](Platform& platform, Stream stream) -> Task<> {
    co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(failure, FailureKind::closed);
}

TEST_P(Contract, StreamIsOfNoUseOnceClosed) {
  std::optional<FailureKind> reading, writing;
  const StreamPart server = [&](Platform& platform, Stream stream) -> Task<> {
    stream->close();
    reading = co_await read_failure(*stream, soon(platform));
    writing = co_await write_failure(*stream, "x", soon(platform));
  };
  const StreamPart client = [](Platform& platform, Stream stream) -> Task<> {
    co_await receive_all(platform, *stream);
  };
  converse(*world, server, client);
  EXPECT_EQ(reading, FailureKind::closed);
  EXPECT_EQ(writing, FailureKind::closed);
}

TEST_P(Contract, StreamWriterLearnsThatThePeerIsGone) {
  std::optional<FailureKind> failure;
  const StreamPart server = [](Platform&, Stream stream) -> Task<> {
    stream->close();
    co_return;
  };
  const StreamPart client = [&](Platform& platform, Stream stream) -> Task<> {
    co_await receive_all(platform, *stream);
    for (int tries = 0; tries < 100 && !failure; ++tries) {
      failure = co_await write_failure(*stream, "into the void", soon(platform));
      co_await platform.clock.sleep_until(platform.clock.in(10ms));
    }
  };
  converse(*world, server, client);
  EXPECT_EQ(failure, FailureKind::reset);
}

}  // namespace mailtown::contract
