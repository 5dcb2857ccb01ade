// The journal's bytes. A segment is one line with its mark, then records:
//
//   mailtown-journal 1 5f0c9a8e7d6b4c3a
//   @5f0c9a8e7d6b4c3a letter 97 1024 1b2f43aa
//   {"id":"3M8kVd2TzWxRbN","from":["a","example.org"],"to":[["b","example.com"]],...}
//   the letter's text, 1,024 bytes
//   @5f0c9a8e7d6b4c3a done 35 0 9c0d11e2
//   {"id":"3M8kVd2TzWxRbN","done":[0]}
//
// A record begins with the mark, its kind, the bytes of its head and of its text, and a checksum of
// all that (CRC-32); head and text are each followed by LF. The mark is drawn at random for each
// segment, so that no letter can hold a text that passes for a record: after damage, reading goes
// on at the next mark.
//
// Departure from production practice: lines that a person can read, where others pack numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.h"

namespace mailtown::queue {

// What a record says; its head is the JSON of envelope_codec.h.
struct JournalRecord {
  std::string kind;  // "letter", "done" or "state"
  std::string head;
  std::uint64_t offset = 0;  // of the whole record in its segment
  std::uint64_t bytes = 0;   // of the whole record
  std::uint64_t text_offset = 0;
  std::uint64_t text_bytes = 0;
};

struct Damage {
  std::uint64_t offset = 0, bytes = 0;
};

struct Segment {
  std::string mark;
  std::vector<JournalRecord> records;
  std::vector<Damage> damage;  // what is no record, with records behind it, or spoilt
  bool torn = false;           // the last record is not whole: a crash came while it was written
};

std::string print_segment_head(const std::string& mark);
// The whole record. `text_offset` and `bytes` of `record` are set, counted from its beginning.
std::string print_record(const std::string& mark, JournalRecord& record, std::string_view text);

// Reads a whole segment. Failure `invalid`: it does not begin with a segment's line.
Result<Segment> read_segment(std::string_view bytes);
// Whether a segment's first line was being written when the crash came.
bool is_torn_head(std::string_view bytes);

}  // namespace mailtown::queue
