#include "config/policy_keys.h"

#include "config/key_makers.h"

namespace mailtown::config {

namespace {

constexpr std::uint64_t million = 1'000'000;

Section ptr_section() {
  return {"ptr",
          "The policy ptr: the name that DNS gives to the client's address. When DNS cannot say, "
          "the client is asked to come again.",
          {text_key("strictness", ptr_form(), "\"forward-confirmed\"",
                    &field<&Config::ptr, &Ptr::strictness>,
                    "`exists`: there is a name. `forward-confirmed`: and it leads back to the "
                    "address. `matches-sender-domain`: and it is the sender's domain or a name "
                    "below it, which turns away most honest mail. `off`: anybody.")}};
}

Section helo_section() {
  return {"helo",
          "The policy helo: what a client calls itself.",
          {list_key("checks", helo_check_form(), R"(["form", "literal", "own-name"])",
                    &field<&Config::helo, &Helo::checks>,
                    "`form`: a name with a dot, or an address in brackets. `literal`: that is the "
                    "client's own address. `own-name`: nobody calls himself what this server is "
                    "called. `resolves`: the name has an address.")}};
}

Section lists_section() {
  return {"lists",
          "The policy lists: who is always welcome, and who never. Allowed clients skip the later "
          "policies, and nothing else: an unknown recipient stays unknown.",
          {list_key("allow", list_entry_form(), "[]", &field<&Config::lists, &Lists::allow>,
                    "Networks, senders' domains and senders. Asked before deny."),
           list_key("deny", list_entry_form(), "[]", &field<&Config::lists, &Lists::deny>,
                    "The same, refused.")}};
}

Section dnsbl_section() {
  return {"dnsbl",
          "The policy dnsbl: blocklists that are asked over DNS (RFC 5782). A list that does not "
          "answer is passed over.",
          {list_key("zones", domain_form(), "[]", &field<&Config::dnsbl, &Dnsbl::zones>,
                    "The lists' zones, asked in this order.")}};
}

Section greylist_section() {
  return {
      "greylist",
      "The policy greylist: a client, sender and recipient that have not been seen together "
      "have to come again. Programs that only send spam seldom do.",
      {text_key("wait", duration_form(), "\"5m\"", &field<&Config::greylist, &Greylist::wait>,
                "Before that it is too early."),
       text_key("window", duration_form(), "\"2d\"", &field<&Config::greylist, &Greylist::window>,
                "After that, the first try is forgotten."),
       text_key("keep", duration_form(), "\"35d\"", &field<&Config::greylist, &Greylist::keep>,
                "For so long the three may come without waiting."),
       number_key("entries", 1, 100 * million, "100000",
                  &field<&Config::greylist, &Greylist::entries>,
                  "At most so many are remembered; the oldest go first.")}};
}

Section tarpit_section() {
  return {"tarpit",
          "The policy tarpit: a client whose commands were refused waits for the next answer.",
          {number_key("after", 0, million, "1", &field<&Config::tarpit, &Tarpit::after>,
                      "So many refusals cost nothing."),
           text_key("step", duration_form(), "\"5s\"", &field<&Config::tarpit, &Tarpit::step>,
                    "So much longer for each one more."),
           text_key("most", duration_form(), "\"1m\"", &field<&Config::tarpit, &Tarpit::most>,
                    "The longest wait; never over four minutes, which clients would not stay."),
           text_key("forget", duration_form(), "\"1h\"", &field<&Config::tarpit, &Tarpit::forget>,
                    "After so long without a refusal, a client begins anew.")}};
}

Section rate_section() {
  return {
      "rate",
      "The policy rate: what one client, or one login, may do in a time.",
      {text_key("window", duration_form(), "\"1h\"", &field<&Config::rate, &Rate::window>,
                "The time."),
       number_key("connections", 1, million, "1000", &field<&Config::rate, &Rate::connections>,
                  "Connections in it."),
       number_key("letters", 1, million, "500", &field<&Config::rate, &Rate::letters>, "Letters."),
       number_key("recipients", 1, million, "2000", &field<&Config::rate, &Rate::recipients>,
                  "Recipients.")}};
}

Section lockout_section() {
  return {
      "lockout",
      "Whoever guesses passwords is not listened to for a while, whether he comes by SMTP, POP3 or "
      "IMAP. No policy of a port: it holds for every log-in.",
      {number_key("failures", 1, million, "5", &field<&Config::lockout, &Lockout::failures>,
                  "So many wrong passwords of one client, or for one login."),
       text_key("time", duration_form(), "\"15m\"", &field<&Config::lockout, &Lockout::time>,
                "From the last of them. Even the right password is refused, in the same "
                "words.")}};
}

Section size_section() {
  return {"size",
          "The policy size: the largest letter of a client that has not "
          "logged in. The limit for everybody is limits.message_bytes.",
          {bytes_key("stranger_bytes", "10485760", &field<&Config::size, &Size::stranger_bytes>,
                     "In bytes, also written \"10M\".")}};
}

}  // namespace

std::vector<Section> policy_sections() {
  return {ptr_section(),    lists_section(), helo_section(),    dnsbl_section(), greylist_section(),
          tarpit_section(), rate_section(),  lockout_section(), size_section()};
}

}  // namespace mailtown::config
