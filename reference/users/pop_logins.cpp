#include "users/pop_logins.h"

#include <map>

#include <fmt/format.h>

#include "platform/read_file.h"
#include "text/words.h"

namespace mailtown::users {

namespace {

constexpr std::uint64_t file_bytes_max = 64 * 1024;  // beyond that, what is old is taken out

using Seconds = std::chrono::seconds;
using Logins = std::map<IpAddress, Seconds>;  // since 1970; the last of each address

Seconds seconds_of(WallTime time) {
  return std::chrono::floor<Seconds>(time).time_since_epoch();
}

std::string line_of(const IpAddress& client, Seconds when) {
  return fmt::format("{} {}\n", client.to_string(), when.count());
}

void read_line(std::string_view line, Logins& logins) {
  const auto space = line.find(' ');
  if (space == line.npos) return;
  const auto client = IpAddress::parse(line.substr(0, space));
  const auto number = line.substr(space + 1);
  std::int64_t when = 0;
  if (!client || !read_number(number, when)) return;
  logins[*client] = Seconds(when);
}

// A file that is not there has no lines; a last line without its end is torn and left out.
Logins read_logins(Disk& disk, const std::string& path) {
  Logins logins;
  const auto text = read_file(disk, path);
  if (!text) return logins;
  std::string_view rest = *text;
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    read_line(rest.substr(0, end), logins);
    rest.remove_prefix(end + 1);
  }
  return logins;
}

}  // namespace

Result<> PopLogins::record(const IpAddress& client) {
  if (!file_ || file_->size() > file_bytes_max) {
    const auto rewritten = rewrite();
    if (!rewritten) return rewritten;
  }
  return file_->append(line_of(client, seconds_of(clock_.wall())));
}

// Replaces the file by one with the log-ins that still count; readers see the one or the other.
Result<> PopLogins::rewrite() {
  file_.reset();
  const auto slash = path_.rfind('/');
  if (slash != path_.npos) {
    const auto made = disk_.make_folder(path_.substr(0, slash));
    if (!made) return made;
  }
  const std::string fresh = path_ + ".new";
  static_cast<void>(disk_.remove(fresh));  // left over from a crash, or not there
  auto file = disk_.open(fresh, OpenMode::create);
  if (!file) return file.error();
  const Seconds now = seconds_of(clock_.wall());
  for (const auto& [client, when] : read_logins(disk_, path_)) {
    if (now - when > keep_) continue;
    const auto written = (*file)->append(line_of(client, when));
    if (!written) return written;
  }
  const auto renamed = disk_.rename(fresh, path_);
  if (renamed) file_ = std::move(*file);
  return renamed;
}

std::optional<Duration> since_pop_login(Disk& disk, const std::string& path,
                                        const IpAddress& client, WallTime now) {
  const Logins logins = read_logins(disk, path);
  const auto found = logins.find(client);
  if (found == logins.end()) return std::nullopt;
  const Seconds since = seconds_of(now) - found->second;
  if (since < Seconds::zero()) return std::nullopt;  // the clock was set back: it proves nothing
  return since;
}

}  // namespace mailtown::users
