// Finds tests that switch all others off (`it.only`, `fdescribe`) and ones that stop (`debugger`). An example of a plugin
// that speaks gate's process protocol. `npm install && npm run build` makes plugin.js, which is committed with the rest;
// the syntax is erasable, so Node 22.18 and newer run this file as it is.
//
// One JSON document a line: `hello`, then `analyze` with changed files; the end of the input is the end. Both sides of
// each file are looked at, so that gate can tell what is new.
import { createInterface } from 'node:readline';
const checks = [
    {
        id: 'only',
        pattern: /\b(?:(?:it|test|describe|suite|context)\.only|fit|fdescribe)\s*\(/g,
        summary: 'A test switches all others off',
        message: 'only this test runs: the others pass unseen',
    },
    {
        id: 'debugger',
        pattern: /\bdebugger\s*;/g,
        summary: 'A test stops in the debugger',
        message: 'debugger is left from debugging',
    },
];
const rules = checks.map(({ id, summary }) => ({ id, summary, category: 'correctness', severity: 'high' }));
// Columns count from 1, in bytes.
function column(line, index) {
    return Buffer.byteLength(line.slice(0, index)) + 1;
}
function find(side, path, text) {
    if (typeof text !== 'string')
        return []; // not there, or not UTF-8
    return text.split('\n').flatMap((line, index) => checks.flatMap(({ id, pattern, message }) => [...line.matchAll(pattern)].map((match) => ({
        rule: id,
        side,
        path,
        line: index + 1,
        column: column(line, match.index),
        end_column: column(line, match.index + match[0].length),
        message,
    }))));
}
function answer(request) {
    if (request.type === 'hello') {
        return { type: 'hello', protocol: 1, name: 'focused-tests', version: '1.0', rules };
    }
    const findings = request.files.flatMap((file) => [
        ...find('before', file.old_path, file.before),
        ...find('after', file.path, file.after),
    ]);
    return { type: 'result', id: request.id, findings };
}
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
}
