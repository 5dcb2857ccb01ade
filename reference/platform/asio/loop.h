// The one thread that runs everything of the real world, and a few that may block in its place.
//
// A turn is one handler of the io_context: the stretch of a coroutine between two waits. Work that
// the system offers only as a blocking call (fsync) goes to the pool; its result comes back to the
// loop as one more turn.
#pragma once

#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "platform/asio/clock.h"
#include "platform/result.h"
#include "platform/task.h"

namespace mailtown::real {

class Loop {
 public:
  Loop() = default;
  // Ends the pool's work first, then destroys every frame that still waits.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  boost::asio::io_context& context() { return context_; }
  SystemClock& clock() { return clock_; }

  // Runs turn after turn until `done` says that it is enough.
  void run_until(const std::function<bool()>& done);
  // Runs `work`, which may block, in the pool and returns what it returns.
  Task<Result<>> in_pool(std::function<Result<>()> work) { return run_in(pool_, std::move(work)); }
  // The same for work that costs time of the processor and memory; it must not hold up the syncs.
  Task<Result<>> in_hash_pool(std::function<Result<>()> work) {
    return run_in(hash_pool_, std::move(work));
  }

 private:
  static constexpr int threads = 4;       // as many syncs may be under way at a time
  static constexpr int hash_threads = 2;  // as many hashes, each with its memory

  Task<Result<>> run_in(boost::asio::thread_pool& pool, std::function<Result<>()> work);

  SystemClock clock_{*this};  // outlives the frames below
  boost::asio::io_context context_{1};
  boost::asio::thread_pool pool_{threads}, hash_pool_{hash_threads};
};

}  // namespace mailtown::real
