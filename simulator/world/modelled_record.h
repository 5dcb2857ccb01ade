// Records of the modelled TLS: what goes over the wire in place of OpenSSL's bytes.
//
//   1 byte kind, 4 bytes length (most significant first), contents
//
// Contents of data records are scrambled, so that nobody between the ends (the simulator's own
// faults, say) can take them for what they protect.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailtown::sim {

struct Record {
  enum class Kind : char {
    hello = 'h',
    certificate = 'c',
    finished = 'f',
    alert = 'a',
    data = 'd',
    good_bye = 'g'
  };
  Kind kind = Kind::data;
  std::string contents;
};

std::string print(const Record& record);

// Bytes in, records out.
class RecordReader {
 public:
  void add(std::string_view bytes) { bytes_ += bytes; }
  // The next record if it is complete.
  std::optional<Record> take();
  // What has come is no record, and never will be one.
  bool is_nonsense() const { return nonsense_; }

 private:
  std::string bytes_;
  bool nonsense_ = false;
};

}  // namespace mailtown::sim
