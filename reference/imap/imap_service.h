// What an IMAP server asks the mail system behind it.
//
// The session machine knows the protocol and nothing of users or files. Where the protocol needs to
// know more, it puts a Question, and the driver gets the Answer: to a log-in from the
// MailService, to all else from the mailbox that came with it (session_mailbox.h).
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "imap/command.h"
#include "imap/reply.h"
#include "imap/status_codec.h"
#include "imap/view.h"
#include "mailbox/mailbox.h"
#include "trace/tracer.h"

namespace mailtown::imap {

struct SessionInfo {
  Endpoint remote, local;
  bool tls = false;
  std::string login;  // once logged in: the account
};

// --- questions -----------------------------------------------------------------------------------

// LOGIN or AUTHENTICATE: are they right?
struct CredentialsGiven {
  std::string login, password;
};
// LIST or LSUB: all names, and the subscribed ones.
struct NamesWanted {};
// STORE. An empty list is fine.
struct FlagsWanted {
  std::vector<Uid> uids;
  mailbox::FlagChange change;
};
// EXPUNGE, UID EXPUNGE, CLOSE: removes what is \Deleted; of `uids` only, if given.
struct ExpungeWanted {
  std::optional<std::vector<Uid>> uids;
};
struct CopyWanted {
  std::vector<Uid> uids;
  std::string mailbox;
  bool move = false;
};
// Select, Create, Delete, Rename, Subscribe and StatusOf ask for what they say; Append, whether the
// message may come.
using Question =
    std::variant<CredentialsGiven, Select, Create, Delete, Rename, Subscribe, NamesWanted, StatusOf,
                 Append, FlagsWanted, ExpungeWanted, CopyWanted>;

struct Answer {
  std::optional<Reply> refusal;     // none: done
  trace::EventNumber decision = 0;  // the recorded decision: the reply's cause in the trace

  // To CredentialsGiven: the account and its mailbox.
  std::string login;
  std::unique_ptr<mailbox::Mailbox> mailbox;
  // To Select, and to what changes messages: the folder, now.
  std::optional<Snapshot> folder;
  std::uint32_t uid_validity = 0;  // of the folder selected, or copied to
  Uid uid_next = 0;
  std::vector<Uid> recent;  // that this session claims
  // To NamesWanted; both sorted but for INBOX, which comes first.
  std::vector<std::string> names;
  std::set<std::string> subscriptions;
  FolderStatus status;       // to StatusOf
  mailbox::UidPairs copied;  // to CopyWanted
};

class MailService {
 public:
  virtual ~MailService() = default;
  // `tracer` carries the cause: the line that led to the question. Never throws StreamError.
  virtual Task<Answer> log_in(CredentialsGiven credentials, SessionInfo session, Tracer tracer) = 0;
  // Records the text of a message, under its file's name, unless that was done before.
  virtual void note_body(const std::string& name, File& file, const Tracer& tracer) = 0;
};

}  // namespace mailtown::imap
