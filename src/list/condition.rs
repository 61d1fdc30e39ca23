//! `--where`: a column, a sign and a value.

use super::{Holds, List, Row, Value, folded};
use crate::diagnostic::did_you_mean;

/// What must be true of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    column: usize,
    holds: Holds,
    sign: Sign,
    typed: String,
    /// The value as a number, where numbers are compared.
    number: f64,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is,
    IsNot,
    Less,
    More,
    AtMost,
    AtLeast,
    Has,
}

/// The signs, those of two characters first.
const SIGNS: [(&str, Sign); 7] = [
    ("!=", Sign::IsNot),
    ("<=", Sign::AtMost),
    (">=", Sign::AtLeast),
    ("=", Sign::Is),
    ("<", Sign::Less),
    (">", Sign::More),
    ("~", Sign::Has),
];

impl Condition {
    /// Reads `key=value` for a list. The error says what is wrong and what to write, in two lines.
    pub fn parse(list: &List, text: &str) -> Result<Self, String> {
        let at = text.find(['!', '=', '<', '>', '~']).unwrap_or(text.len());
        let (key, rest) = (text[..at].trim(), &text[at..]);
        let Some((mark, sign)) = SIGNS.iter().find(|(mark, _)| rest.starts_with(mark)) else {
            let help = "write a column, one of = != < > <= >= ~, and a value, as in `age>30d`";
            return Err(format!("`{text}` is not a condition\nhelp: {help}"));
        };
        let names = || list.columns.iter().map(|column| column.name);
        let Some(column) = names().position(|name| name == key) else {
            let help = did_you_mean(key, names());
            let help = help
                .unwrap_or_else(|| format!("write one of {}", names().collect::<Vec<_>>().join(", ")).into());
            return Err(format!("`{}` have no column `{key}`\nhelp: {help}", list.name));
        };
        let holds = list.columns[column].holds;
        let typed = rest[mark.len()..].trim().to_owned();
        let is_order = !matches!(sign, Sign::Is | Sign::IsNot | Sign::Has);
        if is_order && matches!(holds, Holds::Text | Holds::Texts) {
            let help = format!("write `{key}={typed}`, `{key}!={typed}` or `{key}~{typed}`");
            return Err(format!("`{key}` is a text, which cannot be more or less\nhelp: {help}"));
        }
        let number = match holds {
            Holds::Number | Holds::Age if *sign != Sign::Has && (is_order || !typed.is_empty()) => {
                number(&typed).ok_or_else(|| {
                    format!("`{typed}` is not a number\nhelp: write {}", example(key, holds))
                })?
            }
            _ => 0.0,
        };
        if holds == Holds::Date && !typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/')) {
            return Err(format!("`{typed}` is not a date\nhelp: write {}", example(key, holds)));
        }
        Ok(Self { column, holds, sign: *sign, typed, number })
    }

    /// Whether it is true of a row. Without a value after the sign, `=` is true of rows that have none, and
    /// `!=` of those that have one.
    pub fn holds(&self, row: &Row) -> bool {
        let value = &row[self.column];
        if self.typed.is_empty() {
            return (*value == Value::None) == (self.sign != Sign::IsNot);
        }
        if let Value::Number(number) = value {
            return match self.sign {
                Sign::Is => *number == self.number,
                Sign::IsNot => *number != self.number,
                Sign::Less => *number < self.number,
                Sign::More => *number > self.number,
                Sign::AtMost => *number <= self.number,
                Sign::AtLeast => *number >= self.number,
                Sign::Has => number.to_string().contains(&self.typed),
            };
        }
        let all = value.all();
        match self.sign {
            Sign::Is => all.iter().any(|text| self.is(text)),
            Sign::IsNot => !all.iter().any(|text| self.is(text)),
            Sign::Has => all.iter().any(|text| folded(text).contains(&folded(&self.typed))),
            // `2025-12` is the whole month.
            order => all.iter().any(|text| {
                let text = &text[..text.floor_char_boundary(self.typed.len())];
                match order {
                    Sign::Less => text < self.typed.as_str(),
                    Sign::AtMost => text <= self.typed.as_str(),
                    Sign::More => text > self.typed.as_str(),
                    _ => text >= self.typed.as_str(),
                }
            }),
        }
    }

    fn is(&self, text: &str) -> bool {
        match self.holds {
            Holds::Date => text.starts_with(&self.typed),
            _ => folded(text) == folded(&self.typed),
        }
    }
}

/// `30`, `30d` or `4w`.
fn number(typed: &str) -> Option<f64> {
    let (typed, times) = match typed.strip_suffix('w') {
        Some(weeks) => (weeks, 7.0),
        None => (typed.strip_suffix('d').unwrap_or(typed), 1.0),
    };
    typed
        .trim()
        .replace('_', "")
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
        .map(|number| number * times)
}

fn example(key: &str, holds: Holds) -> String {
    match holds {
        Holds::Age => format!("a number of days, as in `{key}>30d`"),
        Holds::Date => format!("a year, a month or a day, as in `{key}<2025-12`"),
        _ => format!("a number, as in `{key}>10`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::LISTS;

    fn questions() -> List {
        *LISTS.iter().find(|list| list.name == "questions").unwrap()
    }

    /// Whether a condition holds where one column has a value.
    fn holds(text: &str, value: Value) -> bool {
        let list = questions();
        let condition = Condition::parse(&list, text).unwrap();
        let mut row = vec![Value::None; list.columns.len()];
        row[condition.column] = value;
        condition.holds(&row)
    }

    #[test]
    fn values_are_compared_by_what_they_are() {
        assert!(holds("age>30d", Value::Number(31.0)) && !holds("age>30d", Value::Number(30.0)));
        assert!(holds("age>=4w", Value::Number(28.0)) && !holds("age<4w", Value::Number(28.0)));
        assert!(!holds("age>0", Value::None) && !holds("age<100", Value::None));
        assert!(holds("state = Open", Value::text("open")) && !holds("state!=open", Value::text("open")));
        assert!(
            holds("text~terms", Value::text("The Terms of it"))
                && !holds("text=terms", Value::text("Terms of"))
        );
        let many = || Value::texts(["peace".to_owned(), "war".to_owned()]);
        assert!(holds("storylines=war", many()) && !holds("storylines!=war", many()));
        assert!(holds("answered=", Value::None) && !holds("answered!=", Value::None));
        for (condition, is_so) in [
            ("asked=2025-12", true),
            ("asked=2025", true),
            ("asked>2025-12", false),
            ("asked>=2025-12", true),
            ("asked<2025-12-06", true),
            ("asked<2025-12-05", false),
            ("asked!=2025-11", true),
        ] {
            assert_eq!(holds(condition, Value::text("2025-12-05")), is_so, "{condition}");
        }
    }

    #[test]
    fn what_is_no_condition_is_told() {
        let told = |text: &str| Condition::parse(&questions(), text).unwrap_err();
        for (text, said) in [
            (
                "age",
                "`age` is not a condition\nhelp: write a column, one of = != < > <= >= ~, and a value, as in `age>30d`",
            ),
            ("agee>3", "`questions` have no column `agee`\nhelp: did you mean `age`?"),
            ("age>old", "`old` is not a number\nhelp: write a number of days, as in `age>30d`"),
            (
                "state<open",
                "`state` is a text, which cannot be more or less\nhelp: write `state=open`, `state!=open` or `state~open`",
            ),
            (
                "asked<yesterday",
                "`yesterday` is not a date\nhelp: write a year, a month or a day, as in `asked<2025-12`",
            ),
        ] {
            assert_eq!(told(text), said);
        }
    }
}
