#include "trace/event_scanner.h"

#include <algorithm>
#include <charconv>

#include <boost/json.hpp>

#include "trace/json_values.h"

namespace mailtown::trace {

namespace {

// Longer values are seldom the same.
constexpr std::size_t kept_length_max = 512;
// When there are more, all are forgotten: what is said often is soon known again.
constexpr std::size_t kept_max = 1 << 16;

bool is_plain_string(std::string_view json) {
  return json.size() >= 2 && json.front() == '"' &&
         std::all_of(json.begin(), json.end(), [](char c) { return c >= ' ' && c < 0x7F; }) &&
         json.find('\\') == json.npos;
}

template <class T>
bool read_json(std::string_view json, T& into) {
  boost::system::error_code failed;
  const boost::json::value value = boost::json::parse(json, failed);
  if (!failed) read(value, into);
  return !failed;
}
bool read_json(std::string_view json, Text& into) {
  if (!is_plain_string(json)) return read_json<Text>(json, into);
  into = json.substr(1, json.size() - 2);
  return true;
}

// The length of the string that `json` begins with, both quotes counted; npos if it does not end.
std::size_t string_length(std::string_view json) {
  for (auto end = json.find('"', 1); end != json.npos; end = json.find('"', end + 1)) {
    const auto before = json.find_last_not_of('\\', end - 1);
    if ((end - 1 - before) % 2 == 0) return end + 1;  // an odd backslash makes it a sign of text
  }
  return json.npos;
}

// The same for a list and all that is in it.
std::size_t list_length(std::string_view json) {
  int depth = 0;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '"') {
      const auto length = string_length(json.substr(i));
      if (length == json.npos) break;
      i += length - 1;
    } else if (json[i] == '[') {
      ++depth;
    } else if (json[i] == ']' && --depth == 0) {
      return i + 1;
    }
  }
  return json.npos;
}

}  // namespace

template <class T>
const T* KnownValues<T>::read(std::string_view json) {
  if (json.size() > kept_length_max) return read_json(json, last_ = {}) ? &last_ : nullptr;
  const auto found = known_.find(json);
  if (found != known_.end()) return &found->second;
  T value;
  if (!read_json(json, value)) return nullptr;
  if (known_.size() >= kept_max) known_.clear();
  return &known_.emplace(json, std::move(value)).first->second;
}

// What is left of a line.
class EventScanner::Line {
 public:
  explicit Line(std::string_view rest) : rest_(rest) {}

  bool skip(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  // A field's name with its quotes and colon, after what parts it from the field before.
  bool skip_key(std::string_view comma, std::string_view name) {
    const Line before = *this;
    if (skip(comma) && skip("\"") && skip(name) && skip("\":")) return true;
    *this = before;
    return false;
  }
  // Digits without a sign or zeros before them.
  template <class Number>
  bool number(Number& into) {
    if (rest_.starts_with('-')) return false;
    if (rest_.size() > 1 && rest_[0] == '0' && rest_[1] >= '0' && rest_[1] <= '9') return false;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), into);
    if (read.ec != std::errc{}) return false;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return true;
  }
  // The text of a string or a list; empty if neither comes next.
  std::string_view value() {
    const auto length = rest_.starts_with('"')   ? string_length(rest_)
                        : rest_.starts_with('[') ? list_length(rest_)
                                                 : rest_.npos;
    if (length == rest_.npos) return {};
    const auto text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return text;
  }
  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

template <class T>
bool EventScanner::read(Line& line, T& into) {
  const T* value = known(into).read(line.value());
  if (value) into = *value;
  return value != nullptr;
}

bool EventScanner::read(Line& line, std::uint64_t& into) {
  return line.number(into);
}

// Empty fields are left out. One that stands elsewhere is not found, and so neither is the end.
template <class Kind>
bool EventScanner::read_fields(Line& line, Kind& into) {
  std::string_view comma;
  const auto read_field = [&](const auto& field) {
    if (!line.skip_key(comma, field.name)) return true;
    comma = ",";
    return read(line, into.*(field.member));
  };
  return std::apply([&](const auto&... field) { return (read_field(field) && ...); },
                    Kind::fields());
}

// Fills the payload of that kind, if any alternative of Payload from I on is it.
template <std::size_t I>
bool EventScanner::read_payload(std::string_view kind, Line& line, Payload& into) {
  if constexpr (I < std::variant_size_v<Payload>) {
    using Kind = std::variant_alternative_t<I, Payload>;
    if (kind != Kind::kind) return read_payload<I + 1>(kind, line, into);
    return read_fields(line, into.emplace<I>());
  } else {
    return false;
  }
}

std::optional<Event> EventScanner::scan(std::string_view text) {
  std::optional<Event> event(std::in_place);
  Line line(text);
  std::string_view kind;
  const auto read_number = [&](std::string_view key, auto& into) {
    return line.skip(key) && line.number(into);
  };
  const auto read_all = [&] {
    if (!read_number("{\"p\":", event->program) || !read_number(",\"n\":", event->number) ||
        !read_number(",\"t\":", event->time_us)) {
      return false;
    }
    if (line.skip(",\"cause\":") && !line.number(event->cause)) return false;
    if (line.skip(",\"conversation\":") && !line.number(event->conversation)) return false;
    if (line.skip(",\"letter\":") && !read(line, event->letter)) return false;
    if (!line.skip(",\"kind\":")) return false;
    kind = line.value();
    if (kind.size() < 2 || !line.skip(",\"is\":{")) return false;
    return read_payload(kind.substr(1, kind.size() - 2), line, event->payload) && line.skip("}}") &&
           line.is_at_end();
  };
  if (!read_all()) event.reset();
  return event;
}

}  // namespace mailtown::trace
