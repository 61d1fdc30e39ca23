// A site with a great deal in one day stays short on a phone as long as nothing is unfolded.
import { readdirSync } from 'node:fs';
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

// Pixels of height at a width of 390.
const MOST = 12_000;

const folder = sites().rich;
const server = await serve(folder);
const findings = new Findings();
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
// The pages of the fifty series are alike, and short.
const pages = readdirSync(folder, { recursive: true }).filter((file) => /(^|\/)index\.html$/.test(file) && !/^figures\/.+\//.test(file));
let highest = ['', 0];
for (const file of pages) {
  const path = file.replace(/index\.html$/, '');
  await page.goto(server.url + path);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  findings.check(height <= MOST ? '' : `${height} px are more than ${MOST}`, `/${path}`);
  if (height > highest[1]) highest = [path, height];
}
console.log(`/${highest[0]} is ${highest[1]} px high, at most ${MOST}`);

// The limit means something: what is folded would exceed it.
await page.goto(`${server.url}2026/01/04/berths/`);
const counts = await page.evaluate(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  return { height: document.documentElement.scrollHeight, quotes: document.querySelectorAll('main blockquote').length, sources: document.querySelectorAll('.sources li[id]').length };
});
findings.check(counts.height > MOST ? '' : `unfolded, the briefing has no more than ${counts.height} px`, '/2026/01/04/berths/');
findings.check(counts.quotes >= 200 && counts.sources >= 40 ? '' : `the briefing lacks something: ${JSON.stringify(counts)}`, '/2026/01/04/berths/');
await browser.close();
server.close();
findings.done();
