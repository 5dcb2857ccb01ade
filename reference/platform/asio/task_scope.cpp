#include "platform/asio/task_scope.h"

#include <cstdio>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

namespace mailtown::real {

namespace {

Task<> run_guarded(Loop& loop, std::string name, Task<> task) {
  // Asio would begin it within the turn that spawned it.
  co_await boost::asio::post(loop.context(), boost::asio::use_awaitable);
  std::string defect;
  try {
    co_await std::move(task);
  } catch (const std::exception& error) {
    defect = error.what();
  }
  if (!defect.empty()) fmt::print(stderr, "task {} ended by an exception: {}\n", name, defect);
}

}  // namespace

void LoopTasks::spawn(std::string name, Task<> task) {
  boost::asio::co_spawn(loop_.context(), run_guarded(loop_, std::move(name), std::move(task)),
                        boost::asio::detached);
}

void LoopTasks::request_stop() {
  stopping_ = true;
  stop_.wake_all();
}

Task<> LoopTasks::stop_requested() {
  while (!stopping_) {
    co_await stop_.wait(no_deadline);
  }
}

void LoopTasks::request_reload() {
  to_reload_ = true;
  reload_.wake_all();
}

Task<> LoopTasks::reload_requested() {
  while (!to_reload_) {
    co_await reload_.wait(no_deadline);
  }
  to_reload_ = false;
}

}  // namespace mailtown::real
