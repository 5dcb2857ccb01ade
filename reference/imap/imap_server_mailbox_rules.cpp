// The rows about mailboxes (RFC 3501 §6.3).
#include <algorithm>

#include <fmt/format.h>

#include "imap/flags_codec.h"
#include "imap/imap_server_rules.h"
#include "imap/list_answer.h"
#include "imap/mailbox_name_codec.h"
#include "imap/string_codec.h"

namespace mailtown::imap::server {

namespace {

// The first message without \Seen.
std::optional<MessageNumber> first_unseen(const Snapshot& folder) {
  const auto found = std::find_if(folder.entries.begin(), folder.entries.end(),
                                  [](const auto& entry) { return !entry.flags.seen; });
  if (found == folder.entries.end()) return std::nullopt;
  return static_cast<MessageNumber>(found - folder.entries.begin() + 1);
}

bool is_selected(const Facts& facts, const std::string& mailbox) {
  const Selection* selection = selection_of(facts.state);
  return selection != nullptr && selection->mailbox == mailbox;
}

}  // namespace

Verdict check_select(const Facts&, const Select& select) {
  return Question(select);
}

// RFC 3501 §6.3.1: the responses that SELECT owes, and what EXAMINE changes in them (§6.3.2).
Transition apply_select(Facts&, const Select& select, const Answer& answer) {
  const Snapshot& folder = *answer.folder;
  Selection selection{select.mailbox, select.read_only, View(folder, answer.recent)};
  const bool more_keywords = folder.keywords.size() < mailbox::keywords_max;
  const std::string permanent =
      select.read_only ? "()" : print_all_flags(folder.keywords, more_keywords);
  std::vector<std::string> data = {
      "* FLAGS " + print_all_flags(folder.keywords, false),
      fmt::format("* {} EXISTS", selection.view.count()),
      fmt::format("* {} RECENT", selection.view.recent_count()),
      fmt::format("* OK [PERMANENTFLAGS {}] these are kept", permanent),
      fmt::format("* OK [UIDVALIDITY {}] as long as this stays, UIDs do", answer.uid_validity),
      fmt::format("* OK [UIDNEXT {}] the next one's", answer.uid_next)};
  if (const auto unseen = first_unseen(folder)) {
    data.push_back(fmt::format("* OK [UNSEEN {}] the first one not read", *unseen));
  }
  const char* code = select.read_only ? "READ-ONLY" : "READ-WRITE";
  return {std::move(data), Reply::ok(code, "selected"), Selected{std::move(selection)}, Send{}};
}

Transition apply_create(Facts& facts, const Create&, const Answer&) {
  return stay(facts, Reply::ok("made"));
}

// Not under the client's own feet: it would have to be thrown out.
Verdict check_delete(const Facts& facts, const Delete& command) {
  if (is_selected(facts, command.mailbox)) {
    return Reply::no("INUSE", "that mailbox is selected: close it first");
  }
  return Question(command);
}

Transition apply_delete(Facts& facts, const Delete&, const Answer&) {
  return stay(facts, Reply::ok("deleted"));
}

Transition apply_rename(Facts& facts, const Rename&, const Answer&) {
  return stay(facts, Reply::ok("renamed"));
}

Transition apply_subscribe(Facts& facts, const Subscribe& subscribe, const Answer&) {
  return stay(facts, Reply::ok(subscribe.subscribed ? "subscribed" : "not subscribed any more"));
}

// RFC 3501 §6.3.8: an empty pattern asks for the separator and the root only.
Verdict check_list(const Facts&, const List& list) {
  if (list.pattern.empty()) return Proceed{};
  return Question(NamesWanted{});
}

Transition apply_list(Facts& facts, const List& list, const Answer& answer) {
  if (list.pattern.empty()) {
    return stay(facts, Reply::ok("that is the separator"), {R"(* LIST (\Noselect) "/" "")"});
  }
  auto lines = list.subscribed_only ? list_subscriptions(list, answer.subscriptions)
                                    : list_names(list, answer.names);
  return stay(facts, Reply::ok("that is all"), std::move(lines));
}

// RFC 2342 §5: one's own mailboxes, and no others.
Transition apply_namespace(Facts& facts, const Namespace&, const Answer&) {
  return stay(facts, Reply::ok("that is all"), {R"(* NAMESPACE (("" "/")) NIL NIL)"});
}

Transition apply_status(Facts& facts, const StatusOf& status, const Answer& answer) {
  return stay(facts, Reply::ok("that is how it stands"),
              {print_status(status.mailbox, status.items, answer.status)});
}

Verdict check_append(const Facts& facts, const Append& append) {
  if (append.bytes > facts.options.message_bytes_max) {
    return Reply::no("TOOBIG", fmt::format("a message has at most {} octets here",  // RFC 7889 §3
                                           facts.options.message_bytes_max));
  }
  if (append.bytes == 0) return Reply::no("CANNOT", "a message of no octets is none");
  return Question(append);
}

Transition apply_append(Facts& facts, const Append& append, const Answer&) {
  std::optional<Reply> reply;
  if (append.synchronizing) reply = Reply::more("send it");
  return {{}, std::move(reply), std::move(facts.state), ReceiveMessage{append.bytes}};
}

Verdict check_came(const Facts&, const MessageCame& came) {
  if (came.fault) return *came.fault;
  return Proceed{};
}

Transition apply_came(Facts& facts, const MessageCame& came, const Answer&) {
  const std::string code = fmt::format("APPENDUID {} {}", came.uid_validity, came.uid);
  return stay(facts, Reply::ok(code, "it is here now"));  // RFC 4315 §3
}

}  // namespace mailtown::imap::server
