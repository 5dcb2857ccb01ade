// What the operating system says when something fails, in the platform's words.
#pragma once

#include <string>

#include <boost/system/error_code.hpp>

#include "platform/result.h"

namespace mailtown::real {

// "listen on 127.0.0.1:25: Permission denied": what was tried, and the system's text for it.
std::string describe(const std::string& tried, const boost::system::error_code& error);

// Why a stream that was connected broke. `passed` says that our deadline cancelled the operation.
Failure stream_failure(const std::string& tried, const boost::system::error_code& error,
                       bool passed);
Failure connect_failure(const std::string& tried, const boost::system::error_code& error,
                        bool passed);
Failure listen_failure(const std::string& tried, const boost::system::error_code& error);

// Of a call that set errno.
Failure disk_failure(const std::string& tried, int error_number);

}  // namespace mailtown::real
