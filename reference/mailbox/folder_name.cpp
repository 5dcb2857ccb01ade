#include "mailbox/folder_name.h"

#include <algorithm>
#include <cctype>

#include "text/ascii.h"

namespace mailtown::mailbox {

namespace {

constexpr std::size_t disk_bytes_max = 200;  // file systems take 255 bytes a name
constexpr std::string_view dot = "%2E";      // on disk, one of the name's own

// The bytes of the UTF-8 sequence that `text` begins with (RFC 3629 §4); 0 if it is none.
std::size_t sequence_bytes(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < bytes) return 0;
  const unsigned second = byte(1);
  if (first == 0xe0 && second < 0xa0) return 0;  // could be shorter
  if (first == 0xed && second > 0x9f) return 0;  // a surrogate
  if (first == 0xf0 && second < 0x90) return 0;
  if (first == 0xf4 && second > 0x8f) return 0;  // beyond Unicode
  for (std::size_t at = 1; at < bytes; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return 0;
  }
  return bytes;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto bytes = sequence_bytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

void append_level_byte(std::string& to, char c) {
  if (c == '.') {
    to += dot;
  } else {
    to += c == hierarchy_separator ? '.' : c;
  }
}

}  // namespace

std::optional<std::string> fault_of_name(std::string_view name) {
  if (name.empty()) return "a folder's name must not be empty";
  if (!is_utf8(name)) return "a folder's name must be text (UTF-8)";
  if (std::any_of(name.begin(), name.end(), is_control)) {
    return "a folder's name must not hold control characters";
  }
  if (name.find_first_of("*%") != name.npos) {
    return "a folder's name must not hold '*' or '%', which are wildcards";
  }
  const bool has_empty_level = name.front() == hierarchy_separator ||
                               name.back() == hierarchy_separator || name.find("//") != name.npos;
  if (has_empty_level) return "no level of a folder's name may be empty";
  if (disk_name(canonical_name(name)).size() > disk_bytes_max)
    return "the folder's name is too long";
  return std::nullopt;
}

std::string canonical_name(std::string_view name) {
  const auto end = std::min(name.find(hierarchy_separator), name.size());
  if (!same_text(name.substr(0, end), inbox)) return std::string(name);
  return std::string(inbox) + std::string(name.substr(end));
}

std::string disk_name(std::string_view name) {
  if (name == inbox) return "";
  std::string on_disk = ".";
  for (const char c : name) append_level_byte(on_disk, c);
  return on_disk;
}

std::optional<std::string> name_on_disk(std::string_view on_disk) {
  if (on_disk.size() < 2 || on_disk.front() != '.') return std::nullopt;
  std::string name;
  for (auto rest = on_disk.substr(1); !rest.empty();) {
    if (rest.starts_with(dot)) {
      name += '.';
      rest.remove_prefix(dot.size());
    } else {
      name += rest.front() == '.' ? hierarchy_separator : rest.front();
      rest.remove_prefix(1);
    }
  }
  // Also names of others that ours could not be, since they would be written otherwise.
  const bool is_ours = name != inbox && !fault_of_name(name) && canonical_name(name) == name &&
                       disk_name(name) == on_disk;
  if (!is_ours) return std::nullopt;
  return name;
}

bool is_below(std::string_view name, std::string_view above) {
  return name.size() > above.size() && name.starts_with(above) &&
         name[above.size()] == hierarchy_separator;
}

}  // namespace mailtown::mailbox
