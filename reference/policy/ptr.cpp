// The policy `ptr`: the name that DNS gives to the client's address (RFC 1912 §2.1).
//
// A name costs a spammer's hired machine some trouble, so its absence says something; the name
// itself says nothing about the letter. `matches-sender-domain` is the rule that old handbooks
// give: it stops a forger, and with him every honest domain that sends through its provider.
//
// Fails closed but softly: when DNS cannot say, the client is asked to come again.
#include "policy/domain_match.h"
#include "policy/policies.h"

namespace mailtown::policy {

namespace {

using config::PtrStrictness;

// RFC 7372 §3.3: X.7.25, reverse DNS validation failed.
smtp::Reply not_now() {
  return {450, {4, 7, 25}, "DNS could not say who you are: come again later"};
}

class Ptr : public Policy {
 public:
  explicit Ptr(PtrStrictness strictness) : strictness_(strictness) {}

  std::string_view name() const override { return "ptr"; }

  // Who sends is only known at MAIL.
  bool has_opinion_at(Stage stage) const override {
    if (strictness_ == PtrStrictness::off) return false;
    const bool needs_sender = strictness_ == PtrStrictness::matches_sender_domain;
    return stage == (needs_sender ? Stage::mail : Stage::connect);
  }

  Task<Decided<Verdict>> judge(Stage, const Facts& facts, Tracer) override {
    co_return strictness_ == PtrStrictness::matches_sender_domain ? match(facts) : examine(facts);
  }

 private:
  static Evidence because(const char* rule, const Facts& facts) {
    return {.rule = rule,
            .inputs = {{"client", facts.client.to_string()},
                       {"name", facts.client_name.name},
                       {"domain", facts.sender.domain}},
            .alternatives = {},
            .source = "RFC 1912 §2.1"};
  }

  Decided<Verdict> examine(const Facts& facts) const {
    const ClientName& name = facts.client_name;
    if (name.unknown) return refuse(not_now(), because("ptr.cannot-say", facts));
    if (name.name.empty()) {
      smtp::Reply reply(550, {5, 7, 25},
                        "your address has no name in DNS: ask your provider for a PTR record");
      return refuse(std::move(reply), because("ptr.must-have-name", facts));
    }
    if (strictness_ == PtrStrictness::forward_confirmed && !name.confirmed) {
      smtp::Reply reply(550, {5, 7, 25},
                        "your address's name " + name.name +
                            " does not lead back to it: ask your provider to mend that");
      return refuse(std::move(reply), because("ptr.must-lead-back", facts));
    }
    return pass(because("ptr.good-name", facts));
  }

  Decided<Verdict> match(const Facts& facts) const {
    if (facts.sender.is_null()) return pass(because("ptr.null-sender", facts));
    const ClientName& name = facts.client_name;
    if (name.unknown) return refuse(not_now(), because("ptr.cannot-say", facts));
    const bool fits = name.confirmed && belongs_to(name.name, facts.sender.domain);
    if (fits) return pass(because("ptr.matches", facts));
    smtp::Reply reply(550, {5, 7, 25},
                      "your address is not one of " + facts.sender.domain +
                          ": send through a host of that domain, or ask this server's postmaster");
    return refuse(std::move(reply), because("ptr.other-domain", facts));
  }

  PtrStrictness strictness_;
};

}  // namespace

std::unique_ptr<Policy> make_ptr(const config::Ptr& options) {
  return std::make_unique<Ptr>(options.strictness);
}

}  // namespace mailtown::policy
