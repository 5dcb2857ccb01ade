// A program run by a test: its output, its exit code, a signal to end it.
#pragma once

#include <string>
#include <vector>

namespace mailtown {

struct Finished {
  int code = -1;       // exit code; -1 if a signal ended it
  std::string output;  // stdout and stderr
};

// Runs a shell command to its end.
Finished shell(const std::string& command);

// A program that goes on while the test does something else.
class Child {
 public:
  explicit Child(const std::vector<std::string>& command);
  ~Child();  // kills it if it still runs
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Reads its output until `text` has come or it ends; returns all of it so far.
  const std::string& read_until(const std::string& text);
  // Sends SIGTERM and waits for its end.
  Finished terminate();

 private:
  int pid_ = -1, output_ = -1;
  std::string text_;
};

}  // namespace mailtown
