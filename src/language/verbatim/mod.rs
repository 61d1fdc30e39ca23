//! Whether words appear in a text letter by letter, and which of its passages is nearest to them.
//!
//! A [`Text`] is read once into words and marks, with the places of each. A quote is then looked for at the
//! places of its rarest word, so what it costs hardly grows with the text.

mod parts;
mod tokens;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::language::letters;
use tokens::{Token, clean, tokens};

/// How many places of a quote's words are looked at for the nearest passage, the rarest words first.
const MOST_PLACES: usize = 4096;
/// How much of a passage is shown, in characters.
const MOST_SHOWN: usize = 240;
/// What no word of the text has.
const NONE: u32 = u32::MAX;

/// A text to compare quotes with.
pub struct Text<'t> {
    /// The text, without what nobody sees.
    text: Cow<'t, str>,
    /// The number of each word and mark that it has.
    numbers: FxHashMap<String, u32>,
    tokens: Vec<u32>,
    /// Where each of them begins.
    starts: Vec<u32>,
    /// For each number, where its places begin in `places`.
    first: Vec<u32>,
    places: Vec<u32>,
    neighbours: Neighbours,
    /// The words that ends of lines may split, by the places of their first parts.
    parted: FxHashMap<u32, Parted>,
    /// Where such a word begins, by the place of its last part.
    parted_ends: FxHashMap<u32, u32>,
    lines: OnceCell<Vec<u32>>,
}

/// A word that spans several lines, with hyphens that may be its own.
struct Parted {
    /// Its number without these hyphens.
    number: u32,
    last: u32,
}

/// A passage of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its words, on one line.
    pub words: String,
    /// The line of the text that it begins in, from 1.
    pub line: usize,
}

/// A part of a quote: the numbers of its words and marks.
struct Part {
    numbers: Vec<u32>,
    /// The number of the first one with a small letter for a capital, or the other way round.
    first: u32,
}

impl<'t> Text<'t> {
    /// Reads a text.
    pub fn new(text: &'t str) -> Self {
        let text = clean(text);
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let (mut read, mut starts, mut hyphens) = (Vec::new(), Vec::new(), Vec::new());
        for token in tokens(&text) {
            if token.parts_word {
                hyphens.push(read.len());
            }
            read.push(number_of(&mut numbers, token.text));
            starts.push(token.start as u32);
        }
        let mut found = Self {
            numbers,
            tokens: read,
            starts,
            first: Vec::new(),
            places: Vec::new(),
            neighbours: Neighbours::default(),
            parted: FxHashMap::default(),
            parted_ends: FxHashMap::default(),
            lines: OnceCell::new(),
            text,
        };
        found.join(&hyphens);
        found.place();
        found.neighbours = found.pairs();
        found
    }

    /// Whether the parts of a quote appear in the text, in order. Spaces, quotation marks, the case of the
    /// first letter and a full stop or comma at the end make no difference.
    pub fn has(&self, quote: &str) -> bool {
        let mut from = 0;
        self.parts(quote).iter().all(|part| match self.find(part, from) {
            Some(end) => {
                from = end;
                true
            }
            None => false,
        })
    }

    /// The passage that has most words of a quote near one another; `None` if the text has none of them.
    pub fn nearest(&self, quote: &str) -> Option<Passage> {
        let (wanted, length) = self.wanted(quote);
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (n, (number, _, _)) in wanted.iter().enumerate() {
            let left = MOST_PLACES - found.len();
            found.extend(self.places(*number).iter().take(left).map(|place| (*place, n)));
        }
        found.sort_unstable();
        let reach = length + length / 2 + 8;
        let (first, last) = densest(&found, &wanted, reach as u32)?;
        let (from, to) = (found[first].0 as usize, found[last].0 as usize);
        // Most of the words that were found are as far from the ends of the passage as in the quote.
        let (early, late) = (&found[first..=(first + last) / 2], &found[(first + last) / 2..=last]);
        let starts = early.iter().map(|(place, n)| (*place as usize).saturating_sub(wanted[*n].1));
        let ends = late.iter().map(|(place, n)| *place as usize + length.saturating_sub(wanted[*n].1 + 1));
        let start = median(starts).min(from);
        let is_word = |at: &usize| !self.word(*at).is_empty();
        let start = (start..=from).find(is_word).unwrap_or(from);
        let end = median(ends).min(start + reach).max(to);
        Some(self.passage(start, end.min(self.tokens.len() - 1)))
    }

    /// The words of a quote that the text has, the rarest first: number, place in the quote, and what it
    /// counts for. And how many words and marks the quote has.
    fn wanted(&self, quote: &str) -> (Vec<(u32, usize, u32)>, usize) {
        let quote = clean(quote);
        let parts = parts::parts(&quote);
        let words = parts.iter().flat_map(|part| tokens(part));
        let mut wanted: Vec<(u32, usize, u32)> = Vec::new();
        let mut length = 0;
        for (at, token) in words.enumerate() {
            length = at + 1;
            if token.is_word() {
                let small = self.numbers.get(&letters::folded(token.text)).copied();
                let forms = [self.number(token.text), self.other_case(token.text), small.unwrap_or(NONE)];
                let known = forms.into_iter().filter(|number| *number != NONE);
                wanted.extend(known.map(|number| (number, at, 0)));
            }
        }
        wanted.sort_unstable();
        wanted.dedup_by_key(|(number, ..)| *number);
        for (number, _, weight) in &mut wanted {
            let rare = self.tokens.len() / self.places(*number).len().max(1);
            *weight = rare.max(1).ilog2() + 1;
        }
        wanted.sort_by_key(|(number, at, _)| (self.places(*number).len(), *at));
        (wanted, length)
    }

    /// The words between two tokens, on one line.
    fn passage(&self, start: usize, end: usize) -> Passage {
        let from = self.starts[start] as usize;
        let last = self.starts[end] as usize;
        let rest = &self.text[last..];
        let word = rest.find(|c| !letters::is_word_char(c)).unwrap_or(rest.len());
        let to = last + word.max(rest.chars().next().map_or(0, char::len_utf8));
        let mut words = String::new();
        for word in self.text[from..to].split_whitespace() {
            let length = words.chars().count();
            if length + word.chars().count() > MOST_SHOWN {
                let cut = word.chars().take(if length == 0 { MOST_SHOWN } else { 0 });
                words.extend(cut.chain(['…']));
                break;
            }
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(word);
        }
        let breaks = || memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32).collect();
        let line = self.lines.get_or_init(breaks).partition_point(|at| (*at as usize) < from) + 1;
        Passage { words, line }
    }

    /// The parts of a quote that have words in them.
    fn parts(&self, quote: &str) -> Vec<Part> {
        let quote = clean(quote);
        let mut found = Vec::new();
        for part in parts::parts(&quote) {
            let all: Vec<Token<'_>> = tokens(&part).collect();
            let is_stop =
                |token: &Token<'_>| matches!(token.text, "." | "," | "。" | "、" | "，" | "．" | "｡");
            let Some(first) = all.iter().position(|token| !is_stop(token)) else { continue };
            let end = all.iter().rposition(|token| !is_stop(token)).map_or(0, |last| last + 1);
            let part = &all[first..end];
            if part.iter().any(Token::is_word) {
                let numbers = part.iter().map(|token| self.number(token.text)).collect();
                found.push(Part { numbers, first: self.other_case(part[0].text) });
            }
        }
        found
    }

    fn number(&self, token: &str) -> u32 {
        self.numbers.get(token).copied().unwrap_or(NONE)
    }

    /// The number of a word with its first letter in the other case.
    fn other_case(&self, token: &str) -> u32 {
        let mut chars = token.chars();
        let Some(first) = chars.next() else { return NONE };
        let other = |letter: String| self.number(&(letter + chars.as_str()));
        match first {
            c if c.is_uppercase() => other(c.to_lowercase().collect()),
            c if c.is_lowercase() => other(c.to_uppercase().collect()),
            _ => NONE,
        }
    }

    /// The end of the first place of a part, from a token on.
    fn find(&self, part: &Part, from: u32) -> Option<u32> {
        let Part { numbers, first } = part;
        let [one, rest @ ..] = &numbers[..] else { return Some(from) };
        if rest.contains(&NONE) || !self.may_have(part) {
            return None;
        }
        let count = |number: u32| self.places(number).len();
        let rarest = (1..numbers.len()).min_by_key(|n| count(numbers[*n]));
        match rarest.filter(|n| count(numbers[*n]) < count(*one) + count(*first)) {
            Some(rarest) => self.at(numbers[rarest], rarest, part, from),
            None => {
                let found = [self.at(*one, 0, part, from), self.at(*first, 0, part, from)];
                found.into_iter().flatten().min()
            }
        }
    }

    /// The end of the first place of a part, looked for at the places of one of its words.
    fn at(&self, number: u32, n: usize, part: &Part, from: u32) -> Option<u32> {
        let places = self.places(number);
        let places = &places[places.partition_point(|place| *place < from)..];
        places.iter().find_map(|place| {
            let start = self.back(*place, &part.numbers[..n], part.first)?;
            let end = self.forth(*place, &part.numbers[n..], if n == 0 { part.first } else { NONE })?;
            (start >= from).then_some(end)
        })
    }

    /// Where the words begin that end before a token. The first of them may have another form.
    fn back(&self, end: u32, words: &[u32], first: u32) -> Option<u32> {
        let mut at = end;
        for (n, word) in words.iter().enumerate().rev() {
            let is_it = |number: u32| number != NONE && (number == *word || n == 0 && number == first);
            let before = at.checked_sub(1)?;
            at = match self.parted_ends.get(&before) {
                _ if is_it(self.tokens[before as usize]) => before,
                Some(start) if is_it(self.parted[start].number) => *start,
                _ => return None,
            };
        }
        Some(at)
    }

    /// Where the words end that begin at a token. The first of them may have another form.
    fn forth(&self, start: u32, words: &[u32], first: u32) -> Option<u32> {
        let mut at = start;
        for (n, word) in words.iter().enumerate() {
            let is_it = |number: u32| number != NONE && (number == *word || n == 0 && number == first);
            at = match self.parted.get(&at) {
                _ if is_it(*self.tokens.get(at as usize)?) => at + 1,
                Some(parted) if is_it(parted.number) => parted.last + 1,
                _ => return None,
            };
        }
        Some(at)
    }

    /// Whether every two neighbours of a part are neighbours somewhere in the text.
    fn may_have(&self, part: &Part) -> bool {
        let Part { numbers, first } = part;
        let follows = |one: u32, other: u32| one != NONE && self.neighbours.has(one, other);
        match numbers[..] {
            [one] => one != NONE || *first != NONE,
            [one, second, ..] => {
                (follows(one, second) || follows(*first, second))
                    && numbers[1..].windows(2).all(|pair| follows(pair[0], pair[1]))
            }
            [] => true,
        }
    }

    /// The places of a word or mark, in order.
    fn places(&self, number: u32) -> &[u32] {
        let range = self.first.get(number as usize).zip(self.first.get(number as usize + 1));
        range.map_or(&[], |(start, end)| &self.places[*start as usize..*end as usize])
    }

    /// Joins the words that the ends of lines split.
    fn join(&mut self, hyphens: &[usize]) {
        let mut hyphens = hyphens.iter().copied().peekable();
        while let Some(hyphen) = hyphens.next() {
            let (start, mut last) = (hyphen - 1, hyphen + 1);
            while let Some(next) = hyphens.next_if_eq(&(last + 1)) {
                last = next + 1;
            }
            let parts = (start..=last).step_by(2).map(|at| self.word(at));
            let whole = parts.collect::<String>();
            let parted = Parted { number: number_of(&mut self.numbers, &whole), last: last as u32 };
            self.parted.insert(start as u32, parted);
            self.parted_ends.insert(last as u32, start as u32);
        }
    }

    fn word(&self, at: usize) -> &str {
        let rest = &self.text[self.starts[at] as usize..];
        &rest[..rest.find(|c| !letters::is_word_char(c)).unwrap_or(rest.len())]
    }

    /// Every number at a place: of the word or mark, and of a parted word that begins there.
    fn numbers_at(&self, at: usize) -> impl Iterator<Item = u32> {
        let parted = self.parted.get(&(at as u32)).map(|parted| parted.number);
        self.tokens.get(at).copied().into_iter().chain(parted)
    }

    /// Notes the places of each number.
    fn place(&mut self) {
        let mut first = vec![0_u32; self.numbers.len() + 2];
        for at in 0..self.tokens.len() {
            self.numbers_at(at).for_each(|number| first[number as usize + 2] += 1);
        }
        for n in 2..first.len() {
            first[n] += first[n - 1];
        }
        let mut places = vec![0; first.last().copied().unwrap_or_default() as usize];
        for at in 0..self.tokens.len() {
            for number in self.numbers_at(at) {
                let next = &mut first[number as usize + 1];
                places[*next as usize] = at as u32;
                *next += 1;
            }
        }
        (self.first, self.places) = (first, places);
    }

    fn pairs(&self) -> Neighbours {
        let mut neighbours = Neighbours::of(self.tokens.len());
        for (at, number) in self.tokens.iter().enumerate() {
            self.numbers_at(at + 1).for_each(|next| neighbours.add(*number, next));
            if let Some(Parted { number, last }) = self.parted.get(&(at as u32)) {
                self.numbers_at(*last as usize + 1).for_each(|next| neighbours.add(*number, next));
            }
        }
        neighbours
    }
}

fn median(values: impl Iterator<Item = usize>) -> usize {
    let mut values: Vec<usize> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The first and the last of the places within reach of one another that have most of what is wanted; if
/// there are several such, those nearest to one another.
fn densest(found: &[(u32, usize)], wanted: &[(u32, usize, u32)], reach: u32) -> Option<(usize, usize)> {
    let mut counts = vec![0_u32; wanted.len()];
    let (mut weight, mut first) = (0, 0);
    let mut best = ((0, Reverse(0)), None);
    for (last, (place, n)) in found.iter().enumerate() {
        weight += if counts[*n] == 0 { wanted[*n].2 } else { 0 };
        counts[*n] += 1;
        while place - found[first].0 > reach || counts[found[first].1] > 1 {
            let n = found[first].1;
            counts[n] -= 1;
            weight -= if counts[n] == 0 { wanted[n].2 } else { 0 };
            first += 1;
        }
        let rank = (weight, Reverse(place - found[first].0));
        if rank > best.0 {
            best = (rank, Some((first, last)));
        }
    }
    best.1
}

fn number_of(numbers: &mut FxHashMap<String, u32>, token: &str) -> u32 {
    if let Some(number) = numbers.get(token) {
        return *number;
    }
    let number = numbers.len() as u32;
    numbers.insert(token.to_owned(), number);
    number
}

/// Which words and marks follow which. A pair that was never added is seldom found here.
#[derive(Default)]
struct Neighbours(Vec<u64>);

impl Neighbours {
    /// For that many pairs: eight bits or more for each.
    fn of(count: usize) -> Self {
        Self(vec![0; (count / 8 + 1).next_power_of_two()])
    }

    fn add(&mut self, one: u32, other: u32) {
        let (at, bit) = self.bit(one, other);
        self.0[at] |= bit;
    }

    fn has(&self, one: u32, other: u32) -> bool {
        let (at, bit) = self.bit(one, other);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    fn bit(&self, one: u32, other: u32) -> (usize, u64) {
        let mixed = (u64::from(one) << 32 | u64::from(other)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed >> 38) as usize & self.0.len().saturating_sub(1), 1 << (mixed >> 32 & 63))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SPEECH: &str = "Mr Hale: We have “four” documents on the table — not one.\n\
        The council's nego-\ntiations about the well-\nknown plan go on.\n\
        > It is *much* too\n> early to say… and nobody will say so.\n\
        The dogs’ bowls cost 1,300 euros. We have four friends.\n";

    #[test]
    fn what_is_quoted_letter_by_letter_is_found() {
        let text = Text::new(SPEECH);
        for quote in [
            "We have four documents on the table - not one.",
            "we have ‘four’ documents",
            "We have \"four\" documents on the table—not one",
            "documents on the table,",
            "The council’s negotiations about the well-known plan",
            "the well-known plan go on.",
            "Known plan",
            "council's nego-tiations",
            "It is much too early to say",
            "It is much too early to say … and nobody will say so.",
            "It is […] early [and fast]",
            "We have [...] on the table",
            "We have [sic] four [sic!] documents",
            "[I]t is much too early",
            "The dogs' bowls cost 1,300 euros",
            "We have four … We have four friends",
            "the do\u{ad}gs’ bo\u{200b}wls",
            "…",
            "[all of it]",
            "",
        ] {
            assert!(text.has(quote), "{quote}");
        }
    }

    #[test]
    fn what_differs_in_a_letter_or_mark_is_not_found() {
        let text = Text::new(SPEECH);
        for quote in [
            "We have five documents",
            "We have four Documents",
            "We have four documents, on the table",
            "have four documents table",
            "The council negotiations",
            "The dogs' bowls cost 1300 euros",
            "It is much too early to say and nobody",
            "on the table … We have four documents",
            "We have four friends … We have four",
            "table not one",
            "ouncil's",
            "the well known plan",
            "We have four documents on the table - not one?",
            "Nobody said this",
        ] {
            assert!(!text.has(quote), "{quote}");
        }
    }

    #[test]
    fn every_script_is_read() {
        let text = Text::new(
            "Президент сказав: «П’ять\nобʼєктів Zu\u{308}rich — наші».\n他说：「谈判\n很有成效」，没有说别的。\n\
             Nous disons l’essentiel. הוא אמר: צה״ל בחר. 그는 말했다.",
        );
        for quote in ["п'ять об’єктів", "П’ять об'єктів Zürich – наші.", "谈判很有成效", "“谈判很有成效”。"]
        {
            assert!(text.has(quote), "{quote}");
        }
        for quote in ["essentiel", "l'essentiel", "צה\"ל בחר", "그는 말했다"] {
            assert!(text.has(quote), "{quote}");
        }
        for quote in ["П’ять обєктів", "谈判没有成效", "谈判 别的"] {
            assert!(!text.has(quote), "{quote}");
        }
    }

    #[test]
    fn words_that_a_line_or_a_scan_parts_are_whole() {
        let text = Text::new(
            "We can¬not say, no¬\nbody can. De\u{ad}\nbate: re-\nne-\ngo-\ntiate in Masii-\nMwala. ¬ x",
        );
        for quote in
            ["We cannot say, nobody can.", "Debate: renegotiate in Masii-Mwala. ¬ x", "re-ne-go-tiate"]
        {
            assert!(text.has(quote), "{quote}");
        }
        assert!(!text.has("no body can"));
    }

    #[test]
    fn the_nearest_passage_is_the_one_with_most_rare_words() {
        let text = Text::new(SPEECH);
        let near = |quote: &str| text.nearest(quote).map(|near| (near.words, near.line));
        let passage = |words: &str, line| Some((words.to_owned(), line));
        assert_eq!(near("We had five documents"), passage("We have “four” documents", 1));
        assert_eq!(
            near("The council's talks go on"),
            passage("The council's nego- tiations about the well- known plan go on", 2)
        );
        assert_eq!(near("bowls of dogs"), passage("The dogs’ bowls cost 1", 7));
        assert_eq!(near("Niemand weiß"), None);
        assert_eq!(Text::new("").nearest("A"), None);
        assert!(!Text::new("").has("A"));
        let long = "word ".repeat(100);
        let shown = Text::new(&long).nearest(&long).map(|near| near.words.chars().count());
        assert_eq!(shown, Some(240));
        let shown =
            |count: usize| Text::new(&"w".repeat(count)).nearest(&"w".repeat(count)).map(|near| near.words);
        assert_eq!(shown(240), Some("w".repeat(240)));
        assert_eq!(shown(241), Some("w".repeat(240) + "…"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_words_of_a_text_are_found_in_it(text in "[ a-cA-C’'“.…\\-–\n\u{ad}é\u{301}й谈判\\[]{0,60}", from in 0..60_usize, to in 0..60_usize) {
            let read = Text::new(&text);
            let clean = clean(&text).into_owned();
            let starts: Vec<usize> = tokens(&clean).filter(Token::is_word).map(|token| token.start).collect();
            if let (Some(from), Some(to)) = (starts.get(from), starts.get(to)) && from < to {
                let quote = &clean[*from..*to];
                let is_plain = !quote.contains(['[', '…']) && !quote.contains("..");
                prop_assert!(!is_plain || read.has(quote), "{quote:?} in {text:?}");
            }
        }

        #[test]
        fn any_text_and_quote_are_read(text in ".{0,80}", quote in ".{0,80}") {
            let read = Text::new(&text);
            read.has(&quote);
            let near = read.nearest(&quote);
            prop_assert!(near.is_none_or(|near| near.words.chars().count() <= 241));
        }
    }
}
