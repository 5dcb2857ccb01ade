// mailtown queue: what an operator asks of a running mta, over its local socket.
#include <chrono>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "config/config.h"
#include "message/date.h"
#include "platform/asio/world.h"
#include "queue/control_server.h"
#include "simulator/mailtown/commands.h"
#include "wire/line_channel.h"

namespace mailtown {
namespace {

using namespace std::chrono_literals;

constexpr Duration answer_wait = 30s;
constexpr std::size_t answer_bytes_max = 1 << 20;  // of one letter with many recipients

struct QueueOptions {
  std::string config, root, language;
  queue::ControlCommand command;
};

struct Answer {
  std::vector<queue::LetterLine> letters;
  std::string error;  // mta's own words; empty: it was done
};

Result<config::Config> read_config(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || !text) return Failure{FailureKind::not_found, path};
  return config::parse_config(text.str(), path);
}

std::string root_of(const QueueOptions& options) {
  if (!options.root.empty()) return options.root;
  const auto folder = std::filesystem::path(options.config).parent_path().string();
  return folder.empty() ? "." : folder;
}

Task<Result<>> converse(Platform& platform, std::string path, queue::ControlCommand command,
                        Answer& answer) {
  const auto deadline = platform.clock.in(answer_wait);
  auto stream = co_await platform.network.connect_local(std::move(path), deadline);
  if (!stream) co_return stream.error();
  wire::LineChannel channel(std::move(*stream), "queue", Tracer());
  channel.write_line(queue::print_control(command));
  for (;;) {
    const auto line = co_await channel.read_line(answer_bytes_max, deadline);
    if (line.kind == wire::Line::Kind::end_of_stream) {
      co_return Failure{FailureKind::closed, "mta has ended the connection"};
    }
    if (line.text == queue::control_ok) co_return Result<>();
    if (line.text.starts_with(queue::control_error)) {
      answer.error = line.text.substr(queue::control_error.size());
      co_return Result<>();
    }
    auto letter = queue::parse_letter_line(line.text);
    if (!letter) co_return letter.error();
    answer.letters.push_back(std::move(*letter));
  }
}

// A dead stream throws.
Task<Result<>> ask(Platform& platform, std::string path, queue::ControlCommand command,
                   Answer& answer) {
  Result<> asked;
  try {
    asked = co_await converse(platform, std::move(path), std::move(command), answer);
  } catch (const StreamError& error) {
    asked = error.failure();
  }
  co_return asked;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

void tell_letters(const reader::Catalogue& words, const std::vector<queue::LetterLine>& letters) {
  for (const auto& letter : letters) {
    const auto next = letter.state == "waiting" ? message::mail_date(letter.next_try) : "";
    fmt::print("{}\n", words.ui("queue.letter." + letter.state,
                                {{"id", letter.id},
                                 {"sender", letter.sender.empty() ? "<>" : letter.sender},
                                 {"recipients", joined(letter.recipients)},
                                 {"arrived", message::mail_date(letter.arrived)},
                                 {"next_try", next},
                                 {"reply", letter.reply}}));
  }
  fmt::print("{}\n", words.ui("queue.count", {{"count", std::to_string(letters.size())}}));
}

int run(const QueueOptions& options) {
  const auto words = reader::Catalogue::load(*reader::language_of(options.language));
  if (!words) {
    fmt::print(stderr, "{}\n", words.error().message());
    return console::environment;
  }
  const auto config = read_config(options.config);
  if (!config) return console::tell(*words, options.config, config.error());
  real::World world;
  const auto platform = world.add_process({.disk_root = root_of(options)});
  if (!platform) return console::tell(*words, root_of(options), platform.error());
  Answer answer;
  const auto path = config::data_path(*config, queue::control_socket);
  const auto asked = world.run(ask(**platform, path, options.command, answer));
  if (!asked) {
    fmt::print(
        stderr, "{}\n",
        words->ui("queue.no-mta", {{"config", options.config}, {"why", asked.error().message()}}));
    return console::environment;
  }
  if (!answer.error.empty()) {
    fmt::print(stderr, "{}\n", words->ui("queue.error", {{"why", answer.error}}));
    return console::wrong_input;
  }
  if (options.command.verb == queue::ControlVerb::list) tell_letters(*words, answer.letters);
  return console::fine;
}

using Shared = std::shared_ptr<QueueOptions>;

void add_verb(CLI::App& queue, const Shared& options, int& code, const char* name, const char* what,
              queue::ControlVerb verb, bool needs_letter) {
  CLI::App* command = queue.add_subcommand(name, what);
  command->add_option("--config", options->config, "The configuration that mta runs with")
      ->required();
  command->add_option("--root", options->root,
                      "The folder that its paths start from, if not the configuration's own");
  if (needs_letter) {
    command->add_option("LETTER", options->command.id, "The letter's queue id")->required();
  }
  add_language(*command, options->language);
  command->callback([options, verb, &code] {
    options->command.verb = verb;
    code = run(*options);
  });
}

}  // namespace

void add_queue(CLI::App& app, int& code) {
  using queue::ControlVerb;
  CLI::App* command = app.add_subcommand("queue", "Shows and changes the queue of a running mta");
  command->require_subcommand(1);
  command->footer("It asks the mta that runs with this configuration; exit code 3 if none does.");
  const auto options = std::make_shared<QueueOptions>();
  add_verb(*command, options, code, "list", "Lists the letters", ControlVerb::list, false);
  add_verb(*command, options, code, "hold", "Lets a letter wait until it is released",
           ControlVerb::hold, true);
  add_verb(*command, options, code, "release", "Lets a held letter go again", ControlVerb::release,
           true);
  add_verb(*command, options, code, "flush", "Tries all waiting letters now", ControlVerb::flush,
           false);
  add_verb(*command, options, code, "remove", "Throws a letter away; nobody is told",
           ControlVerb::remove, true);
}

}  // namespace mailtown
