//# allFunctionsCalledOnLoad
// Text to tokens, the same as when the index was made: Dateline's guide to search has the rules.

const LONGEST = 40;

const STOP = new Set(
  ("a an and are as at be been but by for from had has have he her his in is it its no not of on or she that the " +
    "their they this to was were which who will with would але без в вид воно все для до е за з и из или его ее " +
    "их иого к как которие на не но о об он от по при про с та так то у це что що як").split(" ")
);

const ENDINGS = (
  "иями ами ями ого его ому ему ими иях иям ием иею ови еви ах ях ов ев ив еи ои ом ем ам ям ою ею ии ия ию ие их " +
  "им ая яя ое ее ую юю ье ью а е и о у ю я"
).split(" ");

const LETTERS = {
  ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ς: "σ",
  і: "и", ы: "и", є: "е", э: "е", ґ: "г", ъ: "", ь: "",
};

// What may separate groups of three digits, and the beginnings of folded words that multiply, with their zeros:
// those of three letters are whole words.
const GROUPED = /\d{1,3}([,. \u00a0\u2009\u202f])\d{3}(?!\d)(?:\1\d{3}(?!\d))*/y;
const PLAIN = /\d+(?:[,.](\d{1,2})(?!\d))?/y;
const FACTOR = /([ \u00a0\u2009\u202f]?)([\p{Alphabetic}\p{N}]*)/uy;
const FACTORS = {
  3: "thousand tausend tsd tys тис тисяч",
  6: "million milion millon mln mio mn млн милион миллион",
  9: "milliard miliard billion mrd mld bn млрд милярд миллиард",
  12: "trillion tn трлн трилион",
};

// Runs of letters, digits, marks and apostrophes, with what is not seen.
const RUN = /[\p{Alphabetic}\p{N}\p{M}'\u2019\u2018\u02bc\u00ad\u200b-\u200d\u2060\ufeff]+/gu;

// A letter of a script without spaces with its marks, or a run of others.
const UNSPACED = "(?!\\p{M})(?=\\p{Alphabetic})[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]";
const PIECE = new RegExp(`(${UNSPACED})[\\p{M}\\u00ad\\u200b-\\u200d\\u2060\\ufeff]*|(?:(?!${UNSPACED})[^])+`, "gu");

// Dropped from a word: apostrophes, what is not seen, and marks that are often left out.
const DROPPED = /['\u2019\u2018\u02bc\u00ad\u0640\u200b-\u200d\u2060\ufeff]|(?![\u3099\u309a])(?=\p{Mn})[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}]/gu;

// The words of a text with their places. In scripts without spaces, each letter and each adjacent pair; `inner` is
// a letter of a longer run. Of a number in groups of digits, or before a word that multiplies, the whole comes
// before the parts, which are `inner`.
export function words(text) {
  const found = [];
  let numbersTo = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const number = index >= numbersTo && numberAt(text, index);
    // Letters right after the digits make it a single word.
    if (number && number.end > index + run.length) {
      numbersTo = number.end;
      found.push({ word: text.slice(index, numbersTo), at: index, inner: false });
    }
    if (index < numbersTo) {
      found.push({ word: run, at: index, inner: true });
      continue;
    }
    if (!/[\u0e00-\u1fff\u2e80-\uffff]/.test(run)) {
      found.push({ word: run, at: index, inner: false });
      continue;
    }
    let last = null;
    for (const { 0: word, 1: letter, index: within } of run.matchAll(PIECE)) {
      const piece = { word, at: index + within, inner: Boolean(letter && last) };
      if (piece.inner) {
        last.inner = true;
        found.push({ word: last.word + word, at: last.at, inner: false });
      }
      found.push(piece);
      last = letter ? piece : null;
    }
  }
  return found;
}

// A number whose digits are in groups or before a word that multiplies: where it ends, and its digits.
function numberAt(text, at) {
  GROUPED.lastIndex = PLAIN.lastIndex = at;
  const grouped = GROUPED.exec(text);
  const number = grouped ?? PLAIN.exec(text);
  if (!number) return null;
  FACTOR.lastIndex = at + number[0].length;
  const [all, space, word] = FACTOR.exec(text);
  const digits = number[0].replace(/[^0-9]/g, "");
  const zeros = zerosOf(word);
  if (!zeros) return grouped && (space || !word) ? { end: at + number[0].length, digits: digits.slice(0, LONGEST) } : null;
  const decimals = grouped ? 0 : (number[1] ?? "").length;
  const significant = (digits + "0".repeat(zeros - decimals)).replace(/^0+/, "");
  return significant ? { end: at + number[0].length + all.length, digits: significant.slice(0, LONGEST) } : null;
}

function zerosOf(word) {
  const folded = fold(word);
  if (!/^([a-z]+|[а-я]+)$/.test(folded)) return 0;
  const fits = (start) => (start.length > 3 ? folded.startsWith(start) : folded === start);
  return Number(Object.keys(FACTORS).find((zeros) => FACTORS[zeros].split(" ").some(fits)) ?? 0);
}

// A word in lower case, without apostrophes, diacritics and what is not seen.
export function fold(word) {
  if (/^[A-Za-z0-9]+$/.test(word)) return word.toLowerCase().slice(0, LONGEST);
  word = word.replace(/^['\u2019\u2018\u02bc]+|['\u2019\u2018\u02bc]+$/g, "").replace(/['\u2019\u2018\u02bc][sS]$/, "");
  const folded = word
    .toLowerCase()
    .normalize("NFD")
    .replace(DROPPED, "")
    .replace(/[łøđðıßæœþςіыєэґъь]/g, (letter) => LETTERS[letter]);
  return [...folded].slice(0, LONGEST).join("");
}

// The token of a word, or null for one found everywhere.
export function token(word) {
  const number = /^\d/.test(word) && numberAt(word, 0);
  if (number && number.end === word.length) return number.digits;
  const folded = fold(word);
  return !folded || STOP.has(folded) ? null : stem(folded);
}

// The tokens of a text, in order.
export function tokens(text) {
  return words(text)
    .map(({ word }) => token(word))
    .filter((found) => found !== null);
}

function stem(word) {
  if (/^[a-z]+$/.test(word)) return english(word);
  if (/^[а-я]+$/.test(word)) return cyrillic(word);
  return word;
}

// Plurals, -ing, -ed and the silent -e.
function english(word) {
  if (word.length < 4) return word;
  if (word.length > 4 && /ie[sd]$/.test(word)) word = word.slice(0, -3) + "y";
  else if (/(s|x|z|ch|sh)es$/.test(word)) word = word.slice(0, -2);
  else if (/s$/.test(word) && !/[sui]s$/.test(word)) word = word.slice(0, -1);
  if (word.endsWith("eed")) {
    if (word.length > 5) word = word.slice(0, -1);
  } else {
    const rest = word.endsWith("ing") ? word.slice(0, -3) : word.endsWith("ed") ? word.slice(0, -2) : "";
    if (rest.length >= 3 && /[aeiouy]/.test(rest)) word = /([^aeioulsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
  }
  return word.length > 3 && word.endsWith("e") ? word.slice(0, -1) : word;
}

// The endings of nouns and adjectives, then the suffix of surnames, then a doubled consonant.
function cyrillic(word) {
  const without = (endings) => {
    const ending = endings.find((end) => word.endsWith(end) && word.length - end.length >= 3);
    if (ending) word = word.slice(0, -ending.length);
  };
  without(ENDINGS);
  without(["ов", "ев", "ив"]);
  return word.length >= 4 && word.at(-1) === word.at(-2) ? word.slice(0, -1) : word;
}
