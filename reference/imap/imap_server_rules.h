// What each row of the server's table checks and does. Pure functions; the table names them.
//
// check_...: may it happen? apply_...: it happens, here is the reply and what comes next.
#pragma once

#include "imap/imap_server_table.h"

namespace mailtown::imap::server {

// Nothing to check but the state, which the table has.
template <class Kind>
Verdict fine(const Facts&, const Kind&) {
  return Proceed{};
}
// The service is to say.
template <class Kind>
Verdict ask(const Facts&, const Kind& command) {
  return Question(command);
}

// Says `reply` and leaves the state as it is.
Transition stay(Facts& facts, Reply reply, std::vector<std::string> data = {});

// --- connection, log-in and end (imap_server_login_rules.cpp) ------------------------------------

// "IMAP4rev1 LITERAL+ ...": what is offered at this moment (RFC 3501 §7.2.1).
std::string capabilities(const Facts& facts);
Transition greet(Facts& facts, const Connect&, const Answer&);
Transition apply_capability(Facts& facts, const Capability&, const Answer&);
Transition apply_noop(Facts& facts, const Noop&, const Answer&);
Transition apply_logout(Facts& facts, const Logout&, const Answer&);
Transition apply_id(Facts& facts, const Id&, const Answer&);
Verdict check_starttls(const Facts& facts, const StartTls&);
Transition apply_starttls(Facts& facts, const StartTls&, const Answer&);
Transition apply_tls_started(Facts& facts, const TlsStarted&, const Answer&);
Verdict check_authenticate(const Facts& facts, const Authenticate& authenticate);
Transition apply_authenticate(Facts& facts, const Authenticate& authenticate, const Answer& answer);
Verdict check_response(const Facts& facts, const Response& response);
Transition apply_response(Facts& facts, const Response& response, const Answer& answer);
Verdict check_login(const Facts& facts, const Login& login);
Transition apply_login(Facts& facts, const Login&, const Answer& answer);
Transition apply_enable(Facts& facts, const Enable& enable, const Answer&);
Transition apply_idle(Facts& facts, const Idle&, const Answer&);
Transition apply_done(Facts& facts, const Done&, const Answer&);

// --- mailboxes (imap_server_mailbox_rules.cpp) ---------------------------------------------------

Verdict check_select(const Facts& facts, const Select& select);
Transition apply_select(Facts& facts, const Select& select, const Answer& answer);
Transition apply_create(Facts& facts, const Create&, const Answer&);
Verdict check_delete(const Facts& facts, const Delete& command);
Transition apply_delete(Facts& facts, const Delete&, const Answer&);
Transition apply_rename(Facts& facts, const Rename&, const Answer&);
Transition apply_subscribe(Facts& facts, const Subscribe& subscribe, const Answer&);
Verdict check_list(const Facts& facts, const List& list);
Transition apply_list(Facts& facts, const List& list, const Answer& answer);
Transition apply_namespace(Facts& facts, const Namespace&, const Answer&);
Transition apply_status(Facts& facts, const StatusOf& status, const Answer& answer);
Verdict check_append(const Facts& facts, const Append& append);
Transition apply_append(Facts& facts, const Append& append, const Answer&);
Verdict check_came(const Facts& facts, const MessageCame& came);
Transition apply_came(Facts& facts, const MessageCame& came, const Answer&);

// --- messages (imap_server_message_rules.cpp) ----------------------------------------------------

Transition apply_check(Facts& facts, const Check&, const Answer&);
Verdict check_close(const Facts& facts, const Close&);
Transition apply_close(Facts& facts, const Close&, const Answer&);
Transition apply_unselect(Facts& facts, const Unselect&, const Answer&);
Verdict check_expunge(const Facts& facts, const Expunge& expunge);
Transition apply_expunge(Facts& facts, const Expunge&, const Answer&);
Verdict check_search(const Facts& facts, const Search& search);
Transition apply_search(Facts& facts, const Search& search, const Answer&);
Transition apply_found(Facts& facts, const MessagesFound& found, const Answer&);
Verdict check_fetch(const Facts& facts, const Fetch& fetch);
Transition apply_fetch(Facts& facts, const Fetch& fetch, const Answer&);
Verdict check_sent(const Facts& facts, const MessagesSent& sent);
Transition apply_sent(Facts& facts, const MessagesSent&, const Answer&);
Verdict check_store(const Facts& facts, const Store& store);
Transition apply_store(Facts& facts, const Store& store, const Answer& answer);
Verdict check_copy(const Facts& facts, const Copy& copy);
Transition apply_copy(Facts& facts, const Copy& copy, const Answer& answer);

}  // namespace mailtown::imap::server
