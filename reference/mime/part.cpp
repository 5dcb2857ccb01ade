#include "mime/part.h"

#include <algorithm>

#include "mime/ascii.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"
#include "mime/utf8.h"

namespace mailtown::mime {

namespace {

const std::string* find(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const Parameter& each) { return each.name == name; });
  return found == parameters.end() ? nullptr : &found->value;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_code = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                         hex_value(text[i + 2]) >= 0;
    if (is_code) {
      decoded += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// "utf-8'ru'%D0%9E" (RFC 2231 §4)
std::string extended_text(std::string_view value) {
  const std::size_t charset_end = value.find('\'');
  const std::size_t language_end =
      charset_end == std::string_view::npos ? charset_end : value.find('\'', charset_end + 1);
  if (language_end == std::string_view::npos) return repaired_utf8(percent_decoded(value));
  const std::string bytes = percent_decoded(value.substr(language_end + 1));
  const auto text = to_utf8(value.substr(0, charset_end), bytes);
  return text ? *text : repaired_utf8(bytes);
}

}  // namespace

std::optional<std::string> parameter_text(const Parameters& parameters, std::string_view name) {
  // Of both forms the encoded one is meant for those who can read it (RFC 6266 §4.3 for HTTP).
  if (const auto* value = find(parameters, std::string(name) + "*")) return extended_text(*value);
  if (const auto* value = find(parameters, name)) return decode_words(*value);
  return std::nullopt;
}

const Part* find_part(const Part& message, const std::vector<std::uint32_t>& numbers) {
  const Part* part = &message;
  bool is_whole_message = true;  // of which {1} may name the body
  for (const std::uint32_t number : numbers) {
    if (!is_whole_message && part->is_message()) {
      part = &part->children.front();
      is_whole_message = true;
    }
    if (part->is_multipart()) {
      if (number == 0 || number > part->children.size()) return nullptr;
      part = &part->children[number - 1];
    } else if (!is_whole_message || number != 1) {
      return nullptr;
    }
    is_whole_message = false;
  }
  return part;
}

}  // namespace mailtown::mime
