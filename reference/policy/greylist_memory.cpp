#include "policy/greylist_memory.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "platform/read_file.h"

namespace mailtown::policy {

namespace {

constexpr std::uint64_t file_bytes_max = 256 << 20;

std::int64_t microseconds(WallTime time) {
  return std::chrono::floor<std::chrono::microseconds>(time).time_since_epoch().count();
}

// "LAST FIRST PASSED THREE", times in microseconds since 1970.
std::string line_of(const std::string& three, const Acquaintance& known) {
  return fmt::format("{} {} {:d} {}\n", microseconds(known.last), microseconds(known.first),
                     known.passed, three);
}

// Takes a number and the space behind it off `text`.
bool take_number(std::string_view& text, std::int64_t& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto length = static_cast<std::size_t>(read.ptr - text.data());
  if (read.ec != std::errc() || length >= text.size() || text[length] != ' ') return false;
  text.remove_prefix(length + 1);
  return true;
}

}  // namespace

GreylistMemory::GreylistMemory(const config::Greylist& options, Disk& disk, std::string file,
                               WallTime now)
    : options_(options), disk_(disk), file_(std::move(file)) {
  load();
  drop_old(now);
}

void GreylistMemory::load() {
  const auto text = read_file(disk_, file_, file_bytes_max);
  if (!text) return;
  std::string_view rest = *text;
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    ++lines_;
    std::int64_t last = 0, first = 0, passed = 0;
    if (!take_number(line, last) || !take_number(line, first) || !take_number(line, passed)) {
      continue;
    }
    store(std::string(line), {.first = WallTime(std::chrono::microseconds(first)),
                              .last = WallTime(std::chrono::microseconds(last)),
                              .passed = passed == 1});
  }
  // A line that a crash has torn must not swallow the next one.
  if (!rest.empty()) rewrite();
}

void GreylistMemory::store(const std::string& three, Acquaintance acquaintance) {
  const auto found = known_.find(three);
  if (found != known_.end()) by_age_.erase({found->second.last, three});
  by_age_.emplace(acquaintance.last, three);
  known_.insert_or_assign(three, acquaintance);
}

void GreylistMemory::drop_old(WallTime now) {
  const auto oldest_is_over = [&] {
    const Acquaintance& oldest = known_.at(by_age_.begin()->second);
    return oldest.last + (oldest.passed ? options_.keep : options_.window) < now;
  };
  while (!by_age_.empty() && (known_.size() > options_.entries || oldest_is_over())) {
    known_.erase(by_age_.begin()->second);
    by_age_.erase(by_age_.begin());
  }
}

const Acquaintance* GreylistMemory::find(const std::string& three, WallTime now) {
  const auto found = known_.find(three);
  if (found == known_.end()) return nullptr;
  const Acquaintance& known = found->second;
  const bool over =
      known.passed ? known.last + options_.keep < now : known.first + options_.window < now;
  return over ? nullptr : &known;
}

void GreylistMemory::put(const std::string& three, Acquaintance acquaintance) {
  store(three, acquaintance);
  drop_old(acquaintance.last);
  if (++lines_ > 2 * options_.entries + 1000) return rewrite();
  const auto file = disk_.open(file_, OpenMode::append);
  if (file) (void)(*file)->append(line_of(three, acquaintance));
}

// One line for each that is known, in a fresh file.
void GreylistMemory::rewrite() {
  const auto fresh = file_ + ".new";
  (void)disk_.remove(fresh);
  const auto file = disk_.open(fresh, OpenMode::create);
  if (!file) return;
  for (const auto& [three, known] : known_) {
    const auto written = (*file)->append(line_of(three, known));
    if (!written) return;  // the old file still serves
  }
  if (disk_.rename(fresh, file_)) lines_ = known_.size();
}

}  // namespace mailtown::policy
