//! Keys of other programs: each is reported with our key for it, or as not needed.

use crate::site::build;

/// The help line for a key in the front matter of a file.
fn help_for(folder: &str, key: &str) -> String {
    let name = if folder == "people" { "name" } else { "title" };
    let date = if folder == "briefings" { "date: 2025-12-22\n" } else { "" };
    let value = if key == "weight" { "5" } else { "Something" };
    let outcome = build(&format!("-- content/{folder}/x.md --\n---\n{name}: X\n{date}{key}: {value}\n---\n"));
    let found = outcome.problems.iter().find(|problem| problem.message.contains(&format!("`{key}`")));
    let found = found.unwrap_or_else(|| panic!("nothing is reported about `{key}`"));
    found.help.clone().unwrap_or_default()
}

#[test]
fn keys_of_other_programs_are_told_with_ours() {
    let words: [(&str, &[&str]); 9] = [
        (
            "write `summary`",
            &["description", "excerpt", "abstract", "subtitle", "teaser", "standfirst", "dek", "intro"],
        ),
        ("write `title`", &["headline", "name", "linkTitle"]),
        (
            "write `storylines: [ID]`",
            &["tags", "tag", "keywords", "categories", "category", "topics", "taxonomies"],
        ),
        ("write `former: [/old/", &["permalink", "redirect_from", "redirects"]),
        (
            "write `corrections:",
            &["lastmod", "last_modified", "modified", "updated", "updated_at", "dateModified"],
        ),
        ("write `date`", &["created", "created_at", "dateCreated"]),
        ("write `lang`", &["language", "locale"]),
        ("write `sources:", &["references", "bibliography"]),
        ("write `place: ID`", &["location"]),
    ];
    for (word, keys) in words {
        for key in keys {
            let help = help_for("briefings", key);
            assert!(help.starts_with(word), "{key}: {help}");
        }
    }
    // A near miss of one of our keys is taken for that key.
    for (key, word) in [("author", "authors"), ("source", "sources"), ("storyline", "storylines")] {
        assert_eq!(help_for("briefings", key), format!("did you mean `{word}`?"));
    }
    assert_eq!(help_for("people", "title"), "write `name` instead");
    assert_eq!(help_for("people", "coordinates"), "write `at: [LATITUDE, LONGITUDE]` instead");
    for folder in ["pages", "storylines", "people"] {
        assert!(help_for(folder, "permalink").starts_with("write `former: [/old/"), "{folder}");
    }
    assert_eq!(help_for("people", "aka"), "write `aliases: [NAME]` instead");
    assert_eq!(help_for("pages", "aka"), "remove the line: it is not needed here");
    assert_eq!(help_for("people", "tags"), "remove the line: it is not needed here");
    for key in ["cover", "coverImage", "image", "thumbnail", "banner", "featured_image"] {
        assert!(help_for("briefings", key).starts_with("put the picture into the text"), "{key}");
    }
    let needless = [
        "slug",
        "url",
        "uid",
        "template",
        "outputs",
        "cssclasses",
        "weight",
        "order",
        "menu",
        "eleventyNavigation",
        "featured",
        "pinned",
        "sticky",
        "toc",
        "comments",
        "math",
        "mermaid",
        "disqus",
        "canonicalUrl",
        "robots",
        "sitemap",
        "cascade",
        "isCJKLanguage",
    ];
    for folder in ["briefings", "pages", "storylines", "people"] {
        for key in needless {
            let help = help_for(folder, key);
            assert!(help.starts_with("remove the line: "), "{folder}: {key}: {help}");
        }
    }
}
