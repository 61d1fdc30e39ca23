//! Texts as YAML: as they are where that is safe, in double quotes where it is not.

use serde_yaml::Value;

/// A text on one line: white space becomes single spaces, and what nobody can see is left out.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_seen = |c: &char| !c.is_control() && !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    words.join(" ").chars().filter(is_seen).collect::<String>().trim().to_owned()
}

/// A text on one line as a YAML value, for a block as well as for brackets and braces.
pub(crate) fn scalar(text: &str) -> String {
    let text = one_line(text);
    let reads_as = |yaml: &str, value: Value| serde_yaml::from_str::<Value>(yaml).is_ok_and(|v| v == value);
    let plain = text.starts_with(char::is_alphanumeric)
        && reads_as(&text, text.as_str().into())
        && reads_as(&format!("[{text}]"), Value::Sequence(vec![text.as_str().into()]));
    if plain {
        return text;
    }
    // JSON strings are YAML strings, as long as they contain nothing invisible.
    serde_json::to_string(&text).expect("a text is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_quoted_only_where_they_must_be() {
        for (text, expected) in [
            ("Miami talks end", "Miami talks end"),
            ("Мир, нарешті", "\"Мир, нарешті\""),
            ("Talks: day two", "\"Talks: day two\""),
            ("No #1", "\"No #1\""),
            ("12:30", "12:30"),
            ("2025", "\"2025\""),
            ("true", "\"true\""),
            ("~", "\"~\""),
            ("null", "\"null\""),
            ("- a", "\"- a\""),
            ("“Quoted”", "\"“Quoted”\""),
            ("He said \"no\"", "He said \"no\""),
            ("two\nlines\u{2028}here", "two lines here"),
            ("a\u{0}b\u{85}c", "ab c"),
            ("It's [so]", "\"It's [so]\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was(text in "\\PC{0,40}|.{0,40}") {
            let expected = Value::from(one_line(&text));
            let yaml = scalar(&text);
            let block: Value = serde_yaml::from_str(&format!("a: {yaml}  # b")).unwrap();
            prop_assert_eq!(&block["a"], &expected);
            let flow: Value = serde_yaml::from_str(&format!("a: {{b: {yaml}, c: [{yaml}]}}")).unwrap();
            prop_assert_eq!(&flow["a"]["b"], &expected);
            prop_assert_eq!(&flow["a"]["c"][0], &expected);
        }
    }
}
