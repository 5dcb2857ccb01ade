#include "imap/command_codec.h"

#include "imap/fetch_codec.h"
#include "imap/mailbox_name_codec.h"
#include "text/ascii.h"

namespace mailtown::imap {

namespace {

constexpr std::size_t tag_bytes_max = 100;
constexpr std::size_t id_pairs_max = 30;  // RFC 2971 §3.3

// RFC 3501 §9, tag: ASTRING-CHARs except '+'.
bool is_tag(std::string_view text) {
  TokenReader in(text);
  const bool all = !text.empty() && text[0] != '"' && text[0] != '{' && in.astring("") == text;
  return all && text.size() <= tag_bytes_max && text.find('+') == text.npos;
}

std::string_view next_word(std::string_view& text) {
  const auto blank = text.find(' ');
  const std::string_view word = text.substr(0, blank);
  text.remove_prefix(word.size());
  return word;
}

template <class Kind>
Parsed<Kind> parse_named(std::string_view arguments, Kind command) {
  TokenReader in(arguments);
  in.space();
  command.mailbox = read_mailbox_name(in);
  return in.done(std::move(command));
}

}  // namespace

SplitCommand split_command(std::string_view text) {
  SplitCommand split;
  std::string_view rest = text;
  const std::string_view tag = next_word(rest);
  if (!is_tag(tag)) return split;
  split.tag = tag;
  if (!rest.starts_with(' ')) return split;
  rest.remove_prefix(1);
  const auto read_verb = [&rest] { return upper_case(next_word(rest).substr(0, 40)); };
  split.verb = read_verb();
  if (split.verb == "UID" && rest.starts_with(' ')) {
    rest.remove_prefix(1);
    split.verb += " " + read_verb();
  }
  split.arguments = rest;
  return split;
}

std::optional<LiteralMark> literal_at_end(std::string_view line) {
  const auto brace = line.rfind('{');
  if (brace == line.npos || !line.ends_with('}')) return std::nullopt;
  std::string_view digits = line.substr(brace + 1, line.size() - brace - 2);
  LiteralMark mark;
  mark.synchronizing = !digits.ends_with('+');
  if (!mark.synchronizing) digits.remove_suffix(1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
  TokenReader in(digits);
  mark.bytes = in.large_number("");
  if (in.failed()) mark.bytes = UINT64_MAX;  // too large to be counted: too large for anything
  return mark;
}

// RFC 2971 §3.1: NIL, or pairs of names and values. They are checked and forgotten.
Parsed<Id> parse_id(std::string_view arguments) {
  TokenReader in(arguments);
  in.space();
  if (in.take_word("NIL")) return in.done(Id{});
  in.expect('(');
  std::size_t pairs = 0;
  if (!in.take(')')) {
    do {
      in.string("a name");
      in.space();
      if (!in.take_word("NIL")) in.string("a value");
    } while (in.take(' ') && ++pairs < id_pairs_max);
    in.expect(')');
  }
  return in.done(Id{});
}

Parsed<Authenticate> parse_authenticate(std::string_view arguments) {
  TokenReader in(arguments);
  Authenticate authenticate;
  in.space();
  authenticate.mechanism = upper_case(in.atom("a mechanism"));
  if (in.take(' ')) authenticate.initial = in.rest();
  return in.done(std::move(authenticate));
}

Parsed<Login> parse_login(std::string_view arguments) {
  TokenReader in(arguments);
  Login login;
  in.space();
  login.login = in.astring("a user name");
  in.space();
  login.password = in.astring("a password");
  return in.done(std::move(login));
}

Parsed<Select> parse_select(std::string_view arguments) {
  return parse_named(arguments, Select{{}, false});
}
Parsed<Select> parse_examine(std::string_view arguments) {
  return parse_named(arguments, Select{{}, true});
}
Parsed<Delete> parse_delete(std::string_view arguments) {
  return parse_named(arguments, Delete{});
}
Parsed<Subscribe> parse_subscribe(std::string_view arguments) {
  return parse_named(arguments, Subscribe{{}, true});
}
Parsed<Subscribe> parse_unsubscribe(std::string_view arguments) {
  return parse_named(arguments, Subscribe{{}, false});
}

// RFC 3501 §6.3.3: a separator at the end says that names below will be made; it is no part of the
// name, and a mailbox is made all the same.
Parsed<Create> parse_create(std::string_view arguments) {
  auto create = parse_named(arguments, Create{});
  if (create && create->mailbox.size() > 1 && create->mailbox.ends_with('/')) {
    create->mailbox.pop_back();
  }
  return create;
}

Parsed<Rename> parse_rename(std::string_view arguments) {
  TokenReader in(arguments);
  Rename rename;
  in.space();
  rename.from = read_mailbox_name(in);
  in.space();
  rename.to = read_mailbox_name(in);
  return in.done(std::move(rename));
}

Parsed<List> parse_list(std::string_view arguments) {
  TokenReader in(arguments);
  List list;
  in.space();
  list.reference = in.sees('"') || in.sees('{') ? in.string("a reference") : in.astring("one");
  in.space();
  list.pattern = in.list_pattern();
  for (std::string* text : {&list.reference, &list.pattern}) {
    const auto decoded = decode_utf7(*text);
    if (!decoded) in.fail("a mailbox name is no modified UTF-7 (RFC 3501 section 5.1.3)");
    if (text->size() > mailbox_name_bytes_max) in.fail("a mailbox name is too long");
    if (decoded) *text = *decoded;
  }
  return in.done(std::move(list));
}

Parsed<List> parse_lsub(std::string_view arguments) {
  auto list = parse_list(arguments);
  if (list) list->subscribed_only = true;
  return list;
}

Parsed<Enable> parse_enable(std::string_view arguments) {
  TokenReader in(arguments);
  Enable enable;
  in.space();
  do enable.capabilities.push_back(upper_case(in.atom("a capability")));
  while (in.take(' '));
  return in.done(std::move(enable));
}

std::string mask_command(std::string_view line) {
  const SplitCommand split = split_command(line);
  if (split.verb != "LOGIN" && split.verb != "AUTHENTICATE") return std::string(line);
  return split.tag + " " + split.verb + " ****";
}

}  // namespace mailtown::imap
