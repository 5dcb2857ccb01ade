// FetchSender: answers FETCH, message after message, text straight from the files.
//
// Memory: some 100 KB, however many messages are asked for and however large they are. A message's
// responses are collected with its neighbours' and go out together.
#pragma once

#include "imap/imap_server_table.h"
#include "imap/message_text.h"
#include "wire/line_channel.h"

namespace mailtown::imap {

class FetchSender {
 public:
  // `view` is the session's, and does not change meanwhile; all must outlive the object.
  FetchSender(wire::LineChannel& channel, Clock& clock, mailbox::Folder& folder, const View& view,
              MailService& service);

  // Sends what is asked for; returns how many messages could not be told, since they are gone.
  // Marks as seen what was read (RFC 3501 §6.4.5), if that is asked. Throws StreamError, also when
  // a file cannot be read on in the midst of its literal: half a message can only be broken off.
  Task<std::size_t> send(const server::SendMessages& what);

 private:
  Task<bool> send_message(const server::SendMessages& what, Target target);
  std::string plain_item(const FetchItem& item, const mailbox::Entry& entry, Target target);
  Task<> send_section(const FetchItem& item);
  Task<> send_text(MessageText::Range range, const Section& section, std::uint64_t skip,
                   std::uint64_t count);
  Task<> flush_if_much();

  wire::LineChannel& channel_;
  Clock& clock_;
  mailbox::Folder& folder_;
  const View& view_;
  MailService& service_;
  std::vector<Uid> read_;  // to be marked as seen
  // Of the message at hand:
  std::string line_;  // begun
  std::unique_ptr<MessageText> text_;
  std::string name_;
};

}  // namespace mailtown::imap
