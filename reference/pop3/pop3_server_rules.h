// What each row of the server's table checks and does. Pure functions; the table names them.
//
// check_...: may it happen? apply_...: it happens, here is the reply and what comes next.
#pragma once

#include "pop3/pop3_server_table.h"

namespace mailtown::pop3::server {

// Nothing to check but the state, which the table has.
template <class Kind>
Verdict fine(const Facts&, const Kind&) {
  return Proceed{};
}

// --- connection and log-in -----------------------------------------------------------------------

Transition greet(Facts& facts, const Connect&, const Answer&);
Verdict check_user(const Facts& facts, const User&);
Transition apply_user(Facts& facts, const User& user, const Answer&);
Verdict check_pass(const Facts& facts, const Pass& pass);
Transition apply_pass(Facts& facts, const Pass&, const Answer& answer);
// A password may travel here; what is said where it may not.
bool may_log_in(const Facts& facts);
Reply refuse_in_clear();
Verdict check_stls(const Facts& facts, const Stls&);
Transition apply_stls(Facts& facts, const Stls&, const Answer&);
Verdict check_auth(const Facts& facts, const Auth& auth);
Transition apply_auth(Facts& facts, const Auth& auth, const Answer& answer);
Verdict check_response(const Facts& facts, const AuthResponse& response);
Transition apply_response(Facts& facts, const AuthResponse& response, const Answer& answer);
// The maildrop is open: what follows the right password, however it came.
Transition enter_maildrop(Facts& facts, const Answer& answer);
Transition apply_capa(Facts& facts, const Capa&, const Answer&);

// --- the maildrop --------------------------------------------------------------------------------

Transition apply_stat(Facts& facts, const Stat&, const Answer&);
Verdict check_list(const Facts& facts, const List& list);
Transition apply_list(Facts& facts, const List& list, const Answer&);
Verdict check_uidl(const Facts& facts, const Uidl& uidl);
Transition apply_uidl(Facts& facts, const Uidl& uidl, const Answer&);
Verdict check_retr(const Facts& facts, const Retr& retr);
Transition apply_retr(Facts& facts, const Retr& retr, const Answer&);
Verdict check_top(const Facts& facts, const Top& top);
Transition apply_top(Facts& facts, const Top& top, const Answer&);
Verdict check_dele(const Facts& facts, const Dele& dele);
Transition apply_dele(Facts& facts, const Dele& dele, const Answer&);
Transition apply_rset(Facts& facts, const Rset&, const Answer&);
Transition apply_noop(Facts& facts, const Noop&, const Answer&);

// --- the end -------------------------------------------------------------------------------------

Transition apply_quit(Facts& facts, const Quit&, const Answer&);
Transition apply_updated(Facts& facts, const Updated& updated, const Answer&);

}  // namespace mailtown::pop3::server
