// Any bytes as a field's value, a name and a content: what people get is UTF-8 without control
// characters, what was encoded comes back, and pieces give what the whole gives.
#include <algorithm>
#include <cstdlib>

#include "mime/case_folding.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"
#include "mime/envelope.h"
#include "mime/idn.h"
#include "mime/transfer_decoder.h"
#include "mime/utf8.h"

namespace {

using namespace mailtown::mime;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_words(const std::string& bytes) {
  const std::string shown = decode_words(bytes);
  require(is_utf8(shown) && shown.size() <= 3 * bytes.size());
  require(std::none_of(shown.begin(), shown.end(),
                       [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }));
  std::string text = repaired_utf8(bytes);
  for (char& c : text) c = (c >= 0 && c < ' ') || c == '\x7f' ? 'x' : c;
  require(decode_words(encode_words(text)) == text);
  require(fold_case(fold_case(text)) == fold_case(text));
}

void check_addresses(const std::string& bytes) {
  const AddressList list = parse_address_list(bytes);
  require(list.size() <= addresses_max + 2);
  int groups = 0;
  for (const EnvelopeAddress& address : list) {
    groups += address.begins_group() ? 1 : address.ends_group() ? -1 : 0;
    require(groups == 0 || groups == 1);
  }
  require(groups == 0);
}

void check_content(const std::string& bytes, const char* encoding, const char* charset) {
  const std::string whole = decode_transfer(encoding, bytes);
  TransferDecoder transfer(encoding);
  auto decoder = CharsetDecoder::make(charset);
  std::string decoded, utf8;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::string piece;
    transfer.decode(std::string_view(bytes).substr(at, 3), piece);
    decoder->decode(piece, utf8);
    decoded += piece;
  }
  std::string rest;
  transfer.finish(rest);
  decoder->decode(rest, utf8);
  decoder->finish(utf8);
  require(decoded + rest == whole);
  require(is_utf8(utf8) && utf8 == to_utf8(charset, whole));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check_words(bytes);
  check_addresses(bytes);
  for (const char* charset : {"utf-8", "koi8-r", "utf-16le", "iso-2022-jp", "shift_jis"}) {
    check_content(bytes, "base64", charset);
    check_content(bytes, "quoted-printable", charset);
  }
  const std::string shown = domain_for_people(bytes);
  require(shown == bytes || is_utf8(bytes) == is_utf8(shown));
  require(is_utf8(names_for_people(bytes)) == is_utf8(bytes));
  return 0;
}
