#include "simulator/world/simulated_network.h"

#include "simulator/world/datagram.h"
#include "simulator/world/listener.h"

namespace mailtown::sim {

namespace {

Failure failure(FailureKind kind, const char* doing, const Endpoint& endpoint) {
  return Failure{kind, doing + (" " + endpoint.to_string())};
}

// The endpoint that binding `wanted` gives, with a port if it asks for any.
template <class Ports>
Result<Endpoint> bindable(Boot& boot, const Ports& ports_of, const Endpoint& wanted) {
  if (!boot.alive()) return failure(FailureKind::closed, "binding", wanted);
  Machine& machine = boot.machine();
  if (!wanted.address.is_unspecified() && !machine.owns(wanted.address)) {
    return failure(FailureKind::invalid, "not an address of this machine:", wanted);
  }
  auto& ports = ports_of(machine);
  Endpoint chosen = wanted;
  if (wanted.port == 0) {
    const auto port = ports.take_ephemeral(wanted.address);
    if (!port) return failure(FailureKind::in_use, "no port is free on", wanted);
    chosen.port = *port;
  } else if (ports.taken(wanted)) {
    return failure(FailureKind::in_use, "binding", wanted);
  }
  return chosen;
}

}  // namespace

Task<Result<std::unique_ptr<ByteStream>>> SimulatedNetwork::connect(Endpoint remote,
                                                                    IpAddress local,
                                                                    Deadline deadline) {
  Core& core = boot_.core();
  Machine& here = boot_.machine();
  if (local.is_unspecified()) local = here.source_for(remote.address);
  Machine* there = core.owner_of(remote.address, here);
  if (there == nullptr || local.is_unspecified()) {
    co_return failure(FailureKind::unreachable, "connecting to", remote);
  }
  if (!here.owns(local) || local.is_v6() != remote.address.is_v6()) {
    co_return failure(FailureKind::invalid, "cannot send from there to", remote);
  }
  const auto port = here.listeners.take_ephemeral(local);
  if (!port) co_return failure(FailureKind::in_use, "no port is free to connect to", remote);

  const Endpoint mine{local, *port};
  const auto connection = std::make_shared<Connection>(core, here, mine, *there, remote);
  TcpEnd& end = connection->end(Side::client);
  connection->open(boot_);
  Wait wait(boot_);
  const WaitPlace::Stay stay(end.opener, wait);
  auto opened = wait.until(deadline);
  co_await std::move(opened);
  if (wait.timed_out()) {
    connection->vanish(Side::client);
    co_return failure(FailureKind::timed_out, "connecting to", remote);
  }
  if (end.broken) co_return failure(*end.broken, "connecting to", remote);
  co_return std::make_unique<SimulatedStream>(boot_, connection, Side::client);
}

Result<std::unique_ptr<Listener>> SimulatedNetwork::listen(const Endpoint& local) {
  const auto ports = [](Machine & machine) -> auto& {
    return machine.listeners;
  };
  const auto chosen = bindable(boot_, ports, local);
  if (!chosen) return chosen.error();
  return std::make_unique<SimulatedListener>(boot_, *chosen);
}

Result<std::unique_ptr<DatagramSocket>> SimulatedNetwork::open_datagram(const Endpoint& local) {
  const auto ports = [](Machine & machine) -> auto& {
    return machine.datagrams;
  };
  const auto chosen = bindable(boot_, ports, local);
  if (!chosen) return chosen.error();
  return std::make_unique<SimulatedDatagramSocket>(boot_, *chosen);
}

}  // namespace mailtown::sim
