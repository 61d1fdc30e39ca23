//! The numbers in a text, in digits as anybody may write them and in English words.
//!
//! What can be read in two ways is read in both: the only question is whether a number is there.

use super::letters;
use super::quantity;

/// How far apart two values may be that are the same, as a fraction of them.
const SLACK: f64 = 1e-9;

/// The length of the longest word for a number, in letters.
const LONGEST: usize = "seventeen".len();

/// The numbers in a text, without their signs, in order.
pub struct Numbers(Vec<f64>);

impl Numbers {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut reader = Reader { text, at: 0, found: Vec::new(), before: None };
        reader.read();
        let mut found = reader.found;
        found.sort_unstable_by(f64::total_cmp);
        found.dedup();
        Self(found)
    }

    /// Whether the text contains a number, with any sign.
    pub fn has(&self, value: f64) -> bool {
        let value = value.abs();
        let from = self.0.partition_point(|found| *found < value - value * SLACK);
        self.0.get(from).is_some_and(|found| *found <= value + value * SLACK)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    found: Vec<f64>,
    /// The number before, if no word multiplied it: its readings, and where it ended.
    before: Option<(Vec<f64>, usize)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            if digit(c).is_some() || fraction(c).is_some() {
                let readings = self.digits();
                self.multiplied(readings, start);
            } else if c.is_ascii_alphabetic() {
                match self.words() {
                    Some((value, factor)) => self.put(vec![value], factor.as_slice(), start),
                    None => {
                        let rest = &self.text[self.at..];
                        let is_letter = |c: char| letters::is_word_char(c) && digit(c).is_none();
                        self.at += rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
                    }
                }
            } else {
                self.at += c.len_utf8();
            }
        }
    }

    /// A number in digits, with what it may be: `1,300` is 1300 and 1.3.
    fn digits(&mut self) -> Vec<f64> {
        let (mut groups, mut marks) = (vec![self.group()], Vec::new());
        while let Some(mark) = self.text[self.at..].chars().next().filter(|c| is_separator(*c)) {
            let after = &self.text[self.at + mark.len_utf8()..];
            let length = after.chars().take_while(|c| digit(*c).is_some()).take(5).count();
            let is_one = match mark.is_whitespace() {
                true => length == 3 && groups.last().is_some_and(|group| group.len() <= 3),
                false => length > 0,
            };
            if !is_one {
                break;
            }
            self.at += mark.len_utf8();
            marks.push(mark);
            groups.push(self.group());
        }
        let mut readings = readings(&groups, &marks);
        if let Some(part) = self.text[self.at..].chars().next().and_then(fraction) {
            self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            readings = readings.iter().map(|value| value + part).collect();
        }
        readings
    }

    /// A run of digits, as ASCII digits.
    fn group(&mut self) -> String {
        let rest = &self.text[self.at..];
        let group: String = rest.chars().map_while(digit).collect();
        self.at += rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
        group
    }

    /// Takes the words that multiply a number: `90 billion`, `5k`, `2 hundred thousand`.
    fn multiplied(&mut self, readings: Vec<f64>, start: usize) {
        let mut factors: Vec<f64> = Vec::new();
        for _ in 0..2 {
            let rest = &self.text[self.at..];
            let word = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}', '\n', '-']);
            let length = word.find(|c: char| !letters::is_word_char(c)).unwrap_or(word.len());
            let found = quantity::multipliers(&word[..length]);
            if found.is_empty() {
                break;
            }
            self.at += rest.len() - word.len() + length;
            factors = match factors.is_empty() {
                true => found,
                false => factors.iter().flat_map(|one| found.iter().map(move |other| one * other)).collect(),
            };
        }
        let readings = [times(&readings, &factors), readings].concat();
        self.put(readings, &factors, start);
    }

    /// Adds a number. In `40 to 50 million` the word applies to both.
    fn put(&mut self, readings: Vec<f64>, factors: &[f64], start: usize) {
        if let Some((before, end)) = &self.before
            && quantity::joins_ends(&self.text[*end..start])
        {
            self.found.extend(times(before, factors));
        }
        self.found.extend(&readings);
        self.before = factors.is_empty().then_some((readings, self.at));
    }

    /// A number in English words, with the word that multiplies the last part of it.
    fn words(&mut self) -> Option<(f64, Option<f64>)> {
        let mut phrase = Phrase::default();
        let mut at = self.at;
        loop {
            let rest = &self.text[at..];
            let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let after = &rest[length..];
            let is_word = (1..=LONGEST).contains(&length) && !after.starts_with(letters::is_word_char);
            if !is_word || !phrase.take(&rest[..length]) {
                break;
            }
            at += length;
            if phrase.is_whole() {
                self.at = at;
            }
            // The words of one number follow one another.
            let gap =
                after.len() - after.trim_start_matches([' ', '\u{a0}', '-', '\u{2010}', '\n', '\r']).len();
            if !(1..=4).contains(&gap) {
                break;
            }
            at += gap;
        }
        phrase.whole
    }
}

fn times(values: &[f64], factors: &[f64]) -> Vec<f64> {
    values.iter().flat_map(|value| factors.iter().map(move |factor| value * factor)).collect()
}

/// What a number in digits may be, by its groups and the marks between them.
fn readings(groups: &[String], marks: &[char]) -> Vec<f64> {
    let value = |text: &str| text.parse::<f64>().ok().filter(|value| value.is_finite());
    let whole = |groups: &[String]| value(&groups.concat());
    let each = || groups.iter().filter_map(|group| value(group)).collect::<Vec<f64>>();
    let Some((last, before)) = marks.split_last() else { return each() };
    let (fraction, front) = groups.split_last().map_or(("", groups), |(last, front)| (last.as_str(), front));
    let decimal = |front: &[String]| value(&format!("{}.{fraction}", front.concat()));
    let is_decimal = matches!(last, '.' | ',');
    let same = before.iter().all(|mark| mark == last);
    let mut found = Vec::new();
    if same && is_grouped(groups) {
        found.extend(whole(groups));
        found.extend(decimal(front).filter(|_| is_decimal && before.is_empty()));
        if *last == ' ' {
            found.extend(each());
        }
    } else if is_decimal && (before.is_empty() || !before.contains(last) && is_grouped(front)) {
        found.extend(decimal(front));
    } else {
        found = each();
    }
    found
}

/// Whether digits are in groups of three or, as in India, of two before the last three.
fn is_grouped(groups: &[String]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    let middles = |length: usize| middle.iter().all(|group| group.len() == length);
    last.len() == 3
        && ((1..=3).contains(&first.len()) && middles(3) || (1..=2).contains(&first.len()) && middles(2))
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '_' | '٬' | '٫' | '，') || is_space(c)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// A digit of any script that newspapers use, as an ASCII digit.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 7] = ['0', '٠', '۰', '०', '০', '๐', '０'];
    let code = u32::from(c);
    let zero = ZEROS.iter().map(|zero| u32::from(*zero)).find(|zero| (*zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

fn fraction(c: char) -> Option<f64> {
    Some(match c {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        _ => return None,
    })
}

/// What a word did to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Unit,
    Ten,
    Hundred,
    Scale,
    And,
    Half,
    Point,
    Article,
    None,
}

/// A number in English words, as far as it was read.
struct Phrase {
    /// What comes before the last word that multiplies everything.
    total: f64,
    current: f64,
    /// What the next digit after `point` counts for.
    decimal: f64,
    factor: Option<f64>,
    last: Last,
    /// The value after the last word that a number can end with.
    whole: Option<(f64, Option<f64>)>,
}

impl Default for Phrase {
    fn default() -> Self {
        Self { total: 0.0, current: 0.0, decimal: 0.0, factor: None, last: Last::None, whole: None }
    }
}

impl Phrase {
    fn is_whole(&self) -> bool {
        !matches!(self.last, Last::And | Last::Point | Last::None)
    }

    /// Takes a word, if the number can go on with it.
    fn take(&mut self, word: &str) -> bool {
        let word = word.to_ascii_lowercase();
        let last = self.last;
        let taken = match word.as_str() {
            "a" | "an" if last == Last::None => self.add(1.0, Last::Article),
            // `half a million`
            "a" | "an" if last == Last::Half && self.total == 0.0 && self.current == 0.5 => true,
            // `two and a half million`
            "a" if last == Last::And => true,
            "and" if matches!(last, Last::Unit | Last::Ten | Last::Hundred | Last::Scale) => {
                self.last = Last::And;
                true
            }
            "half" if matches!(last, Last::None | Last::And | Last::Article) => {
                let own = if last == Last::Article { 0.0 } else { self.current };
                self.current = own + 0.5;
                self.last = Last::Half;
                true
            }
            "point" if matches!(last, Last::Unit | Last::Ten) => {
                (self.decimal, self.last) = (0.1, Last::Point);
                true
            }
            "no" | "none" | "nobody" | "nil" if last == Last::None => self.add(0.0, Last::Half),
            word => self.take_number(word),
        };
        // A half alone says nothing about how much.
        if taken && self.is_whole() && self.total + self.current != 0.5 {
            self.whole = Some((self.total + self.current, self.factor));
        }
        taken
    }

    fn take_number(&mut self, word: &str) -> bool {
        const UNITS: [&str; 20] = [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        const TENS: [&str; 8] =
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        let position = |list: &[&str]| list.iter().position(|known| *known == word);
        if let Some(unit) = position(&UNITS) {
            if matches!(self.last, Last::Point) && unit < 10 {
                self.current += unit as f64 * self.decimal;
                self.decimal /= 10.0;
                self.whole = Some((self.total + self.current, None));
                return true;
            }
            let is_free = matches!(self.last, Last::None | Last::Hundred | Last::Scale | Last::And);
            let after_ten = self.last == Last::Ten && (1..10).contains(&unit);
            return (is_free && self.may_add() || after_ten) && self.add(unit as f64, Last::Unit);
        }
        if let Some(ten) = position(&TENS) {
            let is_free = matches!(self.last, Last::None | Last::Hundred | Last::Scale | Last::And);
            return is_free && self.may_add() && self.add((ten as f64 + 2.0) * 10.0, Last::Ten);
        }
        let (factor, last) = match word {
            "hundred" => (1e2, Last::Hundred),
            "dozen" => (12.0, Last::Scale),
            "dozens" if self.last != Last::None => (12.0, Last::Scale),
            "score" if matches!(self.last, Last::Unit | Last::Article) => (20.0, Last::Scale),
            "thousand" => (1e3, Last::Scale),
            "million" => (1e6, Last::Scale),
            "billion" => (1e9, Last::Scale),
            "trillion" => (1e12, Last::Scale),
            _ => return false,
        };
        self.multiply(factor, last)
    }

    /// In `five and six` another number begins.
    fn may_add(&self) -> bool {
        self.last != Last::And || self.total > 0.0 || self.current >= 100.0
    }

    fn add(&mut self, value: f64, last: Last) -> bool {
        self.current += value;
        (self.last, self.factor) = (last, None);
        true
    }

    fn multiply(&mut self, factor: f64, last: Last) -> bool {
        if matches!(self.last, Last::And) {
            return false;
        }
        let own = if self.current == 0.0 { 1.0 } else { self.current };
        match (last, self.current == 0.0 && self.total > 0.0) {
            // `two hundred thousand million`
            (Last::Scale, true) => self.total *= factor,
            (Last::Hundred, true) => self.current = factor,
            (Last::Scale, false) => (self.total, self.current) = (self.total + own * factor, 0.0),
            _ => self.current = own * factor,
        }
        let before = self.factor.filter(|_| matches!(self.last, Last::Hundred | Last::Scale));
        (self.last, self.factor) = (last, Some(before.unwrap_or(1.0) * factor));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, value: f64) -> bool {
        Numbers::of(text).has(value)
    }

    #[test]
    fn numbers_in_digits_are_found_however_they_are_written() {
        for (text, value) in [
            ("Some 1300 drones", 1300.0),
            ("Some 1,300 drones.", 1300.0),
            ("1 300", 1300.0),
            ("1\u{a0}300", 1300.0),
            ("1\u{202f}300", 1300.0),
            ("1.300", 1300.0),
            ("1'300", 1300.0),
            ("1,3 тис.", 1300.0),
            ("1.3 thousand", 1300.0),
            ("1.3k", 1300.0),
            ("1,5", 1.5),
            ("1.300.000,5", 1_300_000.5),
            ("1,300,000.5", 1_300_000.5),
            ("12,34,567", 1_234_567.0),
            ("€90 billion", 90e9),
            ("€90bn", 90e9),
            ("EUR90 bn", 90e9),
            ("90 Milliarden", 90e9),
            ("2 Billionen", 2e12),
            ("90-billion-euro", 90e9),
            ("900亿美元", 90e9),
            ("5 lakh", 5e5),
            ("12.5%", 12.5),
            ("minus 5", -5.0),
            ("−5 °C", -5.0),
            ("40–50 million", 40e6),
            ("40 to 50 million", 50e6),
            ("2½ metres", 2.5),
            ("٩٠ شخصا", 90.0),
            ("on 21 100 people", 21.0),
            ("12.05.2025", 2025.0),
            ("from 12:30", 30.0),
            ("B52", 52.0),
        ] {
            assert!(has(text, value), "{text}: {value}: {:?}", Numbers::of(text).0);
        }
    }

    #[test]
    fn numbers_in_english_words_are_found() {
        for (text, value) in [
            ("Thirteen hundred drones", 1300.0),
            ("one thousand three hundred", 1300.0),
            ("a thousand three hundred and twelve", 1312.0),
            ("five dozen civilians", 60.0),
            ("half a dozen", 6.0),
            ("half a million", 5e5),
            ("two and a half million", 2.5e6),
            ("one and a half", 1.5),
            ("twenty-one", 21.0),
            ("ninety\nbillion", 90e9),
            ("two hundred thousand", 2e5),
            ("one million two hundred thousand and five", 1_200_005.0),
            ("two or three million", 2e6),
            ("one point five billion", 1.5e9),
            ("three score", 60.0),
            ("a man", 1.0),
            ("No one was hurt", 0.0),
            ("five and six", 6.0),
            ("three, four", 4.0),
            ("a hundred", 100.0),
            ("five hundred", 500.0),
            ("13 hundred", 1300.0),
            ("5 dozen", 60.0),
        ] {
            assert!(has(text, value), "{text}: {value}: {:?}", Numbers::of(text).0);
        }
    }

    #[test]
    fn other_numbers_are_not_found() {
        for (text, value) in [
            ("1,300", 300.0),
            ("1,300", 13.0),
            ("1\u{a0}300", 300.0),
            ("thirteen hundred", 13.0),
            ("thirteen hundred", 130_000.0),
            ("five dozen", 5.0),
            ("twenty-one", 20.0),
            ("three, four", 34.0),
            ("someone weightened", 8.0),
            ("dozens of hundreds", 12.0),
            ("half of it", 0.5),
            ("2025", 2026.0),
            ("", 0.0),
        ] {
            assert!(!has(text, value), "{text}: {value}: {:?}", Numbers::of(text).0);
        }
    }

    #[test]
    fn values_are_the_same_to_a_part_in_a_billion() {
        let numbers = Numbers::of("1,000,000,000");
        assert!(numbers.has(1_000_000_001.0) && numbers.has(999_999_999.0));
        assert!(!numbers.has(1_000_000_002.0) && !numbers.has(999_999_998.0));
    }
}
