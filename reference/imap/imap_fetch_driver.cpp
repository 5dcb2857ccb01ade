#include "imap/imap_fetch_driver.h"

#include <algorithm>

#include <fmt/format.h>

#include "imap/date_codec.h"
#include "imap/flags_codec.h"
#include "imap/structure_codec.h"

namespace mailtown::imap {

namespace {

using namespace std::chrono_literals;
using Kind = FetchItem::Kind;

constexpr Duration write_wait = 5min;  // for a client that does not take what it asked for
constexpr std::size_t collected_bytes_max = 64 * 1024;

bool needs_text(const FetchItem& item) {
  return item.kind == Kind::envelope || item.kind == Kind::body ||
         item.kind == Kind::body_structure || item.kind == Kind::section;
}

}  // namespace

FetchSender::FetchSender(wire::LineChannel& channel, Clock& clock, mailbox::Folder& folder,
                         const View& view, MailService& service)
    : channel_(channel), clock_(clock), folder_(folder), view_(view), service_(service) {}

Task<std::size_t> FetchSender::send(const server::SendMessages& what) {
  std::size_t gone = 0;
  for (const Target& target : what.targets) {
    const bool sent = co_await send_message(what, target);
    if (!sent) ++gone;
    co_await flush_if_much();
  }
  if (!read_.empty()) {
    mailbox::FlagChange change;
    change.flags.seen = true;
    // That it could not be marked is not worth a failure: the reader has read it.
    (void)co_await folder_.set_flags(read_, change, channel_.tracer(),
                                     mailbox::Folder::Safety::lazily);
  }
  co_return gone;
}

Task<bool> FetchSender::send_message(const server::SendMessages& what, Target target) {
  text_.reset();
  const mailbox::Entry* entry = mailbox::find_entry(folder_.entries(), target.uid);
  if (entry == nullptr) co_return false;
  if (std::any_of(what.items.begin(), what.items.end(), needs_text)) {
    auto file = folder_.open(target.uid);
    if (!file) co_return false;
    text_ = std::make_unique<MessageText>(std::move(*file));
    name_ = entry->name;
  }
  if (what.mark_seen && !entry->flags.seen) read_.push_back(target.uid);
  line_ = fmt::format("* {} FETCH (", target.number);
  const char* blank = "";
  for (const FetchItem& item : what.items) {
    line_ += std::exchange(blank, " ");
    if (item.kind == Kind::section) {
      co_await send_section(item);
      continue;
    }
    // Looked up again: the list may have changed during a wait.
    entry = mailbox::find_entry(folder_.entries(), target.uid);
    const mailbox::Entry gone;
    line_ += plain_item(item, entry ? *entry : gone, target);
  }
  line_ += ")";
  channel_.write_line(line_);
  co_return true;
}

std::string FetchSender::plain_item(const FetchItem& item, const mailbox::Entry& entry,
                                    Target target) {
  switch (item.kind) {
    case Kind::uid:
      return fmt::format("UID {}", target.uid);
    case Kind::flags:
      return "FLAGS " + print_flags(entry.flags, view_.is_recent(target.uid), folder_.keywords());
    case Kind::internal_date:
      return "INTERNALDATE " + print_date_time(entry.received);
    case Kind::size:
      return fmt::format("RFC822.SIZE {}", entry.bytes);
    case Kind::envelope:
      return "ENVELOPE " + print_envelope(text_->envelope());
    case Kind::body_structure:
      return "BODYSTRUCTURE " + print_structure(text_->structure(), true);
    case Kind::body:
      return "BODY " + print_structure(text_->structure(), false);
    case Kind::section:
      break;
  }
  return {};
}

// RFC 3501 §7.4.2: NIL for a part that is not there. An offset behind the end gives an empty text.
Task<> FetchSender::send_section(const FetchItem& item) {
  line_ += item.label + " ";
  const auto range = text_->find(item.section);
  if (!range) {
    line_ += "NIL";
    co_return;
  }
  const std::uint64_t whole = text_->sent_size(*range, item.section);
  const std::uint64_t skip = item.partial ? std::min(item.partial->offset, whole) : 0;
  std::uint64_t count = whole - skip;
  if (item.partial) count = std::min(count, item.partial->count);
  line_ += fmt::format("{{{}}}", count);
  channel_.write_line(line_);
  line_.clear();
  const std::uint64_t begin = channel_.offset_out();
  co_await send_text(*range, item.section, skip, count);
  if (!channel_.tracer().keeps_texts()) co_return;
  service_.note_body(name_, text_->file(), channel_.tracer());
  channel_.tracer().note(trace::BodySent{channel_.local(), channel_.remote(), "imap", begin,
                                         channel_.offset_out() - begin, name_});
}

Task<> FetchSender::send_text(MessageText::Range range, const Section& section, std::uint64_t skip,
                              std::uint64_t count) {
  HeaderFilter filter(section);
  std::string piece, passed;
  std::uint64_t at = range.begin;
  if (!range.filtered) {
    at += std::exchange(skip, 0);
    range.end = at + count;
  }
  while (count > 0) {
    piece.resize(std::min<std::uint64_t>(piece_bytes, range.end - at));
    const auto got = text_->file().read(at, piece);
    if (!got) throw StreamError(got.error());
    at += *got;
    const bool last = at == range.end;
    if (*got == 0 && !last) throw StreamError({FailureKind::io, "the file has become shorter"});
    std::string_view bytes(piece.data(), *got);
    if (range.filtered) {
      passed.clear();
      filter.feed(bytes, passed);
      if (last) filter.finish(passed);
      bytes = passed;
    }
    const auto skipped = std::min<std::uint64_t>(skip, bytes.size());
    bytes.remove_prefix(skipped);
    skip -= skipped;
    bytes = bytes.substr(0, count);
    count -= bytes.size();
    channel_.add_bytes(bytes);
    co_await flush_if_much();
    if (last) break;
  }
}

Task<> FetchSender::flush_if_much() {
  if (channel_.unsent_bytes() < collected_bytes_max) co_return;
  co_await channel_.flush(clock_.in(write_wait));
}

}  // namespace mailtown::imap
