// The commands about messages (RFC 3501 §6.4.4 to §6.4.8; MOVE: RFC 6851).
#include "imap/command_codec.h"
#include "imap/fetch_codec.h"
#include "imap/flags_codec.h"
#include "imap/mailbox_name_codec.h"
#include "imap/search_codec.h"
#include "imap/sequence_set_codec.h"

namespace mailtown::imap {

namespace {

using How = mailbox::FlagChange::How;

template <class Kind>
Parsed<Kind> by_uid(Parsed<Kind> command) {
  if (command) command->by_uid = true;
  return command;
}

Parsed<Copy> moving(Parsed<Copy> copy) {
  if (copy) copy->move = true;
  return copy;
}

}  // namespace

Parsed<Expunge> parse_uid_expunge(std::string_view arguments) {
  TokenReader in(arguments);
  in.space();
  Expunge expunge{read_sequence_set(in)};
  return in.done(std::move(expunge));
}

Parsed<Search> parse_search(std::string_view arguments) {
  TokenReader in(arguments);
  in.space();
  Search search = read_search(in);
  return in.done(std::move(search));
}

Parsed<Search> parse_uid_search(std::string_view arguments) {
  return by_uid(parse_search(arguments));
}

Parsed<Fetch> parse_fetch(std::string_view arguments) {
  TokenReader in(arguments);
  Fetch fetch;
  in.space();
  fetch.set = read_sequence_set(in);
  in.space();
  fetch.items = read_fetch_items(in);
  return in.done(std::move(fetch));
}

Parsed<Fetch> parse_uid_fetch(std::string_view arguments) {
  return by_uid(parse_fetch(arguments));
}

// store = "STORE" SP sequence-set SP ["+" / "-"] "FLAGS" [".SILENT"] SP (flag-list / flags)
Parsed<Store> parse_store(std::string_view arguments) {
  TokenReader in(arguments);
  Store store;
  in.space();
  store.set = read_sequence_set(in);
  in.space();
  if (in.take('+')) {
    store.how = How::add;
  } else if (in.take('-')) {
    store.how = How::remove;
  }
  const std::string word = in.keyword();
  store.silent = word == "FLAGS.SILENT";
  if (word != "FLAGS" && !store.silent) in.fail("STORE changes FLAGS, and nothing else");
  in.space();
  store.flags = read_flags(in);
  return in.done(std::move(store));
}

Parsed<Store> parse_uid_store(std::string_view arguments) {
  return by_uid(parse_store(arguments));
}

Parsed<Copy> parse_copy(std::string_view arguments) {
  TokenReader in(arguments);
  Copy copy;
  in.space();
  copy.set = read_sequence_set(in);
  in.space();
  copy.mailbox = read_mailbox_name(in);
  return in.done(std::move(copy));
}

Parsed<Copy> parse_uid_copy(std::string_view arguments) {
  return by_uid(parse_copy(arguments));
}
Parsed<Copy> parse_move(std::string_view arguments) {
  return moving(parse_copy(arguments));
}
Parsed<Copy> parse_uid_move(std::string_view arguments) {
  return by_uid(parse_move(arguments));
}

}  // namespace mailtown::imap
