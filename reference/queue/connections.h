// Connections: SMTP connections that are kept for the next letter to the same host.
//
// To greet, be greeted and say EHLO takes several round trips; a host that is to get many letters
// gets them over one connection (RFC 5321 §4.5.4.1 lets a client do that). A connection is kept
// only when more letters wait for that host, and for moments only: an idle one costs the other side
// a place.
//
// Departure from production practice: connections are kept in this program; Postfix hands them to a
// process of their own, so that all delivery processes share them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/platform.h"
#include "smtp/smtp_client.h"

namespace mailtown::queue {

struct Sent {
  std::vector<smtp::Outcome> outcomes;  // one a recipient
  std::vector<std::string> transcript;  // of the connection, about this letter
};

class Connections {
 public:
  // Opens the letter's text from its beginning; called again if it has to be sent again.
  using OpenText = std::function<Result<std::unique_ptr<smtp::BodySource>>()>;

  // Whether more letters wait for a domain, so that it is worth while to keep its connection.
  using MoreWait = std::function<bool(const std::string& domain)>;

  // `platform` must outlive the object. Before keep_while() nothing is kept.
  explicit Connections(Platform& platform)
      : platform_(platform), changed_(platform.tasks.make_signal()) {}

  // Sends one letter to `server`, over a connection that was kept or a new one. Should a kept one
  // turn out to be dead before the letter was begun, a new one is made: that is no failure of the
  // host. Failures: of `open`.
  Task<Result<Sent>> send(wire::Target server, smtp::ClientOptions options, smtp::Envelope envelope,
                          OpenText open, Tracer tracer);

  // That new connections are to use.
  void keep_while(MoreWait more_wait) { more_wait_ = std::move(more_wait); }
  // Ends those that are kept. Returns when no task of this object is left, at most `grace` later.
  Task<> close(Duration grace);

 private:
  using ClientPointer = std::unique_ptr<smtp::Client>;
  struct Idle {
    ClientPointer client;
    std::uint64_t number = 0;  // to tell it from those that came to its place later
    std::uint64_t letters = 0;
  };

  Task<Result<Sent>> send_over(Idle& connection, smtp::Envelope envelope, OpenText open,
                               Tracer tracer);
  Task<> put_away(std::string key, Idle connection, std::string domain);
  Task<> close_when_idle(std::string key, std::uint64_t number);

  Platform& platform_;
  std::map<std::string, std::vector<Idle>> idle_;  // by server
  MoreWait more_wait_;
  std::uint64_t numbers_ = 0;
  std::size_t watching_ = 0;  // tasks of close_when_idle()
  bool closing_ = false;
  std::unique_ptr<Signal> changed_;
};

}  // namespace mailtown::queue
