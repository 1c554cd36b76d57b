// node validate.mjs SCHEMA FILE... : exit 0 when every FILE is valid by SCHEMA, 1 with the reasons when not, 2 when a
// file cannot be read, 77 when the packages are not installed (`npm ci` in this folder).
import { readFileSync } from 'node:fs';

async function load() {
  try {
    const [draft2020, draft04, formats] = await Promise.all([
      import('ajv/dist/2020.js'),
      import('ajv-draft-04'),
      import('ajv-formats'),
    ]);
    return { draft2020: draft2020.default.default, draft04: draft04.default.default, formats: formats.default.default };
  } catch (error) {
    console.error(`skipped: ${error.message.split('\n')[0]}; run npm ci in tests/schemas`);
    process.exit(77);
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    console.error(`${path}: ${error.message}`);
    process.exit(2);
  }
}

const [schemaPath, ...files] = process.argv.slice(2);
if (!schemaPath || files.length === 0) {
  console.error('usage: node validate.mjs SCHEMA FILE...');
  process.exit(2);
}

const packages = await load();
const schema = read(schemaPath);
const Ajv = /draft-04/.test(schema.$schema ?? '') ? packages.draft04 : packages.draft2020;
const ajv = new Ajv({ strict: false, allErrors: true });
packages.formats(ajv);
const validate = ajv.compile(schema);

let failed = 0;
for (const file of files) {
  if (validate(read(file))) continue;
  failed += 1;
  for (const { instancePath, message, params } of validate.errors.slice(0, 20)) {
    console.error(`${file}: ${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
  }
}
process.exit(failed ? 1 : 0);
