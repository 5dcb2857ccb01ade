// mailtown user: who has a mailbox on a machine, and with what password.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "config/config.h"
#include "config/nearest.h"
#include "config/own_address.h"
#include "platform/asio/random.h"
#include "simulator/mailtown/commands.h"
#include "simulator/mailtown/password_prompt.h"
#include "simulator/mailtown/user_file.h"
#include "text/ascii.h"
#include "users/login_name.h"

namespace mailtown {
namespace {

enum class Verb { add, passwd, list, remove };

struct UserOptions {
  Verb verb = Verb::list;
  std::string config, root, language, login;
  std::vector<std::string> addresses;
  std::uint64_t quota = 0;
  std::uint32_t cost = ScryptCost{}.log_n;
};

std::filesystem::path root_of(const UserOptions& options) {
  if (!options.root.empty()) return options.root;
  const auto folder = std::filesystem::path(options.config).parent_path();
  return folder.empty() ? std::filesystem::path(".") : folder;
}

class UserCommand {
 public:
  UserCommand(const UserOptions& options, const reader::Catalogue& words)
      : options_(options), words_(words) {}

  int run() {
    if (const int code = read_config(); code != console::fine) return code;
    console::UserFile file(root_of(options_) / config_.users, config_);
    const bool changes = options_.verb != Verb::list;
    // Before the password is asked for: who mistypes a login shall not type twice more.
    if (const auto early = check(file); early != console::fine || !changes) return early;
    const bool needs_password = options_.verb == Verb::add || options_.verb == Verb::passwd;
    Result<std::string> password{std::string()};
    if (needs_password) password = console::read_password(words_, login());
    if (!password) return wrong(password.error().detail);
    if (const auto locked = file.lock(); !locked) return tell(locked.error());
    auto table = file.read();
    if (!table) return tell(table.error());
    if (const auto code = check_login(*table); code != console::fine) return code;
    change(*table, *password);
    // As mta will read it: further addresses may be somebody else's.
    const auto fits = users::parse_users(users::print_users(*table), config_.users, config_);
    if (!fits) return tell(fits.error());
    if (const auto replaced = file.replace(*table); !replaced) return tell(replaced.error());
    return done();
  }

 private:
  std::string login() const { return users::full_login(options_.login, config_); }

  int read_config() {
    std::ifstream file(options_.config, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file || !text) {
      return wrong(words_.text("error", "dry.cannot-read",
                               {{"file", options_.config}, {"why", std::strerror(errno)}}));
    }
    auto config = config::parse_config(text.str(), options_.config);
    if (!config) return wrong(config.error().detail);
    config_ = std::move(*config);
    if (!config_.users.empty()) return console::fine;
    return wrong(words_.text("error", "user.no-file", {{"file", options_.config}}));
  }

  // What can be told before anything is changed; `list` is done here.
  int check(const console::UserFile& file) {
    const auto table = file.read();
    if (!table) return tell(table.error());
    if (options_.verb != Verb::list) return check_login(*table);
    for (const auto& [login, user] : *table) tell_user(login, user);
    fmt::print("{}\n", words_.ui("user.count", {{"count", std::to_string(table->size())}}));
    return console::fine;
  }

  int check_login(const users::UserTable& table) {
    const bool known = table.contains(login());
    if (options_.verb == Verb::add && known) {
      return wrong(words_.text("error", "user.exists", {{"login", login()}}));
    }
    if (options_.verb == Verb::add || known) return console::fine;
    std::vector<std::string> logins;
    for (const auto& [each, user] : table) logins.push_back(each);
    const auto meant = config::nearest(login(), logins);
    return wrong(
        words_.text("error", meant ? "user.unknown-but" : "user.unknown",
                    {{"login", login()}, {"file", config_.users}, {"meant", meant ? *meant : ""}}));
  }

  void change(users::UserTable& table, const std::string& password) const {
    if (options_.verb == Verb::remove) {
      table.erase(login());
      return;
    }
    const auto random = real::make_random({});
    users::User& user = table[login()];
    const ScryptCost cost{options_.cost, ScryptCost{}.r, ScryptCost{}.p};
    user.password = users::make_hash(password, users::make_salt(*random), cost);
    if (options_.verb != Verb::add) return;
    for (const auto& address : options_.addresses) {
      user.addresses.push_back(lower_case(address));
    }
    user.quota_bytes = options_.quota;
  }

  void tell_user(const std::string& login, const users::User& user) const {
    std::string addresses;
    for (const auto& address : user.addresses) addresses += ", " + address;
    std::string line = login + addresses;
    if (user.quota_bytes != 0) {
      line += "  " + words_.ui("user.quota", {{"bytes", std::to_string(user.quota_bytes)}});
    }
    fmt::print("{}\n", line);
  }

  int done() const {
    const char* key = options_.verb == Verb::add      ? "user.added"
                      : options_.verb == Verb::passwd ? "user.changed"
                                                      : "user.removed";
    const auto mailbox = config::data_path(config_, "mail");
    fmt::print("{}\n{}\n", words_.ui(key, {{"login", login()}, {"mailbox", mailbox}}),
               words_.ui("user.reload"));
    return console::fine;
  }

  static int wrong(const std::string& sentence) {
    fmt::print(stderr, "{}\n", sentence);
    return console::wrong_input;
  }

  static int tell(const Failure& failure) {
    fmt::print(stderr, "{}\n", failure.detail);
    return failure.kind == FailureKind::invalid ? console::wrong_input : console::environment;
  }

  const UserOptions& options_;
  const reader::Catalogue& words_;
  config::Config config_;
};

int run(const UserOptions& options) {
  const auto words = reader::Catalogue::load(*reader::language_of(options.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  return UserCommand(options, *words).run();
}

using Shared = std::shared_ptr<UserOptions>;

CLI::App* add_verb(CLI::App& user, const Shared& options, int& code, const char* name,
                   const char* what, Verb verb) {
  CLI::App* command = user.add_subcommand(name, what);
  command->add_option("--config", options->config, "The configuration that mta and mda run with")
      ->required();
  command->add_option("--root", options->root,
                      "The folder that its paths start from, if not the configuration's own");
  if (verb != Verb::list) {
    command->add_option("LOGIN", options->login, "The user's address: ivanov@example.org")
        ->required();
  }
  if (verb == Verb::add || verb == Verb::passwd) {
    command
        ->add_option("--cost", options->cost,
                     "What the password's hash costs: scrypt's N as a power of two. 1 is none")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    command->footer(
        "The password is asked for twice, or is one line of standard input; never an argument.");
  }
  add_language(*command, options->language);
  command->callback([options, verb, &code] {
    options->verb = verb;
    code = run(*options);
  });
  return command;
}

}  // namespace

void add_user(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand("user", "Adds, changes, lists and removes users");
  command->require_subcommand(1);
  command->footer("mta and mda read their users again at SIGHUP.");
  const auto options = std::make_shared<UserOptions>();
  CLI::App* add =
      add_verb(*command, options, code, "add", "Adds a user, and asks for his password", Verb::add);
  add->add_option("--address", options->addresses,
                  "A further address whose mail is his; may be given several times");
  add->add_option("--quota", options->quota, "Bytes that his mailbox may hold, such as 100MB")
      ->transform(CLI::AsSizeValue(false));
  add_verb(*command, options, code, "passwd", "Asks for a user's new password", Verb::passwd);
  add_verb(*command, options, code, "list", "Lists the users", Verb::list);
  add_verb(*command, options, code, "remove", "Removes a user; his mail stays", Verb::remove);
}

}  // namespace mailtown
