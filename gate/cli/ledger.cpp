#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <optional>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/command.h"
#include "gate/cli/ledger_place.h"
#include "gate/store/ledger.h"

namespace gate::cli {
namespace {

constexpr std::uint64_t kImportLimit = 512u << 20;

struct LedgerArguments {
  RepositoryArgument repository;
  std::string path, id = "last", keep = "90d", file;
  std::size_t most = 20;
};

Expected<std::string> locate(const LedgerArguments& arguments, const Context& context) {
  if (!arguments.path.empty()) return arguments.path;
  auto repository = git::Repository::open(repository_options(arguments.repository, context, false));
  if (!repository) return std::unexpected(repository.error());
  auto place = configured_ledger(*repository);
  if (!place.note.empty()) std::fprintf(stderr, "gate: note: %s\n", printable(place.note).c_str());
  if (place.path.empty())
    return fail(ErrorKind::usage, "the ledger is switched off (ledger: none)", ".gate.yml",
                "name one with --ledger PATH");
  return place.path;
}

Expected<store::Ledger> open(const LedgerArguments& arguments, const Context& context, bool writing) {
  auto path = locate(arguments, context);
  if (!path) return std::unexpected(path.error());
  return writing ? store::Ledger::open(*path) : store::Ledger::open_read_only(*path);
}

std::string utc(std::int64_t seconds) {
  std::time_t time = seconds;
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &parts);
  return text;
}

int list(const LedgerArguments& arguments, const Context& context) {
  auto ledger = open(arguments, context, false);
  if (!ledger) return report_error(ledger.error());
  auto rows = ledger->list(arguments.most);
  if (!rows) return report_error(rows.error());
  for (const auto& row : *rows)
    std::printf("%s  %s  %-14s exit %d  %s..%s  %u findings, %u blocking\n", row.id.c_str(), utc(row.time).c_str(),
                row.outcome.c_str(), row.exit_code, row.base.substr(0, 10).c_str(), row.head.substr(0, 10).c_str(),
                row.findings, row.blocking);
  if (rows->empty()) std::printf("no verdict is recorded yet\n");
  return kPass;
}

int show(const LedgerArguments& arguments, const Context& context) {
  auto ledger = open(arguments, context, false);
  if (!ledger) return report_error(ledger.error());
  auto record = ledger->show(arguments.id);
  if (!record) return report_error(record.error());
  std::printf("%s\n", dump_json(*record, 2).c_str());
  return kPass;
}

int export_all(const LedgerArguments& arguments, const Context& context) {
  auto ledger = open(arguments, context, false);
  if (!ledger) return report_error(ledger.error());
  auto done = ledger->each([](const Json& record) { std::printf("%s\n", dump_json(record).c_str()); });
  return done ? kPass : report_error(done.error());
}

// "90d", "12h": days or hours, in seconds.
std::optional<std::int64_t> parse_age(const std::string& text) {
  if (text.size() < 2 || text.size() > 7 || text.find_first_not_of("0123456789") != text.size() - 1)
    return std::nullopt;
  auto number = std::stoll(text.substr(0, text.size() - 1));
  if (text.back() == 'd') return number * 86'400;
  if (text.back() == 'h') return number * 3'600;
  return std::nullopt;
}

int prune(const LedgerArguments& arguments, const Context& context) {
  auto age = parse_age(arguments.keep);
  if (!age)
    return report_error(
        {ErrorKind::usage, "'" + arguments.keep + "' is no age", "--keep", "write days or hours, as in 90d or 12h"});
  auto ledger = open(arguments, context, true);
  if (!ledger) return report_error(ledger.error());
  auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  auto removed = ledger->prune(now - *age);
  if (!removed) return report_error(removed.error());
  std::printf("removed %llu verdict(s) older than %s\n", static_cast<unsigned long long>(*removed),
              arguments.keep.c_str());
  return kPass;
}

// One document a line, as export writes them, or a single one, as show does.
Expected<std::vector<Json>> read_records(const std::string& path) {
  auto text = read_file(path, kImportLimit);
  if (!text) return std::unexpected(text.error());
  std::vector<Json> records;
  if (auto start = trim(std::string_view(*text).substr(0, text->find('\n'))); start == "{") {
    auto record = parse_json(*text, path);
    if (!record) return std::unexpected(record.error());
    records.push_back(std::move(*record));
    return records;
  }
  std::size_t number = 0;
  for (auto line : split_lines(*text)) {
    ++number;
    if (trim(line).empty()) continue;
    auto record = parse_json(line, path + ":" + std::to_string(number));
    if (!record) return std::unexpected(record.error());
    records.push_back(std::move(*record));
  }
  return records;
}

int import_file(const LedgerArguments& arguments, const Context& context) {
  auto records = read_records(arguments.file);
  if (!records) return report_error(records.error());
  auto ledger = open(arguments, context, true);
  if (!ledger) return report_error(ledger.error());
  std::size_t fresh = 0, known = 0;
  for (const auto& record : *records) {
    auto taken = ledger->import(record);
    if (!taken) {
      auto error = taken.error();
      error.where = arguments.file + ", record " + std::to_string(fresh + known + 1);
      if (fresh > 0) error.message += " (the " + std::to_string(fresh) + " before it were imported)";
      return report_error(error);
    }
    ++(*taken ? fresh : known);
  }
  std::printf("imported %zu verdict(s), %zu were there already\n", fresh, known);
  return kPass;
}

}  // namespace

void add_ledger(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("ledger", "Verdicts of the past, with the facts they were decided from");
  command->require_subcommand(1);
  auto arguments = std::make_shared<LedgerArguments>();
  auto add = [&](const char* name, const char* words, int (*work)(const LedgerArguments&, const Context&)) {
    auto* sub = command->add_subcommand(name, words);
    add_repository_option(*sub, arguments->repository);
    sub->add_option("--ledger", arguments->path, "The database (default: that of the repository)")->type_name("PATH");
    sub->callback([=, &context] { context.exit_code = work(*arguments, context); });
    return sub;
  };
  add("list", "The newest verdicts, a line each", list)->add_option("-n", arguments->most, "How many (default: 20)");
  add("show", "One verdict with its facts, as JSON", show)
      ->add_option("ID", arguments->id, "Its id, a unique beginning of it, or 'last'");
  add("export", "Every verdict, one JSON document a line", export_all);
  add("import", "Take verdicts that another ledger exported; those that are here already change nothing", import_file)
      ->add_option("FILE", arguments->file, "What `gate ledger export` or `gate ledger show` wrote")
      ->required();
  add("prune", "Remove old verdicts", prune)
      ->add_option("--keep", arguments->keep, "Keep those younger than this (default: 90d)");
}

}  // namespace gate::cli
