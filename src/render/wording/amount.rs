//! Amounts in words: `about 1,300 drones`, `40 to 50 people`, `€90 billion`.

use super::Wording;
use crate::model::graph::series::Amount;
use crate::model::typed::item::Qualifier;
use crate::model::typed::unit::Unit;

impl Wording {
    /// An amount with what is counted.
    pub(in crate::render) fn amount(&self, amount: Amount, unit: Option<&Unit>) -> String {
        // The end of a range decides the form.
        let with_unit = |number: String| match unit {
            Some(unit) => self.numbers.with_unit(&number, amount.high, unit),
            None => number,
        };
        let high = with_unit(self.numbers.words(amount.high));
        let number = if amount.is_range() {
            let low = self.numbers.words(amount.low);
            let low = if unit.is_some_and(Unit::is_currency) { with_unit(low) } else { low };
            self.words.about("range", &[("from", &low), ("to", &high)])
        } else {
            high
        };
        let key = match amount.qualifier {
            None | Some(Qualifier::Range) => return number,
            Some(qualifier) => qualifier_key(qualifier),
        };
        self.words.named(key, &number)
    }
}

/// The words for a qualifier.
pub(in crate::render) fn qualifier_key(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "qualifier-exactly",
        Qualifier::About => "qualifier-about",
        Qualifier::Nearly => "qualifier-nearly",
        Qualifier::Over => "qualifier-over",
        Qualifier::AtLeast => "qualifier-at-least",
        Qualifier::AtMost => "qualifier-at-most",
        Qualifier::UpTo => "qualifier-up-to",
        Qualifier::Range => "range",
    }
}
