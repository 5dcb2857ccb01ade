#include "visualizer/live/followed_file.h"

#include <cerrno>
#include <fstream>

#include <fmt/core.h>
#include <sys/stat.h>

#include "trace/json_codec.h"

namespace mailtown::view {

void FollowedFile::begin_anew(State why) {
  state_ = why;
  read_ = 0;
  lines_ = 0;
  rest_.clear();
  has_header_ = false;
}

bool FollowedFile::poll() {
  struct stat now {};
  if (::stat(path_.c_str(), &now) != 0) {
    if (state_ == State::awaited || state_ == State::gone) return false;
    state_ = State::gone;
    return true;
  }
  const auto file = static_cast<std::uint64_t>(now.st_ino);
  const auto device = static_cast<std::uint64_t>(now.st_dev);
  const auto size = static_cast<std::uint64_t>(now.st_size);
  bool news = false;
  if (state_ == State::awaited) {
    state_ = State::followed;
    news = true;
  } else if (file != file_ || device != device_) {
    begin_anew(State::replaced);
    news = true;
  } else if (size < read_) {
    begin_anew(State::cut);
    news = true;
  }
  file_ = file;
  device_ = device;
  return (size > read_ && read_on(size)) || news;
}

bool FollowedFile::read_on(std::uint64_t size) {
  std::ifstream file(path_, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(read_));
  std::string added(size - read_, '\0');
  file.read(added.data(), static_cast<std::streamsize>(added.size()));
  added.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  read_ += added.size();
  rest_ += added;
  std::size_t from = 0;
  bool news = false;
  for (auto end = rest_.find('\n'); end != rest_.npos; end = rest_.find('\n', from)) {
    take_line(std::string_view(rest_).substr(from, end - from));
    from = end + 1;
    news = true;
  }
  rest_.erase(0, from);
  return news;
}

void FollowedFile::take_line(std::string_view line) {
  ++lines_;
  const auto leave_out = [&](const Failure& failure) {
    state_ = State::unreadable;
    detail_ = fmt::format("line {}: {}", lines_, failure.message());
  };
  if (!has_header_) {
    auto header = trace::parse_header(line);
    if (!header) return leave_out(header.error());
    traces_.push_back({std::move(*header), {}});
    has_header_ = true;
    return;
  }
  auto event = trace::parse_event(line);
  if (!event) return leave_out(event.error());
  traces_.back().events.push_back(std::move(*event));
}

}  // namespace mailtown::view
