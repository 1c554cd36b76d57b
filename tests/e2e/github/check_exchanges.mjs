// node check_exchanges.mjs FILE: every line of FILE is one exchange {method, path, query, body, status, answer}; exit 0
// when each is as GitHub's own description of its API says, 1 with the reasons when not, 77 when the packages are not
// installed (`npm ci` in this folder). Answers are checked where they are a success and not null.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

async function load() {
  try {
    const [ajv, formats] = await Promise.all([import('ajv/dist/2020.js'), import('ajv-formats')]);
    const text = readFileSync(`${here}/node_modules/@octokit/openapi/generated/api.github.com.json`, 'utf8');
    return { Ajv: ajv.default.default, formats: formats.default.default, description: JSON.parse(text) };
  } catch (error) {
    console.error(`skipped: ${error.message.split('\n')[0]}; run scripts/setup`);
    process.exit(77);
  }
}

const { Ajv, formats, description } = await load();

// OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own.
function withNull(schema) {
  if (Array.isArray(schema)) return schema.map(withNull);
  if (schema === null || typeof schema !== 'object') return schema;
  const out = Object.fromEntries(Object.entries(schema).map(([key, value]) =>
    [key, ['example', 'examples', 'enum', 'default'].includes(key) ? value : withNull(value)]));
  delete out.discriminator;
  if (out.nullable !== true) return out;
  delete out.nullable;
  if (out.enum) out.enum = [...out.enum, null];
  return { anyOf: [out, { type: 'null' }] };
}

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, validateFormats: true });
formats(ajv);
ajv.addSchema({ $id: 'https://description/', components: { schemas: withNull(description.components.schemas) } });
const compiled = new Map();

function errorsOf(schema, value) {
  const text = JSON.stringify(schema);
  if (!compiled.has(text)) {
    const absolute = JSON.parse(JSON.stringify(withNull(schema)).replaceAll('"#/components/', '"https://description/#/components/'));
    compiled.set(text, ajv.compile(absolute));
  }
  const validate = compiled.get(text);
  return validate(value) ? [] : validate.errors.slice(0, 8).map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
}

function resolve(value) {
  if (!value?.$ref) return value;
  return value.$ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/')], description);
}

// The operation for a path; a literal part counts more than a parameter.
function operationOf(method, path) {
  const parts = path.split('/');
  let best;
  for (const [template, item] of Object.entries(description.paths)) {
    const names = template.split('/');
    const fits = names.length === parts.length && names.every((name, i) => name.startsWith('{') ? parts[i] !== '' : name === parts[i]);
    const literal = names.filter((name) => !name.startsWith('{')).length;
    if (fits && item[method.toLowerCase()] && (!best || literal > best.literal)) best = { item, literal, names, parts };
  }
  if (!best) return undefined;
  const operation = best.item[method.toLowerCase()];
  const parameters = [...(best.item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
  const values = Object.fromEntries(best.names.flatMap((name, i) => name.startsWith('{') ? [[name.slice(1, -1), best.parts[i]]] : []));
  return { operation, parameters, values };
}

// A parameter comes as text; its schema may want a number.
function parameterErrors(parameter, text) {
  const schema = resolve(parameter.schema);
  const value = schema.type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
  return errorsOf(schema, value).map((error) => `${parameter.in} ${parameter.name}=${text}: ${error}`);
}

// Names that the description does not know: GitHub would ignore them without a word.
function unknownNames(schema, value, way = '') {
  const known = resolve(schema);
  if (Array.isArray(value)) return known?.items ? value.flatMap((item, i) => unknownNames(known.items, item, `${way}/${i}`)) : [];
  if (value === null || typeof value !== 'object' || !known?.properties) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    known.properties[name] ? unknownNames(known.properties[name], item, `${way}/${name}`) : [`${way}/${name} is not in the description`]);
}

function checkExchange({ method, path, query, body, status, answer }) {
  const found = operationOf(method, path);
  if (!found) return [`no such operation`];
  const { operation, parameters, values } = found;
  const errors = [];
  for (const [name, text] of [...Object.entries(values), ...Object.entries(query)]) {
    const parameter = parameters.find((each) => each.name === name);
    errors.push(...(parameter ? parameterErrors(parameter, decodeURIComponent(text)) : [`query ${name} is not in the description`]));
  }
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (schema) errors.push(...errorsOf(schema, body ?? {}), ...unknownNames(schema, body ?? {}));
  else if (body !== null) errors.push('a body where none is known');
  const response = resolve(operation.responses?.[status]);
  if (!response && status < 500 && status !== 403 && status !== 429) errors.push(`answer ${status} is not in the description`);
  const answers = response?.content?.['application/json']?.schema;
  if (answers && answer !== null && status < 300) errors.push(...errorsOf(answers, answer).map((error) => `answer: ${error}`));
  return errors;
}

const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
let failed = 0;
for (const line of lines) {
  const exchange = JSON.parse(line);
  for (const error of checkExchange(exchange)) {
    failed += 1;
    console.error(`${exchange.method} ${exchange.path}: ${error}`);
  }
}
if (lines.length === 0) console.error('no exchange to check');
process.exit(failed || lines.length === 0 ? 1 : 0);
