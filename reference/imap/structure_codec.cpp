#include "imap/structure_codec.h"

#include <fmt/format.h>

#include "imap/string_codec.h"
#include "imap/token_codec.h"
#include "text/ascii.h"

namespace mailtown::imap {

namespace {

std::string print_address(const mime::EnvelopeAddress& address) {
  return fmt::format("({} {} {} {})", print_nstring(address.name), print_nstring(address.route),
                     print_nstring(address.mailbox), print_nstring(address.host));
}

std::string print_addresses(const mime::AddressList& list) {
  if (list.empty()) return "NIL";
  std::string text = "(";
  for (const auto& address : list) text += print_address(address);
  return text + ")";
}

// body-fld-param
std::string print_parameters(const mime::Parameters& parameters) {
  if (parameters.empty()) return "NIL";
  std::string text;
  for (const auto& parameter : parameters) {
    text += text.empty() ? "(" : " ";
    text += print_string(parameter.name) + " " + print_string(parameter.value);
  }
  return text + ")";
}

// body-fld-dsp
std::string print_disposition(const std::optional<mime::Disposition>& disposition) {
  if (!disposition) return "NIL";
  return fmt::format("({} {})", print_string(disposition->type),
                     print_parameters(disposition->parameters));
}

// body-fld-lang
std::string print_languages(const std::vector<std::string>& languages) {
  if (languages.empty()) return "NIL";
  std::string text;
  for (const auto& language : languages) {
    text += text.empty() ? "(" : " ";
    text += print_string(language);
  }
  return text + ")";
}

// What body-ext-1part and body-ext-mpart end with alike.
std::string print_common_extensions(const mime::Part& part) {
  return fmt::format(" {} {} {}", print_disposition(part.disposition),
                     print_languages(part.languages), print_nstring(part.location));
}

// body-type-mpart
std::string print_multipart(const mime::Part& part, bool with_extensions) {
  std::string text = "(";
  for (const auto& child : part.children) text += print_structure(child, with_extensions);
  text += " " + print_string(upper_case(part.subtype));
  if (with_extensions) {
    text += " " + print_parameters(part.parameters) + print_common_extensions(part);
  }
  return text + ")";
}

// body-type-basic, body-type-msg, body-type-text
std::string print_single(const mime::Part& part, bool with_extensions) {
  std::string text =
      fmt::format("({} {} {} {} {} {} {}", print_string(upper_case(part.type)),
                  print_string(upper_case(part.subtype)), print_parameters(part.parameters),
                  print_nstring(part.id), print_nstring(part.description),
                  print_string(upper_case(part.encoding)), part.body.wire_size());
  if (part.is_message()) {
    const mime::Part& message = part.children.front();
    text += fmt::format(" {} {} {}", print_envelope(message.envelope.value_or(mime::Envelope())),
                        print_structure(message, with_extensions), part.body.lines);
  } else if (part.type == "text") {
    text += fmt::format(" {}", part.body.lines);
  }
  if (with_extensions) text += " " + print_nstring(part.md5) + print_common_extensions(part);
  return text + ")";
}

}  // namespace

std::string print_envelope(const mime::Envelope& envelope) {
  return fmt::format("({} {} {} {} {} {} {} {} {} {})", print_nstring(envelope.date),
                     print_nstring(envelope.subject), print_addresses(envelope.from),
                     print_addresses(envelope.sender), print_addresses(envelope.reply_to),
                     print_addresses(envelope.to), print_addresses(envelope.cc),
                     print_addresses(envelope.bcc), print_nstring(envelope.in_reply_to),
                     print_nstring(envelope.message_id));
}

// As deep as the tree, whose depth the parser bounds (mime::Limits::depth).
std::string print_structure(const mime::Part& part, bool with_extensions) {
  const bool multipart = part.is_multipart() && !part.children.empty();
  return multipart ? print_multipart(part, with_extensions) : print_single(part, with_extensions);
}

}  // namespace mailtown::imap
