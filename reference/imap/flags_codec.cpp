#include "imap/flags_codec.h"

#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include "text/ascii.h"

namespace mailtown::imap {

namespace {

struct SystemFlag {
  const char* name;
  bool mailbox::Flags::*member;
};
constexpr std::array<SystemFlag, 5> system_flags = {{{"\\Answered", &mailbox::Flags::answered},
                                                     {"\\Flagged", &mailbox::Flags::flagged},
                                                     {"\\Deleted", &mailbox::Flags::deleted},
                                                     {"\\Seen", &mailbox::Flags::seen},
                                                     {"\\Draft", &mailbox::Flags::draft}}};

const SystemFlag* find_system_flag(std::string_view name) {
  for (const SystemFlag& flag : system_flags) {
    if (same_text(flag.name, name)) return &flag;
  }
  return nullptr;
}

void read_flag(TokenReader& in, NamedFlags& named) {
  if (in.take('\\')) {
    const std::string name = "\\" + in.atom("a flag's name");
    const SystemFlag* flag = find_system_flag(name);
    if (flag) {
      named.flags.*flag->member = true;
    } else {
      in.fail(fmt::format("{} is no flag that a client can set", name));
    }
    return;
  }
  const std::string keyword = in.atom("a flag");
  if (keyword.size() > keyword_bytes_max) in.fail("a keyword is too long");
  const auto known = std::find(named.keywords.begin(), named.keywords.end(), keyword);
  if (known == named.keywords.end()) named.keywords.push_back(keyword);
  if (named.keywords.size() > keywords_max) in.fail("too many keywords");
}

}  // namespace

NamedFlags read_flag_list(TokenReader& in) {
  NamedFlags flags;
  in.expect('(');
  if (in.take(')')) return flags;
  do read_flag(in, flags);
  while (in.take(' '));
  in.expect(')');
  return flags;
}

NamedFlags read_flags(TokenReader& in) {
  if (in.sees('(')) return read_flag_list(in);
  NamedFlags flags;
  do read_flag(in, flags);
  while (in.take(' '));
  return flags;
}

std::string print_flags(const mailbox::Flags& flags, bool recent,
                        const std::vector<std::string>& keywords) {
  std::string text = "(";
  const auto add = [&text](std::string_view name) {
    if (text.size() > 1) text += ' ';
    text += name;
  };
  for (const SystemFlag& flag : system_flags) {
    if (flags.*flag.member) add(flag.name);
  }
  if (recent) add("\\Recent");
  for (std::size_t bit = 0; bit < keywords.size(); ++bit) {
    if (flags.keywords >> bit & 1) add(keywords[bit]);
  }
  return text + ")";
}

std::string print_all_flags(const std::vector<std::string>& keywords, bool any_more) {
  std::vector<std::string_view> names;
  for (const SystemFlag& flag : system_flags) names.push_back(flag.name);
  names.insert(names.end(), keywords.begin(), keywords.end());
  if (any_more) names.push_back("\\*");
  return fmt::format("({})", fmt::join(names, " "));
}

bool has_flag(const mailbox::Flags& flags, const std::string& name,
              const std::vector<std::string>& keywords) {
  const SystemFlag* flag = find_system_flag(name);
  if (flag) return flags.*flag->member;
  for (std::size_t bit = 0; bit < keywords.size(); ++bit) {
    if (same_text(keywords[bit], name)) return (flags.keywords >> bit & 1) != 0;
  }
  return false;
}

}  // namespace mailtown::imap
