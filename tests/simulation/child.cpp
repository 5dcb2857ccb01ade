#include "tests/simulation/child.h"

#include <array>
#include <csignal>
#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

namespace mailtown {
namespace {

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Finished shell(const std::string& command) {
  Finished finished;
  std::FILE* pipe = popen(("( " + command + " ) 2>&1").c_str(), "r");
  if (!pipe) return finished;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    finished.output.append(buffer.data(), count);
  finished.code = exit_code(pclose(pipe));
  return finished;
}

Child::Child(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return;
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  output_ = ends[0];
}

Child::~Child() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (output_ >= 0) close(output_);
}

const std::string& Child::read_until(const std::string& text) {
  std::array<char, 4096> buffer{};
  while (text.empty() || text_.find(text) == std::string::npos) {
    const ssize_t count = read(output_, buffer.data(), buffer.size());
    if (count <= 0) break;
    text_.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text_;
}

Finished Child::terminate() {
  Finished finished;
  if (pid_ <= 0) return finished;
  kill(pid_, SIGTERM);
  read_until("");
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  finished.code = exit_code(status);
  finished.output = text_;
  return finished;
}

}  // namespace mailtown
