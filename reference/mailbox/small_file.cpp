#include "mailbox/small_file.h"

namespace mailtown::mailbox {

Task<Result<>> write_small_file(Disk& disk, std::string folder, std::string name,
                                std::string text) {
  const auto path = folder + "/" + name;
  const auto draft = path + ".new";
  (void)disk.remove(draft);  // what an earlier try left
  const auto file = disk.open(draft, OpenMode::create);
  if (!file) co_return file.error();
  auto written = (*file)->append(text);
  if (written) {
    const auto synced = co_await (*file)->sync();
    written = synced;
  }
  if (written) written = disk.rename(draft, path);
  if (!written) {
    (void)disk.remove(draft);
    co_return written.error();
  }
  co_return co_await disk.sync_folder(folder);
}

}  // namespace mailtown::mailbox
