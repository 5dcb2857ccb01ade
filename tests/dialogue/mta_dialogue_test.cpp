// Plays tests/dialogue/mta/*.txt to a whole mta: the SMTP server with the real service behind it,
// its policies, users and queue.
//
// "T:" lines are the configuration file, after the one that every case has (see `common`); "D:"
// lines are what DNS knows ("mail.example.net A 192.0.2.9"), "D: broken ZONE" a zone that never
// answers. "! submission" plays to the submission service. "! letters = N" is how many letters must
// lie in the queue at the end. "! popped = ADDRESS" lets somebody log in over POP3 from there
// first.
#include <algorithm>
#include <sstream>

#include <fmt/ranges.h>

#include "mta/mta_service.h"
#include "smtp/smtp_server.h"
#include "tests/dialogue/dialogue.h"
#include "tests/dialogue/script_folder.h"
#include "tests/unit/policy/policy_test_kit.h"
#include "tests/unit/users/user_kit.h"
#include "users/pop_logins.h"

namespace mailtown::dialogue {
namespace {

const std::string folder = MAILTOWN_SOURCE_DIR "/tests/dialogue/mta/";

// kozlov and postmaster are at home in example.com; the client is 198.51.100.7.
constexpr const char* common = R"(hostname = "mx1.example.com"
local_domains = ["example.com"]
allow_passwords_in_clear = true
)";

config::Config config_of(const Script& script, std::vector<std::string>& problems) {
  std::string text = common;
  const auto lines = script.extra_lines.find('T');
  if (lines != script.extra_lines.end())
    text += fmt::format("{}\n", fmt::join(lines->second, "\n"));
  auto config = config::parse_config(text, "T");
  if (config) return std::move(*config);
  problems.push_back(config.error().detail);
  return {};
}

void add_record(policy::HandResolver& resolver, const std::string& line,
                std::vector<std::string>& problems) {
  std::istringstream words(line);
  std::string name, type, data;
  words >> name >> type >> std::ws;
  std::getline(words, data);
  if (name == "broken") {
    resolver.break_zone(type);
  } else if (type == "A") {
    resolver.add(name, dns::AddressData{policy::address(data.c_str())});
  } else if (type == "PTR") {
    resolver.add(name, dns::PtrData{*dns::Name::parse(data)});
  } else if (type == "TXT") {
    resolver.add(name, dns::TxtData{{data}});
  } else {
    problems.push_back("no such record: " + line);
  }
}

smtp::ServerOptions options_of(const Script& script, const config::Config& config) {
  smtp::ServerOptions options;
  options.hostname = config.hostname;
  options.submission = script.has("submission");
  options.allow_passwords_in_clear = config.allow_passwords_in_clear;
  options.message_bytes_max = config.limits.message_bytes;
  options.recipients_max = config.limits.recipients;
  options.errors_max = config.limits.errors;
  options.command_wait = config.limits.command_wait;
  options.text_wait = config.limits.text_wait;
  return options;
}

std::vector<std::string> play_mta(const Script& script, Pace pace) {
  std::vector<std::string> problems;
  const config::Config config = config_of(script, problems);
  policy::HandResolver resolver;
  const auto records = script.extra_lines.find('D');
  if (records != script.extra_lines.end()) {
    for (const auto& line : records->second) add_record(resolver, line, problems);
  }
  if (!problems.empty()) return problems;

  std::size_t letters = 0;
  const Serve serve = [&](std::unique_ptr<ByteStream> stream, Platform& platform) -> Task<> {
    users::UserTable users;
    users["kozlov@example.com"] = users::user("secret");
    users["sidorov@example.com"] = users::user("hidden");
    users::TableDirectory directory(config, platform.hasher, std::move(users));
    const auto logins = users::make_login_check(directory, config, platform);
    queue::QueueStore store(platform, "queue");
    const auto recovered = co_await store.recover();
    if (!recovered) problems.push_back(recovered.error().message());
    if (script.has("popped")) {
      users::PopLogins logins(platform.disk, platform.clock, "pop-logins", config.pop_before_smtp);
      EXPECT_TRUE(logins.record(policy::address(script.option("popped").c_str())));
    }
    mta::LetterAccepted accepted = [&letters](queue::Letter, Tracer) { ++letters; };
    mta::MtaService service(platform, config, directory, *logins, resolver, store,
                            std::move(accepted));
    smtp::ServerConnection connection(std::move(stream), service, platform.clock,
                                      options_of(script, config), platform.tracer);
    co_await connection.run();
  };
  problems = play(script, serve, pace);
  const auto wanted = script.option("letters", "0");
  if (wanted != std::to_string(letters)) {
    problems.push_back(fmt::format("expected {} letters in the queue, not {}", wanted, letters));
  }
  return problems;
}

class MtaDialogue : public testing::TestWithParam<std::string> {};

TEST_P(MtaDialogue, GoesAsWritten) {
  expect_as_written(folder, GetParam(), play_mta);
}

INSTANTIATE_TEST_SUITE_P(Scripts, MtaDialogue, testing::ValuesIn(script_names(folder)), test_name);

}  // namespace
}  // namespace mailtown::dialogue
