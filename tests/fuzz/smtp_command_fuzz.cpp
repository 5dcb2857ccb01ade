// Any bytes as command lines and reply lines: they parse or they do not, and what parses is printed
// and parsed again to the same.
#include <cstdlib>

#include "smtp/command_codec.h"
#include "smtp/reply_codec.h"
#include "smtp/smtp_server_table.h"
#include "wire/line_buffer.h"

namespace {

using namespace mailtown;

template <class Kind>
void expect_round_trip(std::string_view arguments,
                       smtp::Parsed<Kind> (*parse)(std::string_view arguments)) {
  const auto command = parse(arguments);
  if (!command) {
    if (!command.error().is_permanent()) std::abort();
    return;
  }
  const std::string line = smtp::print_command(*command);
  const auto again = parse(smtp::split_line(line).arguments);
  if (!again || smtp::print_command(*again) != line) std::abort();
}

void parse_command_line(std::string_view line) {
  const smtp::SplitLine split = smtp::split_line(line);
  expect_round_trip(split.arguments, smtp::parse_mail);
  expect_round_trip(split.arguments, smtp::parse_rcpt);
  expect_round_trip(split.arguments, smtp::parse_ehlo);
  const auto* row = smtp::server::find_row(split.verb);
  if (row && row->parse) row->parse(split.arguments);
  smtp::mask_command(line);
}

void parse_reply_line(smtp::ReplyParser& parser, std::string_view line) {
  if (parser.add_line(line) != smtp::ReplyParser::Progress::complete) return;
  const smtp::Reply reply = parser.take();
  for (const std::string& printed : smtp::print_reply(reply)) {
    if (printed.size() + 2 > smtp::reply_line_bytes_max) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  wire::LineBuffer buffer;
  buffer.add({reinterpret_cast<const char*>(data), size});
  smtp::ReplyParser parser;
  while (const auto line = buffer.take_line(smtp::mail_command_bytes_max)) {
    if (line->text.size() > smtp::mail_command_bytes_max) std::abort();
    parse_command_line(line->text);
    parse_reply_line(parser, line->text);
  }
  parse_command_line(buffer.take_rest().text);
  return 0;
}
