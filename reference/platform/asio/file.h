// An open file, and its descriptor with the life that a sync in another thread needs.
#pragma once

#include <memory>
#include <string>

#include "platform/asio/loop.h"
#include "platform/disk.h"

namespace mailtown::real {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// `path` serves the messages of failures.
std::unique_ptr<File> make_file(Loop& loop, std::shared_ptr<Descriptor> descriptor,
                                std::string path);

}  // namespace mailtown::real
