// Opens a page of every kind at three widths, light and dark, in print and in forced colours.
// Nothing may be wrong in the console or the network, scroll sideways, be hard to read, or break a
// rule of axe.
import axe from 'axe-core';
import { inLanes, launch } from './browser.mjs';
import { contrastOfColours, faintTexts } from './contrast.mjs';
import { Findings } from './findings.mjs';
import { pageOfEachKind } from './kinds.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const LEAST_CONTRAST = 5.5;
const VISIBLE = 1.5;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const screens = [320, 768, 1280].flatMap((width) =>
  ['light', 'dark'].map((colorScheme) => ({ name: `${width} ${colorScheme}`, width, colorScheme, axe: true })),
);
const others = [
  { name: 'print', width: 700, media: 'print' },
  { name: 'print from dark', width: 700, media: 'print', colorScheme: 'dark' },
  { name: 'forced colours', width: 768, forcedColors: 'active' },
  { name: 'forced colours, dark', width: 768, forcedColors: 'active', colorScheme: 'dark' },
];

const findings = new Findings();
const browser = await launch();

function listen(page, server, where) {
  page.on('pageerror', (error) => findings.add(`page error: ${error.message}`, where()));
  page.on('console', (message) => {
    // The browser says so when a page itself is answered with 404, as our 404 page must be.
    const own404 = message.location().url === page.url() && message.text().includes('404');
    if (['error', 'warning'].includes(message.type()) && !own404) {
      findings.add(`console: ${message.text()}`, where());
    }
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== server.origin) findings.add(`request to another host: ${url}`, where());
  });
  page.on('requestfailed', (request) => {
    // Opening the next page breaks off what is still loading, such as the icon.
    if (request.failure().errorText !== 'net::ERR_ABORTED') findings.add(`request failed: ${request.url()}`, where());
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      findings.add(`answered with ${response.status()}: ${new URL(response.url()).pathname}`, where());
    }
  });
}

/** What sticks out on the right of a page that scrolls sideways. */
const sideways = () => {
  const excess = document.documentElement.scrollWidth - innerWidth;
  if (excess <= 0) return '';
  const cut = (e) => e !== document.body && (getComputedStyle(e).overflowX !== 'visible' || cut(e.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !cut(e.parentElement));
  const name = (e) => e.localName + (e.getAttribute('class') ? `.${e.getAttribute('class').split(' ').join('.')}` : '');
  const first = wide.findLast((e) => !wide.some((other) => other.parentElement === e)) ?? wide[0];
  return `scrolls sideways: ${first ? `${name(first.parentElement)} > ${name(first)}` : 'unknown element'}`;
};

/** Drops numbers and ids from a path in the page, so that similar findings are one. */
const general = (target) => String(target).replace(/:nth-child\(\d+\)/g, '').replace(/#[^\s>]*\d[^\s>]*/g, '#…').replace(/\[href\$?="[^"]*"\]/g, '[href]');

async function runAxe(page, where) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] }), rules);
  findings.check('', where);
  for (const { id, help, nodes } of violations) {
    for (const target of new Set(nodes.map((node) => general(node.target)))) findings.add(`axe ${id}: ${help}: ${target}`, where);
  }
}

async function look(page, where, view) {
  findings.check(await page.evaluate(sideways), where);
  if (view.axe) {
    await runAxe(page, where);
    const colours = await page.evaluate(contrastOfColours);
    for (const [pair, contrast] of colours) {
      findings.check(contrast < LEAST_CONTRAST ? `contrast of ${pair} is ${contrast.toFixed(2)}` : '', where);
    }
  }
  for (const text of await page.evaluate(faintTexts, view.axe ? 3 : VISIBLE)) findings.add(`text is hard to see: ${text}`, where);
}

async function run([site, server, pages, view]) {
  const context = await browser.newContext({ viewport: { width: view.width, height: 900 }, bypassCSP: true, colorScheme: view.colorScheme, forcedColors: view.forcedColors });
  const page = await context.newPage();
  await page.emulateMedia({ media: view.media ?? 'screen' });
  let where = '';
  listen(page, server, () => where);
  for (const { kind, path } of pages) {
    where = `${site} /${path} (${kind}) ${view.name}`;
    const response = await page.goto(server.url + path);
    findings.check(response.status() === (kind === '404' ? 404 : 200) ? '' : `answered with ${response.status()}`, where);
    await look(page, where, view);
  }
  await context.close();
}

const servers = [];
const work = [];
for (const [site, folder] of Object.entries(sites())) {
  const server = await serve(folder);
  servers.push(server);
  for (const view of [...screens, ...others]) work.push([site, server, pageOfEachKind(folder), view]);
}
await inLanes(work, 2, run);
await browser.close();
for (const server of servers) server.close();
findings.done();
