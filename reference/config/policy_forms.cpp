// The forms of values that only policies have.
#include <algorithm>
#include <array>

#include "config/forms.h"

namespace mailtown::config {

namespace {

constexpr std::array<std::string_view, 8> policy_names = {"lists", "ptr",  "helo",     "dnsbl",
                                                          "rate",  "size", "greylist", "tarpit"};
constexpr std::array<std::string_view, 4> helo_checks = {"form", "literal", "own-name", "resolves"};

template <std::size_t count>
std::optional<std::string> one_of(const std::array<std::string_view, count>& words,
                                  std::string_view text) {
  if (std::find(words.begin(), words.end(), text) == words.end()) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> parse_policy(std::string_view text) {
  return one_of(policy_names, text);
}

std::optional<std::string> parse_helo_check(std::string_view text) {
  return one_of(helo_checks, text);
}

std::optional<PtrStrictness> parse_ptr(std::string_view text) {
  if (text == "off") return PtrStrictness::off;
  if (text == "exists") return PtrStrictness::exists;
  if (text == "forward-confirmed") return PtrStrictness::forward_confirmed;
  if (text == "matches-sender-domain") return PtrStrictness::matches_sender_domain;
  return std::nullopt;
}

std::optional<ListEntry> parse_list_entry(std::string_view text) {
  ListEntry entry;
  if (text.find('@') != text.npos) {
    const auto mailbox = mailbox_form().parse(text);
    if (!mailbox) return std::nullopt;
    entry.mailbox = *mailbox;
  } else if (const auto network = network_form().parse(text)) {
    entry.network = *network;
  } else {
    const auto domain = domain_form().parse(text);
    const bool like_address = !text.empty() && text.find_first_not_of("0123456789.") == text.npos;
    if (!domain || like_address) return std::nullopt;  // "192.0.2.999" is a slip, no domain
    entry.domain = *domain;
  }
  return entry;
}

}  // namespace

Form<std::string> policy_form() {
  return {"a policy (lists, ptr, helo, dnsbl, rate, size, greylist or tarpit)", "policies",
          R"("ptr")", &parse_policy};
}

Form<std::string> helo_check_form() {
  return {"a check (form, literal, own-name or resolves)", "checks", R"("own-name")",
          &parse_helo_check};
}

Form<PtrStrictness> ptr_form() {
  return {"off, exists, forward-confirmed or matches-sender-domain", "strictnesses",
          R"("forward-confirmed")", &parse_ptr};
}

Form<ListEntry> list_entry_form() {
  return {"a network, a domain or a mail address", "networks, domains or mail addresses",
          R"("192.0.2.0/24", "example.org" or "ivanov@example.org")", &parse_list_entry};
}

}  // namespace mailtown::config
