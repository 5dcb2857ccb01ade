// What lies on one machine's disk and what a loss of power would leave of it, as far as the trace
// tells: the fold of its disk steps.
//
// Known are the files that programs changed while the trace was kept; others are not listed. A sync
// covers what was told before it began (trace/traced_disk.h), so that a file may be safe a little
// earlier than it is called so here, and never later. A removed file is forgotten, though until
// its folder is synced a power loss may bring it back.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "simulator/reader/joined.h"

namespace mailtown::reader {

struct DiskFile {
  std::string path;
  bool is_folder = false;
  std::uint64_t bytes = 0, safe_bytes = 0;  // of these a power loss would leave so many
  bool is_name_safe = false;
  std::string former;     // the safe name that it may have again after a power loss, if any
  bool replaces = false;  // or the file that had this name before may have it again
  // Power was lost before all was safe, and nobody has told yet what is left.
  bool is_in_doubt = false;
  Step written = 0, named = 0;  // the last steps that changed its bytes and its name
  Step changed = 0;             // or made them safe

  bool is_safe() const { return is_name_safe && safe_bytes == bytes && !is_in_doubt; }
};

class KnownDisk {
 public:
  // `covered`: of a sync of a folder or of everything, the last step that it covers.
  void take(const trace::DiskStep& event, Step step, Step covered);
  void lose_power();

  const std::vector<DiskFile>& at_risk() const { return at_risk_; }  // in doubt or not safe yet
  const std::vector<std::shared_ptr<const DiskFile>>& safe() const { return safe_; }  // by path

 private:
  DiskFile take_out(const std::string& path);
  void drop(const std::string& path);
  void put(DiskFile file);
  void put_safe(DiskFile file);
  void take_content(const trace::DiskStep& event, Step step);
  void take_name(const trace::DiskStep& event, Step step);
  void rename(const std::string& from, const std::string& to, Step step);
  template <class IsCovered>
  void make_safe(Step step, bool with_bytes, const IsCovered& is_covered);

  std::vector<DiskFile> at_risk_;
  std::vector<std::shared_ptr<const DiskFile>> safe_;  // shared by the states of a run
};

// A value that copies share until one of them changes it. For one thread at a time.
template <class T>
class CopiedOnChange {
 public:
  const T& operator*() const {
    static const T none{};
    return value_ ? *value_ : none;
  }
  const T* operator->() const { return &**this; }
  T& change() {
    if (!value_) {
      value_ = std::make_shared<T>();
    } else if (value_.use_count() > 1) {
      value_ = std::make_shared<T>(*value_);
    }
    return *value_;
  }

 private:
  std::shared_ptr<T> value_;
};

}  // namespace mailtown::reader
