// Task<T>: a coroutine that a mail program waits for.
//
// This alias is the one Asio type that the mail system sees. A Task starts when it is awaited (or
// spawned) and runs on one thread; between two waits nothing else of the same world runs.
//
// Rules that GCC 12 forces on everything that awaits (tests/tidy looks for them):
//  - never `if (co_await f())` or `switch (co_await f())`: name the value first;
//  - no capturing lambda and no braced aggregate inside a co_await expression: name it first;
//  - no reference parameters to a spawned Task, except to objects that outlive it.
#pragma once

#include <boost/asio/awaitable.hpp>

namespace mailtown {

template <class T = void>
using Task = boost::asio::awaitable<T>;

}  // namespace mailtown
