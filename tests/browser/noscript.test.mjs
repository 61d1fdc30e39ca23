// Every kind of page says the same with JavaScript turned off as with it, less what scripts add.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { pageOfEachKind } from './kinds.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const findings = new Findings();
const browser = await launch();

async function texts(server, pages, javaScriptEnabled) {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const found = [];
  for (const { path } of pages) {
    await page.goto(server.url + path);
    // What scripts add to a page, they add in elements of these classes.
    if (javaScriptEnabled) {
      await page.evaluate(() => document.querySelectorAll('.copy, .filter, .new, .preview, .share, .png').forEach((added) => added.remove()));
    }
    found.push((await page.locator('main').innerText()).replace(/\s+/g, ' ').trim());
  }
  await context.close();
  return found;
}

for (const [site, folder] of Object.entries(sites())) {
  const server = await serve(folder);
  const pages = pageOfEachKind(folder);
  const [without, with_] = await Promise.all([texts(server, pages, false), texts(server, pages, true)]);
  pages.forEach(({ kind, path }, n) => {
    const where = `${site} /${path} (${kind})`;
    findings.check(without[n] ? '' : 'without JavaScript, main has no text', where);
    // A search needs JavaScript: without it, its page offers something else.
    if (kind !== 'search') findings.check(without[n] === with_[n] ? '' : 'the text differs without JavaScript', where);
  });
  server.close();
}
await browser.close();
findings.done();
