// What a query costs on a large site: `node tests/browser/search-cost.mjs FOLDER`, with the output
// of `dateline build --base-url /`.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const QUERIES = process.argv.slice(3).length
  ? process.argv.slice(3)
  : ["ceasefire", "grain escort", "Anna Bergstrom", "cea", "insurance premium corridor", "nothing-of-the-kind", "the delegation would return to the talks with a narrower mandate"];
const folder = process.argv[2];
const server = http.createServer((request, response) => {
  let file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (file.endsWith("/")) file += "index.html";
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
  if (!fs.existsSync(file)) return void response.writeHead(404).end();
  // As hosts do: what has no type of its own is sent as it is.
  const type = types[path.extname(file)];
  const bytes = fs.readFileSync(file);
  if (!type) return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
  response.writeHead(200, { "content-type": type, "content-encoding": "gzip" }).end(gzipSync(bytes));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
// Asks, and waits for the answer without looking in between.
const ask = (page, query) =>
  page.evaluate(
    (query) =>
      new Promise((done) => {
        const status = document.querySelector(".status");
        const wait = () => (document.querySelector(".results [aria-busy]") ? setTimeout(wait, 20) : setTimeout(done, 100));
        new MutationObserver(() => /[^…]$/.test(status.textContent) && wait()).observe(status, { childList: true });
        document.querySelector('.search input[name="q"]').value = query;
        document.querySelector(".search form").requestSubmit();
      }),
    query
  );
// The milliseconds that the page's thread worked, by its own clock, so that other programs do not
// count. Times four: a core of a phone.
async function worked(session, act) {
  const now = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === "TaskDuration").value * 4000;
  };
  const before = await now();
  await act();
  return (await now()) - before;
}
// A page of its own, the size of a phone.
async function opened() {
  const page = await (await browser.newContext({ viewport: { width: 412, height: 915 }, reducedMotion: "reduce" })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, session };
}
const search = `http://127.0.0.1:${server.address().port}/search/`;
const RUNS = 7;
const median = (values) => Math.round(values.sort((a, b) => a - b)[values.length >> 1]);
// What the page itself costs until nothing is left to do, with and without a query in its address.
async function loaded(address) {
  const { page, session } = await opened();
  const cost = await worked(session, async () => {
    await page.goto(address, { waitUntil: "networkidle" });
  });
  await page.context().close();
  return cost;
}
// What looking costs on its own: the same wait for a text that the page does not make.
async function looked() {
  const { page, session } = await opened();
  await page.goto(search, { waitUntil: "networkidle" });
  const cost = await worked(session, () =>
    page.evaluate(
      () =>
        new Promise((done) => {
          const status = document.querySelector(".status");
          new MutationObserver(() => setTimeout(done, 100)).observe(status, { childList: true });
          status.textContent = "…";
        })
    )
  );
  await page.context().close();
  return cost;
}
const [plain, nothing] = [[], []];
for (let run = 0; run < RUNS; run++) plain.push(await loaded(search)), nothing.push(await looked());
console.log(`The page without a query: ${median(plain)} ms; measuring without a query: ${median(nothing)} ms\n`);
console.log("| query | sent, first answer | sent, first page | first answer | the rest of the first page | the same once more | page with the query |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const query of QUERIES) {
  const columns = [[], [], [], []];
  let bytes;
  // What is sent for the query and the index; not the page and its scripts.
  const sent = (page) =>
    page.evaluate(() => performance.getEntriesByType("resource").filter((entry) => entry.initiatorType === "fetch").reduce((sum, entry) => sum + entry.encodedBodySize, 0));
  for (let run = 0; run < RUNS; run++) {
    const { page, session } = await opened();
    await page.goto(search, { waitUntil: "networkidle" });
    columns[0].push(await worked(session, () => ask(page, query)));
    bytes = [await sent(page)];
    const scroll = () => page.evaluate(() => document.querySelector(".more").scrollIntoView());
    columns[1].push(await worked(session, () => scroll().then(() => page.waitForTimeout(300))));
    bytes.push(await sent(page));
    await ask(page, "monitoring");
    columns[2].push(await worked(session, () => ask(page, query)));
    await page.context().close();
    columns[3].push(await loaded(`${search}?q=${encodeURIComponent(query)}`));
  }
  console.log(`| ${query} | ${bytes.map((sent) => `${Math.round(sent / 1000)} kB`).join(" | ")} | ${columns.map((column) => `${median(column)} ms`).join(" | ")} |`);
}
await browser.close();
server.close();
