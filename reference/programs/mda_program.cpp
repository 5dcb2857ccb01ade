// mda: hands mail to its readers' clients over POP3.
//
// Mail arrives without it: mta files into the same Maildirs, and neither needs the other to run.
#include <algorithm>

#include <fmt/format.h>

#include "mailbox/mail_store.h"
#include "pop3/maildir_service.h"
#include "pop3/pop3_server.h"
#include "programs/programs.h"
#include "users/config_directory.h"
#include "wire/line_channel.h"

namespace mailtown::programs {

namespace {

using namespace std::chrono_literals;
constexpr Duration refusal_wait = 10s;  // to get rid of a refusal
constexpr Duration stop_wait = 5s;      // for commands that are being executed at a stop
constexpr Duration accept_pause = 100ms;

// What all tasks of the program share. Each task holds it, so that it outlives them whatever ends
// the program.
class Mda {
 public:
  Mda(Platform& platform, const config::Config& config)
      : platform_(platform),
        directory_(users::make_config_directory(config)),
        service_(*directory_, mailbox::MailStore(platform.disk, config::data_path(config, "mail")),
                 platform.clock),
        connections_max_(config.limits.connections),
        task_ended_(platform.tasks.make_signal()) {
    options_.hostname = config.hostname;
    options_.allow_passwords_in_clear = config.allow_passwords_in_clear;
    options_.errors_max = config.limits.errors;
  }

  Result<> listen(const std::vector<Endpoint>& endpoints) {
    for (const Endpoint& endpoint : endpoints) {
      auto listener = platform_.network.listen(endpoint);
      if (!listener) {
        return Failure{listener.error().kind,
                       fmt::format("cannot listen on {} for POP3: {}", endpoint.to_string(),
                                   listener.error().detail)};
      }
      listeners_.push_back(std::move(*listener));
    }
    return {};
  }

  static void start(const std::shared_ptr<Mda>& mda) {
    for (std::size_t i = 0; i < mda->listeners_.size(); ++i) {
      ++mda->tasks_;
      mda->platform_.tasks.spawn("pop3-listener", accept(mda, i));
    }
  }

  // Ends all tasks and returns when they have ended.
  Task<> stop() {
    for (auto& listener : listeners_) listener->close();
    for (pop3::ServerConnection* session : std::vector(sessions_)) session->stop();
    const Deadline deadline = platform_.clock.in(stop_wait);
    bool in_time = true;
    while (tasks_ > 0) {
      in_time = co_await task_ended_->wait(in_time ? deadline : no_deadline);
      if (in_time) continue;
      for (pop3::ServerConnection* session : std::vector(sessions_)) session->abort();
    }
  }

 private:
  static Task<> accept(std::shared_ptr<Mda> mda, std::size_t index) {
    Listener& listener = *mda->listeners_[index];
    for (;;) {
      auto stream = co_await listener.accept(no_deadline);
      if (stream) {
        mda->welcome(mda, std::move(*stream));
        continue;
      }
      if (stream.error().kind == FailureKind::closed) break;
      const Instant later = mda->platform_.clock.in(accept_pause);
      co_await mda->platform_.clock.sleep_until(later);  // out of file handles, say
    }
    mda->end_task();
  }

  void welcome(std::shared_ptr<Mda> self, std::unique_ptr<ByteStream> stream) {
    ++tasks_;
    const bool full = sessions_.size() >= connections_max_;
    if (full) {
      platform_.tasks.spawn("pop3-refusal", refuse(std::move(self), std::move(stream)));
    } else {
      platform_.tasks.spawn("pop3-session", serve(std::move(self), std::move(stream)));
    }
  }

  static Task<> serve(std::shared_ptr<Mda> mda, std::unique_ptr<ByteStream> stream) {
    pop3::ServerConnection connection(std::move(stream), mda->service_, mda->platform_.clock,
                                      mda->options_, mda->platform_.tracer);
    mda->sessions_.push_back(&connection);
    if (mda->platform_.tasks.stopping()) connection.stop();
    co_await connection.run();
    auto& sessions = mda->sessions_;
    sessions.erase(std::find(sessions.begin(), sessions.end(), &connection));
    mda->end_task();
  }

  static Task<> refuse(std::shared_ptr<Mda> mda, std::unique_ptr<ByteStream> stream) {
    wire::LineChannel channel(std::move(stream), "pop3",
                              mda->platform_.tracer.in_new_conversation());
    channel.tracer().step(trace::Accepted{channel.local(), channel.remote(), "pop3"});
    channel.write_line("-ERR [SYS/TEMP] too many connections: try again later");
    std::string how = "closed";
    try {
      co_await channel.flush(mda->platform_.clock.in(refusal_wait));
    } catch (const StreamError& error) {
      how = to_string(error.failure().kind);
    }
    channel.close(how);
    mda->end_task();
  }

  void end_task() {
    --tasks_;
    task_ended_->wake_all();
  }

  Platform& platform_;
  std::unique_ptr<users::Directory> directory_;
  pop3::MaildirService service_;
  pop3::ServerOptions options_;
  std::uint64_t connections_max_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<pop3::ServerConnection*> sessions_;  // on the frames of serve()
  std::size_t tasks_ = 0;
  std::unique_ptr<Signal> task_ended_;
};

}  // namespace

Task<Result<>> run_mda(Platform& platform, config::Config config) {
  const auto mda = std::make_shared<Mda>(platform, config);
  const Result<> listening = mda->listen(config.listen.pop3);
  if (!listening) co_return listening;
  Mda::start(mda);
  co_await platform.tasks.stop_requested();
  co_await mda->stop();
  co_return Result<>();
}

}  // namespace mailtown::programs
