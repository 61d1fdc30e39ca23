// The masthead is low at every width: the navigation is one row that scrolls where it must and shows the entry of the
// page, the search box is one line, and the text of a page begins early.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { pageOfEachKind } from './kinds.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const MOST_ABOVE = 230;
const MOST_LINE = 44;

const findings = new Findings();
const browser = await launch();

const masthead = () => {
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const [list, entry] = [box('body > header nav ul'), box('body > header nav [aria-current]')];
  const links = [...document.querySelectorAll('body > header nav a')].map((link) => link.getBoundingClientRect().y);
  return {
    rows: new Set(links).size,
    hidden: entry ? entry.x < list.x - 1 || entry.right > list.right + 1 : false,
    find: box('body > header .find')?.height ?? 0,
    first: Math.min(...[...document.querySelectorAll('main :is(h1, .kicker)')].map((element) => element.getBoundingClientRect()).filter((found) => found.height > 0).map((found) => found.y)),
    current: Boolean(entry),
    wide: document.documentElement.scrollWidth > innerWidth,
  };
};

const { sample } = sites();
const server = await serve(sample);
for (const width of [320, 390, 768, 1280]) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  for (const { kind, path } of pageOfEachKind(sample)) {
    const where = `/${path} (${kind}) ${width}`;
    await page.goto(server.url + path);
    await page.waitForLoadState();
    const found = await page.evaluate(masthead);
    findings.check(found.rows === 1 ? '' : `the navigation has ${found.rows} rows`, where);
    findings.check(found.hidden ? 'the entry of the page is not in view' : '', where);
    findings.check(found.find <= MOST_LINE ? '' : `the search box is ${found.find} px high`, where);
    findings.check(found.wide ? 'the page is wider than the screen' : '', where);
    if (path && width === 390) findings.check(found.first <= MOST_ABOVE ? '' : `the text begins after ${found.first.toFixed(0)} px`, where);
    if (path.startsWith('people/')) findings.check(found.current ? '' : 'no entry of the navigation is the current one', where);
  }
  await page.close();
}
server.close();
await browser.close();
findings.done();
