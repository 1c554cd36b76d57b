// Trains and scores risk models on public data, one subcommand a table; usage() says what each needs.
#include <fmt/format.h>

#include <span>
#include <string_view>

#include "tests/bench/risk/global.h"
#include "tests/bench/risk/issta.h"
#include "tests/bench/risk/szz.h"
#include "tests/bench/risk/within.h"

namespace {

int usage() {
  fmt::print(stderr,
             "usage: risk_bench issta FOLDER                        six projects, learnt from their own past\n"
             "       risk_bench unseen FOLDER REPOSITORY... [-- (REPOSITORY LABELS.csv)...]\n"
             "                                                      each by what was learnt from the others\n"
             "       risk_bench global OUTPUT FOLDER REPOSITORY...  makes the model that comes with gate\n"
             "       risk_bench within (REPOSITORY LABELS.csv)...   gate's own measures of real histories\n"
             "       risk_bench szz REPOSITORY LINKS.csv            commits that fixes are traced back to\n");
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace gate::risk::bench;
  const std::string_view table = argc > 2 ? argv[1] : "";
  const std::span<char*> rest(argv + 2, argc > 2 ? static_cast<std::size_t>(argc - 2) : 0);
  if (table == "szz") return bench_szz(argc - 2, argv + 2);
  gate::Expected<void> done;
  if (table == "issta" && rest.size() == 1)
    done = run_issta(rest[0]);
  else if (table == "unseen" && !rest.empty())
    done = run_unseen(rest);
  else if (table == "global" && rest.size() >= 2)
    done = make_global(rest);
  else if (table == "within" && rest.size() % 2 == 0)
    done = run_within(rest);
  else
    return usage();
  if (!done) fmt::print(stderr, "{}\n", done.error().text());
  return done ? 0 : 1;
}
