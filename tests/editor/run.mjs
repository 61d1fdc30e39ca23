// Checks what an editor makes of the schemas from `dateline schema`, with the YAML language server:
// completions, what is underlined, what is said about a key. The site is the sample.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Server } from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dateline-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function program() {
  if (process.env.DATELINE) return resolve(process.env.DATELINE);
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
  const found = ['release', 'debug'].map((profile) => join(target, profile, 'dateline')).find(existsSync);
  if (!found) throw new Error('no built program: cargo build --release, or set DATELINE');
  return found;
}

execFileSync(program(), ['schema', '--root', root, '--output', join(folder, '.dateline')]);

const ids = (kind) => readdirSync(join(root, 'content', kind)).filter((file) => file.endsWith('.md')).map((file) => file.replace(/\.md$/, ''));
const dossiers = ['people', 'places', 'organisations', 'documents'].flatMap(ids);
const site = readFileSync(join(root, 'site.yaml'), 'utf8');
const keysUnder = (key) => [...site.split(`\n${key}:\n`)[1].split('\n\n')[0].matchAll(/^ {2}([\w-]+):/gm)].map(([, id]) => id);
const [outlets, series] = ['outlets', 'series'].map(keysUnder);

let checks = 0;
let wrong = 0;
const sorted = (list) => [...new Set(list)].sort();

function check(what, is, detail) {
  checks += 1;
  if (is) return;
  wrong += 1;
  console.log(`- ${what}\n    ${detail}`);
}

const server = new Server();
await server.start(pathToFileURL(folder).href);

/** Opens a document with the schema of a form, as `init` wires it: by a comment on the first line. */
async function open(form, text) {
  const line = `# yaml-language-server: $schema=.dateline/${form}.schema.json\n`;
  return server.open(pathToFileURL(folder).href, line + text.replace('|', ''));
}

/** The place of the `|`, below the first line. */
function cursor(text) {
  const lines = text.slice(0, text.indexOf('|')).split('\n');
  return { line: lines.length, character: lines.at(-1).length };
}

/** What is offered at `|` must be these, or at least these. */
async function offers(form, text, expected, { least = false } = {}) {
  const { uri } = await open(form, text);
  const found = sorted(await server.complete(uri, cursor(text)));
  const missing = expected.filter((label) => !found.includes(label));
  const more = least ? [] : found.filter((label) => !expected.includes(label));
  check(`${form}: ${JSON.stringify(text)}`, expected.length + !least > 0 && missing.length + more.length === 0, `missing: ${missing}; more: ${more}`);
}

/** What is said about a document must be these. */
async function says(form, text, expected) {
  const { diagnostics } = await open(form, text);
  check(`${form}: ${JSON.stringify(text.slice(0, 60))}`, JSON.stringify(diagnostics) === JSON.stringify(expected), JSON.stringify(diagnostics));
}

const briefing = 'title: T\ndate: 2025-12-22\n';

await offers('site', '|', ['title', 'base_url', 'timezone', 'authors', 'kinds', 'outlets', 'series', 'checks', 'extra'], { least: true });
await offers('site', 'title: |', []);
await offers('site', 'title: T\nedition: |', ['day', 'week', 'month', 'issue']);
await offers('site', 'title: T\ntimezone: |', ['Europe/Kyiv', 'America/New_York', 'UTC'], { least: true });
await offers('site', 'title: T\nautolink: |', ['true', 'false']);
await offers('site', 'title: T\noutlets:\n  x:\n    name: X\n    kind: |', ['official', 'party', 'wire', 'press', 'state-media', 'think-tank', 'secondary']);
await offers('site', 'title: T\nseries:\n  x:\n    place: |', ids('places'));
await offers('site', 'title: T\nchecks:\n  |', ['long-title', 'stale-question', 'never-mentioned'], { least: true });
await offers('site', 'title: T\nchecks:\n  long-title: |', ['"off"', 'note', 'warning']);
await offers('site', 'title: T\nnav:\n  - |', ['storylines', 'figures', 'timeline', 'people', 'about', 'method'], { least: true });

await offers('briefing', '|', ['title', 'date', 'storylines', 'summary', 'sources', 'figures', 'answers', 'draft'], { least: true });
await offers('briefing', 'title: |', []);
await offers('briefing', `${briefing}storylines: |`, ids('storylines'));
await offers('briefing', `${briefing}storylines:\n  - |`, ids('storylines'));
await offers('briefing', `${briefing}storylines:\n  - peace-talks\n  - |`, ids('storylines'));
await offers('briefing', `${briefing}place: |`, ids('places'));
await offers('briefing', `${briefing}about:\n  - |`, dossiers);
await offers('briefing', `${briefing}authors:\n  - |`, ['desk', ...ids('people')], { least: true });
await offers('briefing', `${briefing}type: |`, ['briefing', 'analysis', 'explainer']);
await offers('briefing', `${briefing}draft: |`, ['true', 'false']);
await offers('briefing', `${briefing}sources:\n  s:\n    |`, ['title', 'by', 'outlet', 'date', 'url', 'via', 'note'], { least: true });
await offers('briefing', `${briefing}sources:\n  s:\n    outlet: |`, outlets);
await offers('briefing', `${briefing}figures:\n  - |`, ['series', 'value', 'qualifier', 'period', 'by', 'source', 'as'], { least: true });
await offers('briefing', `${briefing}figures:\n  - series: |`, series);
await offers('briefing', `${briefing}figures:\n  - qualifier: |`, ['exactly', 'about', 'nearly', 'over', 'at-least', 'at-most', 'up-to', 'range']);
await offers('briefing', `${briefing}figures: [{series: missiles, value: 9, by: |}]`, ['zelensky', 'kremlin'], { least: true });
await offers('briefing', `${briefing}answers:\n  |`, ['plan-terms', 'return-of-taken'], { least: true });
await offers('briefing', `${briefing}corrections:\n  - kind: |`, ['correction', 'clarification', 'retraction']);
await offers('edition', '|', ['number', 'title', 'lead', 'order', 'parts', 'takeaways', 'covers', 'briefings'], { least: true });
await offers('edition', 'number: 5\nlead: |', ['2025-12-22-miami-talks', '2025-12-27-hrabovske-list'], { least: true });
await offers('storyline', 'title: T\nstatus: |', ['active', 'dormant', 'closed']);
await offers('storyline', 'title: T\nparent: |', ids('storylines'));
await offers('storyline', 'title: T\ntrend:\n  is: |', ['improved', 'unchanged', 'deteriorated']);
await offers('dossier', 'name: N\nreplaces: |', ids('documents'));
await offers('dossier', 'name: N\nin: |', ids('places'));
await offers('page', '|', ['title', 'summary', 'lang', 'extra'], { least: true });

await says('briefing', 'date: 2025-12-22\n', ['Missing property "title".']);
await says('briefing', `${briefing}sumary: x\n`, ['Property sumary is not allowed.']);
await says('briefing', 'title: T\ndate: 2025-12-40\n', ['write `2025-12-22` or `2025-12-22T07:00+02:00`']);
await says('briefing', `${briefing}draft: yes\n`, ['write `true` or `false`']);
await says('briefing', `${briefing}type: report\n`, ['Value must be "briefing" | "analysis" | "explainer".']);
await says('briefing', `${briefing}summary: [a, b]\n`, ['Incorrect type. Expected one of string, number.']);
await says('briefing', `${briefing}storylines: of-another-site\nsummary:\nauthors: {name: Someone}\n`, []);

/** What is said about the key at `|` must contain this. */
async function tells(form, text, expected) {
  const { uri } = await open(form, text);
  const told = await server.hover(uri, cursor(text));
  check(`${form}: ${JSON.stringify(text)}`, told.includes(expected), told);
}

await tells('briefing', 't|itle: T\n', 'The headline. Needed.');
await tells('briefing', 'd|ate: 2025-12-22\n', 'The file name must name the same day.');
await tells('briefing', `${briefing}s|ummary: S\n`, 'One or two lines under the headline.');
await tells('briefing', `${briefing}s|torylines: [peace-talks]\n`, 'The storylines it belongs to.');
await tells('briefing', `${briefing}figures:\n  - s|eries: missiles\n`, 'Missiles launched by Russia');
await tells('briefing', `${briefing}figures:\n  - {series: missiles, v|alue: 9}\n`, 'The number; two for a range.');
await tells('briefing', `${briefing}events:\n  - d|ate: 2025-12-22\n`, 'When it happened.');
await tells('site', 'title: T\noutlets:\n  x:\n    k|ind: wire\n', 'A news agency.');
await tells('site', 'title: T\nchecks:\n  l|ong-title: note\n', 'Shown as a note.');
await tells('dossier', 'name: N\na|t: [50.45, 30.52]\n', 'Latitude and longitude');

await says('site', site, []);
for (const [kind, form] of [['briefings/2025-12', 'briefing'], ['storylines', 'storyline'], ['pages', 'page'], ['people', 'dossier'], ['places', 'dossier'], ['organisations', 'dossier'], ['documents', 'dossier']]) {
  for (const id of ids(kind)) {
    const text = readFileSync(join(root, 'content', kind, `${id}.md`), 'utf8');
    await says(form, text.split(/^---$/m)[1].trimStart(), []);
  }
}

server.stop();
console.log(`editor: ${checks} checks, ${wrong} findings`);
if (wrong > 0) process.exitCode = 1;
