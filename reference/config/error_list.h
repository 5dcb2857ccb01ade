// The errors of one configuration file, each with its line, told all at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mailtown::config {

class ErrorList {
 public:
  explicit ErrorList(std::string file) : file_(std::move(file)) {}

  // `line` counts from 1; 0 means the file as a whole. `what` says what is wrong and the mend.
  void add(std::uint32_t line, std::string what);
  bool empty() const { return errors_.empty(); }
  // One line an error, "file:line: what", by line; without a line end after the last.
  std::string text() const;

 private:
  struct Error {
    std::uint32_t line;
    std::string what;
  };

  std::string file_;
  std::vector<Error> errors_;
};

}  // namespace mailtown::config
