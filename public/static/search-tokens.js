//# allFunctionsCalledOnLoad
// Text to tokens, the same as when the index was made: docs/search.md has the rules.

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

// Runs of letters, digits, marks and apostrophes.
export const WORD = /[\p{Alphabetic}\p{N}\u0300-\u036f'\u2019\u2018\u02bc]+/gu;

// A word in lower case, without apostrophes and diacritics.
export function fold(word) {
  if (/^[A-Za-z0-9]+$/.test(word)) return word.toLowerCase().slice(0, LONGEST);
  word = word.replace(/^['\u2019\u2018\u02bc]+|['\u2019\u2018\u02bc]+$/g, "").replace(/['\u2019\u2018\u02bc][sS]$/, "");
  const folded = word
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f'\u2019\u2018\u02bc]/g, "")
    .replace(/[łøđðıßæœþςіыєэґъь]/g, (letter) => LETTERS[letter]);
  return [...folded].slice(0, LONGEST).join("");
}

// The token of a word, or null for one that stands everywhere.
export function token(word) {
  const folded = fold(word);
  return !folded || STOP.has(folded) ? null : stem(folded);
}

// The tokens of a text, in order.
export function tokens(text) {
  return (text.match(WORD) || []).map(token).filter((found) => found !== null);
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
