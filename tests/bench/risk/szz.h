#pragma once

// Arguments after the subcommand: REPOSITORY LINKS.csv and options. Returns the exit code.
int bench_szz(int argc, char** argv);
