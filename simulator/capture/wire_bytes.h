// Bytes of a stream from what the trace shows of them.
//
// The trace masks credentials and keeps long texts only in part, but tells by its offsets how many
// bytes there were. So many come out here: masks are as long as what they hide, and what is missing
// of a text is filled up with '~'.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "simulator/reader/reading.h"

namespace mailtown::capture {

// A line as LineSent or LineReceived shows it, with its end. `length` is how many bytes it has;
// without it, the line ends with CRLF.
std::string line_bytes(const std::string& shown, std::optional<std::uint64_t> length);

// The texts of letters that passed the streams of a trace.
class BodyTexts {
 public:
  explicit BodyTexts(const reader::Reading& reading);  // must outlive this

  // The text that the step `sent` put on a stream and the step `arrived` took from it, whichever of
  // them is known, as `length` bytes of the protocol. Steps are 0 where unknown.
  std::string bytes(const std::string& protocol, std::uint64_t length, reader::Step sent,
                    reader::Step arrived) const;

 private:
  std::vector<const trace::BodyStored*> candidates(reader::Step sent, reader::Step arrived) const;
  const trace::BodyStored* stored(const std::string& machine, const std::string& body) const;

  const reader::Reading& reading_;
  std::map<std::pair<std::string, std::string>, const trace::BodyStored*> stored_;  // machine, body
};

}  // namespace mailtown::capture
