//! Where a language puts currencies and percent signs, and what it calls currencies (CLDR).

use std::collections::BTreeMap;

/// Written by `scripts/cldr.py`, which says what a line contains.
const TABLE: &str = include_str!("currencies.tsv");

/// The patterns and signs of a language.
#[derive(Default)]
pub(super) struct Currencies {
    positive: &'static str,
    negative: &'static str,
    share: &'static str,
    signs: BTreeMap<&'static str, &'static str>,
}

impl Currencies {
    /// Those of a language (BCP 47). What CLDR does not know is written as in its root.
    pub(super) fn of(language: &str) -> Self {
        let mut found = Self::default();
        for line in TABLE.lines() {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            // The languages in the table are in order, so that a part follows its whole.
            let is_above = language.split_at_checked(name.len()).is_some_and(|(head, rest)| {
                head.eq_ignore_ascii_case(name) && (rest.is_empty() || rest.starts_with('-'))
            });
            if name != "und" && !is_above {
                continue;
            }
            for pattern in [&mut found.positive, &mut found.negative, &mut found.share] {
                *pattern = cells.next().filter(|cell| !cell.is_empty()).unwrap_or(pattern);
            }
            let signs = cells.next().unwrap_or_default().split('|');
            found.signs.extend(signs.filter_map(|sign| sign.split_once('=')));
        }
        found
    }

    /// A number with a currency (ISO 4217). A minus goes where the language puts it.
    pub(super) fn amount(&self, number: &str, code: &str) -> String {
        let sign = self.signs.get(code).copied().unwrap_or(code);
        let (pattern, number) = match number.strip_prefix('−') {
            Some(number) => (self.negative, number),
            None => (self.positive, number),
        };
        // Letters do not touch the number (UTS 35, currency spacing).
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let mut pattern = pattern.to_owned();
        if is_letter(sign.chars().last()) {
            pattern = pattern.replace("¤0", "¤\u{a0}0");
        }
        if is_letter(sign.chars().next()) {
            pattern = pattern.replace("0¤", "0\u{a0}¤");
        }
        filled(&pattern, number).replace('¤', sign)
    }

    /// A number with a percent sign.
    pub(super) fn share(&self, number: &str) -> String {
        match number.strip_prefix('−') {
            Some(number) => format!("−{}", filled(self.share, number)),
            None => filled(self.share, number),
        }
    }
}

fn filled(pattern: &str, number: &str) -> String {
    let (before, after) = pattern.split_once('0').unwrap_or((pattern, ""));
    format!("{}{number}{}", before.replace('-', "−"), after.replace('-', "−"))
}
