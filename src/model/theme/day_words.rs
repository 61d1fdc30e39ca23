//! The words of a language for days: what the checks of dates look for in texts.
//!
//! They are in the word files of the theme, as comma-separated lists. A language without them is not
//! checked.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::WordFiles;

/// The keys of the weekdays, from Monday on.
const WEEKDAYS: [&str; 7] = [
    "text-monday",
    "text-tuesday",
    "text-wednesday",
    "text-thursday",
    "text-friday",
    "text-saturday",
    "text-sunday",
];
/// The keys of the months.
const MONTHS: [&str; 12] = [
    "text-january",
    "text-february",
    "text-march",
    "text-april",
    "text-may",
    "text-june",
    "text-july",
    "text-august",
    "text-september",
    "text-october",
    "text-november",
    "text-december",
];
const BETWEEN: &str = "text-between";
const RELATIVE: &str = "text-relative";
const NAMES: &str = "text-names";
const COLUMNS: &str = "text-columns";
const TITLE_CASE: &str = "text-title-case";

/// The words of one language for days. A list that the theme does not have is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayWords {
    /// The forms of each weekday from Monday on. Forms at the same place in their lists take the same place
    /// in a sentence.
    pub weekdays: [Vec<String>; 7],
    /// The forms of each month next to the number of a day.
    pub months: [Vec<String>; 12],
    /// Words that may come between a weekday, a day, a month and a year.
    pub between: Vec<String>,
    /// Words that mean another day tomorrow, as they are written inside a sentence.
    pub relative: Vec<String>,
    /// Names and phrases in which these words do not mean a day, as they are written.
    pub names: Vec<String>,
    /// How the names of columns begin, at the beginning of a text.
    pub columns: Vec<String>,
    /// Whether headlines may give every word a capital.
    pub has_title_case: bool,
}

impl DayWords {
    /// The words of a language (BCP 47). Those of `en-GB` are looked for in its own files, then in those of `en`.
    pub fn of(files: &WordFiles, language: &str) -> Self {
        let short = language.split('-').next().unwrap_or(language);
        let mut words = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for name in [language, short] {
            for source in files.get(name).into_iter().flatten() {
                // What is wrong in the file of the site's language is reported where its words are read.
                let (Ok(resource) | Err((resource, _))) = parser::parse(source.text.as_str());
                let start = seen.len();
                for entry in resource.body {
                    if let Entry::Message(message) = entry
                        && let Some(pattern) = message.value
                        && !seen[..start].iter().any(|key| key == message.id.name)
                        && words.take(message.id.name, &pattern)
                    {
                        seen.push(message.id.name.to_owned());
                    }
                }
            }
        }
        words
    }

    /// Takes the list of a key, if it is one of these.
    fn take(&mut self, key: &str, pattern: &Pattern<&str>) -> bool {
        let list = match key {
            BETWEEN => &mut self.between,
            RELATIVE => &mut self.relative,
            NAMES => &mut self.names,
            COLUMNS => &mut self.columns,
            TITLE_CASE => {
                self.has_title_case = listed(pattern) == ["yes"];
                return true;
            }
            _ => {
                let weekday = WEEKDAYS.iter().position(|weekday| *weekday == key);
                let month = MONTHS.iter().position(|month| *month == key);
                match (weekday, month) {
                    (Some(n), _) => &mut self.weekdays[n],
                    (_, Some(n)) => &mut self.months[n],
                    _ => return false,
                }
            }
        };
        *list = listed(pattern);
        true
    }
}

/// The parts of a text between its commas.
fn listed(pattern: &Pattern<&str>) -> Vec<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => text.push_str(value),
            PatternElement::Placeable { .. } => {}
        }
    }
    let parts = text.split(',').map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;

    #[test]
    fn words_come_from_the_files_of_a_language() {
        let mut files = WordFiles::default();
        let mut add = |language: &str, text: &str| {
            let source = Arc::new(Source::new(format!("i18n/{language}.ftl"), text));
            files.entry(language.to_owned()).or_default().push(source);
        };
        add("en-GB", "text-relative = fortnight ago\n");
        add("en", "sources = Sources\ntext-monday = Monday,\n    on  Monday\ntext-relative = today\n");
        add(
            "en",
            "text-monday = Mon\ntext-sunday = { \"Sun\" }day\ntext-title-case = yes\ntext-names = { \"\" }\n",
        );
        let words = DayWords::of(&files, "en-GB");
        assert_eq!(words.relative, ["fortnight ago"]);
        assert_eq!(words.weekdays[0], ["Monday", "on Monday"]);
        assert_eq!(words.weekdays[6], ["Sunday"]);
        assert!(words.has_title_case && words.names.is_empty());
        assert_eq!(DayWords::of(&files, "en").relative, ["today"]);
        assert_eq!(DayWords::of(&files, "fr"), DayWords::default());
    }
}
