#include "imap/client_response_codec.h"

#include "text/ascii.h"

namespace mailtown::imap::client {

namespace {

constexpr std::string_view message_mark = "BODY[] {";

// "[UIDVALIDITY 3] UIDs valid", behind the status (RFC 3501 §7.1)
Reply read_reply(TokenReader& in, Status status) {
  Reply reply{status, {}, {}};
  in.take(' ');
  const bool has_code = in.sees('[');
  std::string rest = in.rest();
  if (has_code) {
    const std::size_t end = rest.find(']');
    if (end == std::string::npos) {
      in.fail("the response code is not closed");
      return reply;
    }
    reply.code = rest.substr(1, end - 1);
    rest.erase(0, end + 1);
    if (rest.starts_with(' ')) rest.erase(0, 1);
  }
  reply.text = std::move(rest);
  return reply;
}

std::optional<Status> status_of(const std::string& word) {
  if (word == "OK" || word == "PREAUTH") return Status::ok;
  if (word == "NO") return Status::no;
  if (word == "BAD") return Status::bad;
  if (word == "BYE") return Status::bye;
  return std::nullopt;
}

Capabilities read_capabilities(TokenReader& in) {
  Capabilities capabilities;
  while (in.take(' ') && !in.at_end()) {
    capabilities.names.push_back(upper_case(in.atom("a capability")));
  }
  return capabilities;
}

std::vector<std::string> read_flags(TokenReader& in) {
  std::vector<std::string> flags;
  in.expect('(');
  while (!in.failed() && !in.take(')')) {
    std::string flag = in.take('\\') ? "\\" : "";
    flag += in.atom("a flag");
    flags.push_back(std::move(flag));
    in.take(' ');
  }
  return flags;
}

// The text itself has gone its own way; its mark ends the line or is followed by further items.
void pass_message(TokenReader& in) {
  if (in.take('{')) {
    in.large_number("the text's size");
    in.expect('}');
  } else if (in.sees('"')) {
    in.string("the text");
  } else if (!in.take_word("NIL")) {
    in.fail("the message's text is missing");
  }
}

Fetched read_fetched(TokenReader& in, std::uint32_t number) {
  Fetched fetched;
  fetched.number = number;
  in.space();
  in.expect('(');
  while (!in.failed() && !in.take(')')) {
    const std::string name = in.keyword();
    if (name == "BODY") {
      in.expect('[');
      in.expect(']');
    }
    in.space();
    if (name == "UID") {
      fetched.uid = in.nonzero_number("a UID");
    } else if (name == "FLAGS") {
      fetched.flags = read_flags(in);
    } else if (name == "BODY") {
      pass_message(in);
    } else if (name == "RFC822.SIZE") {
      in.large_number("a size");
    } else {
      in.fail("nobody has asked for " + name);
    }
    in.take(' ');
  }
  return fetched;
}

Data read_numbered(TokenReader& in) {
  const std::uint32_t number = in.number("a number");
  in.space();
  const std::string word = in.keyword();
  if (word == "EXISTS") return Exists{number};
  if (word == "EXPUNGE") return Expunged{number};
  if (word == "FETCH") return read_fetched(in, number);
  if (word != "RECENT") in.fail("that is no response: " + word);
  return Other{};
}

Data read_untagged(TokenReader& in) {
  if (in.sees_digit()) return read_numbered(in);
  const std::string word = in.keyword();
  if (const auto status = status_of(word)) return read_reply(in, *status);
  if (word == "CAPABILITY") return read_capabilities(in);
  if (word.empty()) in.fail("that is no response");
  in.rest();
  return Other{};
}

}  // namespace

Parsed<Response> parse_response(std::string_view text) {
  TokenReader in(text);
  Response response;
  if (in.take('+')) {
    response.tag = "+";
    response.data = read_reply(in, Status::more);
  } else if (in.take('*')) {
    response.tag = "*";
    in.space();
    response.data = read_untagged(in);
  } else {
    response.tag = in.atom("a tag");
    in.space();
    const auto status = status_of(in.keyword());
    if (!status) in.fail("that is no status");
    response.data = read_reply(in, status.value_or(Status::bad));
  }
  return in.done(std::move(response));
}

bool announces_message(std::string_view line) {
  const std::size_t mark = line.rfind('{');
  return mark != std::string_view::npos && line.substr(0, mark + 1).ends_with(message_mark);
}

}  // namespace mailtown::imap::client
