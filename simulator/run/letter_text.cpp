#include "simulator/run/letter_text.h"

#include <algorithm>

#include "message/header.h"
#include "mime/encoded_word.h"

namespace mailtown::run {
namespace {

std::string with_crlf(std::string_view text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n') lines += '\r';
    lines += text[i];
  }
  if (lines.empty() || lines.back() != '\n') lines += "\r\n";
  return lines;
}

// A subject is one line, whatever the scenario's author wrote.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string letter_text(const scenario::Send& send) {
  const std::string subject = one_line(send.subject);
  std::string text = fmt::format("From: {}\r\nTo: {}\r\n", send.from, fmt::join(send.to, ", "));
  text += "Subject: " + mime::encode_words(subject) + "\r\n";
  if (!is_ascii(send.text))
    text +=
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n";
  text += "\r\n";
  return text + with_crlf(send.text.empty() ? "Hello!" : send.text);
}

std::string subject_shown(std::string_view text) {
  const message::Header header = message::parse_header(text);
  const std::string* subject = header.find("Subject");
  return subject && !subject->empty() ? mime::decode_words(*subject) : "(no subject)";
}

}  // namespace mailtown::run
