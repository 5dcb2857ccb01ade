#include "simulator/world/datagram.h"

#include <utility>

namespace mailtown::sim {

namespace {

constexpr std::size_t buffer_bytes = 212992;    // as Linux gives by default
constexpr std::size_t most_bytes = 65535 - 28;  // RFC 768, less the IPv4 header

void deliver(Core& core, const Machine& from, Machine& to, const Endpoint& target,
             Datagram datagram) {
  const Endpoint source = datagram.peer;
  const char* why = Links::at_arrival(from, to);
  if (why == nullptr) {
    DatagramState* socket = to.datagrams.find(target);
    if (socket == nullptr) {
      why = "no such port";
    } else if (!socket->arrived(std::move(datagram))) {
      why = "buffer full";
    }
  }
  if (why != nullptr) core.recorder.packet_lost({source, target, "datagram", why});
}

}  // namespace

DatagramState::DatagramState(Boot& boot, Endpoint where) : local(where), machine_(boot.machine()) {
  machine_.datagrams.bind(local, *this);
  boot.adopt(*this);
}

bool DatagramState::arrived(Datagram datagram) {
  if (buffered + datagram.bytes.size() > buffer_bytes) return false;
  buffered += datagram.bytes.size();
  received.push_back(std::move(datagram));
  reader.wake();
  return true;
}

void DatagramState::leave() {
  if (std::exchange(closed_, true)) return;
  machine_.datagrams.unbind(local);
  if (BootHook::is_linked()) BootHook::unlink();
}

void SimulatedDatagramSocket::send(const Endpoint& to, std::span<const char> bytes) {
  if (!boot_.alive() || state_.closed() || bytes.size() > most_bytes) return;
  Core& core = boot_.core();
  Machine& here = boot_.machine();
  Endpoint source = state_.local;
  if (source.address.is_unspecified()) source.address = here.source_for(to.address);
  Machine* there = core.owner_of(to.address, here);
  if (there == nullptr || source.address.is_unspecified()) {
    return core.recorder.packet_lost({source, to, "datagram", "unreachable"});
  }
  const Fate fate = Links::send(here, core.links.find(here, *there));
  if (fate.lost != nullptr) return core.recorder.packet_lost({source, to, "datagram", fate.lost});
  core.queue.call(core.queue.now() + fate.delay,
                  [&core, &here, there, to,
                   datagram = Datagram{source, std::string(bytes.begin(), bytes.end())}]() mutable {
                    deliver(core, here, *there, to, std::move(datagram));
                  });
}

Task<Result<Datagram>> SimulatedDatagramSocket::receive(Deadline deadline) {
  for (;;) {
    if (state_.closed()) {
      Failure closed{FailureKind::closed, "receiving on " + state_.local.to_string()};
      co_return closed;
    }
    if (!state_.received.empty()) {
      Datagram first = std::move(state_.received.front());
      state_.received.pop_front();
      state_.buffered -= first.bytes.size();
      co_return first;
    }
    Wait wait(boot_);
    const WaitPlace::Stay stay(state_.reader, wait);
    auto arrival = wait.until(deadline);
    co_await std::move(arrival);
    if (wait.timed_out()) {
      Failure late{FailureKind::timed_out, "receiving on " + state_.local.to_string()};
      co_return late;
    }
  }
}

void SimulatedDatagramSocket::close() {
  state_.leave();
  state_.reader.wake();
}

}  // namespace mailtown::sim
