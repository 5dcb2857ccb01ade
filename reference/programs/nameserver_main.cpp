#include "programs/program_main.h"
#include "programs/programs.h"

int main(int argc, char** argv) {
  using namespace mailtown;
  return programs::program_main(
      argc, argv,
      {.role = "nameserver",
       .what = "Answers DNS questions from its zones, and asks around for those it may.",
       .run = programs::run_nameserver,
       .tables = {}});
}
