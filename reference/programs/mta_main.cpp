#include "programs/program_main.h"
#include "programs/programs.h"
#include "smtp/session_tables.h"

int main(int argc, char** argv) {
  using namespace mailtown;
  return programs::program_main(
      argc, argv,
      {.role = "mta",
       .what = "Accepts mail over SMTP, files that for its own domains, relays the rest.\n"
               "At SIGHUP it reads its users and certificates again.",
       .run = programs::run_mta,
       .tables = {smtp::server_table(), smtp::client_table()}});
}
