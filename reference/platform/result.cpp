#include "platform/result.h"

namespace mailtown {

const char* to_string(FailureKind kind) {
  switch (kind) {
    case FailureKind::refused:
      return "refused";
    case FailureKind::timed_out:
      return "timed out";
    case FailureKind::unreachable:
      return "unreachable";
    case FailureKind::reset:
      return "reset";
    case FailureKind::closed:
      return "closed";
    case FailureKind::in_use:
      return "address in use";
    case FailureKind::not_found:
      return "not found";
    case FailureKind::exists:
      return "exists already";
    case FailureKind::full:
      return "full";
    case FailureKind::not_permitted:
      return "not permitted";
    case FailureKind::invalid:
      return "invalid";
    case FailureKind::io:
      return "input/output error";
  }
  return "failure";
}

std::string Failure::message() const {
  std::string text = to_string(kind);
  if (!detail.empty()) text += ": " + detail;
  return text;
}

void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw std::runtime_error(failure.message());
}

}  // namespace mailtown
