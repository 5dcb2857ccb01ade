#include "mime/transfer_decoder.h"

#include "mime/ascii.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

constexpr std::size_t held_blanks_max = 1024;  // more blanks are a text's, not a transport's

// A base64 digit's value; -1 for anything else (RFC 2045 §6.8, table 1).
int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

}  // namespace

TransferDecoder::TransferDecoder(std::string_view encoding)
    : kind_(same_text(encoding, "base64")             ? Kind::base64
            : same_text(encoding, "quoted-printable") ? Kind::quoted_printable
                                                      : Kind::identity) {}

void TransferDecoder::decode(std::string_view piece, std::string& out) {
  if (kind_ == Kind::identity) {
    out += piece;
    return;
  }
  for (const char c : piece) {
    if (kind_ == Kind::base64) {
      take_base64(c, out);
    } else {
      take_quoted(c, out);
    }
  }
}

void TransferDecoder::take_base64(char c, std::string& out) {
  if (c == '=') {  // what comes after padding is another group, as from texts joined together
    finish_group(out);
    return;
  }
  const int value = base64_value(c);
  if (value < 0) return;
  bits_ = bits_ << 6 | static_cast<std::uint32_t>(value);
  if (++digits_ < 4) return;
  for (const int shift : {16, 8, 0}) out += static_cast<char>(bits_ >> shift & 0xFF);
  bits_ = 0;
  digits_ = 0;
}

// held_ is either blanks, which vanish if the line ends after them (RFC 2045 §6.7 rule 3), or "="
// and what has come of its line or its hexadecimal number.
void TransferDecoder::take_quoted(char c, std::string& out) {
  if (held_.starts_with('=')) {
    take_escaped(c, out);
  } else if (c == '\n') {
    out += held_.ends_with('\r') ? "\r\n" : "\n";
    held_.clear();
  } else if (is_blank(c)) {
    if (held_.size() == held_blanks_max) spill(out);
    held_ += c;
  } else {
    spill(out);
    (c == '=' ? held_ : out) += c;
  }
}

void TransferDecoder::take_escaped(char c, std::string& out) {
  const bool in_blanks = held_.size() > 1 && is_blank(held_.back());
  if (c == '\n') {  // a soft line break (rule 5), blanks before it forgiven
    if (held_.size() == 1 || in_blanks) {
      held_.clear();
      return;
    }
  } else if ((held_.size() == 1 || in_blanks) && is_blank(c) && held_.size() < held_blanks_max) {
    held_ += c;
    return;
  } else if (!in_blanks && hex_value(c) >= 0) {
    held_ += c;
    if (held_.size() < 3) return;
    out += static_cast<char>(hex_value(held_[1]) << 4 | hex_value(held_[2]));
    held_.clear();
    return;
  }
  spill(out);  // a stray "=" stays as it is
  take_quoted(c, out);
}

void TransferDecoder::spill(std::string& out) {
  out += held_;
  held_.clear();
}

void TransferDecoder::finish_group(std::string& out) {
  if (digits_ >= 2) out += static_cast<char>(bits_ >> (digits_ * 6 - 8) & 0xFF);
  if (digits_ == 3) out += static_cast<char>(bits_ >> 2 & 0xFF);
  bits_ = 0;
  digits_ = 0;
}

void TransferDecoder::finish(std::string& out) {
  finish_group(out);
  // A blank or a soft line break at the end is the transport's; "=4" is nobody's.
  if (!held_.empty() && !is_blank(held_.back()) && held_ != "=") spill(out);
  held_.clear();
}

std::string decode_transfer(std::string_view encoding, std::string_view content) {
  TransferDecoder decoder(encoding);
  std::string decoded;
  decoder.decode(content, decoded);
  decoder.finish(decoded);
  return decoded;
}

}  // namespace mailtown::mime
