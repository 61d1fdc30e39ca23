//! Numbers in the words of the site's language (CLDR, through ICU4X): `1,300`, `90 billion`, `€90`.

use std::str::FromStr;

use icu_decimal::input::Decimal;
use icu_decimal::{CompactDecimalFormatter, DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::currency::Currencies;
use crate::model::typed::unit::Unit;

/// From this value on, a number is written with a word for its size.
const LARGE: f64 = 1e6;
/// The most digits after the decimal point next to such a word; with more, the number is written out.
const MOST_DIGITS: i16 = 2;

/// Writes numbers in a language. All spaces in them are no-break spaces.
pub(in crate::render) struct Numbers {
    plain: DecimalFormatter,
    long: CompactDecimalFormatter,
    short: CompactDecimalFormatter,
    plurals: PluralRules,
    currencies: Currencies,
}

impl Numbers {
    /// The numbers of a language (BCP 47). Those that CLDR does not know are written as in its root.
    pub(in crate::render) fn new(language: &str) -> Self {
        let locale = Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN);
        let prefs = || DecimalFormatterPreferences::from(&locale);
        let loaded = "the formats of all languages are compiled in, with a root to fall back to";
        Self {
            plain: DecimalFormatter::try_new(prefs(), Default::default()).expect(loaded),
            long: CompactDecimalFormatter::try_new_long((&locale).into(), Default::default()).expect(loaded),
            short: CompactDecimalFormatter::try_new_short((&locale).into(), Default::default())
                .expect(loaded),
            plurals: PluralRules::try_new_cardinal((&locale).into()).expect(loaded),
            currencies: Currencies::of(language),
        }
    }

    /// `1,300`, `0.5`, `90 billion`
    pub(in crate::render) fn words(&self, value: f64) -> String {
        let large = (value.abs() >= LARGE).then(|| sized(&self.long, value)).flatten();
        tidy(&large.unwrap_or_else(|| self.plain.format(&decimal(value)).to_string()))
    }

    /// As short as can be, for a chart: `1,300`, `800K`, `90B`
    pub(in crate::render) fn short(&self, value: f64) -> String {
        let large = (value.abs() >= LARGE / 10.0).then(|| sized(&self.short, value)).flatten();
        tidy(&large.unwrap_or_else(|| self.plain.format(&decimal(value)).to_string()))
    }

    /// A number with what is counted, in the form that goes with its value.
    pub(in crate::render) fn with_unit(&self, number: &str, value: f64, unit: &Unit) -> String {
        if unit.is_percent() {
            return self.currencies.share(number);
        }
        if unit.is_currency() {
            return self.currencies.amount(number, &unit.other);
        }
        format!("{number}\u{a0}{}", self.form(unit, value).replace(' ', "\u{a0}"))
    }

    /// A share of a hundred: `13%`
    pub(in crate::render) fn percent(&self, value: f64) -> String {
        self.currencies.share(&self.words(value))
    }

    /// The form of a unit that goes with a value (CLDR, cardinal plurals).
    fn form<'u>(&self, unit: &'u Unit, value: f64) -> &'u str {
        let own = match self.plurals.category_for(&decimal(value.abs())) {
            PluralCategory::Zero => &unit.zero,
            PluralCategory::One => &unit.one,
            PluralCategory::Two => &unit.two,
            PluralCategory::Few => &unit.few,
            PluralCategory::Many => &unit.many,
            PluralCategory::Other => &None,
        };
        own.as_deref().unwrap_or(&unit.other)
    }
}

/// A number with a word for its size, if few digits are left next to it.
fn sized(formatter: &CompactDecimalFormatter, value: f64) -> Option<String> {
    let mut significand = decimal(value);
    let exponent = formatter.compact_exponent_for_magnitude(significand.absolute.nonzero_magnitude_start());
    significand.multiply_pow10(-i16::from(exponent));
    significand.absolute.trim_end();
    if exponent == 0 || significand.absolute.nonzero_magnitude_end() < -MOST_DIGITS {
        return None;
    }
    formatter.format_with_exponent(&significand, exponent).ok().map(|text| text.to_string())
}

fn decimal(value: f64) -> Decimal {
    // `-0` and what is not a number have no place in a figure.
    let value = if value == 0.0 || !value.is_finite() { 0.0 } else { value };
    Decimal::from_str(&value.to_string()).unwrap_or_default()
}

fn tidy(number: &str) -> String {
    number.replace(' ', "\u{a0}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_words_of_a_language() {
        let cases = [
            ("en-GB", 1300.0, "1,300"),
            ("en-GB", 90e9, "90 billion"),
            ("en-GB", 1_234_567.0, "1,234,567"),
            ("en-GB", 1_250_000.0, "1.25 million"),
            ("en-GB", -2.5, "−2.5"),
            ("en-GB", 0.0, "0"),
            ("uk", 1300.0, "1 300"),
            ("uk", 90e9, "90 мільярдів"),
            ("uk", 2e6, "2 мільйони"),
            ("de", 1_300_000.0, "1,3 Millionen"),
        ];
        for (language, value, words) in cases {
            assert_eq!(
                Numbers::new(language).words(value).replace('\u{a0}', " "),
                words,
                "{language} {value}"
            );
        }
        assert_eq!(Numbers::new("en").short(800_000.0), "800K");
        assert_eq!(Numbers::new("en").short(1300.0), "1,300");
        let (number, plain) = (Numbers::new("en"), |number: String| number.replace('\u{a0}', " "));
        assert_eq!(
            (plain(number.words(999_999.0)), plain(number.words(1e6))),
            ("999,999".into(), "1 million".into())
        );
        assert_eq!((number.short(99_999.0), number.short(-99_999.0)), ("99,999".into(), "−99,999".into()));
        assert_eq!((number.short(100_000.0), number.short(-100_000.0)), ("100K".into(), "−100K".into()));
    }

    #[test]
    fn units_stand_where_the_language_puts_them() {
        let cases = [
            ("en", "drones", "5 drones", "−5 drones"),
            ("en", "EUR", "€5", "−€5"),
            ("en", "USD", "$5", "−$5"),
            ("en-GB", "USD", "US$5", "−US$5"),
            ("en", "PLN", "PLN 5", "−PLN 5"),
            ("en", "XTS", "XTS 5", "−XTS 5"),
            ("en", "%", "5%", "−5%"),
            ("uk", "EUR", "5 €", "−5 €"),
            ("uk", "UAH", "5 ₴", "−5 ₴"),
            ("uk", "%", "5%", "−5%"),
            ("de", "%", "5 %", "−5 %"),
            ("de-DE", "USD", "5 $", "−5 $"),
            ("DE-ch", "CHF", "CHF 5", "CHF−5"),
            ("de-CH", "CHF", "CHF 5", "CHF−5"),
            ("de-AT", "EUR", "€ 5", "−€ 5"),
            ("nl", "EUR", "€ 5", "€ −5"),
            ("fr", "USD", "5 $US", "−5 $US"),
            ("pl", "PLN", "5 zł", "−5 zł"),
            ("tr", "%", "%5", "−%5"),
            ("eu", "%", "% 5", "−% 5"),
            ("lg", "UGX", "5 UGX", "−5 UGX"),
            ("tlh", "EUR", "€ 5", "−€ 5"),
        ];
        for (language, unit, positive, negative) in cases {
            let unit = Unit { other: unit.into(), ..Unit::default() };
            let numbers = Numbers::new(language);
            for (number, value, expected) in [("5", 5.0, positive), ("−5", -5.0, negative)] {
                let written = numbers.with_unit(number, value, &unit);
                assert_eq!(written.replace(['\u{a0}', '\u{202f}'], " "), expected, "{language}");
            }
        }
    }
}
