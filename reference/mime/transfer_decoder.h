// Content-Transfer-Encoding undone (RFC 2045 §6), piece by piece; nothing is kept but a few bytes.
//
// What does not belong is passed over, as RFC 2045 §6.7 and §6.8 advise, so that damaged mail stays
// readable: decoding never fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mailtown::mime {

class TransferDecoder {
 public:
  // An unknown encoding passes the bytes as they are.
  explicit TransferDecoder(std::string_view encoding);

  // Appends what the piece gives.
  void decode(std::string_view piece, std::string& out);
  // The content has ended.
  void finish(std::string& out);

 private:
  enum class Kind { identity, base64, quoted_printable };
  void take_base64(char c, std::string& out);
  void finish_group(std::string& out);
  void take_quoted(char c, std::string& out);
  void take_escaped(char c, std::string& out);
  void spill(std::string& out);

  Kind kind_;
  std::uint32_t bits_ = 0;  // base64: of the group begun
  int digits_ = 0;          // base64: how many of its digits have come
  std::string held_;  // quoted-printable: blanks that may end the line, or "=" and what follows
};

// "=41", "QUJD": a content that is all there.
std::string decode_transfer(std::string_view encoding, std::string_view content);

}  // namespace mailtown::mime
