// What a query costs on a large site: `node tests/browser/search-cost.mjs FOLDER`, with the output
// of `dateline build --base-url /`.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";

const QUERIES = process.argv.slice(3).length
  ? process.argv.slice(3)
  : ["ceasefire", "grain escort", "Anna Bergstrom", "cea", "insurance premium corridor", "nothing-of-the-kind", "the delegation would return to the talks with a narrower mandate"];
const folder = process.argv[2];
const server = http.createServer((request, response) => {
  let file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (file.endsWith("/")) file += "index.html";
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
  if (!fs.existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[path.extname(file)] || "application/octet-stream" });
  response.end(fs.readFileSync(file));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
// Asks, and waits for the answer without looking in between.
const ask = (page, query) =>
  page.evaluate(
    (query) =>
      new Promise((done) => {
        const status = document.querySelector(".status");
        new MutationObserver(() => /[^…]$/.test(status.textContent) && setTimeout(done, 100)).observe(status, { childList: true });
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
const RUNS = 5;
console.log("| query | fetched | first answer | the same once more |\n| --- | --- | --- | --- |");
for (const query of QUERIES) {
  const runs = [];
  let bytes;
  for (let run = 0; run < RUNS; run++) {
    const page = await (await browser.newContext()).newPage();
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.goto(`http://127.0.0.1:${server.address().port}/search/`);
    await page.waitForTimeout(500);
    const first = await worked(session, () => ask(page, query));
    bytes = await page.evaluate(() =>
      performance.getEntriesByType("resource").filter((entry) => /\/search\//.test(entry.name)).reduce((sum, entry) => sum + entry.decodedBodySize, 0)
    );
    await ask(page, "monitoring");
    const next = await worked(session, () => ask(page, query));
    runs.push([first, next]);
    await page.context().close();
  }
  const median = (n) => Math.round(runs.map((run) => run[n]).sort((a, b) => a - b)[RUNS >> 1]);
  console.log(`| ${query} | ${Math.round(bytes / 1000)} kB | ${median(0)} ms | ${median(1)} ms |`);
}
await browser.close();
server.close();
