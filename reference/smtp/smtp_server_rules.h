// What each row of the server's table checks and does. Pure functions; the table names them.
//
// check_...: may it happen? apply_...: it happens, here is the reply and what comes next.
#pragma once

#include "smtp/smtp_server_table.h"

namespace mailtown::smtp::server {

// Nothing to check but the state, which the table has.
template <class Kind>
Verdict fine(const Facts&, const Kind&) {
  return Proceed{};
}

// --- connection ----------------------------------------------------------------------------------

Verdict check_connect(const Facts& facts, const Connect&);
Transition greet(Facts& facts, const Connect&, const Answer& answer);
Verdict check_ehlo(const Facts& facts, const Ehlo& ehlo);
Transition apply_ehlo(Facts& facts, const Ehlo& ehlo, const Answer&);
Verdict check_helo(const Facts& facts, const Helo& helo);
Transition apply_helo(Facts& facts, const Helo& helo, const Answer&);
Transition apply_quit(Facts& facts, const Quit&, const Answer&);

// --- TLS -----------------------------------------------------------------------------------------

// STARTTLS is offered: there is a certificate, and the connection is in the clear.
bool offers_tls(const Facts& facts);
Verdict check_starttls(const Facts& facts, const StartTls&);
Transition apply_starttls(Facts& facts, const StartTls&, const Answer&);

// --- log-in --------------------------------------------------------------------------------------

// AUTH is offered: this is the submission service, and a password may travel here.
bool offers_login(const Facts& facts);
Verdict check_auth(const Facts& facts, const Auth& auth);
Transition apply_auth(Facts& facts, const Auth& auth, const Answer& answer);
Verdict check_response(const Facts& facts, const AuthResponse& response);
Transition apply_response(Facts& facts, const AuthResponse& response, const Answer& answer);

// --- mail transaction ----------------------------------------------------------------------------

Verdict check_mail(const Facts& facts, const Mail& mail);
Transition apply_mail(Facts& facts, const Mail& mail, const Answer&);
Verdict check_rcpt(const Facts& facts, const Rcpt& rcpt);
Transition apply_rcpt(Facts& facts, const Rcpt& rcpt, const Answer&);
Verdict check_data(const Facts& facts, const Data&);
Transition apply_data(Facts& facts, const Data&, const Answer& answer);
Verdict check_text(const Facts& facts, const TextEnded& text);
Transition apply_text(Facts& facts, const TextEnded& text, const Answer&);
Transition apply_rset(Facts& facts, const Rset&, const Answer&);

// The reply when a message cannot be stored: 452 for want of space, else 451.
Reply storage_failed(const Failure& failure);

// --- everything else -----------------------------------------------------------------------------

Transition apply_noop(Facts& facts, const Noop&, const Answer&);
Transition apply_vrfy(Facts& facts, const Vrfy&, const Answer&);
Transition apply_expn(Facts& facts, const Expn&, const Answer&);
Transition apply_help(Facts& facts, const Help&, const Answer&);

}  // namespace mailtown::smtp::server
