#include <array>

#include <fmt/format.h>

#include "simulator/world/world.h"
#include "tests/dialogue/dialogue.h"
#include "trace/json_codec.h"
#include "wire/line_buffer.h"

namespace mailtown::dialogue {

namespace {

using namespace std::chrono_literals;
using Kind = ScriptLine::Kind;

constexpr Duration patience = 1min;  // for what the server is to say; virtual time
constexpr std::size_t line_bytes_max = 4096;

// The clients' side of one play.
class Player {
 public:
  Player(const Script& script, Pace pace, std::vector<std::string>& problems)
      : script_(script), pace_(pace), problems_(problems) {}

  Task<> run(Platform& platform, Endpoint server) {
    platform_ = &platform;
    server_ = server;
    try {
      co_await converse();
    } catch (const StreamError& error) {
      problems_.push_back(fmt::format("line {}: the connection broke: {}", number_, error.what()));
    }
    for (Client& client : clients_) client.stream.reset();
  }

 private:
  struct Client {
    std::unique_ptr<ByteStream> stream;
    wire::LineBuffer heard;
    std::string unsent;
  };

  Task<> converse() {
    for (const ScriptLine& line : script_.lines) {
      number_ = line.number;
      Client& client = clients_[static_cast<std::size_t>(line.client)];
      if (!client.stream) co_await connect(client);
      if (line.kind == Kind::send) {
        client.unsent += line.text;
        continue;
      }
      co_await send_all();
      co_await follow(client, line);
      if (!problems_.empty()) co_return;  // what follows would only confuse
    }
    co_await send_all();
    for (Client& client : clients_) {
      if (!client.stream) continue;
      client.stream->finish();
      co_await expect_close(client);
    }
  }

  Task<> connect(Client& client) {
    auto stream = co_await platform_->network.connect(server_, IpAddress(), no_deadline);
    client.stream = std::move(stream.value());
  }

  Task<> follow(Client& client, const ScriptLine& line) {
    Clock& clock = platform_->clock;
    switch (line.kind) {
      case Kind::send:
        break;
      case Kind::wait:
        co_await clock.sleep_until(clock.in(line.wait));
        break;
      case Kind::close:
        client.stream->finish();
        break;
      case Kind::expect:
        co_await expect(client, line.text);
        break;
      case Kind::expect_close:
        co_await expect_close(client);
        break;
    }
  }

  Task<> send_all() {
    for (Client& client : clients_) {
      const std::string bytes = std::exchange(client.unsent, {});
      const std::size_t piece = pace_ == Pace::bytes ? 1 : bytes.size();
      for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const std::string_view part = std::string_view(bytes).substr(at, piece);
        co_await client.stream->write(part, platform_->clock.in(patience));
      }
    }
  }

  // The server's next line; nothing at its end.
  Task<std::optional<std::string>> next_line(Client& client) {
    for (;;) {
      auto line = client.heard.take_line(line_bytes_max);
      if (line) co_return line->text;
      std::array<char, 1024> chunk;
      const std::size_t count = co_await client.stream->read(chunk, platform_->clock.in(patience));
      if (count == 0) co_return std::nullopt;
      client.heard.add({chunk.data(), count});
    }
  }

  Task<> expect(Client& client, const std::string& pattern) {
    const auto line = co_await next_line(client);
    const std::string came = line ? "'" + trace::visible_text(*line) + "'" : "the end";
    if (!line || !matches(pattern, *line)) {
      problems_.push_back(fmt::format("line {}: expected '{}', came {}", number_, pattern, came));
    }
  }

  Task<> expect_close(Client& client) {
    const auto line = co_await next_line(client);
    if (!line) co_return;
    problems_.push_back(fmt::format("after line {}: expected the server to end, came '{}'", number_,
                                    trace::visible_text(*line)));
  }

  const Script& script_;
  Pace pace_;
  std::vector<std::string>& problems_;
  Platform* platform_ = nullptr;
  Endpoint server_;
  std::array<Client, 2> clients_;
  int number_ = 0;
};

}  // namespace

std::vector<std::string> play(const Script& script, const Serve& serve, Pace pace) {
  std::vector<std::string> problems = script.problems;
  const Endpoint endpoint{IpAddress::v4({192, 0, 2, 25}), 2525};
  Player player(script, pace, problems);

  sim::World world;
  const auto server = world.add_machine({"mx1.example.com", "example.com", {endpoint.address}});
  const auto client =
      world.add_machine({"client.example.org", "example.org", {IpAddress::v4({198, 51, 100, 7})}});
  const auto server_program =
      world.add_program(server, "server", [&](Platform& platform) -> Task<> {
        auto listener = platform.network.listen(endpoint);
        for (int client = 1; client < script.clients(); ++client) {
          auto stream = co_await (*listener)->accept(no_deadline);
          platform.tasks.spawn("first client", serve(std::move(*stream), platform));
        }
        auto stream = co_await (*listener)->accept(no_deadline);
        co_await serve(std::move(*stream), platform);
      });
  world.add_program(client, "client",
                    [&](Platform& platform) -> Task<> { co_await player.run(platform, endpoint); });
  world.run_until_idle();

  for (const auto& defect : world.defects()) {
    problems.push_back(fmt::format("{} threw: {}", defect.task, defect.what));
  }
  if (world.running(server_program)) problems.push_back("the server's session does not end");
  return problems;
}

}  // namespace mailtown::dialogue
