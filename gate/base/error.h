// The one error type of gate. Rooms return Expected<T>; exceptions of libraries stop at the room that names the
// library.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace gate {

// Few named kinds: callers branch on them, people read the message.
enum class ErrorKind {
  usage,        // the command line is wrong: exit 2
  config,       // a configuration file is wrong: exit 2
  not_found,    // a file, revision or object that was asked for does not exist
  git,          // the repository cannot be read as it stands (shallow, foreign owner, missing objects)
  io,           // a file or a pipe failed
  parse,        // foreign input is malformed
  limit,        // a limit on time, memory, size or depth was reached
  unavailable,  // a part or a service that is needed is not there
  internal,     // a defect of gate itself
};

std::string_view to_string(ErrorKind kind);

// What happened, where, and what to do about it; each a sentence for the reader, without a final period.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
  std::string where;   // "file:line:column", "file" or empty
  std::string remedy;  // what to do; empty when nothing can be said

  // "where: message; remedy" on one line.
  std::string text() const;
};

template <class T>
using Expected = std::expected<T, Error>;

// `return fail(ErrorKind::io, "cannot read", path);`
inline std::unexpected<Error> fail(ErrorKind kind, std::string message, std::string where = {},
                                   std::string remedy = {}) {
  return std::unexpected(Error{kind, std::move(message), std::move(where), std::move(remedy)});
}

}  // namespace gate
