//! Lists on plain pages, and files that `extra` names.

use crate::site::{Outcome, build, build_damaged};

/// A site with three briefings, a storyline, a person and a place, and a page with a list.
fn site(list: &str) -> String {
    let mut site = format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nid: t\nkinds: {{treaties: {{one: Treaty, many: Treaties}}}}\n\
         -- content/storylines/flood.md --\n---\ntitle: The flood\n---\n\
         -- content/people/ann.md --\n---\nname: Ann Bell\nrole: Engineer\n---\n\
         -- content/treaties/rivers.md --\n---\nname: Rivers Treaty\n---\n\
         -- content/places/ford.md --\n---\nname: Ford\n---\n\
         -- content/pages/list.md --\n---\ntitle: List\nlist: {list}\n---\nAbove.\n"
    );
    for (n, front) in
        [(1, "storylines: flood\n"), (2, "storylines: flood\nabout: ann\n"), (3, "about: ann\nplace: ford\n")]
    {
        site += &format!(
            "-- content/briefings/2025-12-0{n}-b{n}.md --\n---\ntitle: Report {n}\ndate: 2025-12-0{n}\nsummary: Sum.\n{front}---\nText.\n"
        );
    }
    site
}

/// The addresses that the list on the page leads to, in order.
fn listed(list: &str) -> Vec<String> {
    let built = build(&site(list));
    assert!(!built.codes().contains(&"wrong-type"), "{:?}", built.codes());
    let page = built.page("list/index.html");
    let (_, below) = page.split_once("<p>Above.</p>").unwrap();
    let (list, _) =
        below.split_once("</article>\n</main>").unwrap_or((below.split_once("</main>").unwrap().0, ""));
    let links =
        list.split("<a class=\"u-url\" href=\"").flat_map(|part| part.split("<li><a href=\"")).skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn briefings_are_listed_by_what_they_belong_to() {
    let at = |n: u8| format!("/d/2025/12/0{n}/b{n}/");
    assert_eq!(listed("{}"), [at(3), at(2), at(1)]);
    assert_eq!(listed("{kind: briefing, limit: 2}"), [at(3), at(2)]);
    assert_eq!(listed("{kind: briefings, storyline: flood}"), [at(2), at(1)]);
    assert_eq!(listed("{about: ann}"), [at(3), at(2)]);
    assert_eq!(listed("{storyline: flood, about: ann}"), [at(2)]);
    assert_eq!(listed("{place: ford}"), [at(3)]);
    assert_eq!(listed("{place: ford, storyline: flood}"), [""; 0]);
}

#[test]
fn storylines_and_dossiers_are_listed() {
    assert_eq!(listed("{kind: person}"), ["/d/people/ann/"]);
    assert_eq!(listed("{kind: treaties}"), ["/d/treaties/rivers/"]);
    let built = build(&site("{kind: storyline}"));
    assert!(
        built.page("list/index.html").contains("<a href=\"/d/storylines/flood/\">"),
        "{}",
        built.page("list/index.html")
    );
}

fn told(list: &str) -> Vec<String> {
    let checked = build_damaged(&site(list));
    let wrong = checked.problems.iter().filter(|problem| {
        let place = problem.place.as_ref().map_or("", |place| place.source.path.as_str());
        place == "content/pages/list.md"
    });
    wrong
        .map(|problem| {
            format!("{}: {}: {}", problem.code, problem.message, problem.help.as_deref().unwrap_or_default())
        })
        .collect()
}

#[test]
fn what_is_wrong_in_a_list_is_told() {
    assert_eq!(told("{kind: persn}"), ["unknown-id: a list cannot hold `persn`: did you mean `person`?"]);
    assert_eq!(
        told("{kind: video}"),
        [
            "unknown-id: a list cannot hold `video`: write one of briefing, storyline, person, place, organisation, document, treaty"
        ]
    );
    assert_eq!(told("{kind: page}").len(), 1);
    assert_eq!(
        told("{storyline: flod}"),
        ["unknown-id: no storyline is called `flod`: did you mean `flood`? (content/storylines/flood.md)"]
    );
    assert_eq!(
        told("{kind: person, about: ann}"),
        ["wrong-type: only a list of briefings takes `about`: remove it, or list briefings"]
    );
    assert_eq!(told("{limit: 200}"), [""; 0]);
    assert_eq!(
        told("{limit: 201}"),
        ["wrong-type: a list shows at most 200 entries: write a number up to 200"]
    );
    assert_eq!(told("20").len(), 1);
    let above = site("{}").replace("content/pages/list.md", "content/people/_index.md");
    let codes = build_damaged(&above);
    assert!(codes.codes().contains(&"wrong-type"), "{:?}", codes.codes());
}

#[test]
fn a_list_shows_fifty_if_it_does_not_say() {
    for count in [50, 51] {
        let mut site = site("{}");
        for n in 4..=count {
            site += &format!(
                "-- content/briefings/2024-01-01-x{n}.md --\n---\ntitle: More {n}\ndate: 2024-01-01\n---\nText.\n"
            );
        }
        let built = build(&site);
        assert_eq!(built.page("list/index.html").matches("class=\"u-url\"").count(), 50);
    }
}

/// A page with two pictures beside it, three pixels wide and two high, and templates that show them.
fn pictured(extra: &str) -> Outcome {
    let folder = tempfile::TempDir::new().unwrap();
    let site = format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nid: t\ntheme: own\n\
         -- themes/own/templates/page.html --\n{{% extends \"default/page.html\" %}}{{% block after_text %}}{{{{ text.extra | json_encode }}}}{{% endblock after_text %}}\n\
         -- themes/own/templates/embeds/photo.html --\n{{% component photo(of) %}}<img src=\"{{{{ of.href }}}}\" alt=\"\">{{% endcomponent photo %}}\n\
         -- content/pages/about/index.md --\n---\ntitle: About\nextra: {extra}\n---\n```{{photo}}\nof: {{file: dam.png}}\n```\n"
    );
    crate::site::write_site(folder.path(), &site);
    // A GIF, which is published as it is.
    let picture = b"GIF89a\x03\0\x02\0\0\0\0";
    for name in ["hall.png", "dam.png"] {
        std::fs::write(folder.path().join("content/pages/about").join(name), picture).unwrap();
    }
    crate::site::run(folder.path(), Default::default())
}

#[test]
fn files_that_extra_names_are_published() {
    let built = pictured("{team: [{name: Ann, photo: {file: hall.png}}], colour: blue}");
    assert_eq!(built.codes(), [""; 0]);
    let page = built.page("about/index.html").replace("&quot;", "\"");
    let extra = "{\"colour\":\"blue\",\"team\":[{\"name\":\"Ann\",\"photo\":{\"file\":\"hall.png\",\"height\":2,\"href\":\"/d/files/pages/about/hall.png\",\"width\":3}}]}";
    assert!(page.contains(extra), "{page}");
    assert!(page.contains("<img src=\"/d/files/pages/about/dam.png\" alt=\"\">"), "{page}");
    assert!(built.files.contains_key("files/pages/about/hall.png"));
    assert!(built.files.contains_key("files/pages/about/dam.png"));
}

#[test]
fn a_file_that_is_not_there_is_told_where_it_is_named() {
    let built = pictured("{photo: {file: hal.png}}");
    let problem = built.problems.iter().find(|problem| problem.code.name() == "broken-link").unwrap();
    assert_eq!(problem.place.as_ref().unwrap().line_column(), (3, 23));
    assert_eq!(problem.help.as_deref(), Some("did you mean `hall.png`?"));
    for nothing in ["\"\"", "\"  \""] {
        let built = pictured(&format!("{{photo: {{file: {nothing}}}}}"));
        let problem = built.problems.iter().find(|problem| problem.code.name() == "broken-link").unwrap();
        assert_eq!(problem.message, "this `file` has no name");
        assert_eq!(problem.place.as_ref().unwrap().line_column(), (3, 8));
    }
}
