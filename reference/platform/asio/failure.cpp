#include "platform/asio/failure.h"

#include <cerrno>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

namespace mailtown::real {

namespace error = boost::asio::error;
using boost::system::error_code;

std::string describe(const std::string& tried, const error_code& error) {
  return fmt::format("{}: {}", tried, error.message());
}

Failure stream_failure(const std::string& tried, const error_code& error, bool passed) {
  if (passed) return {FailureKind::timed_out, tried};
  if (error == error::operation_aborted || error == error::bad_descriptor) {
    return {FailureKind::closed, tried};
  }
  // Whatever the system's reason (a reset, no route any more, its own time-out): this stream is
  // dead.
  return {FailureKind::reset, describe(tried, error)};
}

Failure connect_failure(const std::string& tried, const error_code& error, bool passed) {
  if (passed) return {FailureKind::timed_out, tried};
  if (error == error::connection_refused) return {FailureKind::refused, describe(tried, error)};
  if (error == error::timed_out) return {FailureKind::timed_out, describe(tried, error)};
  return {FailureKind::unreachable, describe(tried, error)};
}

Failure listen_failure(const std::string& tried, const error_code& error) {
  if (error == error::address_in_use) return {FailureKind::in_use, describe(tried, error)};
  if (error == error::access_denied || error == error::no_permission) {
    return {FailureKind::not_permitted, describe(tried, error)};
  }
  return {FailureKind::invalid, describe(tried, error)};
}

namespace {

FailureKind disk_failure_kind(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return FailureKind::not_found;
    case EEXIST:
      return FailureKind::exists;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return FailureKind::full;
    case EACCES:
    case EPERM:
    case EROFS:
      return FailureKind::not_permitted;
    case EINVAL:
    case EBADF:
    case EISDIR:
    case ENOTEMPTY:
    case ENAMETOOLONG:
    case EXDEV:
      return FailureKind::invalid;
    default:
      return FailureKind::io;
  }
}

}  // namespace

Failure disk_failure(const std::string& tried, int error_number) {
  return {disk_failure_kind(error_number),
          describe(tried, error_code(error_number, boost::system::system_category()))};
}

}  // namespace mailtown::real
