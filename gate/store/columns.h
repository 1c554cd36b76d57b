// The statements that write and read records: each pair lists the same columns in the same order.
#pragma once

#include <string_view>

namespace gate::store {

inline constexpr std::string_view kInsertVerdict =
    "INSERT INTO verdicts (id, time, outcome, exit_code, decided_exit_code, exit_reason, base, head, policy_commit,"
    " config_source, config_digest, milliseconds, found, in_scope, blocking, suppressed, existing, fixed, not_checked,"
    " notes, facts) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
inline constexpr std::string_view kSelectVerdict =
    "SELECT id, time, outcome, exit_code, decided_exit_code, exit_reason, base, head, policy_commit,"
    " config_source, config_digest, milliseconds, found, in_scope, blocking, suppressed, existing, fixed, not_checked,"
    " notes, facts FROM verdicts WHERE seq = ?";

inline constexpr std::string_view kInsertTool = "INSERT INTO tools (verdict, number, name, version) VALUES (?,?,?,?)";
inline constexpr std::string_view kSelectTools = "SELECT name, version FROM tools WHERE verdict = ? ORDER BY number";

inline constexpr std::string_view kInsertRuling =
    "INSERT INTO rulings (verdict, number, policy, status, value, condition, reason, blocking, details)"
    " VALUES (?,?,?,?,?,?,?,?,?)";
inline constexpr std::string_view kSelectRulings =
    "SELECT policy, status, value, condition, reason, blocking, details FROM rulings WHERE verdict = ? ORDER BY number";

inline constexpr std::string_view kInsertFinding =
    "INSERT INTO findings (verdict, rule, category, severity, confidence, path, line, \"column\", end_line, end_column,"
    " message, state, level, fingerprint, line_hash, suppressed, suppression, blocking, about_change, value, context,"
    " snippet_line, snippet_column, snippet, more) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
inline constexpr std::string_view kSelectFindings =
    "SELECT rule, category, severity, confidence, path, line, \"column\", end_line, end_column,"
    " message, state, level, fingerprint, line_hash, suppressed, suppression, blocking, about_change, value, context,"
    " snippet_line, snippet_column, snippet, more FROM findings WHERE verdict = ? ORDER BY id";

}  // namespace gate::store
