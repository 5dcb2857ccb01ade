// The disk as the programs of one boot see it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/disk.h"
#include "simulator/world/boot.h"

namespace mailtown::sim {

class SimulatedDisk final : public Disk {
 public:
  explicit SimulatedDisk(Boot& boot) : boot_(boot) {}
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

 private:
  Boot& boot_;
};

}  // namespace mailtown::sim
