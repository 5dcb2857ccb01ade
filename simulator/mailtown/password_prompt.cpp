#include "simulator/mailtown/password_prompt.h"

#include <cstdio>

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include "config/forms.h"

namespace mailtown::console {
namespace {

constexpr std::size_t password_bytes_max = 1024;
constexpr char interrupt = '\x03';  // what Ctrl-C types

// Switches echo and signals off: were the program ended now, the terminal would stay mute.
class Mute {
 public:
  Mute() {
    tcgetattr(STDIN_FILENO, &before_);
    termios mute = before_;
    mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &mute);
  }
  ~Mute() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  Mute(const Mute&) = delete;
  Mute& operator=(const Mute&) = delete;

 private:
  termios before_{};
};

// A line without its end; nothing at the end of the input.
std::optional<std::string> read_line() {
  std::string line;
  char c = 0;
  ssize_t count = 0;
  while ((count = ::read(STDIN_FILENO, &c, 1)) == 1 && c != '\n') {
    if (line.size() <= password_bytes_max) line += c;
  }
  if (count != 1 && line.empty()) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Result<std::string> checked(const reader::Catalogue& words, std::optional<std::string> line) {
  if (!line) return Failure{FailureKind::closed, words.text("error", "user.no-password")};
  if (line->find(interrupt) != line->npos) {
    return Failure{FailureKind::invalid, words.text("error", "user.given-up")};
  }
  if (line->size() > password_bytes_max || !config::password_form().parse(*line)) {
    return Failure{FailureKind::invalid, words.text("error", "user.bad-password")};
  }
  return std::move(*line);
}

Result<std::string> ask(const reader::Catalogue& words, const char* question,
                        const std::string& login) {
  const Mute mute;  // before the question: it drops what was typed, and no answer shall be
  fmt::print(stderr, "{} ", words.ui(question, {{"login", login}}));
  auto line = read_line();
  fmt::print(stderr, "\n");
  return checked(words, std::move(line));
}

}  // namespace

Result<std::string> read_password(const reader::Catalogue& words, const std::string& login) {
  if (!::isatty(STDIN_FILENO)) return checked(words, read_line());
  auto password = ask(words, "user.ask", login);
  if (!password) return password;
  const auto again = ask(words, "user.ask-again", login);
  if (!again) return again;
  if (*again != *password) {
    return Failure{FailureKind::invalid, words.text("error", "user.not-the-same")};
  }
  return password;
}

}  // namespace mailtown::console
