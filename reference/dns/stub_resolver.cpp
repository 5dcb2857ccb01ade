#include "dns/stub_resolver.h"

#include <algorithm>
#include <chrono>

#include "dns/exchange.h"
#include "dns/resolution.h"

namespace mailtown::dns {

namespace {

using namespace std::chrono_literals;

constexpr Duration server_wait = 5s;
constexpr int rounds = 2;

class StubResolver : public Resolver {
 public:
  StubResolver(Platform& platform, std::vector<Endpoint> servers, IpAddress source)
      : clock_(platform.clock), exchange_(platform, source), servers_(std::move(servers)) {}

  Task<Resolution> resolve(Name name, RecordType type, Tracer tracer, Deadline deadline) override {
    Resolution resolution{.why = servers_.empty() ? "no-resolver" : "timed-out"};
    for (int round = 0; round < rounds; ++round) {
      for (const auto& server : servers_) {
        if (clock_.now() >= deadline) break;
        const auto wait = std::min<Duration>(server_wait, deadline - clock_.now());
        Question question{name, type};
        const auto response =
            co_await exchange_.ask(server, std::move(question), true, wait, tracer);
        if (!response) continue;
        resolution = read_response(*response, name, type);
        if (resolution.outcome != Outcome::failed) {
          record_resolved(tracer, name, type, resolution);
          co_return resolution;
        }
      }
    }
    record_resolved(tracer, name, type, resolution);
    co_return resolution;
  }

 private:
  Clock& clock_;
  Exchange exchange_;
  std::vector<Endpoint> servers_;
};

}  // namespace

std::unique_ptr<Resolver> make_stub_resolver(Platform& platform, std::vector<Endpoint> servers,
                                             IpAddress source) {
  return std::make_unique<StubResolver>(platform, std::move(servers), source);
}

}  // namespace mailtown::dns
