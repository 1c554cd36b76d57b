// Makes text that others wrote safe in each place where a report puts it. Every function takes any bytes and returns
// well-formed UTF-8 (`uri` and `command_*`: no raw control characters either).
#pragma once

#include <string>
#include <string_view>

namespace gate::report {

// One line for a terminal: control, bidi and invisible characters are written out, a tab becomes a blank.
std::string plain(std::string_view text);

// A path for a terminal: `plain`, within double quotes when it is empty or holds anything but letters, digits,
// non-ASCII characters and "/._-+@=~^,%()[]{}".
std::string plain_path(std::string_view path);

// Whether text[at] is the bracket of "##[", "##vso[" or their like: commands of pipelines that are obeyed wherever they
// stand in a line of a log.
bool is_command_bracket(std::string_view text, std::size_t at);

// A whole text for a pipeline's log: such brackets, and a "::" that a line begins with (GitHub's workflow commands;
// blanks before it do not count), are written as \xNN.
std::string without_commands(std::string_view text);

// Data and property values of a workflow command (actions/toolkit's rules: % CR LF, and : , in properties).
std::string command_data(std::string_view text);
std::string command_property(std::string_view text);

// Text in GitHub-flavoured markdown, tables included, that is shown as it stands: no markup, HTML, mention, issue
// reference or link comes of it. Blanks at its start become one.
std::string markdown(std::string_view text);

// A fenced code block whose fence is longer than any run of backticks within. Lines are `plain` but keep their tabs.
std::string markdown_code(std::string_view lines);

// A relative reference (RFC 3986 section 4.2) of a repository path: all but unreserved characters and '/' are
// percent-encoded, bytes that are not UTF-8 too.
std::string uri(std::string_view path);

// At most `bytes` bytes of `text` (UTF-8), cut between characters and ended by "…" when cut. `bytes` is at least 3.
std::string cut(std::string_view text, std::size_t bytes);

}  // namespace gate::report
