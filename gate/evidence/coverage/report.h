// What the readers of the formats produce: the part of one report that concerns the change.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gate/model/change.h"
#include "gate/model/evidence.h"

namespace gate::evidence {

// The last component of a path written with either separator.
std::string_view base_name(std::string_view path);

// Which files and lines a reader keeps. A report's paths can be mapped only after it was read as a whole, so files are
// known by base name here, with the added lines of every changed file of that name.
class Wanted {
 public:
  explicit Wanted(const Change& change);
  // Ascending, disjoint; null when no changed file has that base name.
  const std::vector<LineRange>* lines(std::string_view base) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::vector<LineRange>, Hash, std::equal_to<>> by_base_;
};

// A file that coverage can be asked for: it exists after the change with lines that the change added.
bool has_added_lines(const ChangedFile& file);

// Data of one file of the report. Executions of a line that is named twice are added, as lcov does.
class ReportRecord {
 public:
  using Branches = FileCoverage::Branches;

  ReportRecord(std::string_view name, const std::vector<LineRange>* wanted) : name_(name), wanted_(wanted) {}

  const std::string& name() const { return name_; }
  std::uint32_t last_line() const { return last_line_; }  // the highest coverable line, wanted or not
  const std::map<std::uint32_t, std::uint64_t>& hits() const { return hits_; }

  bool wants(std::uint32_t line) const;
  void add_hits(std::uint32_t line, std::uint64_t count);
  // One arm of a branch, known by `key` within its line. False when the line has too many to be true (4,096).
  bool add_arm(std::uint32_t line, std::uint64_t key, std::uint64_t taken);
  // The line that a function begins on.
  void add_function(std::uint32_t line, std::uint64_t calls);
  // Totals of a line, from formats that do not name the arms.
  void add_branches(std::uint32_t line, Branches branches);

  // To be called when the report was read: lines known only by a function that begins there, or by branches, become
  // coverable (executed as often as these; a branch line with an arm never taken counts as not executed), and a line
  // with a taken branch was executed whatever its own count says. So diff-cover reads LCOV of JavaScript, which counts
  // statements and not lines.
  void complete();
  // Adds another record of the same file: executions are added, branches united.
  void merge(const ReportRecord& other);
  std::map<std::uint32_t, Branches> branches() const;

 private:
  std::string name_;
  const std::vector<LineRange>* wanted_;
  std::uint32_t last_line_ = 0;
  std::map<std::uint32_t, std::uint64_t> hits_;
  std::map<std::uint32_t, std::unordered_map<std::uint64_t, std::uint64_t>> arms_;  // key -> times taken
  std::map<std::uint32_t, std::uint64_t> functions_;                                // first line -> calls
  std::map<std::uint32_t, Branches> counted_;
};

struct Report {
  std::string format;                     // "lcov", "cobertura"
  std::int64_t made = 0;                  // the report's own time stamp, seconds since the epoch; 0: none
  std::int64_t modified = 0;              // of the file
  std::vector<std::string> sources;       // Cobertura's <source> roots
  std::vector<ReportRecord> records;      // of files whose base name is wanted
  std::vector<std::string> names;         // files that the report names, the first 20,000
  std::unordered_set<std::uint64_t> ids;  // hashes of the names, the first million
  std::set<std::string, std::less<>> extensions;
};

// Collects a report while it is read.
class ReportBuilder {
 public:
  explicit ReportBuilder(const Wanted& wanted) : wanted_(wanted) {}
  // Begins or goes on with a file; null when it is not wanted. Valid until the next call.
  ReportRecord* open(std::string_view name);
  Report& report() { return report_; }
  // More than 100,000 wanted files: no honest report has so many, and what came after is left out.
  bool overfull() const { return overfull_; }

 private:
  const Wanted& wanted_;
  bool overfull_ = false;
  Report report_;
  std::unordered_map<std::string, std::size_t> index_;
};

// A reader of one format, fed with the file's bytes in order. A problem is a sentence for the reader; after one,
// nothing more is fed, and offset() is the byte that it is about.
class ReportReader {
 public:
  virtual ~ReportReader() = default;
  virtual std::optional<std::string> feed(std::string_view bytes) = 0;
  virtual std::optional<std::string> finish() = 0;
  virtual std::uint64_t offset() const = 0;
};

// Whole numbers of executions; a sign, a fraction or an exponent are understood (negative ones are counting errors of
// the tool and mean 0), and what exceeds 64 bits is the largest value. nullopt when it is no number.
std::optional<std::uint64_t> parse_count(std::string_view text);
// A line number; 0 stands for "no line" in some tools' output.
std::optional<std::uint32_t> parse_line(std::string_view text);

}  // namespace gate::evidence
