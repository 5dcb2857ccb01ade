#include "simulator/reader/header_lines.h"

#include "message/header.h"
#include "mime/encoded_word.h"
#include "trace/json_codec.h"

namespace mailtown::reader {

std::string subject_of(std::string_view visible_text) {
  const message::Header header = message::parse_header(trace::from_visible_text(visible_text));
  const std::string* subject = header.find("Subject");
  return subject ? mime::decode_words(*subject) : std::string();
}

std::vector<HeaderLine> header_lines(std::string_view visible_text) {
  std::vector<HeaderLine> lines;
  const message::Header header = message::parse_header(trace::from_visible_text(visible_text));
  for (const message::HeaderField& field : header.fields) {
    lines.push_back({field.name, mime::decode_words(field.value)});
  }
  return lines;
}

}  // namespace mailtown::reader
