// The row of STARTTLS (RFC 3207).
#include "smtp/smtp_server_rules.h"

namespace mailtown::smtp::server {

bool offers_tls(const Facts& facts) {
  return facts.options.tls == TlsOffer::on_demand && !facts.info.tls;
}

Verdict check_starttls(const Facts& facts, const StartTls&) {
  if (facts.info.tls) return Reply(503, {5, 5, 1}, "this connection is encrypted already");
  switch (facts.options.tls) {
    case TlsOffer::on_demand:
      return Proceed{};
    case TlsOffer::out_of_order:
      return Reply(454, {4, 7, 0}, "TLS is not available at the moment");
    case TlsOffer::none:
      break;
  }
  return Reply(502, {5, 5, 1}, "TLS is not offered here");
}

// RFC 3207 §4.2: whatever was said in the clear counts for nothing afterwards.
Transition apply_starttls(Facts& facts, const StartTls&, const Answer&) {
  facts.info.helo.clear();
  facts.info.extended = false;
  facts.info.login.clear();
  return {Reply(220, {2, 0, 0}, "Go ahead"), Greeted{}, BeginTls{}};
}

}  // namespace mailtown::smtp::server
