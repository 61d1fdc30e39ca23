//! The addresses in one attribute.

/// The addresses of a `srcset`, without their widths. A comma inside an address belongs to it.
pub(super) fn candidates(srcset: &str) -> impl Iterator<Item = &str> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let (url, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let bare = url.trim_end_matches(',');
        rest = if bare == url { after.split_once(',').map_or("", |(_, next)| next) } else { after };
        (!bare.is_empty()).then_some(bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_sources_is_split_as_browsers_split_it() {
        let found = |srcset| candidates(srcset).collect::<Vec<_>>();
        assert_eq!(found("a.png 1x, b.png 2x"), ["a.png", "b.png"]);
        assert_eq!(found(" a.png, b,c.png ,d.png 100w"), ["a.png", "b,c.png", "d.png"]);
        assert_eq!(
            found("data:image/png;base64,AA,BB 1x,\n data:,x 2x"),
            ["data:image/png;base64,AA,BB", "data:,x"]
        );
        assert_eq!(found(" , "), [""; 0]);
    }
}
