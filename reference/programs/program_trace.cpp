#include "programs/program_trace.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/asio/json_file_sink.h"
#include "users/user_table.h"

namespace mailtown::programs {

namespace {

// The addresses that the program serves, each once, in the order of the configuration.
std::vector<std::string> addresses(const config::Listen& listen) {
  std::vector<std::string> found;
  for (const auto* endpoints : {&listen.smtp, &listen.submission, &listen.smtps, &listen.pop3,
                                &listen.pop3s, &listen.imap, &listen.imaps, &listen.dns}) {
    for (const Endpoint& endpoint : *endpoints) {
      const std::string address = endpoint.address.to_string();
      if (std::find(found.begin(), found.end(), address) == found.end()) found.push_back(address);
    }
  }
  return found;
}

// Those in the file of users. What is wrong with it the program itself will say.
std::vector<trace::UserInfo> users_of(const ProgramOptions& options, const config::Config& config) {
  if (config.users.empty()) return {};
  std::ifstream file(std::filesystem::path(root_of(options)) / config.users, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  const auto table = users::parse_users(text.str(), config.users, config);
  return table ? users::without_secrets(*table, config) : std::vector<trace::UserInfo>();
}

trace::Header header_of(const ProgramOptions& options, const ProgramKind& kind,
                        const config::Config& config) {
  trace::Header header;
  header.scenario = std::filesystem::path(options.config).filename().string();
  const std::string machine = config.hostname.empty() ? kind.role : config.hostname;
  header.machines.push_back({.name = machine,
                             .addresses = addresses(config.listen),
                             .roles = {kind.role},
                             .users = users_of(options, config)});
  header.programs.push_back({machine, kind.role});
  header.tables = kind.tables;
  return header;
}

void write_to_stderr(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

Result<> ProgramTrace::open(const ProgramOptions& options, const ProgramKind& kind,
                            const config::Config& config, const Clock& clock) {
  if (!options.trace.empty()) {
    auto file = real::open_json_file({.path = options.trace,
                                      .overwrite = options.force,
                                      .shows_credentials = options.trace_credentials},
                                     header_of(options, kind, config), clock);
    if (!file) return file.error();
    file_ = std::move(*file);
  }
  log_.emplace(clock, write_to_stderr, file_.get());
  return {};
}

}  // namespace mailtown::programs
