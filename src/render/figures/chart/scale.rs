//! From values to pixels, and the round numbers of an axis.

use crate::model::graph::series::Amount;

/// How values lie between the top and the bottom of a chart, or between its right and its left.
pub(super) struct Scale {
    low: f64,
    high: f64,
    top: f64,
    bottom: f64,
}

impl Scale {
    /// A scale over all amounts. Zero is part of it, unless `zero` is false and all values lie
    /// close together far from it.
    pub(super) fn new(amounts: impl Iterator<Item = Amount>, zero: bool, top: f64, bottom: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for amount in amounts {
            (low, high) = (low.min(amount.low), high.max(amount.high));
        }
        let is_close = low > 0.8 * high.max(0.0) || high < 0.8 * low.min(0.0);
        if zero || !is_close || low == high {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if low == high {
            high = low + 1.0;
        }
        Self { low, high, top, bottom }
    }

    /// The same scale, widened to round numbers, with the numbers.
    pub(super) fn rounded(self) -> (Self, Vec<f64>) {
        let step = round_step((self.high - self.low) / 4.0);
        let (first, last) = ((self.low / step).floor(), (self.high / step).ceil());
        let ticks = (0..=(last - first) as i32).map(|n| clean((first + f64::from(n)) * step));
        (Self { low: first * step, high: last * step, ..self }, ticks.collect())
    }

    /// Where a value lies: pixels from the top of the picture, or percent across it.
    pub(super) fn place(&self, value: f64) -> f64 {
        self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)
    }

    /// Whether zero lies on it.
    pub(super) fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// Where zero is, or the end that is nearest to it.
    pub(super) fn base(&self) -> f64 {
        self.place(0.0_f64.clamp(self.low, self.high))
    }
}

/// The next of 1, 2, 2.5, 5 and 10 times a power of ten.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|step| *step >= rough * 0.999).unwrap_or(rough)
}

/// Without the stray last digits that computing leaves: 0.30000000000000004 is 0.3.
fn clean(value: f64) -> f64 {
    format!("{value:.12e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(low: f64, high: f64) -> Vec<f64> {
        let amounts = [Amount::new(low, low, None), Amount::new(high, high, None)];
        Scale::new(amounts.into_iter(), false, 0.0, 100.0).rounded().1
    }

    #[test]
    fn axes_have_a_few_round_numbers() {
        assert_eq!(ticks(900.0, 1600.0), [0.0, 500.0, 1000.0, 1500.0, 2000.0]);
        assert_eq!(ticks(50.0, 52.0), [50.0, 50.5, 51.0, 51.5, 52.0]);
        assert_eq!(ticks(-30.0, 80.0), [-50.0, 0.0, 50.0, 100.0]);
        assert_eq!(ticks(0.1, 0.3), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(ticks(0.0, 0.0), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(ticks(-5.0, -5.0), [-6.0, -4.0, -2.0, 0.0]);
    }

    #[test]
    fn an_axis_begins_at_zero_unless_the_lowest_is_more_than_four_fifths_of_the_highest() {
        assert_eq!(ticks(80.0, 100.0), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(ticks(81.0, 100.0), [80.0, 85.0, 90.0, 95.0, 100.0]);
        assert_eq!(ticks(-100.0, -80.0), [-100.0, -75.0, -50.0, -25.0, 0.0]);
        assert_eq!(ticks(-100.0, -81.0), [-100.0, -95.0, -90.0, -85.0, -80.0]);
    }

    #[test]
    fn a_step_may_be_a_thousandth_too_short_for_four() {
        assert_eq!(ticks(0.0, 10.008), [0.0, 2.5, 5.0, 7.5, 10.0, 12.5]);
        assert_eq!(ticks(0.0, 10.012), [0.0, 5.0, 10.0, 15.0]);
    }
}
