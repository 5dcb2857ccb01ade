#include "queue/connections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/world/world.h"
#include "wire/line_channel.h"

namespace mailtown::queue {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class Text : public smtp::BodySource {
 public:
  std::uint64_t size() const override { return 7; }
  Result<std::size_t> read(std::span<char> into) override {
    constexpr std::string_view text = "Hello\r\n";
    const auto count = text.copy(into.data(), into.size(), at_);
    at_ += count;
    return count;
  }

 private:
  std::size_t at_ = 0;
};

class ConnectionsTest : public testing::Test {
 protected:
  ConnectionsTest() {
    server_ = world_.add_machine({"mx.example.com", "example.com", {address_}});
    client_ =
        world_.add_machine({"mx.example.org", "example.org", {*IpAddress::parse("192.0.2.1")}});
    world_.add_program(server_, "mta", [this](Platform& platform) -> Task<> {
      auto listener = platform.network.listen({address_, 25});
      for (;;) {
        auto stream = co_await (*listener)->accept(no_deadline);
        heard_.emplace_back();
        platform.tasks.spawn("session", serve(platform, std::move(*stream), heard_.size() - 1));
      }
    });
  }

  // A server that takes everything; hangs up after `letters_` letters of a connection.
  Task<> serve(Platform& platform, std::unique_ptr<ByteStream> stream, std::size_t number) {
    wire::LineChannel channel(std::move(stream), "smtp", platform.tracer);
    channel.write_line("220 mx.example.com");
    int letters = 0;
    bool in_text = false;
    try {
      for (;;) {
        const auto line = co_await channel.read_line(1000, no_deadline);
        if (line.kind == wire::Line::Kind::end_of_stream) break;
        if (in_text && line.text != ".") continue;
        heard_[number].push_back(line.text.substr(0, 4));
        in_text = line.text == "DATA";
        channel.write_line(in_text ? "354 Go on" : "250 Ok");
        if (line.text == "." && ++letters == letters_) {
          co_await channel.flush(no_deadline);
          break;
        }
      }
    } catch (const StreamError&) {
    }
    channel.close();
  }

  // Sends so many letters one after the other, with `pause` between them.
  void send(int letters, Duration pause, bool more_wait) {
    world_.add_program(client_, "mta", [=, this](Platform& platform) -> Task<> {
      Connections connections(platform);
      Connections::MoreWait more = [more_wait](const std::string& domain) {
        return more_wait && domain == "example.com";
      };
      connections.keep_while(std::move(more));
      for (int i = 0; i < letters; ++i) {
        smtp::Envelope envelope{.reverse_path = {"ivanov", "example.org"},
                                .recipients = {{"kozlov", "example.com"}}};
        smtp::ClientOptions options{.hostname = "mx.example.org"};
        options.tls = i < insisting_from_ ? TlsUse::opportunistic : TlsUse::required;
        options.tls_provider = &platform.tls;
        wire::Target server{.endpoint = {address_, 25}, .name = "mx.example.com"};
        Connections::OpenText open = []() -> Result<std::unique_ptr<smtp::BodySource>> {
          return std::unique_ptr<smtp::BodySource>(std::make_unique<Text>());
        };
        const auto sent =
            co_await connections.send(std::move(server), std::move(options), std::move(envelope),
                                      std::move(open), platform.tracer);
        delivered_ += sent && sent->outcomes.front().delivered() ? 1 : 0;
        co_await platform.clock.sleep_until(platform.clock.in(pause));
      }
      co_await connections.close(10s);
    });
    world_.run_until(world_.now() + 10min);
    EXPECT_TRUE(world_.defects().empty()) << world_.defects().front().what;
  }

  std::vector<int> letters_of_connections() const {
    std::vector<int> all;
    for (const auto& heard : heard_) {
      all.push_back(static_cast<int>(std::count(heard.begin(), heard.end(), ".")));
    }
    return all;
  }

  const IpAddress address_ = *IpAddress::parse("192.0.2.7");
  sim::World world_;
  sim::MachineId server_, client_;
  int letters_ = 1000;
  int insisting_from_ = 1000;  // letters from this one on must be encrypted
  std::vector<std::vector<std::string>> heard_;  // by connection
  int delivered_ = 0;
};

TEST_F(ConnectionsTest, OneServesManyLettersWhileMoreWait) {
  send(5, 100ms, /*more_wait=*/true);
  EXPECT_EQ(delivered_, 5);
  EXPECT_THAT(letters_of_connections(), ElementsAre(5));
  EXPECT_EQ(heard_[0].back(), "QUIT") << "it is ended politely";
}

TEST_F(ConnectionsTest, NoneIsKeptWhenNothingWaits) {
  send(2, 100ms, /*more_wait=*/false);
  EXPECT_THAT(letters_of_connections(), ElementsAre(1, 1));
  EXPECT_EQ(heard_[0].back(), "QUIT");
}

TEST_F(ConnectionsTest, AnIdleOneIsEndedSoon) {
  send(2, 10s, /*more_wait=*/true);
  EXPECT_THAT(letters_of_connections(), ElementsAre(1, 1));
  EXPECT_EQ(heard_[0].back(), "QUIT");
}

// The server may end it at any time; the letter must not pay for that.
TEST_F(ConnectionsTest, ADeadOneIsReplacedByANewOne) {
  letters_ = 1;
  send(3, 100ms, /*more_wait=*/true);
  EXPECT_EQ(delivered_, 3);
  EXPECT_THAT(letters_of_connections(), ElementsAre(1, 1, 1));
}

TEST_F(ConnectionsTest, OneInTheClearIsNotForLettersThatMustBeEncrypted) {
  insisting_from_ = 1;
  send(2, 100ms, /*more_wait=*/true);
  EXPECT_EQ(delivered_, 1) << "the host has no TLS";
  EXPECT_THAT(letters_of_connections(), ElementsAre(1, 0));
}

}  // namespace
}  // namespace mailtown::queue
