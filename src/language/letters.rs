//! What a letter is, what a word is made of, and when two texts are the same: one idea of each for ids,
//! names, headings, search and lists.
//!
//! All of it is what Unicode says about a character. ASCII is answered without a look at its tables.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{EastAsianWidth, GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};
use memchr::{memchr2_iter, memchr3_iter};

/// How many words one reads in a minute.
const WORDS_A_MINUTE: usize = 220;
/// How many characters of Chinese and Japanese one reads in a minute.
const IDEOGRAPHS_A_MINUTE: usize = 500;
/// How many letters one reads in a minute where letters are sounds and no space separates words, as in Thai.
const UNSPACED_LETTERS_A_MINUTE: usize = 1_000;

/// Whether a word may have the character: a letter, a digit, or a mark that belongs to the one before it.
pub fn is_word_char(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Quotation marks, dashes and spaces, which are frequent.
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

/// Whether the character belongs to the letter before it: a diacritic, a vowel sign, a point.
pub fn is_mark(c: char) -> bool {
    c >= '\u{300}' && GeneralCategoryGroup::Mark.contains(category(c))
}

/// Whether the character only says how to write others: where a word may be hyphenated or broken and where
/// not. Two texts that differ in nothing else are the same.
pub fn is_passed_over(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether the character joins two letters or keeps them apart. It belongs to the spelling of a word in
/// Persian and in Hindi, and is often left out.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a text has a character that is passed over, or a joiner.
pub fn has_passed_over(text: &str) -> bool {
    // The bytes that such characters begin with.
    let mut found = memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes());
    found.any(|at| text[at..].chars().next().is_some_and(|c| is_passed_over(c) || is_joiner(c)))
}

/// Whether words with the character are written without spaces between them: in Chinese, Japanese, Thai, Lao,
/// Khmer and Burmese, but not in Korean.
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{e01}' && (is_ideographic(c) || is_south_east_asian(c))
}

/// Whether the character is a letter of Chinese or Japanese.
fn is_ideographic(c: char) -> bool {
    let is_script = |script| ScriptWithExtensions::new().has_script(c, script);
    // Digits in circles and the like belong to several scripts.
    c >= '\u{3005}'
        && c.is_alphabetic()
        && (is_script(Script::Han) || is_script(Script::Hiragana) || is_script(Script::Katakana))
}

fn is_south_east_asian(c: char) -> bool {
    const SCRIPTS: [Script; 4] = [Script::Thai, Script::Lao, Script::Khmer, Script::Myanmar];
    ('\u{e01}'..='\u{1cff}').contains(&c) && c.is_alphabetic() && SCRIPTS.contains(&script(c))
        || c >= '\u{a9e0}' && script(c) == Script::Myanmar && c.is_alphabetic()
}

/// Whether one word can end and another begin between two characters of words, the second of which is not a
/// mark: next to a letter of a script without spaces. Japanese loan words are not cut.
pub fn can_part(before: char, after: char) -> bool {
    let is_apart = |c: char| c >= '\u{e01}' && is_unspaced(c);
    (is_apart(before) || is_apart(after)) && !(is_katakana(before) && is_katakana(after))
}

/// Whether a range of a text begins and ends where words do.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let (inside, after) = (&text[range.clone()], &text[range.end..]);
    let last = |text: &str| text.trim_end_matches(is_mark).chars().next_back();
    let is_part = |before: Option<char>, after: Option<char>| match (before, after) {
        (Some(before), Some(after)) => {
            is_word_char(before) && is_word_char(after) && (is_mark(after) || !can_part(before, after))
        }
        _ => false,
    };
    !is_part(last(&text[..range.start]), inside.chars().next())
        && !is_part(last(inside), after.chars().next())
}

/// Whether the character belongs to the script of Japanese loan words, which form runs of their own.
pub fn is_katakana(c: char) -> bool {
    c >= '\u{30a1}' && c.is_alphabetic() && ScriptWithExtensions::new().has_script(c, Script::Katakana)
}

/// Whether the character takes the width of two in East Asian text or is made for it: letters, full stops,
/// brackets. `hangul` says whether Korean ones are included; Korean has spaces.
pub fn is_east_asian(c: char, hangul: bool) -> bool {
    const WIDE: [EastAsianWidth; 3] =
        [EastAsianWidth::Wide, EastAsianWidth::Fullwidth, EastAsianWidth::Halfwidth];
    if c < '\u{1100}' {
        return false;
    }
    let is_wide = WIDE.contains(&CodePointMapData::<EastAsianWidth>::new().get(c));
    // Emoji are wide too, and occur in any text.
    is_wide
        && !(c >= '\u{1f000}' && category(c) == GeneralCategory::OtherSymbol)
        && (hangul || script(c) != Script::Hangul)
}

/// Whether a sentence goes on without a space from the end of a line to the next: both characters are Chinese or
/// Japanese, or one is a mark that other languages have too.
pub fn are_joined(before: char, after: char) -> bool {
    let is_shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·');
    let is_own = |c: char| is_east_asian(c, false);
    is_own(before) && (is_own(after) || is_shared(after)) || is_own(after) && is_shared(before)
}

/// Whether the character is a mark that many leave out and that distinguishes few words: an accent, a vowel
/// point in Arabic and Hebrew. The voiced sounds of Japanese and the vowel signs of India are not such marks.
pub fn is_optional_mark(c: char) -> bool {
    const SCRIPTS: [Script; 6] =
        [Script::Inherited, Script::Latin, Script::Greek, Script::Cyrillic, Script::Hebrew, Script::Arabic];
    const TATWEEL: char = '\u{640}';
    c == TATWEEL
        || c >= '\u{300}'
            && !matches!(c, '\u{3099}' | '\u{309a}')
            && category(c) == GeneralCategory::NonspacingMark
            && SCRIPTS.contains(&script(c))
}

/// Whether the character is a punctuation mark or a symbol.
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let category = category(c);
    GeneralCategoryGroup::Punctuation.contains(category) || GeneralCategoryGroup::Symbol.contains(category)
}

fn category(c: char) -> GeneralCategory {
    CATEGORIES.get(c)
}

static CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> =
    CodePointMapData::<GeneralCategory>::new();

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// The text with its letters in one piece (NFC): `é` is one character, however it was typed.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { ComposingNormalizerBorrowed::new_nfc().normalize(text) }
}

/// Whether the letters of a text are composed.
pub fn is_composed(text: &str) -> bool {
    text.is_ascii() || ComposingNormalizerBorrowed::new_nfc().is_normalized(text)
}

/// Whether the character is a part of a Korean syllable that follows its first one.
pub fn is_medial(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}')
}

/// An id, or what refers to one, in the form that all ways of typing it share: composed, without what is
/// passed over.
pub fn id(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || !text.contains(is_passed_over) {
        true => composed(text),
        false => Cow::Owned(composed(&text.replace(is_passed_over, "")).into_owned()),
    }
}

/// The text as it is compared where capitals make no difference: composed, in lower case, without what is
/// passed over and without joiners.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let kept: String = text.chars().filter(|c| !is_passed_over(*c) && !is_joiner(*c)).collect();
    composed(&composed(&kept).to_lowercase()).into_owned()
}

/// The words of a text in their folded form: runs of letters, digits and marks.
pub fn folded_words(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| is_word_char(c) || is_passed_over(c) || is_joiner(c);
    let words = text.split(move |c| !is_part(c)).filter(|word| word.contains(is_word_char));
    words.map(folded)
}

/// How much there is to read in a text: words, and characters where no space separates words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Length {
    /// Words between spaces.
    pub words: usize,
    /// Letters of Chinese and Japanese.
    ideographs: usize,
    /// Letters of Thai, Lao, Khmer and Burmese.
    unspaced_letters: usize,
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// The high bits of those of eight ASCII bytes that are as great as a given byte, or greater.
fn at_least(eight: u64, byte: u8) -> u64 {
    (eight + u64::from_ne_bytes([0x80 - byte; 8])) & HIGH
}

/// Where the first ASCII capital in an ASCII text is, at a place or after it. Eight bytes at a time, which
/// takes 1% off a build.
pub fn next_capital(text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let (eights, last) = rest.as_chunks::<8>();
    for (n, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        let capitals = at_least(eight, b'A') & !at_least(eight, b'Z' + 1);
        if capitals != 0 {
            return Some(from + n * 8 + capitals.trailing_zeros() as usize / 8);
        }
    }
    let at = last.iter().position(u8::is_ascii_uppercase)?;
    Some(text.len() - last.len() + at)
}

/// Whether a word of a text begins with a byte, and whether it begins with something other than an ASCII
/// letter or digit: `(so`, or a letter of another script. Spaces are those of ASCII.
#[inline(always)]
fn begins(before: u8, b: u8) -> (bool, bool) {
    let is_space = |b: u8| (b == b' ') | (b.wrapping_sub(b'\t') < 5);
    let is_letter = ((b | 0x20).wrapping_sub(b'a') < 26) | (b.wrapping_sub(b'0') < 10);
    let begins = is_space(before) & !is_space(b);
    (begins & is_letter, begins & !is_letter)
}

/// How many words are between spaces in a text, if all of the spaces are ASCII. The compiler makes vectors of
/// the 32 bytes that are looked at together.
fn words_between_ascii(text: &str) -> usize {
    let bytes = text.as_bytes();
    let has_letter = |at: usize| {
        let word = text[at..].split(|c: char| c.is_ascii() && c.is_whitespace()).next();
        word.is_some_and(|word| word.contains(is_word_char))
    };
    let (mut words, mut before) = (0, [b' '; 33]);
    for (n, part) in bytes.chunks(32).enumerate() {
        // A part with the byte before it, padded with spaces.
        let mut filled = [b' '; 33];
        filled[0] = before[32];
        filled[1..=part.len()].copy_from_slice(part);
        let (mut letters, mut others) = (0, 0);
        for at in 0..32 {
            let (letter, other) = begins(filled[at], filled[at + 1]);
            letters += u8::from(letter);
            others += u8::from(other);
        }
        words += usize::from(letters);
        if others > 0 {
            let others = (0..32).filter(|at| begins(filled[*at], filled[at + 1]).1);
            words += others.filter(|at| has_letter(n * 32 + at)).count();
        }
        before = filled;
    }
    words
}

/// How many words are between spaces in a text in scripts that have spaces.
fn words(text: &str) -> usize {
    // Spaces beyond ASCII begin with one of these bytes, and so do curly quotation marks.
    let has_rare_space = |text: &str| {
        memchr2_iter(0xc2, 0xe2, text.as_bytes()).any(|at| text[at..].starts_with(char::is_whitespace))
    };
    if !text.is_ascii() && has_rare_space(text) {
        return text.split_whitespace().filter(|word| word.contains(is_word_char)).count();
    }
    words_between_ascii(text)
}

impl Length {
    /// Adds a text. A run of letters without spaces is counted by its letters.
    pub fn add(&mut self, text: &str) {
        // Letters of scripts without spaces begin with these bytes; most texts have none.
        if text.is_ascii() || !text.bytes().fold(false, |any, b| any | matches!(b, 0xe0 | 0xe1 | 0xe3..)) {
            self.words += words(text);
            return;
        }
        for word in text.split_whitespace() {
            let mut is_word = false;
            for c in word.chars() {
                if is_ideographic(c) {
                    self.ideographs += 1;
                } else if is_south_east_asian(c) {
                    self.unspaced_letters += usize::from(!is_mark(c));
                } else {
                    is_word |= c.is_alphanumeric();
                }
            }
            self.words += usize::from(is_word);
        }
    }

    /// How many letters there are where no space separates words.
    pub fn unspaced(&self) -> usize {
        self.ideographs + self.unspaced_letters
    }

    /// The minutes that reading takes, rounded up; at least one.
    pub fn minutes(&self) -> usize {
        let parts = [
            (self.words, WORDS_A_MINUTE),
            (self.ideographs, IDEOGRAPHS_A_MINUTE),
            (self.unspaced_letters, UNSPACED_LETTERS_A_MINUTE),
        ];
        // In words, so that the parts are rounded once.
        let words = parts.into_iter().map(|(count, rate)| count * WORDS_A_MINUTE * 100 / rate).sum::<usize>();
        words.div_ceil(WORDS_A_MINUTE * 100).max(1)
    }
}

/// The order of names in lists, as readers of a language expect it.
pub struct Order {
    order: CollatorBorrowed<'static>,
    /// Tells letters apart and nothing else: neither case nor accents that do not make a letter of their own.
    letters: CollatorBorrowed<'static>,
}

/// The consonants that Korean syllables begin with.
const KOREAN: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];

impl Order {
    /// The order of a language (BCP 47). One that is not known has the order that most share.
    pub fn of(language: &str) -> Self {
        let locale = Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN);
        let collator = |strength: Option<Strength>| {
            let mut options = CollatorOptions::default();
            options.strength = strength;
            Collator::try_new((&locale).into(), options)
                .or_else(|_| Collator::try_new(Locale::UNKNOWN.into(), options))
                .expect("the order that languages share is a part of the program")
        };
        Self { order: collator(None), letters: collator(Some(Strength::Primary)) }
    }

    /// How two names are ordered in a list.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.order.compare(one, other)
    }

    /// The letter that a name is listed under in an index: `Å` under A in English, under a letter of its own
    /// in Danish. What does not begin with a letter is listed under `#`.
    pub fn letter(&self, name: &str) -> String {
        let Some(first) = name.chars().find(|c| is_word_char(*c)).filter(|c| c.is_alphabetic()) else {
            return "#".to_owned();
        };
        if let '가'..='힣' = first {
            return KOREAN[(first as usize - '가' as usize) / 588].to_string();
        }
        // The letter with the marks that are typed after it.
        let whole: String = name
            .chars()
            .skip_while(|c| *c != first)
            .enumerate()
            .map_while(|(n, c)| (n == 0 || is_mark(c)).then_some(c))
            .collect();
        let whole = ComposingNormalizerBorrowed::new_nfc().normalize(&whole).into_owned();
        let base = DecomposingNormalizerBorrowed::new_nfd().normalize(&whole).chars().next();
        let base = base.map(String::from).filter(|base| self.letters.compare(base, &whole).is_eq());
        let letter = base.unwrap_or(whole);
        let capital = letter.to_uppercase();
        if self.letters.compare(&capital, &letter).is_eq() { capital } else { letter }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_parts_of_words_in_every_script() {
        for word in ["Zu\u{308}rich", "हिन्दी", "كِتَاب", "שָׁלוֹם", "ภาษาไทย", "မြန်မာ"]
        {
            assert!(word.chars().all(is_word_char), "{word}");
        }
        for other in [' ', '-', '’', '。', '「', '\u{ad}', '\u{200c}', '_', '·'] {
            assert!(!is_word_char(other), "{other:?}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_told_from_those_with() {
        for c in "王々〇ひカーﾊไทยລາວខ្មែရ".chars().filter(|c| !is_mark(*c)) {
            assert!(is_unspaced(c), "{c}");
        }
        for c in "aяé한국हअا1٣。、「」１ａ①🙂".chars() {
            assert!(!is_unspaced(c), "{c}");
        }
        assert!(is_katakana('ー') && is_katakana('ト') && !is_katakana('王') && !is_katakana('ひ'));
    }

    #[test]
    fn east_asian_characters_have_their_width() {
        for c in "王ひカ。、「」（！１".chars() {
            assert!(is_east_asian(c, false), "{c}");
        }
        assert!(is_east_asian('한', true) && !is_east_asian('한', false));
        for c in "aя“”…—🙂é".chars() {
            assert!(!is_east_asian(c, true), "{c}");
        }
    }

    #[test]
    fn texts_are_the_same_in_any_form() {
        assert_eq!(id("zu\u{308}-\u{200b}ri\u{ad}ch"), "zü-rich");
        assert_eq!(id("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(folded("Zu\u{308}RI\u{ad}CH"), "zürich");
        assert_eq!(folded("می\u{200c}خواهم"), folded("میخواهم"));
        assert_eq!(folded("I\u{307}"), folded("İ"));
        assert_eq!(folded_words("Ha\u{ad}fen, neu! — İx").collect::<Vec<_>>(), ["hafen", "neu", "i̇x"]);
        assert_eq!(folded_words("\u{ad} \u{200c}").count(), 0);
    }

    #[test]
    fn reading_takes_its_time_in_every_script() {
        let length = |text: &str| {
            let mut length = Length::default();
            length.add(text);
            length
        };
        assert_eq!(length("one two — three, 4").words, 4);
        assert_eq!(length("Шлях — це один").words, 3);
        assert_eq!(length("").minutes(), 1);
        assert_eq!((length(&"word ".repeat(440)).minutes(), length(&"word ".repeat(441)).minutes()), (2, 3));
        assert_eq!((length(&"港口。".repeat(500)).minutes(), length(&"港口".repeat(501)).minutes()), (2, 3));
        let mixed = length(&("word ".repeat(110) + &"港".repeat(250)));
        assert_eq!((mixed.words, mixed.minutes()), (110, 1));
        assert_eq!(length("在NASA工作").words, 1);
        assert_eq!(length(&"ไทย ".repeat(667)).minutes(), 3);
        assert_eq!((length(&"ก".repeat(1000)).minutes(), length(&"ก".repeat(1001)).minutes()), (1, 2));
    }

    proptest::proptest! {
        #[test]
        fn capitals_are_those_of_ascii(text in "[a-z@\\[ AZ]{0,20}|[\u{0}-\u{7f}]{0,30}", from in 0..32_usize) {
            let found = text.bytes().enumerate().find(|(at, b)| *at >= from && b.is_ascii_uppercase());
            proptest::prop_assert_eq!(next_capital(text.as_bytes(), from), found.map(|(at, _)| at));
        }

        #[test]
        fn words_are_those_between_spaces(
            text in "[ab0 .,\\t\\n\u{b}\u{1c}-]{0,100}|[\u{0}-\u{7f}]{0,100}|[ab .“”é\u{a0}\u{85}\u{2009}\u{2028}\u{300}її-]{0,30}"
        ) {
            let plain = text.split_whitespace().filter(|word| word.contains(is_word_char)).count();
            proptest::prop_assert_eq!(words(&text), plain);
        }
    }

    #[test]
    fn lists_have_the_order_of_the_language() {
        let sorted = |language: &str, names: &str| {
            let order = Order::of(language);
            let mut names: Vec<String> = names.split(' ').map(str::to_owned).collect();
            names.sort_by(|a, b| order.compare(a, b));
            names.join(" ")
        };
        assert_eq!(sorted("sv", "Öland Ås Zorn Älv Alm"), "Alm Zorn Ås Älv Öland");
        assert_eq!(sorted("de", "Zorn Öland Alm Älv Otto"), "Alm Älv Öland Otto Zorn");
        assert_eq!(sorted("cs", "hrad chata dub cena čáp"), "cena čáp dub hrad chata");
        assert_eq!(sorted("uk", "Яна Їжак Іван Ганна Ґанок Єва Ева"), "Ганна Ґанок Ева Єва Іван Їжак Яна");
        assert_eq!(sorted("en", "b A a B é e f"), "a A b B e é f");
        assert_eq!(sorted("tlh", "b a"), "a b");
        assert_eq!(sorted("", "b a"), "a b");
    }
}
