//! The style sheet of the program as readers get it: without comments, indentation and line breaks.

/// A style sheet without what browsers pass over. Strings and everything inside a value or selector stay.
pub(super) fn compact(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if matches!(first, '"' | '\'') {
            let end = end_of_string(rest, first);
            text += &rest[..end];
            rest = &rest[end..];
        } else if first.is_ascii_whitespace() {
            rest = rest.trim_ascii_start();
            if !text.ends_with([' ', '{', '}', ';', ',']) {
                text.push(' ');
            }
        } else {
            if matches!(first, '{' | '}' | ';' | ',') && text.ends_with(' ') {
                text.pop();
            }
            if first == '}' && text.ends_with(';') {
                text.pop();
            }
            text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    text.trim_ascii().to_owned()
}

/// Where the string that begins a text ends.
fn end_of_string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, c)| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_browsers_pass_over_is_left_out() {
        let css = "/* a; b */\n:root {\n  --a: #fff;\n  --b: calc(1px + 2px);\n}\n\n\
                   @media (min-width: 48rem) {\n  a > b, c :hover { content: \"/* \\\" { } \"; }\n}\n";
        let compacted = ":root{--a: #fff;--b: calc(1px + 2px)}@media (min-width: 48rem){a > b,c :hover{content: \"/* \\\" { } \"}}";
        assert_eq!(compact(css), compacted);
        assert_eq!(compact(compacted), compacted);
        assert_eq!(compact("a{b:c}/* open"), "a{b:c}");
        assert_eq!(compact("a{b:'open"), "a{b:'open");
        assert_eq!(compact(""), "");
    }
}
