// Where mail for an address at home ends: in a mailbox, with an alias's addresses, with whoever
// gets all the rest, or nowhere.
//
// What stands for an address, the first that fits: its alias; its mailbox (its own, or that of the
// name before the subaddress delimiter, RFC 5233); postmaster, who is always somebody (RFC 5321
// §4.5.1); the domain's catch-all. Aliases may lead to aliases. Each address is followed once, so
// that a circle ends by itself; an alias that names its own address means the mailbox of that name.
//
// Forwarding keeps the envelope's sender (RFC 5321 §3.9.1: "the return address is unchanged"), so
// that reports reach who wrote the letter. The next server then sees a letter from the writer's
// domain come from our address, which that domain's SPF record does not name, and may refuse it
// (RFC 7208 appendix D.3). Departure from production practice: many forwarders rewrite the sender
// for that reason (SRS).
#pragma once

#include <string>
#include <vector>

#include "address/address.h"
#include "config/config.h"
#include "platform/task.h"
#include "trace/evidence.h"
#include "trace/tracer.h"
#include "users/directory.h"

namespace mailtown::users {

// So many addresses at most may stand for one.
inline constexpr std::size_t addresses_for_one_max = 1000;

// What it refers to must outlive it.
class AddressBook {
 public:
  AddressBook(const config::Config& config, Directory& directory)
      : config_(config), directory_(directory) {}

  // All ends of mail for `address`: mailboxes here and addresses in other domains, each once, in
  // the order of the aliases. Empty: mail for it has nowhere to go; the rule says why
  // ("recipient.unknown", "recipient.alias-loop", "recipient.too-many-addresses"). An address in
  // another domain is its own end.
  Task<Decided<std::vector<Address>>> look_up(Address address);

  // The recipients of a letter's envelope, each replaced by its ends, without duplicates; records a
  // decision where that changes anything. Who has become nobody stays, so that his mail bounces.
  Task<std::vector<Address>> expand(std::vector<Address> recipients, Tracer tracer);

 private:
  struct Search;

  Task<> follow(Address address, Search& search);
  const std::vector<std::string>* alias_of(const std::string& key) const;
  void go_on_to(const std::vector<std::string>& targets, const std::string& alias, bool has_mailbox,
                const Address& address, Search& search) const;
  bool is_ours(const Address& address) const;
  std::string key_of(Address address) const;

  const config::Config& config_;
  Directory& directory_;
};

}  // namespace mailtown::users
