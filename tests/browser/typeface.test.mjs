// The typeface of headlines: it is used, and what takes its place until it is there moves nothing.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

// How far a headline's width may be from that of the same one in the system typeface.
const MOST_APART = 0.05;
// What share of all headlines may break into a different number of lines: those whose last word just fits.
const MOST_BROKEN = 0.05;
const pages = ['', 'storylines/', '2025/12/22/battlefield/', 'people/zelensky/'];

const findings = new Findings();
let [all, broken] = [0, 0];
const browser = await launch();
const server = await serve(sites().sample);

const headlines = () =>
  [...document.querySelectorAll('h1, h2, body > header > p:first-child')].filter((element) => getComputedStyle(element).fontFamily.startsWith('Headline') && element.checkVisibility()).map((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const lines = [...range.getClientRects()];
    return { text: element.textContent.trim().slice(0, 40), height: element.offsetHeight, width: lines.reduce((sum, line) => sum + line.width, 0) };
  });

async function measure(blocked, path, width) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const fonts = [];
  await page.route('**/*.woff2', (route) => {
    fonts.push(route.request().url().split('/').at(-1));
    return blocked ? route.abort() : route.continue();
  });
  await page.goto(server.url + path);
  await page.evaluate(() => document.fonts.ready);
  const found = await page.evaluate(headlines);
  await page.close();
  return { found, fonts };
}

for (const path of pages) {
  for (const width of [390, 1280]) {
    const where = `/${path} ${width}`;
    const [own, system] = [await measure(false, path, width), await measure(true, path, width)];
    findings.check(own.fonts.includes('headline-latin.woff2') ? '' : 'the typeface is not loaded', where);
    findings.check(own.fonts.includes('headline-cyrillic.woff2') ? 'Cyrillic is loaded for a page without it in headlines' : '', where);
    findings.check(own.found.length > 1 ? '' : 'there are no headlines', where);
    own.found.forEach(({ text, height, width: wide }, n) => {
      const other = system.found[n];
      all += 1;
      broken += height !== other.height;
      findings.check(Math.abs(other.width / wide - 1) <= MOST_APART ? '' : `“${text}” is ${wide.toFixed(0)} px wide, ${other.width.toFixed(0)} before`, where);
    });
  }
}
findings.check(all > 40 ? '' : `there are only ${all} headlines`, 'all pages');
findings.check(broken <= all * MOST_BROKEN ? '' : `${broken} of ${all} headlines break elsewhere`, 'all pages');
server.close();
await browser.close();
findings.done();
