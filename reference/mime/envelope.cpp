#include "mime/envelope.h"

#include <algorithm>
#include <array>

#include "mime/ascii.h"
#include "text/ascii.h"

namespace mailtown::mime {

namespace {

constexpr std::array envelope_fields = {"Date", "Subject", "From", "Sender",      "Reply-To",
                                        "To",   "Cc",      "Bcc",  "In-Reply-To", "Message-ID"};

}  // namespace

bool is_envelope_field(std::string_view name) {
  return std::any_of(envelope_fields.begin(), envelope_fields.end(),
                     [name](const char* each) { return same_text(each, name); });
}

Envelope make_envelope(const message::Header& header) {
  const auto text = [&header](std::string_view name) {
    const std::string* value = header.find(name);
    return value ? std::optional(*value) : std::nullopt;
  };
  const auto list = [&header](std::string_view name) {
    const std::string* value = header.find(name);
    return value ? parse_address_list(*value) : AddressList();
  };
  Envelope envelope;
  envelope.date = text("Date");
  envelope.subject = text("Subject");
  envelope.from = list("From");
  envelope.sender = list("Sender");
  envelope.reply_to = list("Reply-To");
  // RFC 3501 §7.4.2: the server fills them in.
  if (envelope.sender.empty()) envelope.sender = envelope.from;
  if (envelope.reply_to.empty()) envelope.reply_to = envelope.from;
  envelope.to = list("To");
  envelope.cc = list("Cc");
  envelope.bcc = list("Bcc");
  envelope.in_reply_to = text("In-Reply-To");
  envelope.message_id = text("Message-ID");
  return envelope;
}

}  // namespace mailtown::mime
