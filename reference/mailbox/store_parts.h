// What the mailboxes and folders of one program share.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "platform/exclusive.h"
#include "platform/group_sync.h"
#include "platform/platform.h"

namespace mailtown::mailbox {

class MaildirFolder;

struct StoreParts {
  // `root` is the folder of all mailboxes. `platform` must outlive the object.
  StoreParts(Platform& chosen, std::string where)
      : platform(chosen),
        root(std::move(where)),
        sync(chosen.tasks, [&disk = chosen.disk] { return disk.sync_all(); }),
        naming(chosen.tasks) {}

  Platform& platform;
  std::string root;
  GroupSync sync;    // of the whole disk: serves all who wait for one
  Exclusive naming;  // held by who draws a UIDVALIDITY or makes, removes or renames folders
  std::map<std::string, std::weak_ptr<MaildirFolder>> open;  // by path
};

}  // namespace mailtown::mailbox
