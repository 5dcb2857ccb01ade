// What SIGHUP does to a program: it reads its certificates and its users again.
#pragma once

#include "programs/accounts.h"
#include "programs/certificates.h"

namespace mailtown::programs {

// For the program's life. All must outlive the task.
inline Task<> reload_on_request(TaskScope& tasks, Certificates& certificates, Accounts& accounts) {
  for (;;) {
    co_await tasks.reload_requested();
    certificates.reload();
    accounts.reload();
  }
}

}  // namespace mailtown::programs
