#include <string_view>

#include "gate/cli/command.h"
#include "gate/worker/worker.h"

// `gate --worker NAME` is the other end of gate/worker; everything else is a command of gate/cli.
int main(int argc, char** argv) {
  if (argc == 4 && std::string_view(argv[1]) == "--worker" && std::string_view(argv[2]) == "so") {
    gate::worker::serve_object(argv[3]);
  }
  if (argc == 3 && std::string_view(argv[1]) == "--worker") return gate::worker::serve(argv[2]);
  return gate::cli::main_command(argc, argv);
}
