// What the client makes of each reply. Pure functions; the table names them.
#pragma once

#include "smtp/smtp_client_table.h"

namespace mailtown::smtp::client {

Reaction hear_greeting(Facts& facts, const Reply& reply);
Reaction hear_ehlo(Facts& facts, const Reply& reply);
Reaction hear_helo(Facts& facts, const Reply& reply);
Reaction hear_starttls(Facts& facts, const Reply& reply);
Reaction hear_auth(Facts& facts, const Reply& reply);
Reaction hear_mail(Facts& facts, const Reply& reply);
Reaction hear_rcpt(Facts& facts, const Reply& reply);
Reaction hear_data(Facts& facts, const Reply& reply);
Reaction hear_verdict(Facts& facts, const Reply& reply);
Reaction hear_rset(Facts& facts, const Reply& reply);
Reaction hear_quit(Facts& facts, const Reply& reply);

// What follows once the server has told its abilities: TLS if it is wanted, log-in, envelope.
Reaction after_hello(Facts& facts);

// Whether TLS is still to begin.
bool wants_tls(const Facts& facts);
// TLS is not to be had: decides what follows and notes the decision. The outcome for the message's
// recipients if it cannot be sent so, nothing if it goes in the clear.
std::optional<Outcome> go_without_tls(Facts& facts, wire::TlsObstacle obstacle, std::string reason);

// The envelope of the transaction, to be said now; or a refusal of our own, if the server cannot
// take this message by what it told of itself.
Reaction begin_transaction(Facts& facts);

}  // namespace mailtown::smtp::client
