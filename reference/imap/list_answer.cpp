#include "imap/list_answer.h"

#include <array>
#include <map>

#include <fmt/ranges.h>

#include "imap/mailbox_name_codec.h"
#include "imap/string_codec.h"
#include "mailbox/folder_name.h"

namespace mailtown::imap {

namespace {

struct SpecialUse {
  const char* name;
  const char* attribute;
};
constexpr std::array special_uses = {SpecialUse{"Sent", "\\Sent"}, SpecialUse{"Drafts", "\\Drafts"},
                                     SpecialUse{"Trash", "\\Trash"}, SpecialUse{"Junk", "\\Junk"},
                                     SpecialUse{"Archive", "\\Archive"}};

// A level of the hierarchy.
struct Level {
  bool is_mailbox = false;
  bool has_children = false;
};

// All names with the levels above them; INBOX first, then by byte.
struct InboxFirst {
  bool operator()(const std::string& a, const std::string& b) const {
    if ((a == mailbox::inbox) != (b == mailbox::inbox)) return a == mailbox::inbox;
    return a < b;
  }
};
using Hierarchy = std::map<std::string, Level, InboxFirst>;

template <class Names>
Hierarchy hierarchy_of(const Names& names) {
  Hierarchy levels;
  for (const std::string& name : names) {
    levels[name].is_mailbox = true;
    for (auto slash = name.rfind('/'); slash != name.npos && slash > 0;
         slash = name.rfind('/', slash - 1)) {
      levels[name.substr(0, slash)].has_children = true;
    }
  }
  return levels;
}

// The reference is simply put in front (RFC 3501 §6.3.8 leaves it to the server). INBOX is meant in
// any case.
std::string pattern_of(const List& list) {
  return mailbox::canonical_name(list.reference + list.pattern);
}

std::string line(const char* verb, const std::vector<std::string>& attributes,
                 const std::string& name) {
  return fmt::format("* {} ({}) \"/\" {}", verb, fmt::join(attributes, " "),
                     print_mailbox_name(name));
}

}  // namespace

std::vector<std::string> list_names(const List& list, const std::vector<std::string>& names) {
  std::vector<std::string> lines;
  const std::string pattern = pattern_of(list);
  for (const auto& [name, level] : hierarchy_of(names)) {
    if (!matches_pattern(name, pattern)) continue;
    std::vector<std::string> attributes;
    if (!level.is_mailbox) attributes.push_back("\\Noselect");
    attributes.push_back(level.has_children ? "\\HasChildren" : "\\HasNoChildren");
    for (const SpecialUse& use : special_uses) {
      if (level.is_mailbox && name == use.name) attributes.push_back(use.attribute);
    }
    lines.push_back(line("LIST", attributes, name));
  }
  return lines;
}

std::vector<std::string> list_subscriptions(const List& list, const std::set<std::string>& names) {
  std::vector<std::string> lines;
  const std::string pattern = pattern_of(list);
  const bool tells_levels = pattern.find('%') != pattern.npos;
  for (const auto& [name, level] : hierarchy_of(names)) {
    if (!level.is_mailbox && !tells_levels) continue;
    if (!matches_pattern(name, pattern)) continue;
    std::vector<std::string> attributes;
    if (!level.is_mailbox) attributes.push_back("\\Noselect");
    lines.push_back(line("LSUB", attributes, name));
  }
  return lines;
}

}  // namespace mailtown::imap
