#include "platform/asio/local_socket.h"

#include <boost/asio/local/stream_protocol.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/asio/failure.h"
#include "platform/asio/file.h"
#include "platform/asio/stream.h"
#include "platform/asio/until.h"

namespace mailtown::real {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using protocol = asio::local::stream_protocol;

constexpr mode_t all_but_owner = 0177;

// The system takes names of up to 107 bytes only. Through the folder's descriptor every name is
// short: "/proc/self/fd/7/queue.sock".
class ShortName {
 public:
  ShortName(const std::string& root, const std::string& path) : path_(root + "/" + path) {
    const auto slash = path_.rfind('/');
    const int number = ::open(path_.substr(0, slash).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (number < 0) return;
    folder_ = std::make_unique<Descriptor>(number);
    name_ = fmt::format("/proc/self/fd/{}/{}", number, path_.substr(slash + 1));
  }

  bool exists() const { return folder_ != nullptr; }
  protocol::endpoint endpoint() const { return protocol::endpoint(name_); }
  const std::string& name() const { return name_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_, name_;
  std::unique_ptr<Descriptor> folder_;
};

Failure no_folder(const ShortName& name) {
  return {FailureKind::not_found, "no folder for " + name.path()};
}

class LocalListener : public Listener {
 public:
  LocalListener(Loop& loop, protocol::acceptor acceptor, std::string path)
      : loop_(loop), acceptor_(std::move(acceptor)), path_(std::move(path)) {}
  ~LocalListener() override { close(); }

  Task<Result<std::unique_ptr<ByteStream>>> accept(Deadline deadline) override {
    Until until(loop_, deadline);
    protocol::socket socket(loop_.context());
    const auto result = co_await acceptor_.async_accept(socket, until.token());
    const auto error = std::get<0>(result);
    if (error) co_return stream_failure("accept on " + path_, error, until.passed());
    co_return make_stream(loop_, std::move(socket));
  }

  void close() override {
    if (!acceptor_.is_open()) return;
    error_code ignored;
    acceptor_.close(ignored);
    ::unlink(path_.c_str());
  }

  Endpoint local() const override { return {}; }

 private:
  Loop& loop_;
  protocol::acceptor acceptor_;
  std::string path_;
};

// Whether a program listens there; if not, what an earlier one left is removed.
bool is_taken(Loop& loop, const ShortName& name) {
  protocol::socket trial(loop.context());
  error_code error;
  trial.connect(name.endpoint(), error);
  if (!error) return true;
  struct stat info {};
  const bool is_left_over = ::lstat(name.name().c_str(), &info) == 0 && S_ISSOCK(info.st_mode);
  if (is_left_over) ::unlink(name.name().c_str());
  return false;
}

}  // namespace

Result<std::unique_ptr<Listener>> open_local_listener(Loop& loop, const std::string& root,
                                                      const std::string& path) {
  const ShortName name(root, path);
  if (!name.exists()) return no_folder(name);
  if (is_taken(loop, name)) {
    return Failure{FailureKind::in_use, "another program listens on " + name.path()};
  }
  protocol::acceptor acceptor(loop.context());
  error_code error;
  acceptor.open(protocol(), error);
  // Nobody may connect in the moment before a chmod.
  const mode_t before = ::umask(all_but_owner);
  if (!error) acceptor.bind(name.endpoint(), error);
  ::umask(before);
  if (!error) acceptor.listen(protocol::acceptor::max_listen_connections, error);
  if (error) return listen_failure("listen on " + name.path(), error);
  return std::make_unique<LocalListener>(loop, std::move(acceptor), name.path());
}

Task<Result<std::unique_ptr<ByteStream>>> connect_local(Loop& loop, std::string root,
                                                        std::string path, Deadline deadline) {
  const ShortName name(root, path);
  if (!name.exists()) co_return no_folder(name);
  protocol::socket socket(loop.context());
  Until until(loop, deadline);
  const auto result = co_await socket.async_connect(name.endpoint(), until.token());
  const auto error = std::get<0>(result);
  if (error) co_return connect_failure("connect to " + name.path(), error, until.passed());
  co_return make_stream(loop, std::move(socket));
}

}  // namespace mailtown::real
