#include "simulator/mailtown/console.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "simulator/formats/file.h"
#include "simulator/scenario/reading.h"

namespace mailtown::console {
namespace {

std::string environment_text(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

std::string default_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = environment_text(name);
    if (!value.empty()) return value.rfind("ru", 0) == 0 ? "ru" : "en";
  }
  return "en";
}

bool wants_colour(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  return isatty(STDOUT_FILENO) && environment_text("NO_COLOR").empty() &&
         environment_text("TERM") != "dumb";
}

int terminal_width() {
  constexpr int usual = 80, narrowest = 40, widest = 100;
  winsize size{};
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return usual;
  return std::clamp<int>(size.ws_col, narrowest, widest);
}

std::vector<std::string> scenario_names() {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(reader::home() / "scenarios", error))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::filesystem::path scenario_path(const std::string& name_or_path) {
  const bool is_path = name_or_path.find('/') != std::string::npos ||
                       std::filesystem::path(name_or_path).extension() == ".toml";
  return is_path ? std::filesystem::path(name_or_path)
                 : reader::home() / "scenarios" / (name_or_path + ".toml");
}

ExitCode tell(const reader::Catalogue& words, const std::string& what, const Failure& failure) {
  switch (failure.kind) {
    case FailureKind::invalid:
      fmt::print(stderr, "{}\n{}\n", words.text("error", "scenario.invalid", {{"scenario", what}}),
                 failure.detail);
      return wrong_input;
    default:
      fmt::print(stderr, "{}: {}\n", what, failure.message());
      return environment;
  }
}

ExitCode tell_not_loaded(const reader::Catalogue& words, const std::string& name,
                         const Failure& failure) {
  if (failure.kind != FailureKind::not_found) return tell(words, name, failure);
  const std::vector<std::string> names = scenario_names();
  fmt::print(
      stderr, "{}{}\n",
      words.text("error", "scenario.unknown", {{"scenario", name}, {"file", failure.detail}}),
      scenario::did_you_mean(name, names));
  fmt::print(stderr, "{}\n",
             words.text("error", "scenario.known", {{"names", scenario::enumerate(names)}}));
  return wrong_input;
}

ExitCode tell_not_written(const reader::Catalogue& words, const std::string& file,
                          const Failure& failure) {
  if (failure.kind == FailureKind::exists) {
    fmt::print(stderr, "{}\n", words.text("error", "file.exists", {{"file", file}}));
    return wrong_input;
  }
  fmt::print(stderr, "{}\n", formats::why_not_written(words, file, failure));
  return environment;
}

Result<> write_output(const std::string& text, const std::string& file, bool force) {
  if (!file.empty()) return formats::write_file(file, text, force);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) return Failure{FailureKind::io, "stdout"};
  return {};
}

}  // namespace mailtown::console
