//! Lists that the other program's templates made, and what stands in for them here: the archive of a year,
//! the lists of storylines and topics, the feed. What is not certain has no equivalent.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::NAME_OF_TOPICS;
use super::archive::Archive;
use super::folder::{above, ending, name};
use super::keys::is_held;
use super::plan::{Planned, same};

/// The lists of the other site.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Addresses of lists of dated texts.
    of_posts: HashSet<String>,
    /// Years, months and days that have a briefing.
    dates: HashSet<String>,
    /// The newest of these years.
    newest: Option<i16>,
    /// Taxonomies that are used, and whether their values are storylines.
    taxonomies: BTreeMap<String, bool>,
    has_feed: bool,
}

/// What stands in for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Listed {
    /// A page that Dateline makes.
    Page(String),
    /// The page of a value: whether it is a storyline, and what it was called in the address.
    Term(bool, String),
}

impl Lists {
    /// The lists of an archive. `today` says what is out.
    pub(super) fn new(
        archive: &Archive,
        planned: &[Option<Planned>],
        taxonomies: BTreeMap<String, bool>,
        zone: &TimeZone,
        today: Date,
        has_feed: bool,
    ) -> Self {
        let mut lists = Self { taxonomies, has_feed, ..Self::default() };
        // By folder, how many texts in it are dated and how many are not.
        let mut folders: HashMap<&str, (usize, usize)> = HashMap::new();
        for (entry, planned) in archive.entries.iter().zip(planned) {
            let Some(planned) = planned.as_ref().filter(|_| !entry.is_list) else { continue };
            for folder in above(&entry.file) {
                let counts = folders.entry(folder).or_default();
                if planned.is_briefing { counts.0 += 1 } else { counts.1 += 1 }
            }
            let day =
                entry.date.map(|date| date.day(zone)).filter(|day| planned.is_briefing && *day <= today);
            if let Some(day) = day.filter(|_| !is_held(entry, today)) {
                let (year, month) = (day.year(), day.month());
                lists.newest = lists.newest.max(Some(year));
                let texts = [format!("{year:04}"), format!("{year:04}/{month:02}")];
                lists.dates.extend(texts);
                lists.dates.insert(format!("{year:04}/{month:02}/{:02}", day.day()));
            }
        }
        for (entry, _) in archive.entries.iter().zip(planned).filter(|(_, planned)| planned.is_none()) {
            let loops = ["site.posts", "paginator.posts", "collections."];
            let is_list = loops.iter().any(|name| entry.body().contains(name));
            lists.of_posts.extend(entry.address.as_deref().filter(|_| is_list).map(same));
        }
        let is_of_posts = |folder: &str| folders.get(folder).is_some_and(|(dated, other)| dated > other);
        for list in &archive.lists {
            if list.folder.as_deref().is_none_or(is_of_posts) {
                lists.of_posts.insert(same(&list.address));
            }
        }
        lists
    }

    /// What stands in for an address of the other site, from its root.
    pub(super) fn find(&self, address: &str, fragment: &str) -> Option<Listed> {
        let key = same(address);
        if let Some(feed) = self.feed(&key, address) {
            return Some(Listed::Page(feed));
        }
        let list = without_page(&key);
        let parts: Vec<&str> = list.split('/').filter(|part| !part.is_empty()).collect();
        if let Some(found) = self.of_taxonomy(&parts, fragment) {
            return Some(found);
        }
        for start in 0..parts.len().min(2) {
            let date = parts[start..].join("/");
            if self.dates.contains(&date) {
                return Some(Listed::Page(format!("/{date}/")));
            }
        }
        let is_front = parts.is_empty() && list.len() < key.len();
        let is_archive = matches!(parts.last(), Some(&("archive" | "archives")));
        if is_front || is_archive || self.of_posts.contains(list) {
            return self.newest.map(|year| Listed::Page(format!("/{year:04}/")));
        }
        None
    }

    /// `/tags/`, `/tags/ferries/`, `/blog/tag/ferries/` and `/tags/#ferries`.
    fn of_taxonomy(&self, parts: &[&str], fragment: &str) -> Option<Listed> {
        let of = |part: &str| {
            let named = self.taxonomies.iter().find(|(name, _)| {
                let name = name.to_lowercase();
                let one = name.strip_suffix("ies").map(|start| format!("{start}y"));
                part == name || Some(part) == name.strip_suffix('s') || one.as_deref() == Some(part)
            });
            named.map(|(_, is_storyline)| *is_storyline)
        };
        let last = *parts.last()?;
        if let Some(is_storyline) = of(last) {
            let value = fragment.trim_start_matches('#');
            if !value.is_empty() {
                return Some(Listed::Term(is_storyline, value.to_owned()));
            }
            let folder = if is_storyline { "storylines" } else { NAME_OF_TOPICS };
            return Some(Listed::Page(format!("/{folder}/")));
        }
        let is_storyline = of(parts.get(parts.len().checked_sub(2)?)?)?;
        Some(Listed::Term(is_storyline, last.to_owned()))
    }

    fn feed(&self, key: &str, address: &str) -> Option<String> {
        let is_at_root = !key.contains('/');
        let is_feed = matches!(
            name(key),
            "feed" | "rss" | "feed.xml" | "atom.xml" | "rss.xml" | "index.xml" | "feed.json"
        );
        (self.has_feed && is_at_root && is_feed).then(|| {
            let json = ending(address.trim_end_matches('/')) == "json";
            if json { "/feed.json" } else { "/feed.xml" }.to_owned()
        })
    }
}

/// An address without the number of its page: `posts/page/2`, `posts/page2`.
fn without_page(key: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (before, last) = key.rsplit_once('/').unwrap_or(("", key));
    if last.strip_prefix("page").is_some_and(is_number) {
        return before;
    }
    if is_number(last) && (before == "page" || before.ends_with("/page")) {
        return before.strip_suffix("page").unwrap_or(before).trim_end_matches('/');
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_known_by_their_addresses() {
        let lists = Lists {
            of_posts: HashSet::from(["blog".to_owned()]),
            dates: HashSet::from(["2024".to_owned(), "2024/03".to_owned()]),
            newest: Some(2024),
            taxonomies: BTreeMap::from([("tags".to_owned(), false), ("categories".to_owned(), true)]),
            has_feed: true,
        };
        let page = |address: &str| match lists.find(address, "") {
            Some(Listed::Page(page)) => page,
            Some(Listed::Term(is_storyline, name)) => format!("{is_storyline} {name}"),
            None => "none".to_owned(),
        };
        for (address, expected) in [
            ("/blog/", "/2024/"),
            ("/blog/page/2/", "/2024/"),
            ("/page2/", "/2024/"),
            ("/archives/", "/2024/"),
            ("/2024/03/", "/2024/03/"),
            ("/blog/2024/", "/2024/"),
            ("/2023/", "none"),
            ("/tags/", "/topics/"),
            ("/tags/page/2/", "/topics/"),
            ("/blog/tag/ferries/", "false ferries"),
            ("/category/strike/", "true strike"),
            ("/categories/index.html", "/storylines/"),
            ("/rss.xml", "/feed.xml"),
            ("/feed.json", "/feed.json"),
            ("/author/desk/", "none"),
            ("/news/", "none"),
            ("/", "none"),
        ] {
            assert_eq!(page(address), expected, "{address}");
        }
        assert_eq!(lists.find("/tags/", "#ferries"), Some(Listed::Term(false, "ferries".to_owned())));
    }
}
