#include "imap/client_command_codec.h"

#include <algorithm>

#include <fmt/format.h>

#include "imap/sequence_set_codec.h"
#include "imap/string_codec.h"

namespace mailtown::imap::client {

namespace {

using How = mailbox::FlagChange::How;

std::string print_list(const std::vector<std::string>& flags) {
  return fmt::format("({})", fmt::join(flags, " "));
}

std::string print_set(std::vector<Uid> uids) {
  std::sort(uids.begin(), uids.end());
  return print_numbers(uids);
}

// What follows the command's name.
struct Arguments {
  std::string operator()(const Capability&) const { return {}; }
  std::string operator()(const StartTls&) const { return {}; }
  std::string operator()(const Noop&) const { return {}; }
  std::string operator()(const Logout&) const { return {}; }
  std::string operator()(const Idle&) const { return {}; }
  std::string operator()(const Login& login) const {
    return fmt::format(" {} {}", print_string(login.login), print_string(login.password));
  }
  std::string operator()(const Select& select) const {
    return " " + print_mailbox_name(select.mailbox);
  }
  std::string operator()(const Create& create) const {
    return " " + print_mailbox_name(create.mailbox);
  }
  std::string operator()(const FetchFrom& fetch) const {
    const char* items = fetch.texts ? "(UID FLAGS BODY.PEEK[])" : "(UID FLAGS)";
    return fmt::format(" {}:* {}", fetch.first, items);
  }
  std::string operator()(const StoreFlags& store) const {
    const char* sign = store.how == How::add ? "+" : store.how == How::remove ? "-" : "";
    return fmt::format(" {} {}FLAGS {}", print_set(store.uids), sign, print_list(store.flags));
  }
  std::string operator()(const CopyTo& copy) const {
    return fmt::format(" {} {}", print_set(copy.uids), print_mailbox_name(copy.mailbox));
  }
  std::string operator()(const Remove& remove) const { return " " + print_set(remove.uids); }
  std::string operator()(const AppendText& append) const {
    return fmt::format(" {} {} {{{}}}", print_mailbox_name(append.mailbox),
                       print_list(append.flags), append.bytes);
  }
};

}  // namespace

const char* name_of(const Command& command) {
  constexpr const char* names[] = {"CAPABILITY", "STARTTLS", "LOGIN",       "SELECT", "UID FETCH",
                                   "UID STORE",  "UID COPY", "UID EXPUNGE", "APPEND", "CREATE",
                                   "IDLE",       "NOOP",     "LOGOUT"};
  static_assert(std::size(names) == std::variant_size_v<Command>);
  if (const auto* copy = std::get_if<CopyTo>(&command); copy && copy->move) return "UID MOVE";
  if (const auto* select = std::get_if<Select>(&command); select && select->read_only) {
    return "EXAMINE";
  }
  return names[command.index()];
}

std::optional<std::string> print_command(std::string_view tag, const Command& command) {
  const std::string line =
      fmt::format("{} {}{}", tag, name_of(command), std::visit(Arguments{}, command));
  if (line.find('\n') != std::string::npos) return std::nullopt;  // a literal
  return line;
}

}  // namespace mailtown::imap::client
