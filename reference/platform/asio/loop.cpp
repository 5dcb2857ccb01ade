#include "platform/asio/loop.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mailtown::real {

namespace asio = boost::asio;

Loop::~Loop() {
  pool_.stop();
  hash_pool_.stop();
  pool_.join();
  hash_pool_.join();
}

void Loop::run_until(const std::function<bool()>& done) {
  context_.restart();  // an earlier run may have left nothing to do
  const auto stay = asio::make_work_guard(context_);
  while (!done()) {
    context_.run_one();
    clock_.end_turn();
  }
}

Task<Result<>> Loop::run_in(asio::thread_pool& pool, std::function<Result<>()> work) {
  const auto start = [this, &pool](auto handler, std::function<Result<>()> blocking) {
    auto in_pool = [loop = context_.get_executor(), handler = std::move(handler),
                    blocking = std::move(blocking)]() mutable {
      auto back = [handler = std::move(handler), result = blocking()]() mutable {
        std::move(handler)(std::move(result));
      };
      asio::post(loop, std::move(back));
    };
    asio::post(pool, std::move(in_pool));
  };
  auto result = co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(Result<>)>(
      start, asio::use_awaitable, std::move(work));
  co_return result;
}

}  // namespace mailtown::real
