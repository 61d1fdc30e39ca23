// The choice of light or dark colours: it holds from the first frame of the next page, works with the keyboard, and
// passes the policy of the page. Without scripts, or without a choice, the system decides.
import { launch } from './browser.mjs';
import { Findings } from './findings.mjs';
import { serve } from './server.mjs';
import { sites } from './site.mjs';

const LIGHT = 'rgb(253, 252, 250)';
const DARK = 'rgb(22, 21, 19)';
const BRIEFING = '2025/12/22/battlefield/';

const findings = new Findings();
const browser = await launch();
const server = await serve(sites().sample);

/** What the page says about what it was not allowed to do. */
const refused = (page) => {
  const found = [];
  page.on('console', (message) => /Content.Security/i.test(message.text()) && found.push(message.text()));
  return found;
};

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const expect = (found, wanted, what, where) =>
  findings.check(found === wanted ? '' : `${what}: ${found} in place of ${wanted}`, where);

/** Every colour that the page has had in a frame. */
const watchFrames = () => {
  window.seen = new Set();
  const look = () => {
    const colour = document.body && getComputedStyle(document.body).backgroundColor;
    if (colour && colour !== 'rgba(0, 0, 0, 0)') window.seen.add(colour);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

for (const colorScheme of ['light', 'dark']) {
  const system = colorScheme === 'dark' ? DARK : LIGHT;
  const context = await browser.newContext({ colorScheme });
  const page = await context.newPage();
  const errors = refused(page);
  await page.goto(server.url);
  expect(await paper(page), system, 'without a choice', colorScheme);
  const choice = page.getByLabel('Appearance');
  const states = await choice.locator('option').allTextContents();
  expect(states.join(', '), 'System, Light, Dark', 'the states', colorScheme);
  expect(await choice.inputValue(), 'System', 'the state without a choice', colorScheme);

  // From state to state with the arrow keys.
  await choice.focus();
  for (const wanted of [LIGHT, DARK]) {
    await page.keyboard.press('ArrowDown');
    expect(await paper(page), wanted, 'after an arrow key', colorScheme);
  }

  // The next page has what was chosen in every frame, even without its other scripts.
  const next = await context.newPage();
  const nextErrors = refused(next);
  await next.addInitScript(watchFrames);
  await next.route('**/reader.js', (route) => route.abort());
  await next.goto(server.url + BRIEFING);
  await next.waitForFunction(() => window.seen.size > 0);
  expect(await next.evaluate(() => [...window.seen].join(' ')), DARK, 'frames of the next page', colorScheme);
  await next.emulateMedia({ media: 'print' });
  expect(await paper(next), 'rgb(255, 255, 255)', 'printed', colorScheme);
  await next.close();

  // And back: the page that is open elsewhere follows.
  const other = await context.newPage();
  await other.goto(`${server.url}about/`);
  await choice.selectOption('System');
  expect(await paper(page), system, 'with the system again', colorScheme);
  await other.waitForFunction((wanted) => getComputedStyle(document.body).backgroundColor === wanted, system);
  expect(await other.evaluate(() => localStorage.getItem('dateline.theme')), null, 'what is stored', colorScheme);
  expect([...errors, ...nextErrors].join(' '), '', 'refused by the policy', colorScheme);
  await context.close();

  const without = await browser.newContext({ colorScheme, javaScriptEnabled: false });
  const plain = await without.newPage();
  await plain.goto(server.url);
  expect(await plain.locator('.appearance').isVisible(), false, 'shown without scripts', colorScheme);
  await without.close();
}

// A script that the policy does not know is refused: the test above can fail.
const page = await browser.newPage();
const errors = refused(page);
await page.route(`**/${BRIEFING}`, async (route) => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, body: (await answer.text()).replace('<script>try{', '<script>;try{') });
});
await page.goto(server.url + BRIEFING);
findings.check(errors.length > 0 ? '' : 'a changed script in the head ran', BRIEFING);

await browser.close();
server.close();
findings.done();
