#include "queue/connections.h"

#include <algorithm>

#include <fmt/format.h>

namespace mailtown::queue {

namespace {

using namespace std::chrono_literals;

constexpr Duration idle_wait = 2s;
constexpr std::uint64_t letters_max = 100;  // over one connection: some hosts count

// Who has logged in as somebody stays him: such a connection is for the same login only. And one
// that is in the clear, or encrypted with a stranger, is not for letters that must not go there.
std::string key_of(const wire::Target& server, const smtp::ClientOptions& options) {
  return fmt::format(
      "{} {} {} {} {}", server.endpoint.to_string(), server.name, server.source_address.to_string(),
      options.credentials ? options.credentials->login : "", static_cast<int>(options.tls));
}

// The connection was dead, or the server wanted no more of it (421), before this letter began.
bool was_dead(const std::vector<smtp::Outcome>& outcomes) {
  return std::all_of(outcomes.begin(), outcomes.end(), [](const smtp::Outcome& outcome) {
    if (outcome.stage > smtp::Stage::mail) return false;
    const auto* reply = std::get_if<smtp::Reply>(&outcome.last_word);
    return reply == nullptr || reply->code == 421;
  });
}

}  // namespace

Task<Result<Sent>> Connections::send(wire::Target server, smtp::ClientOptions options,
                                     smtp::Envelope envelope, OpenText open, Tracer tracer) {
  const auto key = key_of(server, options);
  const auto domain = envelope.recipients.front().domain;
  options.tls_provider = &platform_.tls;
  auto& kept = idle_[key];
  if (!kept.empty()) {
    auto connection = std::move(kept.back());
    kept.pop_back();
    auto sent = co_await send_over(connection, envelope, open, tracer);
    if (!sent || !was_dead(sent->outcomes)) {
      co_await put_away(key, std::move(connection), domain);
      co_return sent;
    }
  }
  Idle connection{.client = std::make_unique<smtp::Client>(platform_.network, platform_.clock,
                                                           std::move(server), std::move(options))};
  auto sent = co_await send_over(connection, std::move(envelope), std::move(open), tracer);
  co_await put_away(key, std::move(connection), domain);
  co_return sent;
}

Task<Result<Sent>> Connections::send_over(Idle& connection, smtp::Envelope envelope, OpenText open,
                                          Tracer tracer) {
  auto text = open();
  if (!text) co_return text.error();
  ++connection.letters;
  auto outcomes = co_await connection.client->send(std::move(envelope), **text, std::move(tracer));
  Sent sent{.outcomes = std::move(outcomes), .transcript = connection.client->transcript()};
  co_return sent;
}

Task<> Connections::put_away(std::string key, Idle connection, std::string domain) {
  const bool keep = !closing_ && more_wait_ && more_wait_(domain);
  if (!keep || !connection.client->usable() || connection.letters >= letters_max) {
    co_await connection.client->quit();
    co_return;
  }
  connection.number = ++numbers_;
  ++watching_;
  platform_.tasks.spawn("idle-connection", close_when_idle(key, connection.number));
  idle_[key].push_back(std::move(connection));
}

Task<> Connections::close_when_idle(std::string key, std::uint64_t number) {
  const auto end = platform_.clock.in(idle_wait);
  while (!closing_ && platform_.clock.now() < end) (void)co_await changed_->wait(end);
  auto& kept = idle_[key];
  const auto found = std::find_if(kept.begin(), kept.end(),
                                  [number](const Idle& idle) { return idle.number == number; });
  if (found != kept.end()) {
    const auto client = std::move(found->client);
    kept.erase(found);
    co_await client->quit();
  }
  --watching_;
  changed_->wake_all();
}

Task<> Connections::close(Duration grace) {
  closing_ = true;
  changed_->wake_all();
  const auto end = platform_.clock.in(grace);
  while (watching_ > 0 && platform_.clock.now() < end) (void)co_await changed_->wait(end);
}

}  // namespace mailtown::queue
