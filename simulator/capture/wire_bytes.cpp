#include "simulator/capture/wire_bytes.h"

#include <algorithm>
#include <string_view>

#include "sasl/base64.h"
#include "smtp/data_encoder.h"
#include "text/ascii.h"
#include "trace/json_codec.h"

namespace mailtown::capture {

using reader::Step;

namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::string_view mask = "****";
constexpr std::size_t filler_line = 70;

// Whether two words follow, name and password: "A2 LOGIN " (RFC 9051 §6.2.3), not "AUTH LOGIN ".
bool is_imap_login(std::string_view before) {
  const auto tag = before.substr(0, before.find(' '));
  return tag != "AUTH" && same_text(before.substr(tag.size()), " LOGIN ");
}

// Asterisks of that length, as many words as there were; where SASL expects base64, they say so in
// base64 (RFC 4616 §2 for PLAIN: between two NULs stands the name).
std::string masked(std::string_view before, std::size_t length) {
  if (is_imap_login(before) && length > 2) {
    std::string secrets(length, '*');
    secrets[length / 2] = ' ';
    return secrets;
  }
  const bool sasl = before.empty() || before.starts_with("AUTH ");
  if (!sasl || length % 4 != 0) return std::string(length, '*');
  std::string secret(length / 4 * 3, '*');
  if (before == "AUTH PLAIN " && secret.size() > 3) secret[0] = secret[secret.size() / 2] = '\0';
  return sasl::to_base64(secret);
}

// So many bytes in lines of their own, if there are enough for that.
std::string filler(std::size_t length) {
  std::string bytes;
  while (length - bytes.size() > filler_line + 2 * crlf.size()) {
    bytes.append(filler_line, '~').append(crlf);
  }
  const std::size_t rest = length - bytes.size();
  if (rest <= crlf.size()) return bytes.append(rest, '~');
  return bytes.append(rest - crlf.size(), '~').append(crlf);
}

// The text as the protocol sends it: SMTP and POP3 double dots and end with one.
std::string encoded(const trace::BodyStored& stored, const std::string& protocol) {
  std::string text = trace::from_visible_text(stored.text);
  if (protocol == "imap") return text;
  std::string wire;
  smtp::DataEncoder encoder;
  encoder.encode(text, wire);
  encoder.finish(wire);
  return wire;
}

const std::string& body_name(const trace::Payload& payload) {
  static const std::string none;
  if (const auto* sent = std::get_if<trace::BodySent>(&payload)) return sent->body;
  if (const auto* received = std::get_if<trace::BodyReceived>(&payload)) return received->body;
  return none;
}

}  // namespace

std::string line_bytes(const std::string& shown, std::optional<std::uint64_t> length) {
  std::string line = trace::from_visible_text(shown);
  if (!length) return line.append(crlf);
  if (*length == line.size()) return line;                   // broken off
  if (*length == line.size() + 1) return line.append("\n");  // RFC 5321 §2.3.8 forbids it
  const auto hidden = shown.find(mask);
  if (hidden != std::string::npos && *length >= hidden + crlf.size()) {
    const std::string before = line.substr(0, hidden);
    return before + masked(before, *length - hidden - crlf.size()) + std::string(crlf);
  }
  line.append(crlf);
  if (*length < line.size()) return line.substr(0, *length);
  return line.append(filler(*length - line.size()));
}

BodyTexts::BodyTexts(const reader::Reading& reading) : reading_(reading) {
  for (Step step = 1; step <= reading.steps(); ++step) {
    const auto* stored = std::get_if<trace::BodyStored>(&reading.event(step).payload);
    if (stored) stored_[{reading.machine(step), stored->body}] = stored;
  }
}

const trace::BodyStored* BodyTexts::stored(const std::string& machine,
                                           const std::string& body) const {
  const auto found = stored_.find({machine, body});
  return found == stored_.end() ? nullptr : found->second;
}

// The receiver's copy is what passed the wire; the sender's may lack the field that he put on top
// of it (RFC 5321 §4.4). Else what any machine on the letter's way kept.
std::vector<const trace::BodyStored*> BodyTexts::candidates(Step sent, Step arrived) const {
  std::vector<const trace::BodyStored*> found;
  const auto add = [&](const trace::BodyStored* stored) {
    if (stored != nullptr) found.push_back(stored);
  };
  std::uint32_t letter = 0;
  for (const Step step : {arrived, sent}) {
    if (step == 0) continue;
    add(stored(reading_.machine(step), body_name(reading_.event(step).payload)));
    if (letter == 0) letter = reading_.joined().at(step).letter;
  }
  if (letter == 0) return found;
  for (const auto& name : reading_.joined().letters[letter - 1].names) {
    add(stored(name.machine, name.name));
  }
  return found;
}

std::string BodyTexts::bytes(const std::string& protocol, std::uint64_t length, Step sent,
                             Step arrived) const {
  const std::string end = protocol == "imap" ? "" : ".\r\n";
  std::optional<std::string> nearest;
  for (const auto* stored : candidates(sent, arrived)) {
    std::string text = encoded(*stored, protocol);
    if (text.size() == length) return text;
    if (!nearest) nearest = std::move(text);
  }
  if (length < end.size()) return std::string(length, '~');
  std::string text = nearest.value_or(end);
  text.resize(text.size() - std::min(text.size(), end.size()));
  const std::size_t wanted = length - end.size();
  if (text.size() > wanted) text.resize(wanted);
  return text + filler(wanted - text.size()) + end;
}

}  // namespace mailtown::capture
