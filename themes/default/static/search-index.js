//# allFunctionsCalledOnLoad
// Finds documents: fetches the files of the index that a query needs, and ranks. Draws nothing.
// Dateline's guide to search describes the files.

import { excerpt, lead, page } from "./search-excerpt.js";
import { fold, token, words } from "./search-tokens.js";

const TERM_BYTES = 100000; // of terms a query may fetch; further words are left out
const EXPANSIONS = 24; // words that begin as the last one does
const K1 = 1.2;
const B = 0.6;
const TIMES = [1, 2, 3.5, 6]; // what the two bits for frequency stand for
const TITLE = 6; // a title word counts as this many in the text
const NAME = [1.1, 1.2, 1.4, 1.8]; // so much more on the page of what bears the name, the most for the whole name
const [BRIEFING, QUESTION, PAGE] = [0, 3, 4]; // kinds; those of dossiers follow
const [SENTENCE, NAMED] = [1, 2]; // titles in which words count: of briefings and pages, and names
const SCALE = 160; // scores are whole numbers of so many to one
const [TOGETHER, HEADLINE] = [74, 96]; // of 64: all words in one section, all in the title
const NONE = 255; // words that no document has
const DOCUMENT = 20; // bits for the number of a document
const LISTED = 32; // documents in a file of them
const LAST_PASSAGE = 29; // the bit of this passage and of those that follow it
const BEARERS = 8; // pages of a name that are looked for in other spellings
export const FACETS = ["storyline", "person", "place"];
const [KIND, YEAR, OTHER] = [8, 16, 32]; // bits after those of the facets

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
    const bytes = new Uint8Array(await this.file("lengths.bin", "arrayBuffer"));
    const size = meta.documents;
    this.bytes = bytes;
    this.weights = Float64Array.from({ length: 256 }, (_, byte) => K1 * (1 - B + (B * (byte / 4) ** 2) / Math.max(1, meta.average)));
    this.classes = new Int16Array(size);
    for (const [kind, , start, end] of meta.runs) {
      const title = kind === QUESTION ? 0 : kind === BRIEFING || kind === PAGE ? SENTENCE : NAMED;
      this.classes.fill(title << 10, start, end);
    }
  }

  // What documents can be filtered by, on demand.
  async facetLists() {
    if (this.facets) return this.facets;
    const [bytes, names] = await Promise.all([this.file("facets.bin", "arrayBuffer"), this.file("facets.json", "json")]);
    const reader = new Reader(new Uint8Array(bytes));
    const sized = (of) => of.map(([id, title]) => ({ id, title, bytes: reader.bytes, at: 0, end: reader.number() }));
    const facets = { storyline: sized(names.storylines), person: sized(names.people), place: sized(names.places) };
    for (const facet of FACETS) for (const list of facets[facet]) [list.at, list.end] = [reader.at, (reader.at += list.end)];
    return (this.facets = facets);
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

  // The number of the file of terms that a token would be in.
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
    // Where words have no spaces, two letters are looked for together, and one only on its own.
    const found = words(query).filter(({ inner }) => !inner).map(({ word }) => word);
    const open = found.length > 0 && query.endsWith(found.at(-1)) && !/['\u2019\u2018\u02bc]$/.test(query);
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

  // Adds the best score of each document for a group to `scores` and one to `matched`; notes its passages.
  // Whole numbers, and no code that is rarely run: for the first query this is not compiled yet, and what
  // is compiled is thrown away when it comes to code it has not seen.
  rate(group, scores, matched) {
    const { classes, bytes: lengths } = this;
    const size = this.meta.documents;
    const [best, passages, table] = [new Int32Array(size), new Int32Array(size), new Int32Array(4096)];
    const count = Math.min(size, Math.max(...group.terms.map((term) => term.count)));
    for (const { bytes, at: start, count: own, weight } of group.terms) {
      const of = weight === 1 ? own : Math.max(count, own);
      const rarity = Math.log(1 + (size - of + 0.5) / (of + 0.5)) * weight;
      table.fill(0);
      let [at, document] = [start, 0];
      for (let left = own; left > 0; left--) {
        let byte;
        let shift = 0;
        do {
          byte = bytes[at++];
          document += (byte & 127) << shift;
          shift += 7;
        } while (byte > 127);
        const kind = bytes[at++];
        let found = 1;
        let more = kind;
        for (shift = 1; more > 127; shift += 7) {
          more = bytes[at++];
          found |= (more & 127) << shift;
        }
        found <<= kind & 31;
        const cell = ((kind & 96) << 3) | lengths[document] | (classes[document] & -(found & 1));
        const score = table[cell] || (table[cell] = this.score(cell, rarity));
        if (passages[document] === 0) matched[document]++;
        passages[document] |= found;
        const over = score - best[document];
        if (over > 0) {
          scores[document] += over;
          best[document] = score;
        }
      }
    }
    group.passages = passages;
  }

  // The score of a word: a cell has the length of the document in 8 bits, how often the word is there in 2,
  // and what title it is if the word is in it.
  score(cell, rarity) {
    const often = (cell >> 8) & 3;
    const titled = cell >> 10;
    const times = TIMES[often] + (titled === SENTENCE || titled === NAMED ? TITLE : 0);
    const named = titled === NAMED ? NAME[often] : 1;
    return Math.round(((rarity * (K1 + 1) * times) / (times + this.weights[cell & 255])) * named * SCALE);
  }

  // Finds documents. The answer holds a key for each, the best last.
  async search(query, filters) {
    const { groups, ignored, common } = this.plan(query);
    const filtered = FACETS.some((facet) => filters[facet]) && this.facetLists();
    await Promise.all([...groups.map((group) => this.fill(group)), filtered]);
    const known = groups.filter((group) => group.terms.length);
    const missing = groups.filter((group) => !group.terms.length).map((group) => group.word);
    const size = this.meta.documents;
    const [scores, matched] = [new Int32Array(size), new Uint8Array(size)];
    for (const group of known) this.rate(group, scores, matched);
    let most = known.length; // words that one document has
    while (most && !matched.includes(most)) most--;
    if (common || (groups.length && !known.length)) most = NONE;
    const out = this.filter(filters);
    const keys = new Int32Array(size); // tenths of the score, and the document in the low bits
    const passages = known.length > 1 ? known.map((group) => group.passages) : [];
    let length = 0;
    for (let n = 0; n < size; n++) {
      if (matched[n] !== most || out[n] !== 0) continue;
      let together = passages.length === 0 ? 0 : -1;
      for (let k = 0; k < passages.length; k++) together &= passages[k][n];
      const bonus = together === 0 ? 64 : (together & 1) === 1 ? HEADLINE : TOGETHER;
      const tenths = (scores[n] * bonus) >> 10;
      keys[length++] = ((tenths > 2047 ? 2047 : tenths) << DOCUMENT) | n;
    }
    const answer = { keys: keys.subarray(0, length).sort(), groups: known, seen: new Map(), missing, ignored, common };
    return { ...answer, partly: most < known.length, counts: () => this.counts(out, (n) => matched[n] === most) };
  }

  // The documents of an answer, the best first.
  page({ keys }, from, count) {
    const wanted = keys.subarray(Math.max(0, keys.length - from - count), keys.length - from);
    return Array.from(wanted, (key) => key & ((1 << DOCUMENT) - 1)).reverse();
  }

  // Which filters each document does not pass, as bits. Those of facets are there if one is used.
  filter(filters) {
    const out = new Uint8Array(this.meta.documents);
    const rule = (bit, start, end) => {
      for (let n = start; n < end; n++) out[n] |= bit;
    };
    FACETS.forEach((facet, n) => {
      if (!filters[facet]) return;
      const list = this.facets[facet].find((entry) => entry.id === filters[facet]);
      let last = 0;
      if (list) this.each(list, (document) => (rule(1 << n, last, document), (last = document + 1)));
      rule(1 << n, last, out.length);
    });
    for (const [kind, year, start, end] of this.meta.runs) {
      if (filters.kind && filters.kind !== this.meta.kinds[kind][0]) rule(KIND, start, end);
      if (filters.year && filters.year !== String(year)) rule(YEAR, start, end);
    }
    return out;
  }

  // Calls with each document of a list.
  each({ bytes, at, end }, act) {
    const reader = new Reader(bytes, at);
    for (let document = 0; reader.at < end; ) act((document += reader.number()));
  }

  // For each filter how many results each value would give: a document counts for a value if it passes
  // all the other filters.
  async counts(out, fits) {
    const facets = await this.facetLists();
    const why = out.map((bits, n) => (fits(n) ? bits : OTHER));
    const [kinds, years] = [this.meta.kinds.map(() => 0), new Map()];
    for (const [kind, year, start, end] of this.meta.runs) {
      let ofYear = 0;
      for (let n = start; n < end; n++) {
        if (!(why[n] & ~KIND)) kinds[kind]++;
        if (!(why[n] & ~YEAR)) ofYear++;
      }
      if (year) years.set(year, (years.get(year) || 0) + ofYear);
    }
    const counts = {};
    FACETS.forEach((facet, n) => {
      counts[facet] = facets[facet].map((list) => {
        let count = 0;
        this.each(list, (document) => (count += why[document] & ~(1 << n) ? 0 : 1));
        return { id: list.id, title: list.title, count };
      });
    });
    counts.kind = this.meta.kinds.map(([id, , title], n) => ({ id, title, count: kinds[n] }));
    const newest = [...years].sort((a, b) => b[0] - a[0]);
    counts.year = newest.map(([year, count]) => ({ id: String(year), title: String(year), count }));
    return counts;
  }

  // What is listed of a document: title, address, date, the anchors of its passages.
  async listed(document) {
    const documents = await this.file(`documents/${Math.floor(document / LISTED)}.json`, "json");
    return documents[document % LISTED];
  }

  // What to show for a document of an answer, and how to get its best sentence, which takes longer.
  async show(document, answer) {
    const { title, href, date, anchors, lead } = await this.listed(document);
    const [kind] = this.meta.runs.find(([, , start, end]) => start <= document && document < end);
    const passages = this.passages(document, anchors.length, answer.groups);
    const anchor = anchors[passages.best[0]] ?? "";
    const excerpt = () => this.excerpt(href, anchors, lead, passages, answer);
    return { title, href, date, anchor, kind: this.meta.kinds[kind][1], excerpt };
  }

  // The numbers of the passages with most of the words; several if the index does not tell them apart.
  passages(document, count, groups) {
    let [best, most] = [[], 0];
    for (let at = 0; at < count; at++) {
      const bit = Math.min(at + 1, LAST_PASSAGE);
      const hits = groups.filter((group) => (group.passages[document] >> bit) & 1).length;
      if (hits > most) [best, most] = [[at], hits];
      else if (hits && hits === most && bit === LAST_PASSAGE && best[0] + 1 >= LAST_PASSAGE) best.push(at);
    }
    return { best, most };
  }

  // The sentence of a document that fits best: of its first passage if that is listed, or of its page.
  async excerpt(href, anchors, text, passages, answer) {
    const { best, most } = passages;
    const own = (best[0] ?? 0) === 0 && text;
    const found = own ? undefined : await page(href);
    const wanted = best.map((at) => anchors[at]);
    const look = (bearers) => {
      const query = { groups: answer.groups, seen: answer.seen, bearers };
      return own ? lead(text, query) : excerpt(found, wanted, anchors, query);
    };
    const plain = look(new Map());
    return plain.hits < most ? look(await (answer.bearers ??= this.bearers(answer.groups))) : plain;
  }

  // The addresses of the dossiers that bear a name which is looked for, each with the words of it. A text may link
  // to them in another spelling.
  async bearers(groups) {
    const found = [];
    for (const [kind, , start, end] of this.meta.runs) {
      for (let n = kind > PAGE ? start : end; n < end && found.length < BEARERS; n++) {
        const own = groups.filter((group) => group.passages[n] & 1);
        if (own.length) found.push(this.listed(n).then(({ href }) => [href, own]));
      }
    }
    return new Map(await Promise.all(found));
  }

  // For each word found nowhere, the nearest one that is found.
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
