#include "imap/header_scan.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"

namespace mailtown::imap {

namespace {

constexpr std::size_t name_bytes_max = 1000;  // no field has a longer name that somebody asks for

}  // namespace

void HeaderEnd::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (found_) return;
    ++size_;
    if (c == '\n') {
      found_ = line_is_empty_;
      line_is_empty_ = true;
    } else if (c != '\r') {
      line_is_empty_ = false;
    }
  }
}

HeaderFilter::HeaderFilter(const Section& section)
    : names_(section.fields), all_but_(section.text == Section::Text::header_fields_not) {}

bool HeaderFilter::wants(std::string_view name) const {
  while (name.ends_with(' ') || name.ends_with('\t')) name.remove_suffix(1);
  const bool named = std::any_of(names_.begin(), names_.end(),
                                 [name](const std::string& each) { return same_text(each, name); });
  return named != all_but_;
}

void HeaderFilter::feed(std::string_view bytes, std::string& passed) {
  while (!bytes.empty() && !ended_) {
    if (at_ == At::rest) {  // in one go to the line's end
      const auto line_end = bytes.find('\n');
      const auto count = line_end == bytes.npos ? bytes.size() : line_end + 1;
      if (passes_) passed += bytes.substr(0, count);
      bytes.remove_prefix(count);
      if (line_end != bytes.npos) at_ = At::line_start;
      continue;
    }
    const char c = bytes[0];
    const bool continues = at_ == At::line_start && (c == ' ' || c == '\t');
    if (continues) {  // RFC 5322 §2.2.3: it belongs to the field before
      at_ = At::rest;
      continue;
    }
    at_ = At::name;
    begun_ += c;
    bytes.remove_prefix(1);
    if (c == ':' || c == '\n' || begun_.size() > name_bytes_max) decide(passed);
  }
}

// The line at hand has shown its name, or that it has none.
void HeaderFilter::decide(std::string& passed) {
  const std::string line = std::exchange(begun_, {});
  const bool whole = line.back() == '\n';
  ended_ = line == "\n" || line == "\r\n";
  passes_ = ended_ || (line.back() == ':' && wants({line.data(), line.size() - 1})) ||
            (line.back() != ':' && all_but_);
  if (passes_) passed += line;
  at_ = whole ? At::line_start : At::rest;
}

void HeaderFilter::finish(std::string& passed) {
  if (ended_) return;
  if (!begun_.empty()) decide(passed);
  if (at_ == At::rest && passes_) passed += "\r\n";
  if (!ended_) passed += "\r\n";
}

}  // namespace mailtown::imap
