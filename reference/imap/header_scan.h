// Where a message's header ends, and which of its fields are asked for (RFC 3501 §6.4.5), from a
// message's bytes in pieces of any size. Pure; keeps no more than the name of a field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "imap/fetch_item.h"

namespace mailtown::imap {

// Looks for the empty line that ends a header.
class HeaderEnd {
 public:
  // The next bytes.
  void feed(std::string_view bytes);
  bool found() const { return found_; }
  // How many bytes are header, the empty line included; all that was fed if it has not come.
  std::uint64_t size() const { return size_; }

 private:
  bool found_ = false;
  std::uint64_t size_ = 0;
  bool line_is_empty_ = true;  // so far, but for a CR
};

// Lets the fields pass that a section names (or all but those), and the empty line.
class HeaderFilter {
 public:
  explicit HeaderFilter(const Section& section);

  // The header's next bytes; appends what passes to `passed`.
  void feed(std::string_view bytes, std::string& passed);
  // The header has ended; one that had no empty line gets it (RFC 3501 §6.4.5: always there).
  void finish(std::string& passed);

 private:
  enum class At { line_start, name, rest };
  bool wants(std::string_view name) const;
  void decide(std::string& passed);

  std::vector<std::string> names_;  // upper case
  bool all_but_ = false;
  At at_ = At::line_start;
  std::string begun_;    // the line's bytes, until it is known whose they are
  bool passes_ = false;  // the field at hand
  bool ended_ = false;   // the empty line has come
};

}  // namespace mailtown::imap
