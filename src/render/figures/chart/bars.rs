//! Values as a row of block characters, for texts that cannot have a picture.

/// From the lowest to the highest. Blocks that some fonts set lower than the others are left out.
const BLOCKS: [char; 6] = ['▁', '▂', '▃', '▅', '▆', '▇'];

/// A bar for each value, all from zero, or from the lowest value if it is below zero. Nothing for
/// fewer than two values, or if there is nothing but zeros.
pub(in crate::render) fn bars(values: &[f64]) -> Option<String> {
    let floor = values.iter().copied().fold(0.0, f64::min);
    let top = values.iter().copied().fold(0.0, f64::max);
    if values.len() < 2 || top <= floor {
        return None;
    }
    let most = (BLOCKS.len() - 1) as f64;
    let block = |value: &f64| BLOCKS[((value - floor) / (top - floor) * most).round() as usize];
    Some(values.iter().map(block).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_begin_at_zero() {
        let cases: [(&[f64], Option<&str>); 7] = [
            (&[0.0, 50.0, 100.0], Some("▁▅▇")),
            (&[1500.0, 1300.0], Some("▇▆")),
            (&[7.0, 7.0], Some("▇▇")),
            (&[-2.0, 0.0, 2.0], Some("▁▅▇")),
            (&[-3.0, -1.0], Some("▁▅")),
            (&[7.0], None),
            (&[0.0, 0.0], None),
        ];
        for (values, expected) in cases {
            assert_eq!(bars(values).as_deref(), expected, "{values:?}");
        }
    }
}
