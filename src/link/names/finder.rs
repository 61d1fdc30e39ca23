//! Finds the names of dossiers in text.
//!
//! A name is found where it appears as whole words, in any script, or in the middle of a run of words without
//! spaces; the longest name at a place wins. Case matters, except that a name in lower case may begin a sentence
//! with a capital. Any white space in a text matches the spaces of a name, and any apostrophe its apostrophes.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::letters;
use crate::link::names::formed::{Formed, normalise, plain};
use crate::link::names::meant::is_meant;
use crate::link::release::HeldBack;
use crate::markdown::Name;
use crate::model::typed::content::Content;
use crate::model::typed::dossier::Dossier;
use crate::model::value::id::{DossierIdx, KindIdx};

/// A name with as few letters as this is found where it is not meant, except in Chinese and the like.
const SHORT: usize = 2;

/// All names of a site, by their first word.
#[derive(PartialEq)]
pub(in crate::link) struct Finder {
    names: Vec<Known>,
    /// For each first word, its names by the mark before it.
    by_word: FxHashMap<String, Vec<Group>>,
    /// The bytes that first words begin with.
    first_bytes: [bool; 256],
    /// Whether all of them are ASCII capitals.
    begin_large: bool,
    /// The same for pairs of bytes; most words of a text begin with none of them.
    first_pairs: Pairs,
}

/// A set of pairs of bytes.
#[derive(PartialEq)]
struct Pairs(Vec<u64>);

impl Pairs {
    /// The place of the pair that a word begins with. A word of one byte has nothing after it.
    fn at(word: &[u8]) -> (usize, u64) {
        let pair = usize::from(word[0]) << 8 | usize::from(word.get(1).copied().unwrap_or_default());
        (pair / 64, 1 << (pair % 64))
    }

    fn insert(&mut self, word: &str) {
        let (at, bit) = Self::at(word.as_bytes());
        self.0[at] |= bit;
    }

    fn has(&self, word: &str) -> bool {
        let (at, bit) = Self::at(word.as_bytes());
        self.0[at] & bit != 0
    }
}

/// Names that begin with the same mark, usually none, and the same word; in order of their texts.
#[derive(PartialEq)]
struct Group {
    lead: String,
    names: Vec<usize>,
}

#[derive(PartialEq)]
struct Known {
    text: String,
    dossier: DossierIdx,
    /// Whether it is only noticed, and is not a mention.
    is_surname: bool,
}

impl Default for Finder {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            by_word: FxHashMap::default(),
            first_bytes: [false; 256],
            begin_large: true,
            first_pairs: Pairs(vec![0; (1 << 16) / 64]),
        }
    }
}

impl Finder {
    /// Lists the names, aliases, variants and native names. One that two dossiers claim is
    /// reported at the second and stays with the first. Those that are held back claim theirs last,
    /// and are not found.
    pub(in crate::link) fn new(content: &Content, held: &HeldBack, diags: &mut Diagnostics) -> Self {
        let mut finder = Self::default();
        let mut claims: FxHashMap<String, (usize, Place)> = FxHashMap::default();
        let all: Vec<&Dossier> = content.dossiers.iter().chain(&held.dossiers).map(|d| &**d).collect();
        for (n, dossier) in all.iter().enumerate() {
            for (name, place) in names_of(dossier) {
                let text = normalise(name);
                match claims.get(&text) {
                    Some((owner, _)) if *owner == n => {}
                    Some((owner, first)) => {
                        let owner = &all[*owner].name;
                        let message = format!("the name `{text}` already belongs to `{owner}`");
                        diags.report(
                            Diagnostic::at(Code::ClaimedName, place, message)
                                .other(first.clone(), "first claimed here")
                                .help("leave the name to one of the two, or make it longer in both"),
                        );
                    }
                    None => {
                        if n < content.dossiers.len() {
                            finder.add(text.clone(), DossierIdx::new(n), false);
                        }
                        claims.insert(text, (n, place));
                    }
                }
            }
        }
        finder.add_surnames(content, |name| claims.contains_key(name));
        finder.sort();
        finder
    }

    /// Adds what people may be called for short, unless it is a name already or two may be meant.
    fn add_surnames(&mut self, content: &Content, is_name: impl Fn(&str) -> bool) {
        let mut bearers: BTreeMap<String, Option<DossierIdx>> = BTreeMap::new();
        for (n, dossier) in content.dossiers.iter().enumerate().filter(|(_, d)| d.kind == KindIdx::PEOPLE) {
            let name = normalise(&dossier.name);
            if let Some(surname) = surname(&name).filter(|surname| !is_name(surname)) {
                let one = Some(DossierIdx::new(n));
                bearers.entry(surname.to_owned()).and_modify(|bearer| *bearer = None).or_insert(one);
            }
        }
        for (surname, bearer) in bearers {
            bearer.into_iter().for_each(|bearer| self.add(surname.clone(), bearer, true));
        }
    }

    fn add(&mut self, text: String, dossier: DossierIdx, is_surname: bool) {
        let Some(first) = words(&text).next() else { return };
        let (lead, word) = (&text[..first.start], &text[first]);
        for word in [word].into_iter().chain(with_capital(word).as_deref()) {
            self.first_bytes[usize::from(word.as_bytes()[0])] = true;
            self.begin_large &= word.as_bytes()[0].is_ascii_uppercase();
            self.first_pairs.insert(word);
        }
        let groups = self.by_word.entry(word.to_owned()).or_default();
        match groups.iter_mut().find(|group| group.lead == lead) {
            Some(group) => group.names.push(self.names.len()),
            None => groups.push(Group { lead: lead.to_owned(), names: vec![self.names.len()] }),
        }
        self.names.push(Known { text, dossier, is_surname });
    }

    /// Puts the names in order when all have been added.
    #[expect(clippy::iter_over_hash_type, reason = "each group is put in order on its own")]
    fn sort(&mut self) {
        let names = &self.names;
        for groups in self.by_word.values_mut() {
            groups.iter_mut().for_each(|group| group.names.sort_by_key(|name| &names[*name].text));
        }
    }

    /// The names in a text, in order, none inside another.
    pub(in crate::link) fn find(&self, text: &str) -> Vec<Name> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let Some(formed) = Formed::of(text) else { return self.find_formed(text) };
        let found = self.find_formed(&formed.text).into_iter();
        found.map(|name| Name { range: formed.typed(&name.range), ..name }).collect()
    }

    /// The names in a text that has the form of names already.
    fn find_formed(&self, text: &str) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        let mut free = 0;
        let mut look = |word: Range<usize>| {
            if word.start < free || !self.first_pairs.has(&text[word.clone()]) {
                return;
            }
            if let Some(hit) = self.at(text, &word).filter(|hit| is_meant(text, hit, free)) {
                free = hit.range.end;
                found.push(hit);
            }
        };
        if text.is_ascii() {
            self.ascii_words(text.as_bytes()).for_each(&mut look);
        } else {
            words(text).for_each(&mut look);
        }
        found
    }

    /// The words of an ASCII text that names may begin with. Looking for their first bytes rather than for
    /// every word takes 1% off a build.
    fn ascii_words(&self, text: &[u8]) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = match self.begin_large {
                    true => letters::next_capital(text, at)?,
                    false => at + text.get(at..)?.iter().position(|b| self.first_bytes[usize::from(*b)])?,
                };
                let is_inside = start > 0 && ASCII[usize::from(text[start - 1])];
                let length = text[start..].iter().position(|b| !ASCII[usize::from(*b)]);
                at = length.map_or(text.len(), |length| start + length);
                if !is_inside {
                    return Some(start..at);
                }
            }
        })
    }

    /// The longest name that begins with a word of the text.
    fn at(&self, text: &str, word: &Range<usize>) -> Option<Name> {
        let typed = &text[word.clone()];
        let exact = self.by_word.get(typed).into_iter().flatten().map(|group| (group, false));
        let may_be_small = match typed.as_bytes()[0] {
            first if first.is_ascii() => {
                first.is_ascii_uppercase() && self.first_bytes[usize::from(first.to_ascii_lowercase())]
            }
            _ => typed.starts_with(char::is_uppercase),
        };
        let small =
            (may_be_small && begins_sentence(&text[..word.start])).then(|| with_small(typed)).flatten();
        let small = small.and_then(|small| self.by_word.get(&small)).into_iter().flatten();
        let candidates = exact.chain(small.map(|group| (group, true)));
        let found = candidates.filter_map(|(group, capital)| self.longest(group, text, word.start, capital));
        // Of two names of the same length, the first counts.
        found.reduce(|best, other| if other.range.len() > best.range.len() { other } else { best })
    }

    /// The longest name of a group at a place. With each letter, fewer names are left.
    fn longest(&self, group: &Group, text: &str, word: usize, capital: bool) -> Option<Name> {
        let start = word.checked_sub(group.lead.len()).filter(|at| text.is_char_boundary(*at))?;
        let name = |at: &usize| self.names[*at].text.as_str();
        let found = |at: usize, range| {
            let Known { dossier, is_surname, .. } = self.names[at];
            Name { range, dossier, is_surname }
        };
        let mut left = &group.names[..];
        let mut rest = text[start..].char_indices().peekable();
        let (mut length, mut best) = (0, None);
        while let [first, others @ ..] = left {
            if others.is_empty() {
                return fits(name(first), text, start, capital).map(|range| found(*first, range)).or(best);
            }
            if name(first).len() == length {
                let end = rest.peek().map_or(text.len(), |(at, _)| start + at);
                if has_edges(text, &(start..end)) {
                    best = Some(found(*first, start..end));
                }
                left = others;
                continue;
            }
            let Some((_, c)) = rest.next() else { break };
            let wanted = letter(c, capital && length == 0);
            while wanted == ' ' && rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
            let next = |at: &usize| name(at)[length..].chars().next();
            let from = left.partition_point(|at| next(at) < Some(wanted));
            let to = left.partition_point(|at| next(at) <= Some(wanted));
            left = &left[from..to];
            length += wanted.len_utf8();
        }
        best
    }
}

/// What somebody is called for short: the last word of a name of several, with what comes before it in small
/// letters: for Ursula von der Leyen, `Leyen` becomes `von der Leyen`.
pub(in crate::link) fn surname(name: &str) -> Option<&str> {
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let (mut before, last) = name.rsplit_once(' ')?;
    let is_word =
        !is_short(last) && last.chars().all(|c| c.is_alphabetic() || letters::is_mark(c) || "'-".contains(c));
    if !is_word || !last.starts_with(char::is_uppercase) {
        return None;
    }
    while let Some((rest, _)) = before.rsplit_once(' ').filter(|(_, word)| is_small(word)) {
        before = rest;
    }
    Some(&name[before.len() + 1..])
}

/// Whether a name is so short that it is found where it is not meant.
pub(in crate::link) fn is_short(name: &str) -> bool {
    let letters = letters::composed(name.trim()).chars().filter(|c| !letters::is_mark(*c)).count();
    letters <= SHORT && !(letters == SHORT && name.chars().any(letters::is_unspaced))
}

/// The names of a dossier, each with its place.
fn names_of(dossier: &Dossier) -> impl Iterator<Item = (&str, Place)> {
    let place = |span| dossier.article.place(span);
    let front = &dossier.front;
    let name = front.name.spanned().map(|name| (name.value.as_str(), name.span));
    let aliases = front.aliases.iter().chain(&front.variants).map(|alias| (alias.value.as_str(), alias.span));
    let native = front.native.0.iter().map(|(language, name)| (name.as_str(), language.span));
    name.into_iter().chain(aliases).chain(native).map(move |(name, span)| (name, place(span)))
}

/// The ASCII letters and digits, by their bytes.
const ASCII: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0);
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// The words of a text: runs of letters and digits. In scripts without spaces, each letter is a word, and so
/// is each run of katakana.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        // Most words are ASCII from end to end, and are passed over byte by byte.
        loop {
            match *bytes.get(at)? {
                byte if ASCII[usize::from(byte)] => break,
                byte if byte.is_ascii() => at += 1,
                _ => {
                    let c = text[at..].chars().next()?;
                    if letters::is_word_char(c) {
                        break;
                    }
                    at += c.len_utf8();
                }
            }
        }
        let start = at;
        while bytes.get(at).is_some_and(|byte| ASCII[usize::from(*byte)]) {
            at += 1;
        }
        if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
            at = start + length(&text[start..]);
        }
        Some(start..at)
    })
}

/// The length of the word that a text begins with.
fn length(text: &str) -> usize {
    let mut last = None;
    let goes_on = |c: char| {
        letters::is_mark(c)
            || match last.replace(c) {
                None => letters::is_word_char(c),
                Some(before) => letters::is_word_char(c) && !letters::can_part(before, c),
            }
    };
    text.len() - text.trim_start_matches(goes_on).len()
}

fn with_small(word: &str) -> Option<String> {
    let first = word.chars().next().filter(|c| c.is_uppercase())?;
    Some(first.to_lowercase().chain(word.chars().skip(1)).collect())
}

fn with_capital(word: &str) -> Option<String> {
    let first = word.chars().next().filter(|c| c.is_lowercase())?;
    Some(first.to_uppercase().chain(word.chars().skip(1)).collect())
}

/// Whether a text that ends here has just ended a sentence, or has not begun.
pub(in crate::link) fn begins_sentence(before: &str) -> bool {
    let opening = ['"', '\'', '“', '‘', '«', '„', '(', '[', '—', '–', '•'];
    let closing = ['"', '\'', '”', '’', '»', ')', ']'];
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || opening.contains(&c));
    let before = before.trim_end_matches(closing);
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':'])
}

/// The range of a name that begins at a place, if it is there as whole words.
fn fits(name: &str, text: &str, start: usize, capital: bool) -> Option<Range<usize>> {
    let mut rest = text[start..].char_indices().peekable();
    for (n, wanted) in name.chars().enumerate() {
        let (_, c) = rest.next()?;
        if letter(c, capital && n == 0) != wanted {
            return None;
        }
        while wanted == ' ' && rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }
    let range = start..rest.peek().map_or(text.len(), |(at, _)| start + at);
    has_edges(text, &range).then_some(range)
}

/// A letter of a text as it would be in a name.
fn letter(c: char, capital: bool) -> char {
    if c.is_whitespace() {
        return ' ';
    }
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) if capital => small,
        _ => plain(c),
    }
}

/// Whether a range of a text is made up of whole words.
fn has_edges(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    is_edge_before(&text[..range.start], name) && is_edge_after(name, &text[range.end..])
}

/// Whether a name can begin after this text. An apostrophe after a letter is inside a word.
fn is_edge_before(before: &str, name: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next().map(plain) {
        Some('\'') => !chars.next().is_some_and(letters::is_word_char),
        Some(c) if letters::is_word_char(c) => {
            let last = before.trim_end_matches(letters::is_mark).chars().next_back();
            last.zip(name.chars().next()).is_some_and(|(last, first)| letters::can_part(last, first))
        }
        _ => true,
    }
}

/// Whether a name can end before this text. `'s` does not belong to the name; other letters
/// after an apostrophe do.
fn is_edge_after(name: &str, after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next().map(plain) {
        Some('\'') => match chars.next() {
            Some('s') => !chars.next().is_some_and(letters::is_word_char),
            Some(c) => !letters::is_word_char(c),
            None => true,
        },
        Some(c) if letters::is_word_char(c) => {
            let last = name.trim_end_matches(letters::is_mark).chars().next_back();
            !letters::is_mark(c) && last.is_some_and(|last| letters::can_part(last, c))
        }
        _ => true,
    }
}

#[cfg(test)]
pub(in crate::link) mod tests {
    use super::*;

    fn finder(names: &[&str]) -> Finder {
        let mut finder = Finder::default();
        for (n, name) in names.iter().enumerate() {
            finder.add(normalise(name), DossierIdx::new(n), false);
        }
        finder.sort();
        finder
    }

    #[track_caller]
    pub(in crate::link) fn assert_found(names: &[&str], text: &str, expected: &[&str]) {
        assert_eq!(found(names, text), expected, "{names:?} in {text}");
    }

    pub(in crate::link) fn found<'t>(names: &[&str], text: &'t str) -> Vec<&'t str> {
        finder(names).find(text).iter().map(|found| &text[found.range.clone()]).collect()
    }

    #[test]
    fn the_longest_name_wins_and_is_not_searched_again() {
        let names = ["Kyiv", "Kyiv Independent", "Independent Kyiv Group"];
        assert_found(&names, "Kyiv Independent Kyiv Group", &["Kyiv Independent", "Kyiv"]);
        assert_found(&names, "Kyiv Independents", &["Kyiv"]);
        assert_found(&["New York", "York"], "New  York and York", &["New  York", "York"]);
    }

    #[test]
    fn names_are_whole_words_in_any_script() {
        assert_found(&["US"], "USA, US-led, USs, aUS, US.", &["US", "US"]);
        assert_found(&["Одеса"], "Одеса, Одесаx, Одесаж, xОдеса, «Одеса»", &["Одеса", "Одеса"]);
        assert_found(&["Kyiv"], "київ-Kyiv (Kyiv) Kyiv\u{301}", &["Kyiv", "Kyiv"]);
        assert_found(&["20-point plan"], "120-point plan, 20-point plan, 20-point plans", &["20-point plan"]);
    }

    #[test]
    fn names_are_found_in_scripts_without_spaces() {
        assert_found(&["王毅"], "中国外交部长王毅今天说，王毅。", &["王毅", "王毅"]);
        assert_found(&["北京", "北京大学"], "在北京大学和北京", &["北京大学", "北京"]);
        assert_found(&["NASA"], "他在NASA工作, NASAs", &["NASA"]);
        assert_found(&["トランプ"], "米トランプ氏、トランプタワー", &["トランプ"]);
        assert_found(&["東京タワー"], "新東京タワーは", &["東京タワー"]);
        assert_found(&["กรุงเทพ"], "ที่กรุงเทพวันนี้ กรุงเทพ่", &["กรุงเทพ"]);
        assert_found(&["서울"], "서울은 서울, 서울", &["서울", "서울"]);
        assert_found(&["दिल्ली"], "दिल्ली में, दिल्लीवाला, नईदिल्ली", &["दिल्ली"]);
    }

    #[test]
    fn names_are_found_in_any_form_and_where_they_may_be_broken() {
        let typed =
            "Zu\u{308}rich, Zürich, Zü\u{ad}rich\u{ad}, Zürich\u{200b}er, u\u{308}Zürich, Zürich\u{301}";
        assert_found(&["Zürich"], typed, &["Zu\u{308}rich", "Zürich", "Zü\u{ad}rich\u{ad}"]);
        assert_found(&["Zu\u{308}rich"], "in Zürich", &["Zürich"]);
        assert_found(&["علی\u{200c}رضا"], "علی\u{200c}رضا و علیرضا", &["علی\u{200c}رضا", "علیرضا"]);
        assert_found(&["رضا"], "علی\u{200c}رضا", &[]);
        assert_found(
            &["서울"],
            "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}, 서울",
            &["\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}", "서울"],
        );
    }

    #[test]
    fn short_names_are_those_of_two_letters() {
        for (name, expected) in [
            ("US", true),
            ("USA", false),
            ("王毅", false),
            ("王", true),
            ("e\u{301}u\u{308}", true),
            ("이", true),
        ] {
            assert_eq!(is_short(name), expected, "{name}");
        }
    }

    #[test]
    fn surnames_are_the_last_word_with_what_is_small_before_it() {
        let cases = [
            ("Steve Witkoff", Some("Witkoff")),
            ("Ursula von der Leyen", Some("von der Leyen")),
            ("Charles de Gaulle", Some("de Gaulle")),
            ("Mary O'Brien", Some("O'Brien")),
            ("Lula", None),
            ("Li Wu", None),
            ("Ana Roy", Some("Roy")),
            ("Philip II", None),
            ("John Smith 3rd", None),
        ];
        for (name, expected) in cases {
            assert_eq!(surname(name), expected, "{name}");
        }
    }

    #[test]
    fn a_surname_stands_alone() {
        let mut finder = finder(&["Steve Witkoff"]);
        finder.add("Witkoff".to_owned(), DossierIdx::new(0), true);
        finder.sort();
        let alone = |text: &str| finder.find(text).iter().filter(|name| name.is_surname).count();
        assert_eq!(alone("Steve Witkoff spoke. Witkoff left, and Witkoff's aides. When Witkoff"), 3);
        assert_eq!(alone("He met Anna Witkoff in Witkoff Street."), 0);
        assert_eq!(finder.find("Steve Witkoff spoke.").len(), 1);
    }

    #[test]
    fn names_of_two_letters_are_short_and_two_ideographs_are_not() {
        assert!(is_short("EU") && is_short(" Й ") && is_short("王"));
        assert!(!is_short("NAT") && !is_short("王毅"));
    }

    #[test]
    fn apostrophes_and_possessives() {
        assert_found(
            &["Zelensky"],
            "Zelensky's, Zelensky’s Zelenskys' Zelensky'",
            &["Zelensky", "Zelensky", "Zelensky"],
        );
        assert_found(&["Знам'янка", "Знам"], "Знам’янка і Знам", &["Знам’янка", "Знам"]);
        assert_found(&["Brien"], "O'Brien 'Brien'", &["Brien"]);
        for text in ["Zelensky's.", "Zelensky’s", "Zelensky's-like", "Zelensky'", "Zelensky'."] {
            assert_found(&["Zelensky"], text, &["Zelensky"]);
        }
        for text in ["Zelensky'sk", "Zelensky’s1", "Zelensky'd", "Zelensky's\u{301}"] {
            assert_found(&["Zelensky"], text, &[]);
        }
    }

    #[test]
    fn case_counts_but_for_the_beginning_of_a_sentence() {
        let names = ["economic plan"];
        assert_found(
            &names,
            "Economic plan. \"Economic plan\" the Economic plan",
            &["Economic plan", "Economic plan"],
        );
        assert_found(&["Will"], "Will he? If he will, Will", &["Will", "Will"]);
        assert_found(&["odesa"], "Odesa", &["Odesa"]);
        assert_found(&["ODESA"], "Odesa", &[]);
    }
}
