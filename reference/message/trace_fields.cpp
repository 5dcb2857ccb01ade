#include "message/trace_fields.h"

#include <fmt/format.h>

#include "message/date.h"

namespace mailtown::message {

namespace {

// TCP-info of RFC 5321 §4.4: "([192.0.2.1])" or "(mx.example.org [192.0.2.1])"
std::string tcp_info(const Hop& hop) {
  const std::string literal = (hop.peer.is_v6() ? "[IPv6:" : "[") + hop.peer.to_string() + "]";
  return hop.ptr_name.empty() ? "(" + literal + ")" : "(" + hop.ptr_name + " " + literal + ")";
}

}  // namespace

std::string protocol_name(bool extended, bool encrypted, bool authenticated) {
  if (!extended) return "SMTP";
  return std::string("ESMTP") + (encrypted ? "S" : "") + (authenticated ? "A" : "");
}

std::string received_field(const Hop& hop) {
  const std::string recipient = hop.for_recipient.is_null()
                                    ? ""
                                    : fmt::format("\r\n\tfor <{}>", hop.for_recipient.to_string());
  return fmt::format("Received: from {} {}\r\n\tby {} with {} id {}{};\r\n\t{}\r\n", hop.helo,
                     tcp_info(hop), hop.by, hop.with, hop.id, recipient, mail_date(hop.time));
}

std::string return_path_field(const Address& reverse_path) {
  return "Return-Path: <" + reverse_path.to_string() + ">\r\n";
}

}  // namespace mailtown::message
