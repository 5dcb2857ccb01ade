// STATUS and APPEND (RFC 3501 §6.3.10, §6.3.11).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "imap/command_codec.h"
#include "imap/date_codec.h"
#include "imap/flags_codec.h"
#include "imap/mailbox_name_codec.h"
#include "imap/status_codec.h"
#include "imap/string_codec.h"

namespace mailtown::imap {

namespace {

struct ItemName {
  const char* name;
  StatusItem item;
};
constexpr std::array item_names = {
    ItemName{"MESSAGES", StatusItem::messages}, ItemName{"RECENT", StatusItem::recent},
    ItemName{"UIDNEXT", StatusItem::uid_next}, ItemName{"UIDVALIDITY", StatusItem::uid_validity},
    ItemName{"UNSEEN", StatusItem::unseen}};

StatusItem read_item(TokenReader& in) {
  const std::string word = in.keyword();
  for (const ItemName& each : item_names) {
    if (word == each.name) return each.item;
  }
  in.fail(word.empty() ? "an item is missing" : fmt::format("I do not know the item {}", word));
  return {};
}

std::uint64_t value_of(const FolderStatus& status, StatusItem item) {
  switch (item) {
    case StatusItem::messages:
      return status.messages;
    case StatusItem::recent:
      return status.recent;
    case StatusItem::uid_next:
      return status.uid_next;
    case StatusItem::uid_validity:
      return status.uid_validity;
    case StatusItem::unseen:
      break;
  }
  return status.unseen;
}

}  // namespace

Parsed<StatusOf> parse_status(std::string_view arguments) {
  TokenReader in(arguments);
  StatusOf status;
  in.space();
  status.mailbox = read_mailbox_name(in);
  in.space();
  in.expect('(');
  do status.items.push_back(read_item(in));
  while (in.take(' ') && status.items.size() < 2 * item_names.size());
  in.expect(')');
  return in.done(std::move(status));
}

std::string print_status(const std::string& mailbox, const std::vector<StatusItem>& items,
                         const FolderStatus& status) {
  std::string values;
  for (const StatusItem item : items) {
    for (const ItemName& each : item_names) {
      if (each.item != item) continue;
      if (!values.empty()) values += ' ';
      values += fmt::format("{} {}", each.name, value_of(status, item));
    }
  }
  return fmt::format("* STATUS {} ({})", print_mailbox_name(mailbox), values);
}

// append = "APPEND" SP mailbox [SP flag-list] [SP date-time] SP literal
Parsed<Append> parse_append(std::string_view arguments) {
  TokenReader in(arguments);
  Append append;
  in.space();
  append.mailbox = read_mailbox_name(in);
  in.space();
  if (in.sees('(')) {
    append.flags = read_flag_list(in);
    in.space();
  }
  if (in.sees('"')) {
    append.received = read_date_time(in);
    in.space();
  }
  if (in.failed()) return in.done(std::move(append));
  const std::string mark = in.rest();
  const auto literal = literal_at_end(mark);
  if (!literal || !mark.starts_with('{')) in.fail("the message's literal is missing");
  if (literal) {
    append.bytes = literal->bytes;
    append.synchronizing = literal->synchronizing;
  }
  return in.done(std::move(append));
}

}  // namespace mailtown::imap
