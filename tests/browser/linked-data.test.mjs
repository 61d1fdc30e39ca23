// The JSON-LD of every page has the types that schema-dts gives schema.org, as TypeScript sees them.
// Pages whose data differs only in texts and lengths of lists are checked once.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Findings } from './findings.mjs';
import { sites } from './site.mjs';

const findings = new Findings();
const schema = fileURLToPath(import.meta.resolve('schema-dts'));
const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

// What no type can tell from any other text.
const forms = [
  [/^(url|item|sameAs|mainEntityOfPage|correctionsPolicy|image|logo)$/, /^https?:\/\//],
  [/^(date[A-Z]\w*|startDate|endDate)$/, /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$/],
];

/** The JSON-LD of each page: `{ where, data }`. */
function documentsOf(site, folder) {
  const pages = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.html'));
  return pages.flatMap((file) => {
    const html = readFileSync(join(folder, file), 'utf8');
    const scripts = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
    return scripts.map(([, text]) => ({ where: `${site} /${file}`, data: JSON.parse(text) }));
  });
}

/** The data with one text for all, and with one list member of each shape. */
function shape(value, key, where) {
  if (Array.isArray(value)) {
    const members = value.map((member) => shape(member, key, where));
    return members.filter((one, n) => members.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === n);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner, name, where)]));
  }
  if (typeof value !== 'string' || /^@(type|context)$/.test(key) || value.startsWith('https://schema.org/')) return value;
  for (const [keys, form] of forms) {
    if (keys.test(key)) findings.check(form.test(value) ? '' : `${key}: ${value}`, where);
  }
  return 'text';
}

const shapes = new Map();
for (const [site, folder] of Object.entries(sites())) {
  for (const { where, data } of documentsOf(site, folder)) {
    const text = JSON.stringify(shape(data, '', where), null, 1);
    if (!shapes.has(text)) shapes.set(text, where);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'dateline-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'documents.ts');
const lines = [`import type * as schema from ${JSON.stringify(schema)};`];
const owners = [''];
for (const [text, where] of shapes) {
  const { '@graph': graph, '@type': type } = JSON.parse(text);
  const declared = graph ? 'schema.Graph' : `schema.WithContext<schema.${type}>`;
  const added = `export const _${lines.length}: ${declared} = ${text};`.split('\n');
  lines.push(...added);
  owners.push(...added.map(() => where));
}
writeFileSync(file, lines.join('\n'));
const options = ['--strict', '--noEmit', '--skipLibCheck', '--pretty', 'false', '--typeRoots', '.', '--module', 'nodenext', '--target', 'es2022'];
const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, file], { encoding: 'utf8', cwd: folder });
for (const message of stdout.split('\n').filter((line) => line.includes('error TS'))) {
  const [, line, what] = /\((\d+),\d+\): error (.*)/.exec(message) ?? [undefined, 1, message];
  findings.add(`${what.slice(0, 400)} (${lines[line - 1].trim()})`, owners[line - 1]);
}
if (status !== 0 && !stdout.includes('error TS')) throw new Error(`tsc failed: ${stdout}`);
const kinds = new Set([...shapes.keys()].flatMap((text) => text.match(/"@type": "\w+"/g)));
console.log(`${shapes.size} shapes, ${kinds.size} types`);
findings.check(shapes.size > 10 ? '' : 'few pages have JSON-LD', '');
findings.done();
