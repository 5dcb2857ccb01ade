#include "smtp/base64.h"

#include <openssl/evp.h>

namespace mailtown::smtp {

namespace {

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* as_bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the NUL that OpenSSL appends
  const int size = EVP_EncodeBlock(as_bytes(text), as_bytes(bytes), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  const int size = EVP_DecodeBlock(as_bytes(bytes), as_bytes(text), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  // OpenSSL counts padding as bytes and forgives blanks around the text and stray bits in it.
  for (std::string_view rest = text; !bytes.empty() && !rest.empty() && rest.back() == '=';
       rest.remove_suffix(1)) {
    bytes.pop_back();
  }
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace mailtown::smtp
