// The walk of a reader who has been away since 17 December: from the front page to the state, the changes and
// the open questions of the peace talks, on a phone. Words are counted as the reader meets them, and every
// number on the way says who gives it, for when, and from where.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const WIDTH = 390;
const HEIGHT = 844;
/** Where the lead of the front page begins at the latest. */
const LEAD_BY = 300;
/** Where the text of a plain briefing begins at the latest. */
const TEXT_BY = 600;
/** Before the reader knows the state of a storyline. */
const MOST_WORDS = 450;
const WORDS_A_SECOND = 4;
const MOST_SECONDS = 120;

const findings = new Findings();
const browser = await launch();
const server = await serve(sites().sample);
const context = await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT } });
const page = await context.newPage();
const top = (selector) => page.evaluate((of) => document.querySelector(of).getBoundingClientRect().top + scrollY, selector);
const words = (from, to) =>
  page.evaluate(
    ([first, last]) => {
      const range = document.createRange();
      range.setStartBefore(document.querySelector(first));
      range.setEndBefore(document.querySelector(last));
      return range.toString().split(/\s+/).filter(Boolean).length;
    },
    [from, to],
  );

await page.addInitScript(() => {
  if (localStorage.getItem('dateline.visit')) return;
  localStorage.setItem('dateline.visit', JSON.stringify({ last: Date.parse('2025-12-17T12:00:00+02:00'), since: 0 }));
});

await page.goto(server.url);
const lead = await top('.entry.lead');
findings.check(lead <= LEAD_BY ? '' : `the lead begins at ${lead} px`, 'front page');
const since = page.locator('.since');
findings.check((await since.isVisible()) ? '' : 'nothing says how many briefings there are since', 'front page');
const fresh = Number(await since.locator('b').textContent());
const published = await page.evaluate(() => document.querySelector('.since').dataset.published.split(' '));
const expected = published.filter((seconds) => seconds * 1000 > Date.parse('2025-12-17T12:00:00+02:00')).length;
findings.check(fresh === expected && fresh > 0 ? '' : `it says ${fresh} briefings since, and there are ${expected}`, 'front page');

await page.click('.since a');
await page.waitForURL('**/catch-up/');
const talks = page.locator('.caught-up', { has: page.locator('h2', { hasText: 'The peace talks' }) });
const visit = talks.locator('.visit');
findings.check((await visit.count()) === 1 ? '' : 'no line shows where the last visit was', 'catch-up');
const around = await visit.evaluate((line) => {
  const days = [...line.closest('.days').querySelectorAll('.of-day')];
  const after = days.findIndex((day) => line.compareDocumentPosition(day) & Node.DOCUMENT_POSITION_FOLLOWING);
  return [days[after - 1], days[after]].map((day) => day.querySelector('time').dateTime);
});
findings.check(around[0] > '2025-12-17' && around[1] < '2025-12-17' ? '' : `the line is between ${around}`, 'catch-up');
const bare = await page.evaluate(() =>
  [...document.querySelectorAll('.of-day li:has(.change)')]
    .filter((line) => !/\(.+\)/.test(line.textContent) || !/\d{4}/.test(line.textContent) || !line.querySelector('small a'))
    .map((line) => line.textContent.trim()),
);
for (const line of bare) findings.add(`a number does not say who, for when or from where: ${line}`, 'catch-up');
findings.check((await page.locator('.of-day li:has(.change)').count()) > 0 ? '' : 'no number moved', 'catch-up');

await talks.locator('h2 a').click();
await page.waitForURL('**/storylines/peace-talks/');
const state = await words('main', '[aria-labelledby="page.changed"]');
const whole = await words('main', '[aria-labelledby="page.open"]');
console.log(`peace talks: ${state} words to the end of the state, ${whole} to the open questions`);
findings.check(state <= MOST_WORDS ? '' : `${state} words before the state is known`, 'storyline');
const news = await words('[id="page.changed"]', '.days .visit');
const seconds = Math.round((state + news) / WORDS_A_SECOND);
console.log(`state and what is new: ${state + news} words, ${seconds} seconds`);
findings.check(seconds <= MOST_SECONDS ? '' : `the storyline takes ${seconds} seconds`, 'storyline');
const order = await Promise.all(['page.where-things-stand', 'page.changed', 'page.open', 'page.events', 'page.briefings'].map((id) => top(`[id="${id}"]`)));
findings.check(order.every((y, n) => n === 0 || y > order[n - 1]) ? '' : `the parts begin at ${order}`, 'storyline');
const newest = await page.evaluate(() => document.querySelector('.step a').textContent);
const count = await page.evaluate((title) => [...document.querySelectorAll('main a')].filter((link) => link.textContent === title && !link.closest('.questions')).length, newest);
findings.check(count === 1 ? '' : `the newest headline appears ${count} times`, 'storyline');

await page.goto(`${server.url}2025/12/19/eu-loan/`);
const text = await top('.text');
console.log(`the text of a plain briefing begins at ${Math.round(text)} px`);
findings.check(text <= TEXT_BY ? '' : `the text begins at ${text} px`, 'briefing');

await browser.close();
server.close();
findings.done();
