// The policy `lists`: who is always welcome (allow), and who never (deny).
//
// An entry is a network, a sender's domain with all names below it, or a sender. A domain in allow
// trusts a claim that anybody can make: whoever forges that sender walks in. The scenario
// ptr-rejection shows it.
#include <algorithm>

#include "policy/domain_match.h"
#include "policy/policies.h"
#include "text/ascii.h"

namespace mailtown::policy {

namespace {

std::string text_of(const config::ListEntry& entry) {
  if (entry.network) return entry.network->to_string();
  return entry.mailbox.empty() ? entry.domain : entry.mailbox;
}

class Lists : public Policy {
 public:
  explicit Lists(config::Lists options) : options_(std::move(options)) {}

  std::string_view name() const override { return "lists"; }
  // At each stage, so that whoever is allowed is spared the later policies of each.
  bool has_opinion_at(Stage stage) const override { return stage != Stage::refused; }

  Task<Decided<Verdict>> judge(Stage stage, const Facts& facts, Tracer) override {
    const bool knows_sender = stage != Stage::connect && stage != Stage::helo;
    if (const auto* entry = find(options_.allow, facts, knows_sender)) {
      co_return accept(because("lists.allowed", facts, text_of(*entry)));
    }
    if (const auto* entry = find(options_.deny, facts, knows_sender)) {
      smtp::Reply reply(stage == Stage::connect ? 554 : 550, {5, 7, 1},
                        "you are on this server's deny list: write to its postmaster by another "
                        "way if that is wrong");
      co_return refuse(std::move(reply), because("lists.denied", facts, text_of(*entry)));
    }
    co_return pass(because("lists.not-listed", facts, ""));
  }

 private:
  static const config::ListEntry* find(const std::vector<config::ListEntry>& list,
                                       const Facts& facts, bool knows_sender) {
    const auto means = [&](const config::ListEntry& entry) {
      if (entry.network) return entry.network->contains(facts.client);
      if (!knows_sender || facts.sender.is_null()) return false;
      if (!entry.mailbox.empty()) return entry.mailbox == lower_case(facts.sender.to_string());
      return belongs_to(facts.sender.domain, entry.domain);
    };
    const auto found = std::find_if(list.begin(), list.end(), means);
    return found == list.end() ? nullptr : &*found;
  }

  static Evidence because(const char* rule, const Facts& facts, std::string entry) {
    return {.rule = rule,
            .inputs = {{"client", facts.client.to_string()},
                       {"sender", facts.sender.to_string()},
                       {"entry", std::move(entry)}},
            .alternatives = {},
            .source = "RFC 5321 §7.9"};
  }

  config::Lists options_;
};

}  // namespace

std::unique_ptr<Policy> make_lists(const config::Lists& options) {
  return std::make_unique<Lists>(options);
}

}  // namespace mailtown::policy
