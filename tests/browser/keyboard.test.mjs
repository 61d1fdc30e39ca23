// Goes through pages with the Tab key: the skip link comes first and works, what has the focus shows
// it and is not covered, and the links of navigations are large enough to hit.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { pageOfEachKind } from './kinds.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const LEAST_TARGET = 24;
const MOST_STOPS = 80;
const kinds = ['front', 'briefing with everything', 'storylines', 'people', 'series with columns', 'timeline', 'search', '404'];

/** The element that has the focus: its name, and what is wrong with it. */
const focused = async () => {
  const element = document.activeElement;
  // Scrolling to what has the focus can take some frames.
  const seen = () => [...element.getClientRects()].slice(0, 1).every((box) => box.y >= -1 && box.bottom <= innerHeight + 1);
  const end = performance.now() + 3000;
  while (!seen() && performance.now() < end) await new Promise(requestAnimationFrame);
  const styles = getComputedStyle(element);
  // The first line counts: a link can run over several.
  const box = element.getClientRects()[0];
  const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const outlined = styles.outlineStyle !== 'none' && parseFloat(styles.outlineWidth) >= 2;
  const inside = box && box.x >= -1 && box.y >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  const wrong = [];
  if (!outlined) wrong.push('has no visible outline');
  if (!inside) wrong.push('is not in view');
  else if (!top || !(element.contains(top) || top.contains(element))) wrong.push('is covered');
  const parent = element.parentElement;
  return {
    end: element === document.body,
    masthead: Boolean(element.closest('header.masthead, .masthead')),
    main: Boolean(element.closest('main')),
    list: Boolean(element.closest('main ul, main ol')),
    skip: element.getAttribute('href') === `#${document.querySelector('main').id}`,
    name: `${parent.localName}.${parent.className} > ${element.localName}.${element.className}`,
    wrong,
  };
};

const smallTargets = (least) =>
  [...document.querySelectorAll('nav li a, nav li button, .masthead nav a')]
    .filter((link) => link.checkVisibility())
    .map((link) => [link, link.getBoundingClientRect()])
    .filter(([, box]) => box.width < least || box.height < least)
    .map(([link, box]) => `${link.closest('nav').className || link.closest('nav').getAttribute('aria-label')}: "${link.textContent.trim().slice(0, 30)}" ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`);

const findings = new Findings();
const browser = await launch();

async function skipLink(page, where) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(focused);
  findings.check(first.skip ? '' : `the first stop is ${first.name}, not the skip link`, where);
  for (const wrong of first.wrong) findings.add(`the skip link ${wrong}`, where);
  await page.keyboard.press('Enter');
  const reached = await page.evaluate(() => Math.abs(document.querySelector('main').getBoundingClientRect().y) < innerHeight && location.hash === `#${document.querySelector('main').id}`);
  findings.check(reached ? '' : 'the skip link does not lead to main', where);
  await page.keyboard.press('Tab');
  const next = await page.evaluate(focused);
  const any = await page.evaluate(() => Boolean(document.querySelector('main a[href], main button, main input')));
  findings.check(next.main || !any ? '' : `after the skip link, Tab leads to ${next.name}`, where);
}

/** Through everything up to the end of the first list in main. */
async function walk(page, where) {
  let list = false;
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (at.end || (list && !at.list)) return;
    list ||= at.list;
    findings.check('', where);
    for (const wrong of at.wrong) findings.add(`${at.name} ${wrong}`, where);
  }
}

for (const [site, folder] of Object.entries(sites())) {
  const server = await serve(folder);
  for (const width of [320, 1280]) {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const { kind, path } of pageOfEachKind(folder)) {
      const where = `${site} /${path} (${kind}) ${width}`;
      await page.goto(server.url + path);
      for (const target of await page.evaluate(smallTargets, LEAST_TARGET)) findings.add(`small target in ${target}`, where);
      if (!kinds.includes(kind)) continue;
      await skipLink(page, where);
      await page.goto('about:blank');
      await page.goto(server.url + path);
      await walk(page, where);
    }
    await context.close();
  }
  server.close();
}
await browser.close();
findings.done();
