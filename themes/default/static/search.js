//# allFunctionsCalledOnLoad
// The search page: box, filters, results, and the query in the address.

import { FACETS, Index } from "./search-index.js";

const FIRST = 4; // results that come at once
const PAGE = 10; // with those that come when the reader gets to them, and then for each click
const VALUES = 30; // of a filter, those with the most results
const NAMES = [...FACETS, "kind", "year"];
const root = document.querySelector(".search");
const words = root.dataset;
const form = root.querySelector("form");
const box = form.elements.q;
const filters = root.querySelector(".filters");
const clear = root.querySelector(".clear");
const status = root.querySelector(".status");
const mean = root.querySelector(".mean");
const list = root.querySelector(".results");
const more = root.querySelector(".more");
const index = new Index(words.index);
let opened;
let run = 0; // the newest query; what an older one finds is dropped
let answer;
let shown = 0;
let extending = 0; // the query whose further results are on their way
let counted; // the answer that the filters show

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const say = (pattern, value) => pattern.replace("{}", () => value);
const wanted = () => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));

function address(query, chosen) {
  const url = new URL(location.pathname, location.href);
  if (query) url.searchParams.set("q", query);
  for (const name of NAMES) if (chosen[name]) url.searchParams.set(name, chosen[name]);
  return url;
}

// Puts what the address says into the form.
function read() {
  const params = new URL(location.href).searchParams;
  box.value = params.get("q") || "";
  for (const name of NAMES) {
    const value = params.get(name) || "";
    form.elements[name].replaceChildren(new Option(value, value, true, true));
    if (value) filters.open = true;
  }
}

async function search(history) {
  const [query, chosen, own] = [box.value.trim(), wanted(), ++run];
  const url = address(query, chosen);
  if (history === "push" && url.href !== location.href) window.history.pushState(null, "", url);
  else if (history) window.history.replaceState(null, "", url);
  const empty = !query && !NAMES.some((name) => chosen[name]);
  clear.hidden = !NAMES.some((name) => chosen[name]);
  if (empty) return reset();
  if (!opened) status.textContent = words.wait;
  try {
    opened ??= index.open();
    await opened;
    if (own !== run) return;
    const open = box.value.endsWith(" ") ? box.value : query;
    const found = await index.search(open, chosen);
    if (own !== run) return;
    const first = await load(found, 0, FIRST);
    const suggested = found.missing.length ? await index.suggest(found.missing) : new Map();
    if (own !== run) return;
    [answer, shown] = [found, first.length];
    filters.hidden = false;
    fill();
    list.replaceChildren(...first.map(result));
    more.hidden = shown >= found.keys.length;
    suggest(query, chosen, suggested);
    announce(found);
    seen.disconnect();
    seen.observe(more);
  } catch (error) {
    if (own !== run) return;
    opened = undefined;
    reset();
    status.textContent = words.broken;
    console.warn("search:", error.message);
  }
}

function reset() {
  answer = counted = undefined;
  list.replaceChildren();
  status.textContent = "";
  mean.hidden = more.hidden = filters.hidden = true;
}

// Words found nowhere come first, one per line; what is listed below is found by the others.
function announce({ keys, groups, partly, missing, ignored, common }) {
  const lines = missing.map((word) => say(words.without, word));
  if (common) lines.push(words.common);
  else if (!keys.length && (!missing.length || groups.length)) lines.push(words.none);
  else if (keys.length && !partly && missing.length) lines.push(say((words.rest || words.found).replace("{words}", () => groups.map(({ word }) => word).join(" ")), keys.length));
  else if (keys.length) lines.push(say(partly ? words.partly : words.found, keys.length));
  if (ignored.length) lines.push(say(words.ignored, ignored.join(", ")));
  status.replaceChildren(...lines.flatMap((line, n) => [n ? " " : "", element(n < missing.length ? "strong" : "span", line)]));
}

function suggest(query, chosen, suggested) {
  mean.hidden = suggested.size === 0;
  if (mean.hidden) return;
  let better = query;
  for (const [word, near] of suggested) better = better.replace(word, () => near);
  const link = element("a", better, { href: address(better, chosen).href });
  mean.replaceChildren(`${words.mean} `, link, "?");
}

function load(found, from, count) {
  return Promise.all(index.page(found, from, count).map((number) => index.show(number, found)));
}

// Shows further results. Returns the first of them.
async function extend(count) {
  if (extending === run) return;
  const own = (extending = run);
  try {
    const next = await load(answer, shown, count);
    if (own !== run) return;
    const items = next.map(result);
    list.append(...items);
    shown += next.length;
    more.hidden = shown >= answer.keys.length;
    return items[0];
  } catch {
    status.textContent = words.broken;
  } finally {
    if (extending === own) extending = 0;
  }
}

function result({ title, href, anchor, kind, date, excerpt }) {
  const item = document.createElement("li");
  const kicker = element("p", kind, { class: "kicker" });
  if (date) kicker.append(" · ", element("time", date[0], { datetime: date[1] }));
  // Results are in several languages, and may run either way.
  const head = element("h2", "", { dir: "auto" });
  const link = element("a", title, { href: to(href, anchor) });
  const text = element("p", "", { dir: "auto", "aria-busy": "true" });
  head.append(link);
  item.append(kicker, head, text);
  // Without its page a result is still one.
  const none = { anchor, heading: "", parts: [] };
  excerpt().catch(() => none).then(({ anchor, heading, parts }) => {
    link.href = to(href, anchor);
    if (heading) link.textContent = `${title} – ${heading}`;
    for (const [part, mark] of parts) text.append(mark ? element("mark", part) : part);
    text.removeAttribute("aria-busy");
  });
  return item;
}

const to = (href, anchor) => (anchor ? `${href.split("#")[0]}#${encodeURIComponent(anchor)}` : href);

// The values of each filter that lead somewhere, with the number of results. They take a while to
// count, so that is done for a reader who looks at them.
async function fill() {
  if (!filters.open || !answer || counted === answer) return;
  const of = (counted = answer);
  const counts = await of.counts().catch(() => undefined);
  if (counted !== of) return;
  if (!counts) {
    counted = undefined;
    status.textContent = words.broken;
    return;
  }
  const chosen = wanted();
  for (const name of NAMES) {
    let values = counts[name].filter(({ id, count }) => count || id === chosen[name]);
    if (name !== "year") values.sort((a, b) => (b.id === chosen[name]) - (a.id === chosen[name]) || b.count - a.count);
    values = values.slice(0, VALUES);
    const options = values.map(({ id, title, count }) => new Option(`${title} (${count})`, id, false, id === chosen[name]));
    form.elements[name].replaceChildren(new Option(words.any, ""), ...options);
    form.elements[name].value = chosen[name];
    form.elements[name].closest("label").hidden = values.length === 0;
  }
}

let timer;
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => search("replace"), 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search("push");
});
filters.addEventListener("change", () => search("push"));
clear.addEventListener("click", () => {
  for (const name of NAMES) form.elements[name].value = "";
  search("push");
  box.focus();
});
filters.addEventListener("toggle", fill);
more.addEventListener("click", async () => (await extend(PAGE))?.querySelector("a").focus());
// The first page is filled up when the reader gets to its end.
const seen = new IntersectionObserver((entries) => {
  if (entries.at(-1).isIntersecting && answer && shown < PAGE) extend(PAGE - shown);
});
// Arrows lead from the box through the results, Escape back to the box.
root.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (at < 0 && event.target !== box) return;
  if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
  else if (event.key === "ArrowDown" && at >= 0 && !more.hidden) more.focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || box).focus();
  else if (event.key === "Escape" && at >= 0) box.focus();
  else return;
  event.preventDefault();
});
window.addEventListener("popstate", () => {
  read();
  search();
});
read();
search();
// Readers here will ask: what every query needs is loaded meanwhile.
(opened ??= index.open()).catch(() => (opened = undefined));
