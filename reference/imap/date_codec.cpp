#include "imap/date_codec.h"

#include <array>
#include <optional>

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailtown::imap {

namespace {

using namespace std::chrono;

constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Years that a WallTime can hold: it counts nanoseconds, from 1677 to 2262.
constexpr int year_min = 1700, year_max = 2200;

// Reads a fixed form front to back; after a wrong byte everything is wrong.
class Form {
 public:
  explicit Form(std::string_view text) : text_(text) {}

  int digits(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    while (count < most && !text_.empty() && text_[0] >= '0' && text_[0] <= '9') {
      value = value * 10 + (text_[0] - '0');
      text_.remove_prefix(1);
      ++count;
    }
    good_ = good_ && count >= least;
    return value;
  }
  void skip(char c) {
    if (!take(c)) good_ = false;
  }
  bool take(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  unsigned month() {
    for (unsigned i = 0; i < months.size(); ++i) {
      if (!same_text(text_.substr(0, 3), months[i])) continue;
      text_.remove_prefix(3);
      return i + 1;
    }
    good_ = false;
    return 0;
  }
  // date-text: "7-Jul-1996", " 7-Jul-1996"
  sys_days date() {
    const bool padded = take(' ');
    const auto d = static_cast<unsigned>(padded ? digits(1, 1) : digits(1, 2));
    skip('-');
    const unsigned m = month();
    skip('-');
    const int y = digits(4, 4);
    const auto date = year(y) / std::chrono::month(m) / day(d);
    good_ = good_ && date.ok() && y >= year_min && y <= year_max;
    return good_ ? sys_days(date) : sys_days();
  }
  bool good() const { return good_; }
  bool whole() const { return good_ && text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

std::optional<WallTime> parse_date_time(std::string_view text) {
  Form form(text);
  const sys_days date = form.date();
  form.skip(' ');
  const int h = form.digits(2, 2);
  form.skip(':');
  const int m = form.digits(2, 2);
  form.skip(':');
  const int s = form.digits(2, 2);
  form.skip(' ');
  const bool west = form.take('-');
  if (!west) form.skip('+');
  const int zone_hours = form.digits(2, 2);
  const int zone_minutes = form.digits(2, 2);
  if (!form.whole() || h > 23 || m > 59 || s > 60 || zone_minutes > 59) return std::nullopt;
  const minutes zone = hours(zone_hours) + minutes(zone_minutes);
  const auto local = sys_seconds(date) + hours(h) + minutes(m) + seconds(s);
  return WallTime(west ? local + zone : local - zone);
}

}  // namespace

sys_days read_date(TokenReader& in) {
  const std::string text = in.astring("a date");
  Form form(text);
  const sys_days date = form.date();
  if (!form.whole()) in.fail("that is no date: one looks like 17-Jul-1996");
  return date;
}

WallTime read_date_time(TokenReader& in) {
  const std::string text = in.string("a date and time");
  const auto time = parse_date_time(text);
  if (!time) in.fail("that is no date and time: one looks like \"17-Jul-1996 02:44:25 -0700\"");
  return time.value_or(WallTime());
}

std::string print_date_time(WallTime time) {
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const auto second = floor<seconds>(time - day).count();
  return fmt::format("\"{:02}-{}-{:04} {:02}:{:02}:{:02} +0000\"",
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     second / 3600, second / 60 % 60, second % 60);
}

}  // namespace mailtown::imap
