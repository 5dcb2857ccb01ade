// Writes the sample trace of the reader's tests as a trace file: write-sample-trace FILE
#include <fstream>

#include "tests/unit/reader/sample_trace.h"
#include "trace/json_codec.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const mailtown::trace::Trace trace = mailtown::reader::sample_trace();
  std::string text;
  mailtown::trace::append_header(text, trace.header);
  for (const auto& event : trace.events) mailtown::trace::append_event(text, event);
  std::ofstream file(argv[1], std::ios::binary);
  file << text;
  return file.flush() ? 0 : 1;
}
