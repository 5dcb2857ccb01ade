#include "imap/session_tables.h"
#include "pop3/session_tables.h"
#include "programs/program_main.h"
#include "programs/programs.h"

int main(int argc, char** argv) {
  using namespace mailtown;
  return programs::program_main(argc, argv,
                                {.role = "mda",
                                 .what = "Hands mail to its readers' clients over POP3 and IMAP.\n"
                                         "At SIGHUP it reads its users and certificates again.",
                                 .run = programs::run_mda,
                                 .tables = {pop3::server_table(), imap::server_table()}});
}
