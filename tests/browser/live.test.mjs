// The live preview: files are edited on disk, and the open page follows.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { generate } from './generate.mjs';
import { buildDrafts, program } from './site.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const findings = new Findings();
const folder = mkdtempSync(join(tmpdir(), 'dateline-live-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// What is waited for comes in milliseconds; this long only if it never comes.
const patience = 60_000;

/** Starts a preview and waits until it says where it is. */
async function preview(site, port = 0) {
  const child = spawn(program(), ['serve', '--root', site, '--port', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const url = await new Promise((resolve, reject) => {
    child.stderr.on('data', (text) => {
      said += text;
      const found = /serving (http:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.on('exit', () => reject(new Error(`dateline serve ended\n${said}`)));
  });
  const stop = () => new Promise((resolve) => {
    child.on('exit', (code) => resolve(code));
    child.kill('SIGINT');
  });
  return { url, stop, said: () => said };
}

/** Asks as no browser does: any path and any host name. */
const ask = (url, path, headers = {}, method = 'GET') => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path, headers, method }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
  });
  asked.on('error', reject);
  asked.end();
});

/** Waits for something on a page. */
async function sees(what, page, condition, argument) {
  const seen = await page.waitForFunction(condition, argument, { timeout: patience, polling: 50 }).then(() => true, () => false);
  findings.check(seen ? '' : `not seen: ${what}`, page.url());
}

/** Waits until the terminal says something; pages may hear of it first. */
async function says(what) {
  for (const end = Date.now() + patience; !what.test(server.said()) && Date.now() < end; ) await sleep(50);
  return what.test(server.said());
}

const panelText = () => document.querySelector('dateline-problems')?.shadowRoot.textContent ?? '';

const sample = join(folder, 'sample');
for (const part of ['site.yaml', 'content', 'themes']) cpSync(join(root, part), join(sample, part), { recursive: true });
const server = await preview(sample);
const browser = await launch();

// Every URL is what a build writes, less the script.
{
  const built = join(folder, 'built');
  buildDrafts(sample, built);
  const files = readdirSync(built, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== '.dateline');
  const base = new URL(server.url).pathname;
  for (const entry of files) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(built.length + 1);
    const { status, body } = await ask(server.url, base + path.split('/').map(encodeURIComponent).join('/').replace(/(^|\/)index\.html$/, '$1'));
    const plain = path.endsWith('.html') ? body.toString().replace(/<script src="[^"]*__dateline\/live\.js"[^>]*><\/script>/, '') : body;
    findings.check(status === 200 && readFileSync(file).equals(Buffer.from(plain)) ? '' : 'differs from what a build writes', path);
  }
  findings.check(files.length > 200 ? '' : 'the sample has few files', String(files.length));
}

// Names, methods and paths that are not for everybody.
{
  const base = new URL(server.url).pathname;
  const status = async (path, headers, method) => (await ask(server.url, path, headers, method)).status;
  findings.check((await status(base, { host: 'rebound.example' })) === 421 ? '' : 'a foreign host name is answered', base);
  findings.check((await status(base, { host: 'localhost:1' })) === 200 ? '' : 'localhost is not answered', base);
  findings.check((await status(base, {}, 'POST')) === 405 ? '' : 'POST is answered', base);
  for (const path of [`${base}../site.yaml`, `${base}%2e%2e/site.yaml`, `${base}..%2fsite.yaml`, '/etc/passwd', '//etc/passwd']) {
    findings.check((await status(path)) === 404 ? '' : 'a path leads out of the site', path);
  }
  const tag = (await ask(server.url, base)).headers.etag;
  findings.check((await status(base, { 'if-none-match': tag })) === 304 ? '' : 'a known page is sent again', base);
}

// The open page follows the file, wherever it was scrolled to.
const file = join(sample, 'content/briefings/2025-12/2025-12-22-miami-talks.md');
const text = readFileSync(file, 'utf8');
const page = await browser.newPage({ viewport: { width: 900, height: 500 } });
await page.goto(`${server.url}2025/12/22/miami-talks/`);
await page.waitForFunction(() => navigator.locks.query().then(({ held }) => held.length === 1));
await page.evaluate(() => window.scrollTo(0, 700));
const scrolled = await page.evaluate(() => Math.round(scrollY));
writeFileSync(file, `${text}\nA line that was just typed.\n`);
await sees('a line that was added', page, () => document.body.textContent.includes('A line that was just typed.'));
await sees('the place it was scrolled to', page, (was) => Math.abs(scrollY - was) < 3, scrolled);

// As most editors save: a new file takes the place of the old one.
writeFileSync(`${file}.new`, text.replace('title: ', 'title: Replaced and '));
renameSync(`${file}.new`, file);
await sees('a title of a file that was replaced', page, () => document.querySelector('h1').textContent.startsWith('Replaced and'));

// A style sheet is exchanged without a reload.
const style = join(sample, 'themes/default/static/style.css');
const sheets = () => page.evaluate(() => document.querySelectorAll('link[rel~=stylesheet]').length);
const before = await sheets();
await page.evaluate(() => { window.mark = 'here'; });
writeFileSync(style, `${readFileSync(style, 'utf8')}\nh1 { letter-spacing: 7px !important; }\n`);
await sees('another style', page, () => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px');
findings.check((await page.evaluate(() => window.mark)) === 'here' ? '' : 'another style reloads the page', page.url());
findings.check((await sheets()) === before ? '' : 'the old style stays', page.url());

// A broken file: the last good page, with the problem on top, until it is fixed.
writeFileSync(file, text.replace('title: ', 'title: [').replace(/^date: .*$/m, 'date: soon'));
await sees('the panel', page, () => /error\[/.test(document.querySelector('dateline-problems')?.shadowRoot.textContent ?? ''));
findings.check(/2025-12-22-miami-talks\.md:\d+:\d+/.test(await page.evaluate(panelText)) ? '' : 'the panel has no place', page.url());
findings.check((await page.evaluate(() => document.querySelector('h1').textContent)).startsWith('Replaced and') ? '' : 'the last good page is gone', page.url());
findings.check((await says(/error\[/)) ? '' : 'the problem is not in the terminal', 'terminal');
writeFileSync(file, text);
await sees('the panel gone', page, () => !/error\[/.test(document.querySelector('dateline-problems')?.shadowRoot.textContent ?? ''));
await sees('the mended page', page, () => !document.querySelector('h1').textContent.startsWith('Replaced and'));

// A broken template, the same.
const template = join(sample, 'themes/default/templates/briefing.html');
const layout = readFileSync(template, 'utf8');
writeFileSync(template, `${layout}{{ `);
await sees('the panel of a template', page, () => /template-error/.test(document.querySelector('dateline-problems')?.shadowRoot.textContent ?? ''));
findings.check((await page.evaluate(() => document.querySelector('h1')?.textContent)) ? '' : 'a broken template takes the page', page.url());
writeFileSync(template, layout);
await sees('the panel gone again', page, () => !/template-error/.test(document.querySelector('dateline-problems')?.shadowRoot.textContent ?? ''));

// The folder is moved away and comes back.
renameSync(join(sample, 'content'), join(sample, 'elsewhere'));
await sees('that the page is gone', page, () => !document.body.textContent.includes('Miami talks end'));
renameSync(join(sample, 'elsewhere'), join(sample, 'content'));
await sees('the page again', page, () => document.body.textContent.includes('Miami talks end'));
writeFileSync(file, `${text}\nTyped after the return.\n`);
await sees('an edit in a folder that came back', page, () => document.body.textContent.includes('Typed after the return.'));
writeFileSync(file, text);

// A port that is taken, and a clean end.
{
  const port = Number(new URL(server.url).port);
  const second = await preview(sample, port);
  findings.check(Number(new URL(second.url).port) > port ? '' : 'a port that is taken is not passed over', second.url);
  findings.check((await second.stop()) === 0 ? '' : 'Ctrl-C is no clean end', second.url);
}
await page.close();
findings.check((await server.stop()) === 0 ? '' : 'Ctrl-C is no clean end', server.url);

// A hundred pages at once, a new dossier whose name is in all of them, and a burst of 500 files.
const generated = join(folder, 'generated');
for (const [path, content] of generate()) {
  mkdirSync(join(generated, path, '..'), { recursive: true });
  writeFileSync(join(generated, path), content);
}
const large = await preview(generated);
const wall = await browser.newPage();
await wall.goto(`${large.url}about/`);
const paths = readdirSync(join(generated, 'content/briefings'), { recursive: true })
  .map((name) => /(\d{4})-(\d\d)-(\d\d)-([^/]+)\.md$/.exec(name)).filter(Boolean).slice(0, 100)
  .map(([, year, month, day, slug]) => `${year}/${month}/${day}/${slug}/`);
findings.check(paths.length === 100 ? '' : 'there are not a hundred briefings', generated);
await wall.evaluate((addresses) => Promise.all(addresses.map((address) => new Promise((resolve) => {
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.addEventListener('load', resolve, { once: true });
  document.body.append(frame);
}))), paths.map((path) => large.url + path));
writeFileSync(join(generated, 'content/organisations/draft-commission.md'), '---\nname: Draft Commission\naliases: [the draft, Draft, draft]\n---\n');
await sees('the new dossier in a hundred open pages', wall, () => {
  const frames = [...document.querySelectorAll('iframe')];
  return frames.every((frame) => !/\bdraft\b/.test(frame.contentDocument?.querySelector('.text')?.textContent ?? 'draft')
    || frame.contentDocument.querySelector('a[href$="/organisations/draft-commission/"]'));
});
const linked = await wall.evaluate(() => [...document.querySelectorAll('iframe')].filter((frame) => frame.contentDocument.querySelector('a[href$="/organisations/draft-commission/"]')).length);
findings.check(linked >= 50 ? '' : `the new name is in only ${linked} pages`, wall.url());
for (let n = 0; n < 500; n += 1) {
  const id = String(n).padStart(3, '0');
  writeFileSync(join(generated, `content/briefings/2026-02-01-burst-${id}.md`), `---\ntitle: Burst ${id}\ndate: 2026-02-01\n---\nOne of many.\n`);
}
// Asked for without a browser: its page would reload while it is asked for again.
let status = 0;
const last = new URL(`${large.url}2026/02/01/burst-499/`).pathname;
for (const end = Date.now() + patience; status !== 200 && Date.now() < end;) {
  ({ status } = await ask(large.url, last));
}
findings.check(status === 200 ? '' : 'the last of 500 files is not there', large.url);
const known = (await ask(large.url, `${new URL(large.url).pathname}data/urls.txt`)).body.toString();
findings.check((known.match(/\/burst-\d+\//g) ?? []).length === 500 ? '' : 'not all of 500 files are there', large.url);
await browser.close();
findings.check((await large.stop()) === 0 ? '' : 'Ctrl-C is no clean end', large.url);
findings.done();
