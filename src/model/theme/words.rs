//! The words of a theme in the language of the site.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use crate::model::theme::WordFiles;
use crate::model::theme::day_words::DayWords;
use crate::model::value::language::is_right_to_left;

/// Messages by key. What a language lacks comes from English.
pub struct Words {
    /// The site's language first.
    bundles: Vec<Bundle>,
    /// Messages that take no arguments, ready made.
    plain: FxHashMap<String, String>,
    files: WordFiles,
}

/// The messages of one language.
struct Bundle {
    messages: FluentBundle<FluentResource>,
    /// Whether it runs in the opposite direction to the site's language.
    is_turned: bool,
}

impl Words {
    /// The messages of some languages, that of the site (BCP 47) first, each with its files: those that others
    /// extend before the others.
    pub fn new(site: &str, languages: Vec<(String, Vec<FluentResource>)>, files: WordFiles) -> Self {
        let mut plain = FxHashMap::default();
        let bundle = |(language, resources): (String, _)| Bundle::new(&language, site, resources, &mut plain);
        let bundles = languages.into_iter().map(bundle).collect();
        Self { bundles, plain, files }
    }

    /// What the checks of dates look for in texts of a language (BCP 47). Nothing comes from English.
    pub fn for_days(&self, language: &str) -> DayWords {
        DayWords::of(&self.files, language)
    }

    /// A message that takes no arguments. The key itself if there is no such key.
    pub fn get(&self, key: &str) -> String {
        self.plain.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// A message with its arguments. `None` if there is no such key.
    pub fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        if args.is_none() {
            return self.plain.get(key).cloned();
        }
        for Bundle { messages, is_turned } in &self.bundles {
            if let Some(pattern) = messages.get_message(key).and_then(|message| message.value()) {
                let mut errors = Vec::new();
                let text = messages.format_pattern(pattern, args, &mut errors);
                // Words that run in the opposite direction to the site keep their order among themselves.
                return Some(if *is_turned { format!("\u{2068}{text}\u{2069}") } else { text.into_owned() });
            }
        }
        None
    }

    /// A message that counts: `{ $n }` is the number.
    pub fn count(&self, key: &str, n: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n as f64);
        self.format(key, Some(&args)).unwrap_or_else(|| n.to_string())
    }

    /// A message with a number and a name: `{ $n }` and `{ $name }`.
    pub fn count_of(&self, key: &str, n: usize, name: &str) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n as f64);
        args.set("name", name);
        self.format(key, Some(&args)).unwrap_or_else(|| n.to_string())
    }

    /// A message with two numbers: `{ $n }` and `{ $of }`.
    pub fn two_counts(&self, key: &str, n: usize, of: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n as f64);
        args.set("of", of as f64);
        self.format(key, Some(&args)).unwrap_or_else(|| n.to_string())
    }

    /// A message about something with a name: `{ $name }`.
    pub fn named(&self, key: &str, name: &str) -> String {
        let mut args = FluentArgs::new();
        args.set("name", name);
        self.format(key, Some(&args)).unwrap_or_else(|| name.to_owned())
    }

    /// A message about several things: each argument by its name.
    pub fn about(&self, key: &str, names: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in names {
            args.set(*name, *value);
        }
        self.format(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// Whether there is a message with a key.
    pub fn has(&self, key: &str) -> bool {
        self.plain.contains_key(key)
    }

    /// All keys of messages, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let mut keys: Vec<&str> = self.plain.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys.into_iter()
    }
}

impl Bundle {
    fn new(
        language: &str,
        site: &str,
        resources: Vec<FluentResource>,
        plain: &mut FxHashMap<String, String>,
    ) -> Self {
        let id: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Arguments run as the site does: in English words of a site in Arabic they need marks around them.
        let is_turned = is_right_to_left(language) != is_right_to_left(site);
        bundle.set_use_isolating(is_turned);
        let mut keys: Vec<String> = Vec::new();
        for resource in resources {
            keys.extend(resource.entries().filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
            bundle.add_resource_overriding(resource);
        }
        for key in keys {
            let Some(pattern) = bundle.get_message(&key).and_then(|message| message.value()) else {
                continue;
            };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
            plain.entry(key).or_insert(text);
        }
        Self { messages: bundle, is_turned }
    }
}
