// Finds documents: fetches the files of the index that a query needs, and ranks. Shows nothing.
// docs/search.md describes the files.

import { WORD, fold, token } from "./search-tokens.js";

const TERM_BYTES = 100000; // of terms a query may fetch; further words are left out
const EXPANSIONS = 24; // words that begin as the last one does
const K1 = 1.2;
const B = 0.6;
const TIMES = [1, 2, 3.5, 6]; // what the two bits for frequency stand for
const TITLE = 6; // a word of the title counts as so many in the text
const NAME = [1.1, 1.2, 1.4, 1.8]; // so much more on the page of what bears the name, the most for the whole name
const [BRIEFING, QUESTION, PAGE] = [0, 3, 4]; // kinds whose titles are sentences
const TOGETHER = 1.15; // all words in one section
const HEADLINE = 1.5; // all words in the title
export const FACETS = ["storyline", "person", "place"];

const utf8 = new TextDecoder();

// Reads numbers of seven bits a byte.
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  number() {
    let n = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      n += (byte & 127) * 2 ** shift;
      if (byte < 128) return n;
      if (byte === undefined) throw new Error("the file ends too early");
    }
  }
}

async function fetched(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

export class Index {
  constructor(base) {
    this.base = base;
    this.files = new Map();
  }

  // Loads what every query needs.
  async open() {
    this.meta = await (await fetched(this.base + "meta.json", { cache: "no-cache" })).json();
    const meta = this.meta;
    const bytes = new Uint8Array(await this.file("documents.bin", "arrayBuffer"));
    const size = meta.documents;
    const lengths = Float32Array.from(bytes.subarray(0, size), (byte) => (byte / 4) ** 2);
    const average = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size));
    this.long = lengths.map((length) => K1 * (1 - B + (B * length) / average));
    const reader = new Reader(bytes, size);
    this.texts = [];
    for (let n = 0, first = 0; n < meta.texts; n++) {
      this.texts.push(first);
      first += reader.number();
    }
    const lists = (names) =>
      names.map(([id, title]) => {
        const list = new Uint32Array(reader.number());
        for (let n = 0, last = 0; n < list.length; n++) list[n] = last += reader.number();
        return { id, title, list };
      });
    this.facets = { storyline: lists(meta.storylines), person: lists(meta.people), place: lists(meta.places) };
    this.kinds = new Uint8Array(size);
    this.years = new Uint16Array(size);
    for (const [kind, year, start, end] of meta.runs) {
      this.kinds.fill(kind, start, end);
      this.years.fill(year, start, end);
    }
  }

  // A file, once. One that failed is asked for again.
  file(name, type) {
    if (!this.files.has(name)) {
      const file = fetched(`${this.base}${name}?v=${this.meta.version}`).then((response) => response[type]());
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }

  // The number of the file of terms that a token would stand in.
  shardOf(wanted) {
    const terms = this.meta.terms;
    let [low, high] = [0, terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (terms[middle][0] <= wanted) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  async shard(n) {
    const name = `terms/${n}.bin`;
    const bytes = new Uint8Array(await this.file(name, "arrayBuffer"));
    const known = `parsed ${n}`;
    if (!this.files.has(known)) {
      const reader = new Reader(bytes);
      const end = reader.number();
      const tokens = utf8.decode(bytes.subarray(reader.at, (reader.at += end) - 1)).split("\n");
      const terms = tokens.map((token) => ({ token, bytes, count: reader.number(), at: reader.number() }));
      let at = reader.at;
      for (const term of terms) [term.at, at] = [at, at + term.at];
      this.files.set(known, terms);
    }
    return this.files.get(known);
  }

  // The words of a query with the files they need, as long as there is room for them.
  plan(query) {
    const found = query.match(WORD) || [];
    const open = /[\p{Alphabetic}\p{N}\u0300-\u036f]$/u.test(query);
    const [groups, ignored, shards] = [[], [], new Set()];
    let bytes = 0;
    found.forEach((word, n) => {
      const exact = token(word);
      const prefix = open && n === found.length - 1 ? fold(word) : "";
      if (exact === null && (prefix.length < 3 || found.length > 1)) return;
      if (exact !== null && groups.some((group) => group.exact === exact)) return;
      const first = this.shardOf(exact ?? prefix);
      const wanted = [first];
      if (prefix.length > 2) {
        const start = this.shardOf(prefix);
        const end = Math.min(this.shardOf(prefix + "\uffff"), start + 2);
        for (let shard = start; shard <= end; shard++) wanted.push(shard);
      }
      const fresh = [...new Set(wanted)].filter((shard) => !shards.has(shard));
      const more = fresh.reduce((sum, shard) => sum + (this.meta.terms[shard]?.[1] ?? 0), 0);
      if (groups.length && bytes + more > TERM_BYTES) return void ignored.push(word);
      bytes += more;
      fresh.forEach((shard) => shards.add(shard));
      groups.push({ word, exact, prefix, shards: [...new Set(wanted)], terms: [] });
    });
    return { groups, ignored, common: found.length > 0 && groups.length === 0 && ignored.length === 0 };
  }

  async fill(group) {
    if (!this.meta.terms.length) return;
    const all = (await Promise.all(group.shards.map((n) => this.shard(n)))).flat();
    const { exact, prefix } = group;
    group.terms = all.filter((term) => term.token === exact).map((term) => ({ ...term, weight: 1 }));
    if (prefix.length > 1) {
      const longer = all.filter((term) => term.token !== exact && term.token.startsWith(prefix));
      longer.sort((a, b) => b.count - a.count);
      group.terms.push(...longer.slice(0, EXPANSIONS).map((term) => ({ ...term, weight: 0.5 })));
    }
    // A word whose ending is still being typed: its stem.
    for (let cut = 1; cut <= 3 && prefix.length - cut >= 4 && !group.terms.length; cut++) {
      const stem = prefix.slice(0, -cut);
      group.terms = all.filter((term) => term.token === stem).map((term) => ({ ...term, weight: 0.5 }));
    }
    group.tokens = new Set(group.terms.map((term) => term.token));
  }

  // The best score and all passages of each document for a group.
  rate(group) {
    const size = this.meta.documents;
    const [scores, passages] = [new Float32Array(size), new Uint32Array(size)];
    const count = Math.min(size, Math.max(...group.terms.map((term) => term.count)));
    for (const term of group.terms) {
      const of = term.weight === 1 ? term.count : Math.max(count, term.count);
      const rarity = Math.log(1 + (size - of + 0.5) / (of + 0.5)) * term.weight * (K1 + 1);
      const reader = new Reader(term.bytes, term.at);
      for (let left = term.count, document = 0; left > 0; left--) {
        document += reader.number();
        const byte = term.bytes[reader.at++];
        let found = byte & 128 ? reader.number() * 2 + 1 : 1;
        found = (found << (byte & 31)) >>> 0;
        const kind = this.kinds[document];
        const titled = found & 1 && kind !== QUESTION;
        const times = TIMES[(byte >> 5) & 3] + (titled ? TITLE : 0);
        const named = titled && kind !== BRIEFING && kind !== PAGE;
        const score = ((rarity * times) / (times + this.long[document])) * (named ? NAME[(byte >> 5) & 3] : 1);
        if (score > scores[document]) scores[document] = score;
        passages[document] |= found;
      }
    }
    return { scores, passages };
  }

  // Finds documents. The answer holds their numbers, the best last, and what the filters count.
  async search(query, filters) {
    const { groups, ignored, common } = this.plan(query);
    await Promise.all(groups.map((group) => this.fill(group)));
    const known = groups.filter((group) => group.terms.length);
    const missing = groups.filter((group) => !group.terms.length).map((group) => group.word);
    const size = this.meta.documents;
    const matched = new Uint8Array(size);
    const scores = new Float32Array(size);
    const together = new Uint32Array(size).fill(0xffffffff);
    let most = 0; // words that one document has
    for (const group of known) {
      const rated = this.rate(group);
      group.passages = rated.passages;
      for (let n = 0; n < size; n++) {
        if (!rated.passages[n]) continue;
        if (++matched[n] > most) most = matched[n];
        scores[n] += rated.scores[n];
        together[n] &= rated.passages[n];
      }
    }
    const nothing = common || (groups.length > 0 && !known.length);
    const inQuery = new Uint8Array(size);
    if (!nothing && !most) inQuery.fill(1);
    else if (!nothing) for (let n = 0; n < size; n++) inQuery[n] = matched[n] === most ? 1 : 0;
    const { accepted, counts } = this.filter(inQuery, filters);
    const keys = new Float64Array(accepted.length);
    accepted.forEach((document, n) => {
      const bonus = known.length < 2 || !together[document] ? 1 : together[document] & 1 ? HEADLINE : TOGETHER;
      keys[n] = Math.round(scores[document] * bonus * 10) * 2 ** 24 + document;
    });
    keys.sort();
    const documents = Array.from(keys, (key) => key % 2 ** 24);
    return { documents, groups: known, missing, ignored, common, counts, partly: most < known.length };
  }

  // What passes all filters, and for each filter how many each value would give.
  filter(inQuery, filters) {
    const size = this.meta.documents;
    const tests = {};
    for (const facet of FACETS) {
      const value = filters[facet] && this.facets[facet].find((entry) => entry.id === filters[facet]);
      if (!filters[facet]) continue;
      tests[facet] = new Uint8Array(size);
      if (value) for (const document of value.list) tests[facet][document] = 1;
    }
    if (filters.kind) tests.kind = this.kinds.map((kind) => (this.meta.kinds[kind][0] === filters.kind ? 1 : 0));
    if (filters.year) tests.year = Uint8Array.from(this.years, (year) => (String(year) === filters.year ? 1 : 0));
    const names = Object.keys(tests);
    const passed = new Uint8Array(size);
    const accepted = [];
    for (const name of names) tests[name].forEach((one, n) => (passed[n] += one));
    for (let n = 0; n < size; n++) if (inQuery[n] && passed[n] === names.length) accepted.push(n);
    // A document counts for a value if it passes all the other filters.
    const passing = (name) => {
      const own = tests[name];
      if (!names.length) return inQuery;
      if (!own) return inQuery.map((within, n) => (within && passed[n] === names.length ? 1 : 0));
      return inQuery.map((within, n) => (within && passed[n] - own[n] === names.length - 1 ? 1 : 0));
    };
    const free = passing("");
    const counts = {};
    for (const facet of FACETS) {
      const counted = tests[facet] ? passing(facet) : free;
      counts[facet] = this.facets[facet].map(({ id, title, list }) => {
        let count = 0;
        for (let n = 0; n < list.length; n++) count += counted[list[n]];
        return { id, title, count };
      });
    }
    const [kinds, years] = [new Uint32Array(256), new Uint32Array(10000)];
    const [ofKind, ofYear] = [tests.kind ? passing("kind") : free, tests.year ? passing("year") : free];
    for (let n = 0; n < size; n++) {
      kinds[this.kinds[n]] += ofKind[n];
      years[this.years[n]] += ofYear[n];
    }
    counts.kind = this.meta.kinds.map(([id, , title], n) => ({ id, title, count: kinds[n] }));
    const newest = [...new Set(this.meta.runs.map(([, year]) => year))].filter((year) => year > 0).sort((a, b) => b - a);
    counts.year = newest.map((year) => ({ id: String(year), title: String(year), count: years[year] }));
    return { accepted, counts };
  }

  // What to show for a document: its text, and the passage and the sentence that fit best.
  async show(document, groups, seen = new Map()) {
    const n = this.texts.findLastIndex((first) => first <= document);
    const { names, documents } = await this.file(`texts/${n}.json`, "json");
    const text = documents[document - this.texts[n]];
    const fits = (at) => groups.filter((group) => group.passages[document] & (1 << Math.min(at + 1, 29))).length;
    let best = { at: -1, hits: 0 };
    text.passages.forEach((passage, at) => {
      const hits = passage[2] ? fits(at) : 0;
      if (hits > best.hits || (hits === best.hits && at >= 28 && hits && best.at >= 28 && !best.sentence)) best = { at, hits };
    });
    // Passages that share the last bit are told apart by their words.
    const candidates = best.at >= 28 ? text.passages.slice(28) : [text.passages[best.at] || text.passages[0]];
    let shown = null;
    for (const passage of candidates) {
      const found = sentence(passage, groups, names, seen);
      if (!shown || found.hits > shown.hits) shown = { ...found, passage };
    }
    return { ...text, kind: this.meta.kinds[text.kind][1], anchor: best.hits ? shown.passage[0] : "", heading: best.hits ? shown.passage[1] : "", parts: shown?.parts ?? [] };
  }

  // For each word that stands nowhere, the nearest one that does.
  async suggest(missing) {
    this.words ??= (await this.file("words.json", "json")).map((word) => [word, fold(word)]);
    const found = new Map();
    for (const word of missing) {
      const wanted = fold(word);
      let best = null;
      let least = wanted.length < 4 ? 0 : wanted.length < 7 ? 1.5 : 2.5;
      for (const [known, folded] of this.words) {
        if (Math.abs(folded.length - wanted.length) >= least) continue;
        const distance = away(wanted, folded, least);
        if (distance < least) [best, least] = [known, distance];
      }
      if (best) found.set(word, best);
    }
    return found;
  }
}

// The sentence of a passage that fits best, in parts: text, and whether to mark it.
function sentence([, , text, written], groups, names, seen) {
  const sentences = text.match(/[^.!?…]+(?:[.!?…]+["”’»)]*(?=\s|$)|[.!?…]+|$)\s*/gu) || [text];
  const joined = [];
  for (const part of sentences) {
    // A full stop within a number or an abbreviation ends nothing.
    if (joined.length && !/[.!?…]["”’»)]*\s+$/u.test(joined.at(-1))) joined[joined.length - 1] += part;
    else joined.push(part);
  }
  // Names that stand here under another spelling than the one asked for.
  const aliases = written.filter(([dossier, name]) => {
    const all = name ? ` ${names[dossier] ?? ""} ` : "";
    return groups.some((group) => [...group.tokens].some((one) => all.includes(` ${one} `)));
  });
  let best = { hits: -1, parts: [] };
  for (const candidate of joined) {
    const marks = [];
    const hit = new Set();
    for (const match of candidate.matchAll(WORD)) {
      let group = seen.get(match[0]);
      if (group === undefined) {
        const [found, folded] = [token(match[0]), fold(match[0])];
        const fits = (group) => group.tokens.has(found) || (group.prefix.length > 2 && folded.startsWith(group.prefix));
        group = groups.find(fits) ?? null;
        seen.set(match[0], group);
      }
      if (group) {
        hit.add(group);
        marks.push([match.index, match.index + match[0].length]);
      }
    }
    for (const [dossier, name] of aliases) {
      const at = candidate.indexOf(name);
      if (at < 0) continue;
      marks.push([at, at + name.length]);
      hit.add(dossier);
    }
    if (hit.size > best.hits) best = { hits: hit.size, parts: marked(candidate.trimEnd(), marks) };
  }
  return best;
}

// Cuts a sentence at its marks; a long one around the first of them.
function marked(text, marks) {
  marks.sort((a, b) => a[0] - b[0]);
  const first = marks.length ? marks[0][0] : 0;
  const start = text.length > 320 && first > 160 ? text.indexOf(" ", first - 120) + 1 : 0;
  const end = text.length - start > 320 ? text.lastIndexOf(" ", start + 300) : text.length;
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

// The edits between two words; exchanged neighbours count as one. Stops at a limit.
function away(a, b, limit) {
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) >= limit) return Infinity;
    [before, last] = [last, row];
  }
  return last[b.length];
}
