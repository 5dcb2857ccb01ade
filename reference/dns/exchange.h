// Exchange: one question to one server, over UDP and, if the answer does not fit, TCP.
//
// An answer counts only if it comes from the server that was asked and repeats id and question
// (RFC 5452 §9): anybody can send a datagram.
#pragma once

#include "dns/message.h"
#include "platform/platform.h"

namespace mailtown::dns {

class Exchange {
 public:
  // `source`: the address to ask from; unspecified: the system chooses. `platform` must outlive the
  // object.
  Exchange(Platform& platform, IpAddress source) : platform_(platform), source_(source) {}

  // The server's response, whatever its rcode. Records question and answer as steps of `tracer`.
  // Failures: timed_out after `wait`, refused, or another that kept us from asking.
  Task<Result<Message>> ask(Endpoint server, Question question, bool recursion_desired,
                            Duration wait, Tracer& tracer);

 private:
  Task<Result<Message>> ask_udp(Endpoint server, Message query, Deadline deadline, Tracer& tracer);
  Task<Result<Message>> ask_tcp(Endpoint server, Message query, Deadline deadline, Tracer& tracer);

  Platform& platform_;
  IpAddress source_;
};

}  // namespace mailtown::dns
