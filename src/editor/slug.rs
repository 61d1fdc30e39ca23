//! Ids from titles of any script: Latin letters, digits and hyphens.
//!
//! Ukrainian follows the official table (resolution 55 of the Cabinet of Ministers of Ukraine, 27
//! January 2010), Russian the common one (BGN/PCGN without its signs), everything else
//! `deunicode`. Ids of headings are another matter: they keep their script (`markdown::slug`).

use crate::language::letters;

/// The most characters an id may have, without its date.
const MOST_CHARACTERS: usize = 60;

/// The tables for Cyrillic letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Ukrainian,
    Russian,
}

/// An id from a title: `Мир у Києві?` → `myr-u-kyievi`. Cut after a word if it is long; empty if the title
/// has no letter and no digit. `language` is that of the title (BCP 47), `site` that of the site, which
/// decides where letters alone do not.
pub fn slug(title: &str, language: Option<&str>, site: &str) -> String {
    let title = letters::folded(title);
    let latin = match table(&title, language, site) {
        Some(table) => transliterate(&title, table),
        None => title,
    };
    let ascii = deunicode::deunicode_with_tofu(&latin, "-").to_ascii_lowercase();
    let mut slug = String::with_capacity(ascii.len());
    for c in ascii.chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // An apostrophe is part of a word.
            '\'' | '`' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.len() <= MOST_CHARACTERS {
        return slug.to_owned();
    }
    // A cut between two words leaves both whole.
    let end = slug[..=MOST_CHARACTERS].rfind('-').unwrap_or(MOST_CHARACTERS);
    slug[..end].to_owned()
}

/// The table for a title in lower case, if it is in one of the two languages.
fn table(title: &str, language: Option<&str>, site: &str) -> Option<Table> {
    let is = |tag: &str, wanted: &str| tag.split(['-', '_']).next() == Some(wanted);
    if let Some(language) = language {
        return match language {
            _ if is(language, "uk") => Some(Table::Ukrainian),
            _ if is(language, "ru") => Some(Table::Russian),
            _ => None,
        };
    }
    let cyrillic = || title.chars().filter(|c| matches!(c, '\u{400}'..='\u{52f}'));
    let all = |table| cyrillic().all(|c| letter(c, table, false).is_some());
    let any = |letters: &str| cyrillic().any(|c| letters.contains(c));
    if all(Table::Ukrainian) && (any("єіїґ") || is(site, "uk")) {
        Some(Table::Ukrainian)
    } else if all(Table::Russian) && (any("ёъыэ") || is(site, "ru")) {
        Some(Table::Russian)
    } else {
        None
    }
}

/// Replaces the letters that a table has. All letters are in lower case.
fn transliterate(title: &str, table: Table) -> String {
    let mut latin = String::with_capacity(title.len());
    let mut before = ' ';
    for c in title.chars() {
        let is_initial = !letters::is_word_char(before) && !is_apostrophe(before);
        match letter(c, table, is_initial) {
            // `зг` is not `zh`, which stands for `ж`.
            Some("h") if table == Table::Ukrainian && before == 'з' => latin.push_str("gh"),
            Some(letters) => latin.push_str(letters),
            None if is_apostrophe(c) => {}
            None => latin.push(c),
        }
        before = c;
    }
    latin
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// The Latin letters for a lower-case Cyrillic one.
fn letter(c: char, table: Table, is_initial: bool) -> Option<&'static str> {
    let common = match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'д' => "d",
        'е' => "e",
        'ж' => "zh",
        'з' => "z",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ь' => "",
        _ => return if table == Table::Ukrainian { ukrainian(c, is_initial) } else { russian(c) },
    };
    Some(common)
}

fn ukrainian(c: char, is_initial: bool) -> Option<&'static str> {
    Some(match (c, is_initial) {
        ('г', _) => "h",
        ('ґ', _) => "g",
        ('и', _) => "y",
        ('і', _) => "i",
        ('є', true) => "ye",
        ('є', false) => "ie",
        ('ї', true) => "yi",
        ('ї', false) => "i",
        ('й', true) => "y",
        ('й', false) => "i",
        ('ю', true) => "yu",
        ('ю', false) => "iu",
        ('я', true) => "ya",
        ('я', false) => "ia",
        _ => return None,
    })
}

fn russian(c: char) -> Option<&'static str> {
    Some(match c {
        'г' => "g",
        'ё' => "yo",
        'и' => "i",
        'й' | 'ы' => "y",
        'ъ' => "",
        'э' => "e",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the resolution.
    const OFFICIAL: &str = "Алушта Alushta Андрій Andrii Борщагівка Borshchahivka Борисенко Borysenko \
        Вінниця Vinnytsia Володимир Volodymyr Гадяч Hadiach Богдан Bohdan Згурський Zghurskyi \
        Ґалаґан Galagan Ґорґани Gorgany Донецьк Donetsk Дмитро Dmytro Рівне Rivne Олег Oleh \
        Есмань Esman Єнакієве Yenakiieve Гаєвич Haievych Короп'є Koropie Житомир Zhytomyr Жанна Zhanna \
        Жежелів Zhezheliv Закарпаття Zakarpattia Казимирчук Kazymyrchuk Медвин Medvyn \
        Михайленко Mykhailenko Іванків Ivankiv Іващенко Ivashchenko Їжакевич Yizhakevych \
        Кадиївка Kadyivka Мар'їне Marine Йосипівка Yosypivka Стрий Stryi Олексій Oleksii Київ Kyiv \
        Коваленко Kovalenko Лебедин Lebedyn Леонід Leonid Миколаїв Mykolaiv Маринич Marynych \
        Ніжин Nizhyn Наталія Nataliia Одеса Odesa Онищенко Onyshchenko Полтава Poltava Петро Petro \
        Решетилівка Reshetylivka Рибчинський Rybchynskyi Суми Sumy Соломія Solomiia \
        Тернопіль Ternopil Троць Trots Ужгород Uzhhorod Уляна Uliana Фастів Fastiv Філіпчук Filipchuk \
        Харків Kharkiv Христина Khrystyna Стеценко Stetsenko Чернівці Chernivtsi Шевченко Shevchenko \
        Шостка Shostka Кишеньки Kyshenky Щербухи Shcherbukhy Гоща Hoshcha Гаращенко Harashchenko \
        Юрій Yurii Корюківка Koriukivka Яготин Yahotyn Ярошенко Yaroshenko Костянтин Kostiantyn \
        Знам'янка Znamianka Феодосія Feodosiia";

    #[test]
    fn ukrainian_follows_the_official_table() {
        let words: Vec<&str> = OFFICIAL.split_whitespace().collect();
        for pair in words.chunks(2) {
            assert_eq!(slug(pair[0], Some("uk"), "en"), pair[1].to_lowercase(), "{}", pair[0]);
        }
        assert!(words.len() > 140);
        assert_eq!(slug("Біла Церква", None, "en-GB"), "bila-tserkva");
        assert_eq!(slug("Знам’янка, Короп’є", None, "uk"), "znamianka-koropie");
        // Decomposed letters, as some systems write them.
        assert_eq!(slug("Мико\u{301}лаи\u{308}в", Some("uk"), "en"), "mykolaiv");
        assert_eq!(slug("Київ", None, "en"), slug("Киі\u{308}в", None, "en"));
    }

    #[test]
    fn letters_tell_the_language_and_where_they_do_not_the_site_does() {
        assert_eq!(slug("Съезд в Электростали", None, "en"), "sezd-v-elektrostali");
        assert_eq!(slug("Переговоры", None, "uk"), "peregovory");
        assert_eq!(slug("Гора", None, "uk-UA"), "hora");
        assert_eq!(slug("Гора", None, "ru"), "gora");
        assert_eq!(slug("Гора", Some("ru"), "uk"), "gora");
        assert_eq!(slug("Гуў", Some("be"), "uk"), "guu");
    }

    #[test]
    fn titles_of_any_script_become_words() {
        for (title, expected) in [
            ("Miami talks end; “four papers” on the table", "miami-talks-end-four-papers-on-the-table"),
            ("Ukraine's loan: €90 billion", "ukraines-loan-eur90-billion"),
            ("Łódź, Übung & São Tomé", "lodz-ubung-sao-tome"),
            ("Ειρηνευτικές συνομιλίες", "eireneutikes-sunomilies"),
            ("北京和谈结束", "bei-jing-he-tan-jie-shu"),
            ("محادثات السلام", "mhdtht-lslm"),
            ("Ha\u{ad}fen von Hai\u{200b}fa", "hafen-von-haifa"),
            ("🔥 hot", "fire-hot"),
            ("!?—", ""),
        ] {
            assert_eq!(slug(title, None, "en"), expected, "{title}");
        }
    }

    #[test]
    fn long_titles_are_cut_after_a_word() {
        let long = "Talks ".repeat(30);
        assert_eq!(slug(&long, None, "en"), ["talks"; 10].join("-"));
        assert_eq!(slug(&"a".repeat(200), None, "en").len(), MOST_CHARACTERS);
        assert_eq!(slug(&"a".repeat(61), None, "en"), "a".repeat(60));
        assert_eq!(slug(&format!("{} {}", "a".repeat(30), "b".repeat(29)), None, "en").len(), 60);
        assert_eq!(slug(&format!("{} {}", "a".repeat(30), "b".repeat(30)), None, "en").len(), 30);
        let fits = format!("{} end", "a".repeat(56));
        assert_eq!(slug(&fits, None, "en").len(), MOST_CHARACTERS);
        assert_eq!(slug(&format!("{fits} more"), None, "en").len(), MOST_CHARACTERS);
    }
}
