// TracedDisk: a disk that tells the trace each step which changes it.
//
// Goes round a program's disk while somebody keeps its trace, and is not there otherwise. It draws
// nothing and waits for nothing: what it stands before does all the work.
//
// What is told (disk.step, in trace/payloads.h):
//  - each change of names and each sync, when it is done: a power loss during a sync leaves it
//    untold, and nobody relied on it;
//  - what is appended, as one step for all in a row on one file: before the next other step on that
//    file, or on names, or on everything; so that a letter costs some ten events and not hundreds;
//  - what failed, with the failure's word. But "not found" and "exists already" are answers to a
//    question and change nothing: they are not told, nor is reading.
//
// The cause of a step on a file is the one before on that file; the cause of a sync of a folder or
// of everything is the last step that was told before it began, and so the last that it covers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/disk.h"
#include "trace/tracer.h"

namespace mailtown {

class TracedDisk final : public Disk {
 public:
  // `inner` must outlive the object, the tracer's sink also the files that were opened.
  TracedDisk(Disk& inner, Tracer tracer);
  ~TracedDisk() override;

  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Result<> rename(const std::string& from, const std::string& to) override;
  Result<> link(const std::string& from, const std::string& to) override;
  Result<> remove(const std::string& path) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<> make_folder(const std::string& path) override;
  Result<FileInfo> stat(const std::string& path) override;
  Task<Result<>> sync_folder(const std::string& folder) override;
  Task<Result<>> sync_all() override;
  Result<std::unique_ptr<FolderWatch>> watch(const std::vector<std::string>& folders) override;

  class Teller;

 private:
  Disk& inner_;
  std::shared_ptr<Teller> teller_;  // shared with open files, which may outlive the disk
};

}  // namespace mailtown
