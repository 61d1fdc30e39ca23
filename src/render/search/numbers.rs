//! Numbers as texts write them: `1,300`, `1 300`, `1.3 thousand` and `1300` are one token. `search-tokens.js`
//! of the default theme does the same.

use super::tokens::{LONGEST, fold};

/// What may separate groups of three digits.
const SEPARATORS: [char; 6] = [',', '.', ' ', '\u{a0}', '\u{2009}', '\u{202f}'];

/// The beginnings of folded words that multiply, with their zeros. Those of three letters are whole words.
const FACTORS: [(&str, usize); 28] = [
    ("thousand", 3),
    ("tausend", 3),
    ("tsd", 3),
    ("tys", 3),
    ("тис", 3),
    ("тисяч", 3),
    ("million", 6),
    ("milion", 6),
    ("millon", 6),
    ("mln", 6),
    ("mio", 6),
    ("mn", 6),
    ("млн", 6),
    ("милион", 6),
    ("миллион", 6),
    ("milliard", 9),
    ("miliard", 9),
    ("billion", 9),
    ("mrd", 9),
    ("mld", 9),
    ("bn", 9),
    ("млрд", 9),
    ("милярд", 9),
    ("миллиард", 9),
    ("trillion", 12),
    ("tn", 12),
    ("трлн", 12),
    ("трилион", 12),
];

/// A number as it is written, without a word that multiplies it.
struct Written {
    /// How many bytes it takes.
    end: usize,
    digits: String,
    is_grouped: bool,
    /// How many of the digits are after the decimal point.
    decimals: usize,
}

/// A number at the beginning of a text whose digits are in groups or before a word that multiplies: how many
/// bytes it takes, and its digits, at most 40. Nothing for other numbers: they are words like any others.
pub(super) fn read(text: &str) -> Option<(usize, String)> {
    let Written { end, mut digits, is_grouped, decimals } = grouped(text).unwrap_or_else(|| plain(text));
    let rest = &text[end..];
    let space = rest.chars().next().filter(|c| SEPARATORS[2..].contains(c)).map_or(0, char::len_utf8);
    let word = &rest[space..];
    let word = &word[..word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len())];
    let kept = |digits: &str| digits[..digits.len().min(LONGEST)].to_owned();
    let Some(zeros) = zeros(word) else {
        return (is_grouped && (space > 0 || word.is_empty())).then(|| (end, kept(&digits)));
    };
    digits.extend(std::iter::repeat_n('0', zeros - decimals));
    let significant = digits.trim_start_matches('0');
    (!significant.is_empty()).then(|| (end + space + word.len(), kept(significant)))
}

/// Digits in groups of three with one separator.
fn grouped(text: &str) -> Option<Written> {
    let first = leading(text);
    let separator = text[first..].chars().next().filter(|c| SEPARATORS.contains(c))?;
    let mut end = first;
    while let Some(group) = text[end..].strip_prefix(separator)
        && leading(group) == 3
    {
        end += separator.len_utf8() + 3;
    }
    let digits = text[..end].chars().filter(char::is_ascii_digit).collect();
    ((1..=3).contains(&first) && end > first).then_some(Written {
        end,
        digits,
        is_grouped: true,
        decimals: 0,
    })
}

/// Digits with one or two decimals or none.
fn plain(text: &str) -> Written {
    let end = leading(text);
    let decimals = text[end..].strip_prefix([',', '.']).map_or(0, leading);
    if (1..=2).contains(&decimals) {
        let (whole, part) = (&text[..end], &text[end + 1..end + 1 + decimals]);
        return Written {
            end: end + 1 + decimals,
            digits: format!("{whole}{part}"),
            is_grouped: false,
            decimals,
        };
    }
    Written { end, digits: text[..end].to_owned(), is_grouped: false, decimals: 0 }
}

fn leading(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn zeros(word: &str) -> Option<usize> {
    let word = fold(word);
    if !word.bytes().all(|b| b.is_ascii_lowercase()) && !word.chars().all(|c| ('а'..='я').contains(&c)) {
        return None;
    }
    let fits = |start: &str| if start.chars().count() > 3 { word.starts_with(start) } else { word == start };
    FACTORS.iter().find(|(start, _)| fits(start)).map(|(_, zeros)| *zeros)
}
