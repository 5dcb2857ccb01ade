// The rows about messages of the selected mailbox (RFC 3501 §6.4).
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "imap/imap_server_rules.h"
#include "imap/sequence_set_codec.h"

namespace mailtown::imap::server {

namespace {

const Selection& selected(const Facts& facts) {
  return std::get<Selected>(facts.state).selection;
}
View& view_of(Facts& facts) {
  return std::get<Selected>(facts.state).selection.view;
}

// A message number that the client has not been told of is its error (RFC 3501 §9, seq-number); a
// UID that is not there is not (§6.4.8).
std::optional<Reply> fault_of(const SequenceSet& set, std::uint32_t count) {
  if (set.largest_named() <= count) return std::nullopt;
  return Reply::bad(
      fmt::format("there is no message {}, only {} are here", set.largest_named(), count));
}
std::optional<Reply> fault_of(const Facts& facts, const SequenceSet& set, bool by_uid) {
  return by_uid ? std::nullopt : fault_of(set, selected(facts).view.count());
}

std::optional<Reply> fault_of(const SearchKey& key, std::uint32_t count) {
  if (key.kind == SearchKey::Kind::sequence) return fault_of(key.set, count);
  for (const SearchKey& child : key.children) {
    auto fault = fault_of(child, count);
    if (fault) return fault;
  }
  return std::nullopt;
}

std::optional<Reply> fault_of_writing(const Facts& facts) {
  if (!selected(facts).read_only) return std::nullopt;
  return Reply::no("READ-ONLY", "the mailbox was opened with EXAMINE: nothing is changed");
}

std::vector<Uid> uids_of(const std::vector<Target>& targets) {
  std::vector<Uid> uids;
  uids.reserve(targets.size());
  for (const Target& target : targets) uids.push_back(target.uid);
  return uids;
}

// RFC 4315 §3: which UID has become which. Both lists have the same order.
std::string copy_uid(const Answer& answer) {
  std::vector<Uid> from, to;
  for (const auto& [old_uid, new_uid] : answer.copied) {
    from.push_back(old_uid);
    to.push_back(new_uid);
  }
  return fmt::format("COPYUID {} {} {}", answer.uid_validity, print_numbers(from),
                     print_numbers(to));
}

}  // namespace

Transition apply_check(Facts& facts, const Check&, const Answer&) {
  return stay(facts, Reply::ok("everything is on the disk"));
}

// RFC 3501 §6.4.2: removes what is \Deleted, and says nothing of it.
Verdict check_close(const Facts& facts, const Close&) {
  if (selected(facts).read_only) return Proceed{};
  return Question(ExpungeWanted{std::nullopt});
}

Transition apply_close(Facts&, const Close&, const Answer&) {
  return {{}, Reply::ok("closed"), Authenticated{}, Send{}};
}

Transition apply_unselect(Facts&, const Unselect&, const Answer&) {
  return {{}, Reply::ok("closed, and nothing removed"), Authenticated{}, Send{}};
}

Verdict check_expunge(const Facts& facts, const Expunge& expunge) {
  if (auto fault = fault_of_writing(facts)) return *fault;
  if (!expunge.uids) return Question(ExpungeWanted{std::nullopt});
  return Question(ExpungeWanted{uids_of(selected(facts).view.targets(*expunge.uids, true))});
}

// The EXPUNGE responses come with what else has changed, as the table says.
Transition apply_expunge(Facts& facts, const Expunge&, const Answer&) {
  return stay(facts, Reply::ok("expunged"));
}

Verdict check_search(const Facts& facts, const Search& search) {
  if (auto fault = fault_of(search.key, selected(facts).view.count())) return *fault;
  return Proceed{};
}

Transition apply_search(Facts& facts, const Search& search, const Answer&) {
  return {{}, std::nullopt, std::move(facts.state), SearchMessages{search}};
}

Transition apply_found(Facts& facts, const MessagesFound& found, const Answer&) {
  const char* blank = found.numbers.empty() ? "" : " ";
  return stay(facts, Reply::ok("that is all"),
              {fmt::format("* SEARCH{}{}", blank, fmt::join(found.numbers, " "))});
}

Verdict check_fetch(const Facts& facts, const Fetch& fetch) {
  if (auto fault = fault_of(facts, fetch.set, fetch.by_uid)) return *fault;
  return Proceed{};
}

Transition apply_fetch(Facts& facts, const Fetch& fetch, const Answer&) {
  SendMessages send;
  send.targets = selected(facts).view.targets(fetch.set, fetch.by_uid);
  send.items = fetch.items;
  send.gone_is_fine = fetch.by_uid;
  const bool asks_uid =
      std::any_of(fetch.items.begin(), fetch.items.end(),
                  [](const FetchItem& item) { return item.kind == FetchItem::Kind::uid; });
  if (fetch.by_uid && !asks_uid) {  // RFC 3501 §6.4.8: always told
    FetchItem uid;
    uid.kind = FetchItem::Kind::uid;
    send.items.insert(send.items.begin(), uid);
  }
  send.mark_seen = !selected(facts).read_only &&
                   std::any_of(fetch.items.begin(), fetch.items.end(),
                               [](const FetchItem& item) { return item.marks_seen; });
  return {{}, std::nullopt, std::move(facts.state), std::move(send)};
}

// RFC 2180 §4.1.3: what could be told was told, and the rest is gone for good.
Verdict check_sent(const Facts&, const MessagesSent& sent) {
  if (sent.gone == 0) return Proceed{};
  return Reply::no("EXPUNGEISSUED", "some of these messages are gone");
}

Transition apply_sent(Facts& facts, const MessagesSent&, const Answer&) {
  return stay(facts, Reply::ok("that is all"));
}

Verdict check_store(const Facts& facts, const Store& store) {
  if (auto fault = fault_of(facts, store.set, store.by_uid)) return *fault;
  if (auto fault = fault_of_writing(facts)) return *fault;
  FlagsWanted wanted;
  wanted.uids = uids_of(selected(facts).view.targets(store.set, store.by_uid));
  wanted.change = {store.how, store.flags.flags, store.flags.keywords};
  return Question(std::move(wanted));
}

Transition apply_store(Facts& facts, const Store& store, const Answer& answer) {
  View& view = view_of(facts);
  const auto targets = view.targets(store.set, store.by_uid);
  std::vector<std::string> data;
  if (store.silent) {
    view.pass_over(*answer.folder, targets);
  } else {
    data = view.tell_flags(*answer.folder, targets);
  }
  const bool some_gone = std::any_of(targets.begin(), targets.end(), [&](const Target& target) {
    return mailbox::find_entry(answer.folder->entries, target.uid) == nullptr;
  });
  Reply reply = Reply::ok("changed");
  if (some_gone && !store.by_uid) {  // RFC 2180 §4.2.1
    reply = Reply::no("EXPUNGEISSUED", "some of these messages are gone; the others are changed");
  }
  return stay(facts, std::move(reply), std::move(data));
}

Verdict check_copy(const Facts& facts, const Copy& copy) {
  if (auto fault = fault_of(facts, copy.set, copy.by_uid)) return *fault;
  if (copy.move) {
    if (auto fault = fault_of_writing(facts)) return *fault;
  }
  return Question(CopyWanted{uids_of(selected(facts).view.targets(copy.set, copy.by_uid)),
                             copy.mailbox, copy.move});
}

// RFC 6851 §4.3: MOVE tells the UIDs first, and the EXPUNGE responses follow.
Transition apply_copy(Facts& facts, const Copy& copy, const Answer& answer) {
  if (answer.copied.empty()) return stay(facts, Reply::ok("there was nothing to take"));
  Reply reply = Reply::ok(copy_uid(answer), copy.move ? "moved" : "copied");
  if (!copy.move) return stay(facts, std::move(reply));
  return stay(facts, Reply::ok("done"), {reply.to_string("*")});
}

}  // namespace mailtown::imap::server
