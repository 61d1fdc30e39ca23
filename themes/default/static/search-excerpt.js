// What a result shows of its page: the sentence that fits best, with the words marked.

import { fold, token, words } from "./search-tokens.js";

const LONG = 320; // characters of a sentence that is shown whole
const INLINE = new Set("a abbr b bdi bdo cite code data del dfn em i img ins kbd mark q s samp small span strong sub sup time u var wbr".split(" "));
const SILENT = new Set("button h1 nav script select style svg template".split(" "));
const HEADING = /^h[2-6]$/;
const pages = new Map();

// The paragraphs of a page, once for each address. A page that failed is asked for again.
export function page(href) {
  const [address] = href.split("#");
  if (!pages.has(address)) {
    const known = fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return paragraphs(new DOMParser().parseFromString(await response.text(), "text/html"));
    });
    known.catch(() => pages.delete(address));
    pages.set(address, known);
  }
  return pages.get(address);
}

// What a page says itself, without its lists: a description, and every paragraph, cell and heading.
function paragraphs(page) {
  const all = [];
  let open = null;
  const read = (element) => {
    for (const node of element.childNodes) {
      const name = node.localName;
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.data.replace(/\s+/g, " ");
        if (!open && text === " ") continue;
        if (!open) all.push((open = { element, text: "", links: [] }));
        open.text += open.text === "" || open.text.endsWith(" ") ? text.trimStart() : text;
      } else if (node.nodeType === Node.ELEMENT_NODE && !isSilent(node)) {
        const apart = !INLINE.has(name);
        if (apart) open = null;
        const start = open?.text.length ?? 0;
        read(node);
        if (apart) open = null;
        else if (open && name === "a") open.links.push([start, open.text.length, node.getAttribute("href")]);
      }
    }
  };
  const own = page.querySelectorAll("[data-pagefind-body]");
  for (const element of own.length ? own : page.querySelectorAll("main")) {
    open = null;
    read(element);
  }
  const description = page.querySelector('meta[name="description"]')?.content ?? "";
  return { page, all, description: { text: description, links: [] } };
}

// What is not read: controls, what is drawn, the numbers of notes, the title, which is above.
function isSilent(element) {
  return SILENT.has(element.localName) || element.hidden || (element.localName === "sup" && element.firstElementChild !== null);
}

// The paragraphs of a passage: what is below a heading, or in an element.
function below({ page, all }, anchor, anchors) {
  const element = page.getElementById(anchor);
  if (!element) return [];
  if (!HEADING.test(element.localName)) return all.filter((paragraph) => element.contains(paragraph.element));
  const start = all.findIndex((paragraph) => element.contains(paragraph.element)) + 1;
  const rest = all.slice(start);
  const ends = (paragraph) => !element.parentElement.contains(paragraph.element) || (HEADING.test(paragraph.element.localName) && anchors.includes(paragraph.element.id));
  const end = rest.findIndex(ends);
  return end < 0 ? rest : rest.slice(0, end);
}

// Where on a page the words are: the anchor and its heading, and the sentence in parts, each with whether to mark
// it. `passages` are those that have most of the words; the ids of all are `anchors`.
export function excerpt(found, passages, anchors, query) {
  const headings = found.all.filter(({ element }) => HEADING.test(element.localName) && element.id && anchors.includes(element.id));
  // A heading with every word names its passage.
  const named = passages.length && headings.find(({ text }) => isNamed(text, query.groups));
  // A description may be cut.
  const whole = found.description.text.endsWith("…") ? found.all : [found.description, ...found.all];
  let best = { hits: -1, parts: [] };
  for (const anchor of named ? [named.element.id] : passages) {
    const texts = anchor ? below(found, anchor, anchors) : whole;
    const next = sentence(texts, query);
    if (next.hits > best.hits) best = { anchor, ...next };
  }
  if (!passages.length) best = sentence([found.description], query);
  const heading = headings.find(({ element }) => element.id === best.anchor);
  return { anchor: "", ...best, heading: heading?.text.trim() ?? "" };
}

// The same for a text on its own.
export function lead(text, query) {
  return { anchor: "", ...sentence([{ text, links: [] }], query), heading: "" };
}

// Whether a heading has every word that is looked for.
function isNamed(heading, groups) {
  const tokens = words(heading).map(({ word }) => token(word));
  return tokens.length > 0 && groups.every((group) => tokens.some((one) => group.tokens.has(one)));
}

// The sentence of some paragraphs that fits best: the first of those with most of the words.
function sentence(paragraphs, query) {
  let best = { hits: -1, parts: [] };
  for (const { text, links } of paragraphs) {
    let at = 0;
    for (const candidate of sentences(text)) {
      const { hits, marks } = marksOf(candidate, at, links, query);
      if (hits > best.hits) best = { hits, parts: marked(candidate.trimEnd(), marks) };
      at += candidate.length;
    }
  }
  return best;
}

function sentences(text) {
  const parts = text.match(/[^.!?…]+(?:[.!?…]+["”’»)]*(?=\s|$)|[.!?…]+|$)\s*/gu) || [text];
  const joined = [];
  for (const part of parts) {
    // A full stop within a number or an abbreviation ends nothing.
    if (joined.length && !/[.!?…]["”’»)]*\s+$/u.test(joined.at(-1))) joined[joined.length - 1] += part;
    else joined.push(part);
  }
  return joined;
}

// What is sought in a sentence: its words, and links to what bears the name in another spelling.
function marksOf(candidate, start, links, { groups, seen, bearers }) {
  const marks = [];
  const hit = new Set();
  for (const { word, at } of words(candidate)) {
    let group = seen.get(word);
    if (group === undefined) {
      const [found, folded] = [token(word), fold(word)];
      const fits = (group) => group.tokens.has(found) || (group.prefix.length > 2 && folded.startsWith(group.prefix));
      group = groups.find(fits) ?? null;
      seen.set(word, group);
    }
    if (group) {
      hit.add(group);
      marks.push([at, at + word.length]);
    }
  }
  for (const [from, to, href] of links) {
    if (from < start || to > start + candidate.length || !bearers.has(href)) continue;
    marks.push([from - start, to - start]);
    bearers.get(href).forEach((group) => hit.add(group));
  }
  return { hits: hit.size, marks };
}

// Cuts a sentence at its marks; a long one around the first of them.
function marked(text, marks) {
  marks = joined(marks);
  const first = marks.length ? marks[0][0] : 0;
  const start = text.length > LONG && first > LONG / 2 ? text.indexOf(" ", first - 120) + 1 : 0;
  const end = text.length - start > LONG ? text.lastIndexOf(" ", start + 300) : text.length;
  const parts = start ? [["… ", false]] : [];
  let at = start;
  for (const [from, to] of marks) {
    if (from < at || to > end) continue;
    parts.push([text.slice(at, from), false], [text.slice(from, to), true]);
    at = to;
  }
  parts.push([text.slice(at, end) + (end < text.length ? " …" : ""), false]);
  return parts.filter(([part]) => part);
}

// Marks in order; those that overlap or touch, as in a run of letters without spaces, become one.
function joined(marks) {
  const all = [];
  for (const [from, to] of marks.sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
