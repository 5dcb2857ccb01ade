#include "mime/part_header.h"

#include <algorithm>
#include <array>

#include "mime/ascii.h"
#include "mime/content_field.h"
#include "mime/field.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

bool is_content_field(std::string_view name) {
  constexpr std::array names = {
      "Content-Type",        "Content-Transfer-Encoding", "Content-ID",       "Content-Description",
      "Content-Disposition", "Content-Language",          "Content-Location", "Content-MD5"};
  return std::any_of(names.begin(), names.end(),
                     [name](const char* each) { return same_text(each, name); });
}

// What the values made of a field may take, at most: an address or a parameter for each separator.
std::size_t memory_of(const message::HeaderField& field) {
  const auto separators = std::count_if(field.value.begin(), field.value.end(),
                                        [](char c) { return c == ',' || c == ';' || c == ':'; });
  // `From` may stand for Sender and Reply-To as well.
  const std::size_t copies = same_text(field.name, "From") ? 4 : 2;
  return copies * (field.value.size() +
                   (static_cast<std::size_t>(separators) + 1) * sizeof(EnvelopeAddress));
}

void set_type(Part& part, std::string_view value) {
  ContentField field = parse_content_field(value);
  const std::size_t slash = field.word.find('/');
  const bool is_type = slash != std::string::npos && slash > 0 && slash + 1 < field.word.size();
  if (!is_type) return;  // text/plain; charset=us-ascii (RFC 2045 §5.2)
  part.type = field.word.substr(0, slash);
  part.subtype = field.word.substr(slash + 1);
  part.parameters = std::move(field.parameters);
}

}  // namespace

std::size_t PartHeader::take(message::HeaderField field, std::size_t room) {
  const bool is_told =
      is_content_field(field.name) || (is_message_ && is_envelope_field(field.name));
  if (!is_told || kept_.find(field.name)) return 0;
  const std::size_t memory = memory_of(field);
  if (memory > room) return 0;
  kept_.fields.push_back(std::move(field));
  return memory;
}

void PartHeader::finish(Part& part, std::string_view default_type) const {
  const auto text = [this](std::string_view name) {
    const std::string* value = kept_.find(name);
    return value ? std::optional(*value) : std::nullopt;
  };
  const auto type = text("Content-Type");
  if (type || !default_type.empty()) set_type(part, type ? *type : default_type);
  if (const auto encoding = text("Content-Transfer-Encoding")) {
    const ContentField field = parse_content_field(*encoding);
    if (!field.word.empty()) part.encoding = field.word;
  }
  if (const auto disposition = text("Content-Disposition")) {
    ContentField field = parse_content_field(*disposition);
    if (!field.word.empty()) {
      part.disposition = Disposition{std::move(field.word), std::move(field.parameters)};
    }
  }
  part.id = text("Content-ID");
  part.description = text("Content-Description");
  part.md5 = text("Content-MD5");
  part.location = text("Content-Location");
  if (const auto languages = text("Content-Language")) part.languages = parse_word_list(*languages);
  if (is_message_) part.envelope = make_envelope(kept_);
}

}  // namespace mailtown::mime
