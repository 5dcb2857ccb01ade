#include "imap/imap_append_driver.h"

#include <algorithm>

#include "imap/command_codec.h"

namespace mailtown::imap {

namespace {

using server::MessageCame;

// The next bytes of a literal that has `left` to come.
Task<std::string_view> next_bytes(wire::LineChannel& channel, Clock& clock, std::uint64_t left,
                                  Duration wait) {
  const std::string_view bytes = co_await channel.peek(clock.in(wait));
  if (bytes.empty()) throw StreamError({FailureKind::closed, "the client left in the midst"});
  co_return bytes.substr(0, left);
}

// The line that the literal stood in goes on after it; with APPEND there is nothing more to say.
// What MULTIAPPEND (RFC 3502) would send is passed over.
Task<bool> line_ends(wire::LineChannel& channel, Clock& clock, Duration wait) {
  bool nothing = true;
  for (;;) {
    const wire::Line line = co_await channel.read_line(command_bytes_max, clock.in(wait));
    if (line.kind == wire::Line::Kind::end_of_stream) {
      throw StreamError({FailureKind::closed, "the client left in the midst"});
    }
    nothing = nothing && line.is_complete() && line.text.empty();
    const auto mark = literal_at_end(line.tail.empty() ? line.text : line.tail);
    if (!mark || mark->synchronizing) co_return nothing;
    co_await skip_literal(channel, clock, mark->bytes, wait);
  }
}

Reply refusal_of_storing(const Failure& failure) {
  if (failure.kind == FailureKind::full) {
    return Reply::no("OVERQUOTA", "there is no room for that message");
  }
  return refusal_of(failure, "TRYCREATE");
}

const std::string* name_of(const mailbox::Folder& folder, Uid uid) {
  const mailbox::Entry* entry = mailbox::find_entry(folder.entries(), uid);
  return entry ? &entry->name : nullptr;
}

}  // namespace

Task<> skip_literal(wire::LineChannel& channel, Clock& clock, std::uint64_t bytes, Duration wait) {
  while (bytes > 0) {
    const std::string_view next = co_await next_bytes(channel, clock, bytes, wait);
    bytes -= next.size();
    channel.consume(next.size());
  }
}

Task<MessageCame> receive_message(wire::LineChannel& channel, Clock& clock,
                                  SessionMailbox::Appending appending, std::uint64_t bytes,
                                  Duration wait) {
  MessageCame came;
  const std::uint64_t begin = channel.offset_in();
  for (std::uint64_t left = bytes; left > 0;) {
    const std::string_view next = co_await next_bytes(channel, clock, left, wait);
    if (!came.fault && next.find('\0') != next.npos) {  // RFC 3501 §9, CHAR8
      came.fault = Reply::no("CANNOT", "a message holds no NUL");
    }
    if (!came.fault) {
      const auto stored = appending.draft->append(next);
      if (!stored) came.fault = refusal_of_storing(stored.error());
    }
    left -= next.size();
    channel.consume(next.size());
  }
  const bool ends = co_await line_ends(channel, clock, wait);
  if (!ends) came.fault = Reply::bad("one message at a time, and nothing behind it");
  if (came.fault) co_return came;
  const auto uid = co_await appending.draft->commit(channel.tracer());
  if (!uid) {
    came.fault = refusal_of_storing(uid.error());
    co_return came;
  }
  came.uid = *uid;
  came.uid_validity = appending.folder->uid_validity();
  const std::string* name = name_of(*appending.folder, *uid);
  if (channel.tracer() && name) {
    channel.tracer().note(trace::BodyReceived{channel.local(), channel.remote(), "imap", begin,
                                              bytes, *name});
  }
  co_return came;
}

}  // namespace mailtown::imap
