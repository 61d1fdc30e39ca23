//! What a style sheet or a `style` attribute loads (CSS Syntax 3, CSS Values 4: `url()` and `@import`).

/// The addresses of `url(…)` and `@import "…"`, in order, as written. Comments are passed over.
pub fn addresses(css: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(next) = css[at..].find(['/', 'u', 'U', '@', '"', '\'']).map(|found| at + found) {
            let rest = &css[next..];
            if rest.starts_with("/*") {
                at = rest.find("*/").map_or(css.len(), |end| next + end + 2);
            } else if let Some(inside) = function(css, next) {
                let inside = inside + spaces(&css[inside..]);
                let (address, end) = match quoted(&css[inside..]) {
                    Some((address, end)) => (address, inside + end),
                    None => {
                        let end = css[inside..].find(')').map_or(css.len(), |end| inside + end);
                        (css[inside..end].trim_end(), end)
                    }
                };
                at = end;
                return Some(address);
            } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("@import")) {
                let inside = next + 7 + spaces(&rest[7..]);
                at = inside;
                if let Some((address, end)) = quoted(&css[inside..]) {
                    at = inside + end;
                    return Some(address);
                }
            } else {
                at = next + quoted(rest).map_or(1, |(_, end)| end);
            }
        }
        None
    })
}

/// Where the argument of `url(` begins.
fn function(css: &str, at: usize) -> Option<usize> {
    let is_url = css.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case("url("));
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    (is_url && !css[..at].ends_with(is_word)).then_some(at + 4)
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// A string in quotes, and where it ends. One without an end goes on to the end.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    let end = text[1..].find(|c: char| {
        let is_end = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    });
    Some(end.map_or((&text[1..], text.len()), |end| (&text[1..1 + end], end + 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_loads_is_found() {
        let found = |css| addresses(css).collect::<Vec<_>>();
        assert_eq!(
            found(
                "@import \"a.css\" screen; @IMPORT url( 'b.css' ); p { background: URL(c.png) } /* url(d) */ @font-face { src: url(\"e(1).woff2\") format('x'), url(f.woff2 ) }"
            ),
            ["a.css", "b.css", "c.png", "e(1).woff2", "f.woff2"]
        );
        assert_eq!(
            found("a::before { content: \"url(x)\"; --curl(y): 1 } b { content: 'it\\'s url(z)' }"),
            [""; 0]
        );
        assert_eq!(found("url(a"), ["a"]);
        assert_eq!(found("url(\"a"), ["a"]);
        assert_eq!(found("@import"), [""; 0]);
        assert_eq!(found("/* url(a)"), [""; 0]);
        assert_eq!(found("é url(é.png) ü"), ["é.png"]);
    }
}
