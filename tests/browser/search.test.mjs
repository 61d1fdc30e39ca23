// The search page in a real browser. Builds the sample and `tests/search/site`, serves them under
// a base path, and asks. `DATELINE` is the program, `CHROMIUM` the browser; both have defaults.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { tokens } from "../../themes/default/static/search-tokens.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.DATELINE || path.join(repository, "target/release/dateline");
const read = (file) => JSON.parse(fs.readFileSync(path.join(repository, "tests/search", file), "utf8"));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "dateline-search-"));
const BASE = "/repo/";
let server, origin, browser;
let broken = null; // paths that match are answered with 404

function build(root, name) {
  const output = path.join(folder, name);
  execFileSync(program, ["build", "--root", root, "--output", output, "--base-url", `${BASE}${name}/`], { stdio: "ignore" });
}

before(async () => {
  build(repository, "sample");
  build(path.join(repository, "tests/search/site"), "site");
  server = http.createServer((request, response) => {
    let file = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (!file.startsWith(BASE) || broken?.test(file)) return void response.writeHead(404).end();
    file = path.join(folder, file.slice(BASE.length));
    if (file.endsWith("/")) file += "index.html";
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] || "application/octet-stream" });
    response.end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  server?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

// A page that fails the test if the console has an error.
async function opened(t, where, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !broken && errors.push(message.text()));
  t.after(() => context.close());
  t.after(() => assert.deepEqual(errors, []));
  await page.goto(`${origin}${BASE}${where}`);
  return page;
}

// The results once the query is answered.
async function ask(page, query) {
  await page.fill('.search input[name="q"]', query);
  await page.press('.search input[name="q"]', "Enter");
  return settled(page);
}

async function settled(page) {
  await page.waitForFunction(() => /[^…]$/.test(document.querySelector(".status").textContent.trim()));
  await page.waitForFunction(() => !document.querySelector(".results [aria-busy]"));
  await page.waitForTimeout(60);
  return page.$$eval(".results a", (links) => links.map((link) => decodeURI(new URL(link.href).pathname.split("/").slice(3).join("/")) + decodeURIComponent(new URL(link.href).hash)));
}

test("the vectors of the specification hold", () => {
  for (const [text, expected] of read("vectors.json")) assert.deepEqual(tokens(text), expected, text);
});

for (const name of ["sample", "site"]) {
  test(`expected first hits of ${name}`, async (t) => {
    const page = await opened(t, `${name}/search/`);
    const wrong = [];
    for (const [query, expected] of read("queries.json")[name]) {
      await page.goto(`${origin}${BASE}${name}/search/?q=${encodeURIComponent(query)}`);
      const [first, ...others] = await settled(page);
      if (!(first === expected || (!expected.includes("#") && first?.split("#")[0] === expected))) {
        wrong.push([query, expected, first, others.indexOf(expected) + 1, await page.textContent(".status")]);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

test("a sentence with the word marked, and its section", async (t) => {
  const page = await opened(t, "site/search/?q=водолазами");
  await settled(page);
  assert.match(await page.textContent(".results a"), /Інженери/);
  assert.deepEqual(await page.$$eval(".results mark", (marks) => marks.map((mark) => mark.textContent)), ["водолази"]);
});

test("a result leads to the section whose heading has every word", async (t) => {
  const page = await opened(t, "sample/search/?q=spelling&kind=pages");
  await settled(page);
  const links = await page.$$eval(".results a", (links) => links.map((link) => link.getAttribute("href")));
  assert.ok(links.some((href) => href.endsWith("/method/#house-spelling")), String(links));
});

test("a name is marked under the spelling of the text", async (t) => {
  const page = await opened(t, "sample/search/?q=Зеленський&kind=briefings");
  await settled(page);
  const marks = await page.$$eval(".results mark", (marks) => marks.map((mark) => mark.textContent));
  assert.ok(marks.some((mark) => /Zelensky/.test(mark)), String(marks));
});

test("the keyboard alone: / to the box, arrows through the results, Enter opens", async (t) => {
  const page = await opened(t, "sample/");
  await page.keyboard.press("/");
  await page.keyboard.type("umerov");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/\?q=umerov/);
  await settled(page);
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("ol")?.className), "results");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.name), "q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/people\/umerov/);
  await page.goBack();
  assert.equal((await settled(page))[0], "people/umerov/");
});

test("results are announced, and typing finds beginnings", async (t) => {
  const page = await opened(t, "sample/search/");
  assert.equal(await page.getAttribute(".status", "aria-live"), "polite");
  await page.type('.search input[name="q"]', "hrabo");
  const found = await settled(page);
  assert.equal(found[0], "places/hrabovske/");
  assert.match(await page.textContent(".status"), /Results: \d+/);
  assert.match(page.url(), /q=hrabo/);
});

test("filters count, narrow, stand in the address, and the back button undoes them", async (t) => {
  const page = await opened(t, "sample/search/");
  await ask(page, "talks");
  const all = await page.textContent(".status");
  await page.click(".filters summary");
  await page.waitForSelector('select[name="kind"] option[value="briefings"]', { state: "attached" });
  const label = await page.$eval('select[name="kind"] option[value="briefings"]', (option) => option.textContent);
  await page.selectOption('select[name="kind"]', "briefings");
  await page.waitForURL(/kind=briefings/);
  await page.waitForFunction((before) => document.querySelector(".status").textContent !== before, all);
  const count = (text) => Number(text.match(/\d+/)[0]);
  assert.equal(count(await page.textContent(".status")), count(label));
  await page.selectOption('select[name="person"]', "umerov");
  await page.waitForURL(/person=umerov/);
  await page.goBack();
  await page.goBack();
  await page.waitForFunction((before) => document.querySelector(".status").textContent === before, all);
  assert.equal(await page.inputValue('select[name="kind"]'), "");
  await page.goForward();
  await page.waitForFunction(() => document.querySelector('select[name="kind"]').value === "briefings");
});

test("a sentence is of the page, without the numbers of its notes", async (t) => {
  const page = await opened(t, "sample/search/?q=lower+gave+earlier&kind=briefings");
  await settled(page);
  const shown = await page.$$eval(".results li > p:last-child", (texts) => texts.map((text) => text.textContent));
  assert.ok(shown.some((text) => text === "All three figures are lower than those he gave a week earlier."), String(shown));
});

test("a sentence is whole where the description of its page is cut", async (t) => {
  const page = await opened(t, "sample/search/");
  await ask(page, "guided bombs");
  const cut = await page.evaluate(async () => {
    const { excerpt } = await import(new URL("../static/search-excerpt.js", location.href));
    const found = (text) => ({ page: document, description: { text, links: [] }, all: [{ element: document.body, text: "Two guided bombs fell on the bridge at noon.", links: [] }] });
    const query = { groups: [{ tokens: new Set(["bomb"]), prefix: "" }], seen: new Map(), bearers: new Map() };
    const shown = (text) => excerpt(found(text), [""], [""], { ...query, seen: new Map() }).parts.map(([part]) => part).join("");
    return [shown("Two guided bombs fell on …"), shown("Two bombs fell.")];
  });
  assert.deepEqual(cut, ["Two guided bombs fell on the bridge at noon.", "Two bombs fell."]);
});

test("pages are fetched for the results on show, and none for a first passage that is listed", async (t) => {
  const page = await opened(t, "sample/search/?q=talks", { viewport: { width: 320, height: 400 } });
  await settled(page);
  const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ initiatorType, name }) => initiatorType === "fetch" && name.endsWith("/")).length);
  assert.ok((await fetched()) > 0 && (await fetched()) <= 4, String(await fetched()));
  const people = await opened(t, "sample/search/?kind=people");
  await settled(people);
  assert.equal(await people.evaluate(() => performance.getEntriesByType("resource").filter(({ initiatorType, name }) => initiatorType === "fetch" && name.endsWith("/")).length), 0);
  assert.ok((await people.textContent(".results li > p:last-child")).length > 10);
});

test("a result whose page is not there is shown without a sentence", async (t) => {
  broken = /\/2025\//;
  t.after(() => (broken = null));
  const page = await opened(t, "sample/search/?q=guided+bombs&kind=briefings");
  const found = await settled(page);
  assert.ok(found.length > 0 && found.every((path) => path.startsWith("2025/")), String(found));
  assert.match(await page.textContent(".status"), /Results/);
  assert.equal(await page.textContent(".results li > p:last-child"), "");
});

test("what filters need is fetched by who uses one", async (t) => {
  const page = await opened(t, "sample/search/");
  const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/facets.bin")));
  await ask(page, "ceasefire");
  assert.equal(await fetched(), false);
  await page.click(".filters summary");
  await page.waitForFunction(() => document.querySelector('.filters select[name="person"]').options.length > 1);
  assert.equal(await fetched(), true);
  const filtered = await opened(t, "sample/search/?q=ceasefire&storyline=peace-talks");
  await settled(filtered);
  assert.equal(await filtered.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/facets.bin"))), true);
});

test("a word that stands nowhere is said first, and the others are looked for", async (t) => {
  const page = await opened(t, "sample/search/?q=umerov");
  const alone = await settled(page);
  const found = await ask(page, "umerov xyzzyq");
  assert.deepEqual(await page.$$eval(".status > *", (lines) => lines.map((line) => line.textContent.replace(/\d+/, "N"))), ["Nothing contains “xyzzyq”.", "Results for “umerov”: N"]);
  assert.deepEqual(found, alone);
  assert.deepEqual(await ask(page, "qqxyzzy xyzzyq"), []);
  assert.deepEqual(await page.$$eval(".status > *", (lines) => lines.map((line) => line.textContent)), ["Nothing contains “qqxyzzy”.", "Nothing contains “xyzzyq”."]);
});

test("the page says what it searches", async (t) => {
  const page = await opened(t, "sample/search/");
  const said = await page.textContent(".standfirst");
  for (const kind of ["17 briefings", "Storylines", "People", "Places", "Organisations", "Documents", "Figures", "Questions", "Pages"]) assert.ok(said.includes(kind), `${kind}: ${said}`);
});

test("filters of the address are shown, and need no words", async (t) => {
  const page = await opened(t, "sample/search/?kind=people");
  const found = await settled(page);
  assert.ok(found.length > 0 && found.every((path) => path.startsWith("people/")), String(found));
  const label = await page.textContent('select[name="kind"] option:checked');
  assert.equal(label.match(/\d+/)[0], (await page.textContent(".status")).match(/\d+/)[0]);
  assert.ok(await page.isVisible(".clear"));
});

test("the first page is filled when the reader gets to its end, others when asked", async (t) => {
  const page = await opened(t, "sample/search/?q=talks", { viewport: { width: 320, height: 400 } });
  const first = (await settled(page)).length;
  assert.ok(first > 0 && first < 10, String(first));
  await page.$eval(".more", (button) => button.scrollIntoView());
  await page.waitForFunction(() => document.querySelectorAll(".results li").length === 10);
  await page.click(".more");
  await page.waitForFunction(() => document.querySelectorAll(".results li").length === 20);
  const links = await page.$$eval(".results a", (links) => links.map((link) => link.href));
  assert.equal(new Set(links).size, 20, String(links));
  assert.equal(await page.evaluate(() => document.activeElement.href), links[10]);
});

test("a misspelt word gets a suggestion that leads somewhere", async (t) => {
  const page = await opened(t, "sample/search/?q=zelinsky");
  await settled(page);
  await page.click(".mean a");
  await page.waitForURL(/q=zelensky/);
  assert.equal((await settled(page))[0], "people/zelensky/");
});

test("markup in a query stays text", async (t) => {
  const page = await opened(t, `site/search/?q=${encodeURIComponent("<script>alert(1)</script><img src=x onerror=alert(1)>")}`);
  await settled(page);
  assert.equal(await page.$$eval(".search script, .search img", (found) => found.length), 0);
  assert.match(await page.inputValue('.search input[name="q"]'), /^<script>/);
});

test("a query of 500 characters is answered", async (t) => {
  const page = await opened(t, "sample/search/");
  const long = "drones missiles talks Berlin Miami Moscow loan plan territory guarantees ".repeat(8).slice(0, 500);
  assert.ok((await ask(page, long)).length > 0);
  assert.match(await page.textContent(".status"), /Results/);
});

test("stop words alone ask for another word", async (t) => {
  const page = await opened(t, "sample/search/");
  await ask(page, "the of ");
  assert.match(await page.textContent(".status"), /nearly every page/);
});

for (const [what, pattern] of [["the list of files", /meta\.json/], ["the terms", /terms\//], ["what a result shows", /documents\//]]) {
  test(`without ${what} there is a clear message`, async (t) => {
    broken = pattern;
    t.after(() => (broken = null));
    const page = await opened(t, "sample/search/?q=talks");
    await settled(page);
    assert.match(await page.textContent(".status"), /could not be loaded/);
    broken = null;
    await page.press('.search input[name="q"]', "Enter");
    await page.waitForFunction(() => document.querySelector(".results li"));
  });
}

test("without script the page says how else to find things", async (t) => {
  const page = await opened(t, "sample/search/", { javaScriptEnabled: false });
  assert.match(await page.textContent("noscript"), /needs JavaScript/);
  assert.ok(await page.isVisible("noscript p"));
  const links = await page.$$eval(".ways a", (links) => links.map((link) => link.getAttribute("href")));
  assert.ok(links.includes("/repo/sample/people/") && links.includes("/repo/sample/storylines/"), String(links));
  assert.ok(!(await page.isVisible(".filters")));
});

test("nothing is wider than a screen of 320 pixels", async (t) => {
  const page = await opened(t, "sample/search/?q=talks", { viewport: { width: 320, height: 640 } });
  await settled(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
});
