// The words by which messages are told to be of fixes, in lower case. For fix_words.cpp.
#pragma once

#include "gate/history/word_set.h"

namespace gate::history {

struct FixVocabulary {
  // Words for mending.
  WordSet fixes{
      "fix fixes fixed fixing fixup hotfix hot-fix bugfix bug-fix bugfixes bugfixed quickfix repair repairs repaired "
      "workaround"};
  // What is mended, when it is worth a fix by its name alone.
  WordSet defects{
      "bug bugs defect defects crash crashes crashed crashing crasher segfault segfaults sigsegv segv coredump "
      "regression regressions deadlock deadlocks deadlocked livelock leak leaks leaked leaking memleak memory-leak "
      "overflow overflows underflow corruption corrupts corrupted npe nullpointerexception null-pointer "
      "use-after-free use-after-return double-free out-of-bounds oob vulnerability vulnerabilities dangling "
      "uninitialized "
      "uninitialised misbehavior misbehaviour hang hangs hung race races data-loss stackoverflow"};
  // Words of titles that report what is wrong.
  WordSet symptoms{
      "incorrect incorrectly wrong wrongly broken mistakenly erroneously correctly fails stuck doesn't mishandled "
      "mishandles inconsistent inconsistency"};
  // With "not" after them.
  WordSet symptom_verbs{"does should did is was were are"};
  // What is mended here reaches no user: tests,
  WordSet test_marks{"flaky flakiness unittest unittests testcase testcases ci travis jenkins gha appveyor"};
  // words and looks,
  WordSet text_marks{
      "typo typos typographical misspelling misspellings misspelled spelling grammar grammatical wording "
      "capitalization punctuation javadoc javadocs doc docs documentation docstring docstrings whitespace whitespaces "
      "indentation indent indents formatting checkstyle lint linter linting nit nits copyright license licence readme "
      "changelog findbugs spotbugs sonar pmd rat spotless pylint flake8 rubocop eslint prettier clang-format javac"};
  // and these when they end what is mended,
  WordSet trivial_heads{
      "comment comments test tests build builds warning warnings style format compile compilation link links name "
      "names naming import imports header headers version versions example examples indention"};
  // which these words show.
  WordSet head_ends{
      "in of for on at from to with after when by and due caused that which under during since introduced failure "
      "failures failing errors error break breakage again suite case cases"};
  // What stands before the colon of a subject: `fix: ...`, `docs: ...`.
  WordSet types{"fix bugfix hotfix bug fixes"};
  WordSet quiet_types{
      "doc docs documentation style test tests testing chore ci build gha github readme changelog release travis "
      "appveyor azure cirrus runtests t whitespace typo typos comment comments lint l10n i18n po todo known_bugs"};
  // What forges close issues by; `closes` says nothing of a fix.
  WordSet closing{"fix fixes fixed fixing resolve resolves resolved resolving"};
  WordSet closing_loosely{"close closes closed closing"};
  // May stand between such a word and the issue.
  WordSet between{"issue issues bug bugs for the in to jira ticket see number nr as defect defects reported"};
  // "this patch fixes".
  WordSet subjects{"this patch commit change pr also that"};
};

}  // namespace gate::history
