// Failures of the outside world as values.
//
// What a network or a disk may answer is an outcome and is returned; only a dead stream throws
// (StreamError), since then the rest of a session has nothing left to do.
#pragma once

#include <stdexcept>
#include <string>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace mailtown {

// Why an operation of the platform did not succeed.
enum class FailureKind {
  refused,        // the other side has no such port open (TCP RST to our SYN)
  timed_out,      // the deadline came first
  unreachable,    // no way to that address
  reset,          // the connection broke
  closed,         // we closed it ourselves, or the program is being stopped
  in_use,         // somebody else listens on that endpoint
  not_found,      // no such file or folder
  exists,         // there is such a file already
  full,           // no space left, on the disk or under a stated limit
  not_permitted,  // the operating system forbids it
  invalid,        // what was asked cannot be
  io,             // anything else that went wrong below us; detail says what
};

// The failure's word as the trace and the log print it, such as "timed out".
const char* to_string(FailureKind kind);

struct Failure {
  FailureKind kind = FailureKind::io;
  std::string detail;  // for people: what was tried, in English; may be empty

  // One line for logs: the kind's word, then the detail.
  std::string message() const;
};

template <class T = void>
using Result = boost::system::result<T, Failure>;

// A stream that is no more. Thrown by the operations of ByteStream, caught once a session.
class StreamError : public std::runtime_error {
 public:
  explicit StreamError(Failure failure)
      : std::runtime_error(failure.message()), failure_(std::move(failure)) {}
  const Failure& failure() const { return failure_; }

 private:
  Failure failure_;
};

// boost::system::result calls this when value() is asked of a failure.
[[noreturn]] void throw_exception_from_error(const Failure& failure, const boost::source_location&);

}  // namespace mailtown
