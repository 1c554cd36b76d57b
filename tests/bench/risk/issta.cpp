#include "tests/bench/risk/issta.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>

#include "analyzers/risk/training_recipes.h"
#include "tests/bench/risk/kamei_csv.h"
#include "tests/bench/risk/scores.h"

namespace gate::risk::bench {
namespace {

using history::Metric;

constexpr std::array kProjects = {"qt", "openstack", "jdt", "platform", "gerrit", "go"};
using Tables = std::vector<std::vector<Example>>;

Expected<Tables> read_all(const std::string& folder) {
  Tables tables;
  for (const char* project : kProjects) {
    auto table = read_kamei_csv(fmt::format("{}/issta21_{}.csv.gz", folder, project));
    if (!table) return std::unexpected(table.error());
    tables.push_back(std::move(*table));
  }
  return tables;
}

std::size_t split_of(const std::vector<Example>& table) { return table.size() * 8 / 10; }

// Those of one time stay as they are.
void sort_by_time(std::vector<Example>& examples) {
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(examples[i].time, i); });
  std::vector<Example> sorted;
  for (const std::size_t i : order) sorted.push_back(std::move(examples[i]));
  examples = std::move(sorted);
}

// The project's first 80 %, and of the others what is older than its last 20 %.
std::vector<Example> to_learn_from(const Tables& tables, std::size_t project) {
  const auto& own = tables[project];
  const std::int64_t end = own[split_of(own)].time;
  std::vector<Example> all(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(split_of(own)));
  for (std::size_t other = 0; other < tables.size(); ++other) {
    if (other == project) continue;
    const auto older = std::ranges::lower_bound(tables[other], end, {}, &Example::time);
    if (older - tables[other].begin() < 500) continue;
    for (auto it = tables[other].begin(); it != older; ++it) {
      all.push_back(*it);
      all.back().project = static_cast<std::uint32_t>(other + 1);
    }
  }
  sort_by_time(all);
  return all;
}

class Means {
 public:
  void add(std::vector<double> row) {
    sums_.resize(std::max(sums_.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) sums_[i] += row[i];
    ++rows_;
  }
  double operator[](std::size_t i) const { return sums_[i] / static_cast<double>(rows_); }
  std::size_t size() const { return sums_.size(); }

 private:
  std::vector<double> sums_;
  std::size_t rows_ = 0;
};

void print_row(std::string_view name, std::span<const double> cells) {
  fmt::print("| {:9} |", name);
  for (const double cell : cells) fmt::print(" {:7.4f} |", cell);
  fmt::print("\n");
  std::fflush(stdout);
}

void print_means(const Means& means) {
  std::vector<double> cells;
  for (std::size_t i = 0; i < means.size(); ++i) cells.push_back(means[i]);
  print_row("mean", cells);
}

Recipe issta_recipe() {
  auto inputs = classic_inputs();
  inputs.push_back({Form::plain, Metric::author_hour});
  inputs.push_back({Form::plain, Metric::author_weekday});
  return boosted_recipe(std::move(inputs));
}

// By Greenwich's clock, as the tables do not tell the author's: used within a project, where that is all the same.
void add_clock(std::vector<Example>& examples) {
  for (Example& example : examples) {
    example.row.metrics[Metric::author_hour] = static_cast<double>(example.time / 3600 % 24);
    example.row.metrics[Metric::author_weekday] = static_cast<double>((example.time / 86400 + 4) % 7);
  }
}

Expected<std::vector<double>> score_project(const Tables& tables, std::size_t project) {
  const auto start = std::chrono::steady_clock::now();
  const auto model = train(to_learn_from(tables, project), issta_recipe());
  if (!model) return std::unexpected(model.error());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::span own(tables[project]);
  const auto learnt = own.first(split_of(tables[project])), later = own.subspan(split_of(tables[project]));
  const auto judged = judge(later, *model);
  const auto by_lines = judge_by_lines_added(learnt, later);
  return std::vector{area_under_curve(judged),
                     area_under_curve(by_lines),
                     average_precision(judged),
                     brier_score(judged),
                     brier_of_rate(buggy_share(learnt), judged),
                     brier_of_rate(model->base_rate, judged),
                     brier_score(by_lines),
                     calibration_error(reliability(judged)),
                     recall_at_effort(judged),
                     seconds.count()};
}

}  // namespace

Expected<void> run_issta(const std::string& folder) {
  auto tables = read_all(folder);
  if (!tables) return std::unexpected(tables.error());
  for (auto& table : *tables) add_clock(table);
  fmt::print(
      "|           |     AUC |  LA AUC | av.prec |   Brier | of rate | of last | LA Brier |    ECE | rec@20% | seconds "
      "|\n");
  Means means;
  for (std::size_t project = 0; project < tables->size(); ++project) {
    const auto row = score_project(*tables, project);
    if (!row) return std::unexpected(row.error());
    print_row(kProjects[project], *row);
    means.add(*row);
  }
  print_means(means);
  return {};
}

Expected<std::vector<std::pair<std::string, std::vector<Example>>>> read_issta(const std::string& folder) {
  auto tables = read_all(folder);
  if (!tables) return std::unexpected(tables.error());
  std::vector<std::pair<std::string, std::vector<Example>>> named;
  for (std::size_t at = 0; at < tables->size(); ++at) named.emplace_back(kProjects[at], std::move((*tables)[at]));
  return named;
}

}  // namespace gate::risk::bench
