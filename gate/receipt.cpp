#include "gate/receipt.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>

#include "gate/base/file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 50;
constexpr std::uint64_t kReceiptLimit = 1u << 20;  // bytes

// "20260102T030405Z-<head>-<base>.json": names sort by time.
std::string file_name(const report::Receipt& receipt) {
  const std::chrono::sys_seconds time{std::chrono::seconds(receipt.time)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char stamp[32];
  std::snprintf(stamp, sizeof stamp, "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return std::string(stamp) + "-" + receipt.head.substr(0, 12) + "-" + receipt.base.substr(0, 12) + ".json";
}

// Newest first; only names that this file writes.
std::vector<fs::path> receipts_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    if (name.size() > 17 && name[8] == 'T' && name[15] == 'Z' && name.ends_with(".json")) found.push_back(entry.path());
  }
  std::ranges::sort(found, std::greater<>());
  return found;
}

bool judged_the_same(const report::Receipt& here, const report::Receipt& there) {
  const auto joined = [](const report::Receipt& merge, const std::string& head) {
    return std::ranges::find(merge.merged, head) != merge.merged.end();
  };
  return here.head == there.head || joined(there, here.head) || joined(here, there.head);
}

std::string short_id(const std::string& id) { return id.empty() ? "none" : id.substr(0, 12); }

std::string state_words(const report::Receipt::Analyzer& analyzer) {
  std::string words(to_string(analyzer.state));
  if (!analyzer.reason.empty()) words += ": " + analyzer.reason;
  if (analyzer.left_out > 0) words += ", " + std::to_string(analyzer.left_out) + " left out";
  return words;
}

class Comparison {
 public:
  Comparison(const report::Receipt& here, const report::Receipt& there) : here_(here), there_(there) {}

  std::vector<Difference> run() {
    compare_sides();
    compare_rules();
    compare_analyzers();
    compare_results();
    return std::move(out_);
  }

 private:
  void add(std::string subject, std::string here, std::string there, std::string meaning) {
    out_.push_back({std::move(subject), std::move(here), std::move(there), std::move(meaning)});
  }
  void ids(const char* subject, const std::string& here, const std::string& there, const char* meaning) {
    if (here != there) add(subject, short_id(here), short_id(there), meaning);
  }

  void compare_sides() {
    const bool merged = here_.head != there_.head && judged_the_same(here_, there_);
    ids("head", here_.head, there_.head,
        merged ? "the pipeline judges a merge of this commit into its target" : "another commit was judged");
    ids("head tree", here_.head_tree, there_.head_tree,
        merged ? "the target has moved on: merge or rebase onto it, then judge again"
               : "other contents were judged: compare receipts of one commit");
    ids("base tree", here_.base_tree, there_.base_tree,
        "the changes were measured against different states: fetch the target branch, or name it with --base");
    if (here_.base_tree != there_.base_tree && here_.base_source != there_.base_source) {
      add("base found", here_.base_source, there_.base_source, "the bases were found in different ways");
    }
  }

  void compare_rules() {
    ids("policy commit", here_.policy, there_.policy,
        "the rules are from different commits: fetch the target branch, or name it with --policy");
    if (here_.config_digest != there_.config_digest) {
      add("configuration", here_.config_source + " (" + short_id(here_.config_digest) + ")",
          there_.config_source + " (" + short_id(there_.config_digest) + ")",
          "other rules, policies or limits: `gate config show` prints those in force");
    }
    if (here_.gate != there_.gate) add("gate", here_.gate, there_.gate, "install the same version");
    if (here_.hook != there_.hook) {
      add("judged by", here_.hook ? "the hook" : "gate check", there_.hook ? "the hook" : "gate check",
          "the hook has a budget and no network; coverage, tests and review are decided in the pipeline");
    }
  }

  static const report::Receipt::Analyzer* find(const report::Receipt& receipt, const std::string& name) {
    const auto found = std::ranges::find(receipt.analyzers, name, &report::Receipt::Analyzer::name);
    return found == receipt.analyzers.end() ? nullptr : &*found;
  }

  void compare_analyzers() {
    for (const auto& analyzer : here_.analyzers) {
      const auto* other = find(there_, analyzer.name);
      if (other == nullptr) {
        add(analyzer.name, analyzer.version, "missing", "it is not part of gate or of its configuration there");
        continue;
      }
      if (analyzer.version != other->version) {
        add(analyzer.name + " version", analyzer.version, other->version, "other versions find other things");
      }
      if (state_words(analyzer) != state_words(*other)) {
        add(analyzer.name, state_words(analyzer), state_words(*other), "it did not look at the same things");
      }
    }
    for (const auto& analyzer : there_.analyzers) {
      if (find(here_, analyzer.name) == nullptr) {
        add(analyzer.name, "missing", analyzer.version, "it is not part of gate or of its configuration here");
      }
    }
  }

  static std::string only_in(const report::Receipt& receipt, const report::Receipt& other) {
    std::size_t count = 0;
    std::string first;
    for (const auto& issue : receipt.issues) {
      if (std::ranges::find(other.issues, issue.fingerprint, &report::Receipt::Issue::fingerprint) !=
          other.issues.end()) {
        continue;
      }
      if (count++ == 0) first = issue.rule + " at " + issue.path + ":" + std::to_string(issue.line);
    }
    if (count == 0) return "none of its own";
    return std::to_string(count) + " of its own, first " + first;
  }

  void compare_results() {
    const auto here = only_in(here_, there_), there = only_in(there_, here_);
    const std::string none = "none of its own";
    if (here != none || there != none) add("findings", here, there, "what the differences above lead to");
    if (here_.outcome != there_.outcome) {
      add("outcome", std::string(to_string(here_.outcome)), std::string(to_string(there_.outcome)),
          "what the differences above lead to");
    }
  }

  const report::Receipt& here_;
  const report::Receipt& there_;
  std::vector<Difference> out_;
};

}  // namespace

std::string receipt_folder(const git::Repository& repository) {
  return (fs::path(repository.common_dir()) / "gate" / "receipts").string();
}

Expected<std::string> keep_receipt(const report::Receipt& receipt, const git::Repository& repository) {
  const fs::path folder = receipt_folder(repository);
  std::error_code error;
  for (const auto& made : {folder.parent_path(), folder}) {
    if (fs::create_directory(made, error)) fs::permissions(made, fs::perms::owner_all, error);
  }
  const fs::path path = folder / file_name(receipt);
  if (auto written = write_file(path, report::write_receipt(receipt)); !written) {
    return std::unexpected(written.error());
  }
  const auto kept = receipts_in(folder);
  for (std::size_t i = kKept; i < kept.size(); ++i) fs::remove(kept[i], error);
  return path.string();
}

Expected<report::Receipt> matching_receipt(const report::Receipt& there, const git::Repository& repository) {
  std::optional<report::Receipt> newest;
  for (const auto& path : receipts_in(receipt_folder(repository))) {
    const auto text = read_file(path, kReceiptLimit);
    auto receipt = text ? report::parse_receipt(*text, path.string()) : std::unexpected(text.error());
    if (!receipt) continue;
    if (judged_the_same(*receipt, there)) return std::move(*receipt);
    if (!newest) newest = std::move(*receipt);
  }
  if (newest) return std::move(*newest);
  return fail(ErrorKind::not_found, "no receipt was written here", receipt_folder(repository),
              "push with the hook, or write one with `gate check --report receipt=FILE` and name it with --with FILE");
}

std::vector<Difference> compare_receipts(const report::Receipt& here, const report::Receipt& there) {
  return Comparison(here, there).run();
}

}  // namespace gate
