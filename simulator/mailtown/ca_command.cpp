// mailtown ca: an own certificate authority, and keys and certificates for servers.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "address/domain.h"
#include "platform/asio/certificate_authority.h"
#include "platform/endpoint.h"
#include "simulator/mailtown/ca_files.h"
#include "simulator/mailtown/commands.h"

namespace mailtown {
namespace {

struct CaOptions {
  std::string folder = "tls", name = "Mailtown CA", language;
  std::vector<std::string> names;
  unsigned days = 0;
  bool force = false;
};

real::Validity valid_for(unsigned days) {
  using namespace std::chrono;
  const WallTime now = floor<seconds>(system_clock::now());
  return {now - minutes(5), now + std::chrono::days(days)};  // clocks of others may be slow
}

class CaCommand {
 public:
  CaCommand(const CaOptions& options, const reader::Catalogue& words)
      : options_(options), words_(words), authority_(ca::authority_paths(options.folder)) {}

  int make_authority() {
    if (!may_write(authority_)) return console::wrong_input;
    const auto made = real::make_authority(options_.name, valid_for(options_.days));
    if (!made) return fail(made.error());
    if (const int code = write(authority_, *made); code != console::fine) return code;
    tell("ca.made-authority", authority_, options_.name);
    tell_commands(ca::authority_commands(authority_, options_.name, options_.days));
    return console::fine;
  }

  int make_server() {
    for (const std::string& name : options_.names) {
      const std::string host = name.starts_with("*.") ? name.substr(2) : name;
      if (parse_domain(host) || IpAddress::parse(name)) continue;
      return complain("ca.no-name", {{"name", name}});
    }
    const auto certificate = ca::read_file(authority_.certificate);
    const auto key = ca::read_file(authority_.key);
    if (!certificate || !key) {
      return complain("ca.no-authority", {{"folder", options_.folder}});
    }
    const ca::Paths paths = ca::server_paths(options_.folder, options_.names.front());
    if (!may_write(paths)) return console::wrong_input;
    const auto made = real::make_server_certificate(options_.names, valid_for(options_.days),
                                                    {*certificate, *key});
    if (!made) return fail(made.error());
    if (const int code = write(paths, *made); code != console::fine) return code;
    tell("ca.made-server", paths, fmt::format("{}", fmt::join(options_.names, ", ")));
    tell_commands(ca::server_commands(paths, authority_, options_.names, options_.days));
    return console::fine;
  }

 private:
  // Asks before it overwrites; where nobody can answer, the answer is no.
  bool may_write(const ca::Paths& paths) {
    if (options_.force) return true;
    for (const std::string& path : {paths.key, paths.certificate}) {
      if (!std::filesystem::exists(path)) continue;
      if (::isatty(STDIN_FILENO) == 0) {
        complain("ca.exists", {{"file", path}});
        return false;
      }
      fmt::print("{} ", words_.ui("ca.overwrite", {{"file", path}}));
      std::fflush(stdout);
      std::string answer;
      std::getline(std::cin, answer);
      if (answer != "y" && answer != "yes" && answer != "д" && answer != "да") return false;
    }
    return true;
  }

  int write(const ca::Paths& paths, const real::PemPair& pair) {
    auto written = ca::write_file(paths.key, pair.key, true);
    if (written) written = ca::write_file(paths.certificate, pair.certificate, false);
    if (written) return console::fine;
    fmt::print(stderr, "{}\n", written.error().message());
    return console::environment;
  }

  void tell(const std::string& what, const ca::Paths& paths, const std::string& name) {
    fmt::print("{}\n", words_.ui(what, {{"certificate", paths.certificate},
                                        {"key", paths.key},
                                        {"name", name},
                                        {"days", std::to_string(options_.days)},
                                        {"folder", options_.folder}}));
  }

  void tell_commands(const std::vector<std::string>& commands) {
    fmt::print("\n{}\n\n", words_.ui("ca.commands"));
    for (const std::string& command : commands) fmt::print("  {}\n", command);
  }

  int complain(const std::string& what, const reader::Values& values) {
    fmt::print(stderr, "{}\n", words_.ui(what, values));
    return console::wrong_input;
  }
  int fail(const Failure& failure) {
    fmt::print(stderr, "{}\n", failure.message());
    return console::wrong_input;
  }

  const CaOptions& options_;
  const reader::Catalogue& words_;
  ca::Paths authority_;
};

int run(const CaOptions& options, int (CaCommand::*what)()) {
  const auto words = reader::Catalogue::load(*reader::language_of(options.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  CaCommand command(options, *words);
  return (command.*what)();
}

CLI::App* add_common(CLI::App& command, CaOptions& options, unsigned days) {
  constexpr unsigned days_max = 36500;
  options.days = days;
  add_language(command, options.language);
  command.add_option("--folder", options.folder, "Where the files are")->capture_default_str();
  command.add_option("--days", options.days, "For how many days the certificate is valid")
      ->check(CLI::Range(1u, days_max))
      ->capture_default_str();
  command.add_flag("--force", options.force, "Overwrite files without asking");
  return &command;
}

}  // namespace

void add_ca(CLI::App& app, int& code) {
  auto* ca = app.add_subcommand("ca", "An own certificate authority for mail servers");
  ca->require_subcommand(1);
  ca->footer("docs/configuration.md, [tls], tells where mta and mda take the files from.");
  const auto authority = std::make_shared<CaOptions>();
  auto* make = add_common(
      *ca->add_subcommand("make", "Make the authority: its key and certificate"), *authority, 3650);
  make->add_option("--name", authority->name, "What the authority is called")
      ->capture_default_str();
  make->callback([authority, &code] { code = run(*authority, &CaCommand::make_authority); });
  const auto server = std::make_shared<CaOptions>();
  auto* serve = add_common(*ca->add_subcommand("server", "Make a server's key and certificate"),
                           *server, 365);
  serve->add_option("NAME", server->names, "The server's host names or IP addresses")->required();
  serve->callback([server, &code] { code = run(*server, &CaCommand::make_server); });
}

}  // namespace mailtown
