// Ports: which socket of a machine has which endpoint, and which port comes next.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "platform/endpoint.h"

namespace mailtown::sim {

// RFC 6335 §6: ports that nobody registers, for whoever needs any.
inline constexpr std::uint16_t first_ephemeral_port = 49152;

template <class Socket>
class Ports {
 public:
  // The socket bound to this endpoint, or to its port on all addresses of its kind.
  Socket* find(const Endpoint& at) const {
    if (const auto exact = bound_.find(at); exact != bound_.end()) return exact->second;
    const auto any = bound_.find({unspecified(at.address), at.port});
    return any == bound_.end() ? nullptr : any->second;
  }

  // Whether binding `at` would overlap another socket.
  bool taken(const Endpoint& at) const {
    if (find(at) != nullptr) return true;
    if (!at.address.is_unspecified()) return false;
    for (auto near = bound_.lower_bound({unspecified(at.address), 0}); near != bound_.end();
         ++near) {
      if (near->first.address.is_v6() == at.address.is_v6() && near->first.port == at.port)
        return true;
    }
    return false;
  }

  void bind(const Endpoint& at, Socket& socket) { bound_[at] = &socket; }
  void unbind(const Endpoint& at) { bound_.erase(at); }

  // A free port on that address, each in turn; nothing if all are taken.
  std::optional<std::uint16_t> take_ephemeral(const IpAddress& address) {
    for (int tries = 0; tries <= 65535 - first_ephemeral_port; ++tries) {
      const std::uint16_t port = next_;
      next_ = next_ == 65535 ? first_ephemeral_port : static_cast<std::uint16_t>(next_ + 1);
      if (!lent_.contains(port) && !taken({address, port})) return port;
    }
    return std::nullopt;
  }
  // Ports of outgoing connections, which are not bound but in use.
  void lend(std::uint16_t port) { lent_.insert(port); }
  void give_back(std::uint16_t port) { lent_.erase(port); }

 private:
  static IpAddress unspecified(const IpAddress& like) {
    return like.is_v6() ? IpAddress::v6({}) : IpAddress();
  }

  std::map<Endpoint, Socket*> bound_;
  std::set<std::uint16_t> lent_;
  std::uint16_t next_ = first_ephemeral_port;
};

}  // namespace mailtown::sim
