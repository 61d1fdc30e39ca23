//! Quantities inside a text, as editors write them: `€90 bn`, `1 300 drones`, `minus 5`, `5 dozen`.
//!
//! Marks and words are those of the text's language. What a reader could take for a different number than
//! this module does is refused, never guessed.

use std::fmt;

use crate::language::letters;

/// One quantity, or the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The value, or the first end.
    pub low: f64,
    /// The value again, or the second end.
    pub high: f64,
}

/// Why a text has no quantity that everyone reads alike. The text says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear(String);

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Languages that write `1.5` (CLDR). All others write `1,5`.
const POINT: [&str; 22] = [
    "en", "zh", "ja", "ko", "he", "th", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "ur", "ms",
    "tl", "ga", "mt", "cy", "sw",
];

/// Languages in which a billion is a million millions.
const LONG: [&str; 16] =
    ["de", "fr", "es", "it", "pl", "cs", "sk", "hu", "nl", "da", "no", "nb", "sv", "fi", "sl", "hr"];

/// The beginnings of words that multiply, with what they stand for. A dot may follow a short form.
const FACTORS: [(&str, f64); 34] = [
    ("dozen", 12.0),
    ("dutzend", 12.0),
    ("дюжин", 12.0),
    ("hundred", 1e2),
    ("hundert", 1e2),
    ("thousand", 1e3),
    ("tausend", 1e3),
    ("tsd", 1e3),
    ("mille", 1e3),
    ("mil", 1e3),
    ("tys", 1e3),
    ("тис", 1e3),
    ("тыс", 1e3),
    ("million", 1e6),
    ("millón", 1e6),
    ("millon", 1e6),
    ("milion", 1e6),
    ("mln", 1e6),
    ("mio", 1e6),
    ("mn", 1e6),
    ("млн", 1e6),
    ("мільйон", 1e6),
    ("миллион", 1e6),
    ("milliard", 1e9),
    ("miliard", 1e9),
    ("mrd", 1e9),
    ("mld", 1e9),
    ("bn", 1e9),
    ("млрд", 1e9),
    ("мільярд", 1e9),
    ("миллиард", 1e9),
    ("tn", 1e12),
    ("трлн", 1e12),
    ("трильйон", 1e12),
];

/// Words before a number that make it negative.
const MINUS: [&str; 5] = ["minus", "мінус", "минус", "moins", "menos"];

/// Words between the two ends of a range.
const TO: [&str; 9] = ["to", "and", "до", "та", "bis", "à", "a", "und", "и"];

impl Quantity {
    /// The first quantity in a text of a language (BCP 47).
    pub fn read(text: &str, language: &str) -> Result<Self, Unclear> {
        let text: String = text
            .chars()
            .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}') { ' ' } else { c })
            .collect();
        let marks = Marks::of(language);
        let (first, rest) = marks.next(&text)?;
        let (mut low, mut high) = (first, first);
        if let Some(after) = second_end(rest) {
            (high, _) = marks.next(after)?;
            // In `40 to 50 million` the word applies to both.
            if low.factor.is_none() {
                low.factor = high.factor;
            }
        }
        Ok(Self { low: low.value(), high: high.value() })
    }
}

/// A number and the word that multiplies it.
#[derive(Debug, Clone, Copy)]
struct Part {
    number: f64,
    factor: Option<f64>,
}

impl Part {
    fn value(self) -> f64 {
        self.number * self.factor.unwrap_or(1.0)
    }
}

/// How a language writes numbers.
struct Marks {
    decimal: char,
    billion: f64,
}

impl Marks {
    fn of(language: &str) -> Self {
        let language = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let has = |list: &[&str]| list.contains(&language.as_str());
        Self { decimal: if has(&POINT) { '.' } else { ',' }, billion: if has(&LONG) { 1e12 } else { 1e9 } }
    }

    /// The first number of a text with its sign and factor, and what follows.
    fn next<'t>(&self, text: &'t str) -> Result<(Part, &'t str), Unclear> {
        let start = text.find(char::is_numeric).ok_or_else(|| unclear("write it in digits"))?;
        let rest = &text[start..];
        let end = number_end(rest);
        let (digits, after) = rest.split_at(end);
        let number = self.number(digits)?;
        let sign = if is_negative(&text[..start]) { -1.0 } else { 1.0 };
        let before = &text[..start];
        let word = after.trim_start_matches(' ');
        let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
        let is_glued = after.starts_with(char::is_alphabetic);
        let factor = self.factor(word);
        let is_money = before.ends_with(|c: char| "€$£¥₴₽₺₹".contains(c) || c.is_alphabetic());
        if factor.is_none() && (is_glued || is_short(word, is_money)) {
            return Err(unclear(&format!(
                "write `{word}` as a word such as `million`, or with a space before a unit"
            )));
        }
        if after.starts_with('/') || after.starts_with(':') {
            return Err(unclear("write it as a decimal"));
        }
        let end = factor.map_or(0, |_| after.find(word).unwrap_or(0) + word.len());
        Ok((Part { number: number * sign, factor }, &after[end..]))
    }

    /// `1300`, `1 300`, `1,300` or `1.300`, and `1.5` or `1,5`, by the marks of the language.
    fn number(&self, digits: &str) -> Result<f64, Unclear> {
        let other = if self.decimal == '.' { ',' } else { '.' };
        let (whole, fraction) = match digits.split_once(self.decimal) {
            Some((_, fraction)) if fraction.contains(self.decimal) => (digits, None),
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
        let is_plain = digits.chars().all(|c| c.is_ascii_digit());
        let grouped = |mark: char| is_grouped(whole, mark);
        let is_clear = is_plain
            || (whole == plain || [' ', '_', '\'', '’', other].into_iter().any(grouped))
                && fraction.is_none_or(|fraction| {
                    !fraction.is_empty() && fraction.chars().all(|c| c.is_ascii_digit())
                });
        // `1.300` is 1.3 in one language and 1300 in another, and writers mix them up.
        let is_ambiguous = fraction.is_some_and(|fraction| {
            fraction.len() == 3 && whole == plain && (1..=3).contains(&whole.len()) && whole != "0"
        });
        if !is_clear || is_ambiguous {
            let decimal = self.decimal;
            return Err(unclear(&format!(
                "write `1300` or `1{decimal}3` for `{digits}`, whichever is meant"
            )));
        }
        let text = fraction.map_or(plain.clone(), |fraction| format!("{plain}.{fraction}"));
        text.parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .ok_or_else(|| unclear("write a smaller number"))
    }

    fn factor(&self, word: &str) -> Option<f64> {
        let word = letters::folded(word);
        if word.starts_with("billion") || word.starts_with("billón") {
            return Some(self.billion);
        }
        if word.starts_with("trillion") {
            return (self.billion == 1e9).then_some(1e12);
        }
        listed(&word)
    }
}

/// What a word in lower case that means the same everywhere stands for.
fn listed(word: &str) -> Option<f64> {
    // The longest beginning is the word: `milliard` begins like `mil`.
    let found =
        FACTORS.iter().filter(|(start, _)| word.starts_with(start)).max_by_key(|(start, _)| start.len())?;
    let is_short_form = found.0.chars().count() <= 4;
    let tail = word.chars().count() - found.0.chars().count();
    let is_inflected = ["тис", "тыс", "tys"].contains(&found.0);
    (!is_short_form || tail == 0 || is_inflected).then_some(found.1)
}

/// Everything that a word after a number may multiply it by, in any language.
pub(super) fn multipliers(word: &str) -> Vec<f64> {
    let Some(first) = word.chars().next() else { return Vec::new() };
    let word = letters::folded(word);
    let starts = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    match word.as_str() {
        "k" => vec![1e3],
        "m" => vec![1e6],
        "b" => vec![1e9],
        "t" => vec![1e12],
        "lakh" | "lakhs" => vec![1e5],
        "crore" | "crores" | "cr" => vec![1e7],
        _ if starts(&["billion", "billón"]) => vec![1e9, 1e12],
        _ if starts(&["trillion"]) => vec![1e12, 1e18],
        _ => match first {
            '千' | '천' => vec![1e3],
            '万' | '萬' | '만' => vec![1e4],
            '亿' | '億' | '억' => vec![1e8],
            '兆' | '조' => vec![1e12],
            _ => listed(&word).into_iter().collect(),
        },
    }
}

/// Whether what is between two numbers makes them the ends of a range, or a choice.
pub(super) fn joins_ends(between: &str) -> bool {
    let between = between.trim_matches(|c: char| c.is_whitespace() || "€$£¥₴₽₺₹".contains(c));
    matches!(between, "-" | "–" | "—" | "or") || TO.contains(&between)
}

fn unclear(what: &str) -> Unclear {
    Unclear(what.to_owned())
}

/// Where a number ends: digits with marks and single spaces between groups of three.
fn number_end(text: &str) -> usize {
    let mut end = 0;

    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars();
        let digits = next.take_while(char::is_ascii_digit).count();
        let continues = match c {
            c if c.is_numeric() => true,
            '.' | ',' | '_' | '\'' | '’' => digits > 0,
            ' ' => digits == 3 || digits > 0 && end > 0,
            _ => false,
        };
        if !continues {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Whether a mark comes before each group of three digits and nowhere else.
fn is_grouped(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let is_digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let mut count = 0;
    let rest = groups.all(|group| {
        count += 1;
        group.len() == 3 && is_digits(group)
    });
    rest && count > 0 && (1..=3).contains(&first.len()) && is_digits(first)
}

/// Whether the number after a text is negative: `-`, `-€` or a word.
fn is_negative(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| !letters::is_word_char(c) && !"-−".contains(c));
    if let Some(rest) = before.strip_suffix(['-', '−']) {
        // In `COVID-19` and `2024-25` it is a hyphen.
        return !rest.ends_with(letters::is_word_char);
    }
    let word = before.rsplit(|c: char| !letters::is_word_char(c)).next().unwrap_or_default();
    let word = letters::folded(word);
    MINUS.contains(&word.as_str())
}

/// One letter after an amount of money multiplies it for some readers, and `k` does everywhere.
fn is_short(word: &str, is_money: bool) -> bool {
    matches!(word, "k" | "K") || is_money && matches!(word, "m" | "M" | "b" | "B" | "t" | "T")
}

/// The text from the second end of a range on.
fn second_end(rest: &str) -> Option<&str> {
    let at = rest.find(|c: char| c.is_ascii_digit())?;
    let between = rest[..at].trim_matches(|c: char| c == ' ' || "€$£¥₴₽₺₹".contains(c));
    let dash = matches!(between, "-" | "–" | "—");
    (dash || TO.contains(&between)).then(|| rest[..at].trim_start_matches([' ', '-', '–', '—']).len()).map(
        |length| {
            let from = at - if dash { length } else { 0 };
            &rest[from..]
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_their_language_writes_them() {
        for (language, text, expected) in [
            ("en", "€90 billion over two years", (90e9, 90e9)),
            ("en", "€90 bn", (90e9, 90e9)),
            ("en", "€90bn", (90e9, 90e9)),
            ("en", "52.", (52.0, 52.0)),
            ("en", "1 300", (1300.0, 1300.0)),
            ("en", "1,300 drones and 12 missiles", (1300.0, 1300.0)),
            ("en", "5 dozen", (60.0, 60.0)),
            ("en", "5 dozens", (60.0, 60.0)),
            ("uk", "5 млрдів", (5.0, 5.0)),
            ("en", "minus 5", (-5.0, -5.0)),
            ("en", "-€5", (-5.0, -5.0)),
            ("en", "−2.5 %", (-2.5, -2.5)),
            ("en", "40–50 people", (40.0, 50.0)),
            ("en", "from 40 to 50 million", (40e6, 50e6)),
            ("en", "40–50bn", (40e9, 50e9)),
            ("en", "€1.5 billion to €2 billion", (1.5e9, 2e9)),
            ("en", "COVID-19", (19.0, 19.0)),
            ("en", "0.125", (0.125, 0.125)),
            ("en", "5 m", (5.0, 5.0)),
            ("en", "12,345,678.9", (12_345_678.9, 12_345_678.9)),
            ("uk", "90 млрд", (90e9, 90e9)),
            ("uk", "1,5 тисячі", (1500.0, 1500.0)),
            ("uk", "від 40 до 50 млн грн", (40e6, 50e6)),
            ("uk", "мінус 5", (-5.0, -5.0)),
            ("de", "1.300.000 Euro", (1_300_000.0, 1_300_000.0)),
            ("de", "2 Billionen", (2e12, 2e12)),
            ("de", "1,5 Mrd.", (1.5e9, 1.5e9)),
            ("fr", "3\u{202f}500", (3500.0, 3500.0)),
            ("en", "12 militants", (12.0, 12.0)),
            ("en", "7 mills", (7.0, 7.0)),
        ] {
            let found = Quantity::read(text, language).map(|found| (found.low, found.high));
            assert_eq!(found, Ok(expected), "{language}: {text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for (language, text) in [
            ("en", "five dozen"),
            ("en", ""),
            ("en", "3/4"),
            ("en", "1.300"),
            ("en", "1,5"),
            ("en", "1 2"),
            ("en", "€5m"),
            ("en", "€5 m"),
            ("en", "5k"),
            ("en", "5 k"),
            ("en", "½"),
            ("en", "1½"),
            ("en", "٥"),
            ("en", "12,34"),
            ("en", "12:30"),
            ("en", "90km"),
            ("de", "1,300"),
            ("de", "1.5"),
            ("uk", "1.5"),
        ] {
            assert!(Quantity::read(text, language).is_err(), "{language}: {text}");
        }
    }
}
