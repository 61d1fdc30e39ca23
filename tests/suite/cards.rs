//! Cards: which pages have one, what is on them, and how they are drawn and kept.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dateline::diagnostic::Diagnostics;
use dateline::load::{CacheFolder, Project};
use dateline::model::graph::cards::{Drawing, Form};
use dateline::model::theme::Typeface;
use dateline::pictures::Cache;
use dateline::pictures::cards::{Painted, Painter};
use dateline::pipeline::{Making, Plan};
use proptest::prelude::*;
use rayon::prelude::*;
use tempfile::TempDir;

use crate::site::{How, Outcome, build, in_folder, run};

/// A site of four days, with a storyline, a person and a series that only the first briefing has, and others that the
/// last one has too.
fn days(settings: &str) -> String {
    let briefing = |day: u8, rest: &str| {
        format!(
            "-- content/briefings/2025-12-2{day}-day{day}.md --\n---\ntitle: Day {day}\ndate: 2025-12-2{day}\n{rest}\n\
             sources: [{{id: s, title: S, url: https://a.example/}}]\n---\nText.\n"
        )
    };
    let figure =
        |series: &str| format!("figures: [{{series: {series}, value: 3, period: 2025-12-20, source: s}}]");
    format!(
        "-- site.yaml --\ntitle: Digest\nbase_url: https://digest.example/\nseries: {{old: {{name: Old}}, new: {{name: New}}}}\n\
         {settings}\n-- content/storylines/first.md --\n---\ntitle: First\n---\n\
         -- content/storylines/last.md --\n---\ntitle: Last\n---\n\
         -- content/people/ann.md --\n---\nname: Ann\n---\n-- content/people/bob.md --\n---\nname: Bob\n---\n{}{}{}{}",
        briefing(1, &format!("storylines: [first]\nabout: [ann]\n{}", figure("old"))),
        briefing(2, ""),
        briefing(3, ""),
        briefing(4, &format!("storylines: [last]\nabout: [bob]\n{}", figure("new"))),
    )
}

fn cards(outcome: &Outcome) -> Vec<&str> {
    let cards = outcome.files.keys().filter(|path| path.ends_with("card.png"));
    cards.map(|path| path.trim_end_matches("card.png").trim_end_matches('/')).collect()
}

/// The picture of a page for previews, with its size and what it shows.
fn preview<'o>(outcome: &'o Outcome, page: &str) -> [&'o str; 4] {
    ["", ":width", ":height", ":alt"]
        .map(|part| outcome.between(page, &format!("<meta property=\"og:image{part}\" content=\""), "\">"))
}

#[test]
fn the_newest_briefings_and_what_has_something_of_them_have_cards() {
    let newest = build(&days("cards: 2"));
    let expected = [
        "2025/12/23",
        "2025/12/23/day3",
        "2025/12/24",
        "2025/12/24/day4",
        "",
        "figures/new",
        "people/bob",
        "storylines/last",
    ];
    assert_eq!(cards(&newest), expected);
    let own = "https://digest.example/2025/12/23/day3/card.png";
    assert_eq!(preview(&newest, "2025/12/23/day3/index.html"), [own, "1200", "630", "Day 3"]);
    for page in
        ["2025/12/22/day2/", "storylines/first/", "people/ann/", "figures/old/", "people/", "2025/", ""]
    {
        let [url, width, height, alt] = preview(&newest, &format!("{page}index.html"));
        if page.is_empty() {
            // The front page is the newest edition.
            assert_eq!(url, "https://digest.example/2025/12/24/card.png");
            continue;
        }
        assert_eq!(
            [url, width, height, alt],
            ["https://digest.example/card.png", "1200", "630", "Digest"],
            "{page}"
        );
    }
    let three = build(&days("cards: 3"));
    assert_eq!(cards(&three).len(), expected.len() + 2);
    // Without the key, a small site has all of them, as does one that asks for all.
    let all = build(&days("cards: all"));
    assert_eq!(cards(&all).len(), 15);
    for same in ["", "cards: true", "cards: 4", "cards: 100"] {
        assert_eq!(cards(&build(&days(same))), cards(&all), "{same}");
    }
}

#[test]
fn a_briefing_about_many_people_has_no_more_of_their_cards_than_there_are_of_briefings() {
    let people = |setting: &str| {
        let more = |id: &str| format!("-- content/people/{id}.md --\n---\nname: Dr {id}\n---\n");
        let about = days(setting).replace("about: [bob]", "about: [bob, cyd, dan]");
        let outcome = build(&format!("{}{about}", [more("cyd"), more("dan")].concat()));
        let cards = cards(&outcome).into_iter().filter(|path| path.starts_with("people/"));
        cards.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(people("cards: 1").len(), 1);
    assert_eq!(people("cards: 2").len(), 2);
    assert_eq!(people("cards: 3"), ["people/bob", "people/cyd", "people/dan"]);
    // All briefings are new, and there are as many people as there may be: the one with the oldest briefing comes last.
    assert_eq!(people("cards: 4"), ["people/ann", "people/bob", "people/cyd", "people/dan"]);
}

#[test]
fn cards_can_be_left_out_and_need_an_address() {
    for without in
        [days("cards: false"), days("cards: 0"), days("").replace("base_url: https://digest.example/\n", "")]
    {
        let outcome = build(&without);
        assert_eq!(cards(&outcome), [""; 0]);
        assert!(!outcome.page("2025/12/24/day4/index.html").contains("og:image"));
    }
}

#[test]
fn what_cards_takes_is_said() {
    let outcome = build(&days("cards: some"));
    let told = outcome.problems.iter().find(|problem| problem.code.name() == "wrong-type").unwrap();
    assert_eq!(told.message, "`some` is neither a number, `all` nor `false`");
}

/// The SVG of a card.
fn svg<'o>(outcome: &'o Outcome, page: &str) -> &'o str {
    outcome.page(&format!("{page}card.png"))
}

/// The words on a card, in order.
fn words(svg: &str) -> Vec<String> {
    let document = roxmltree(svg);
    let texts =
        document.descendants().filter(|node| node.has_tag_name("text") && node.has_attribute("inline-size"));
    texts.map(|node| node.text().unwrap_or_default().trim().to_owned()).collect()
}

fn roxmltree(svg: &str) -> resvg::usvg::roxmltree::Document<'_> {
    resvg::usvg::roxmltree::Document::parse(svg).unwrap()
}

#[test]
fn a_card_says_what_its_page_is() {
    let outcome = build(&days("description: What happened, day by day."));
    assert_eq!(words(svg(&outcome, "")), ["Digest", "What happened, day by day."]);
    assert_eq!(words(svg(&outcome, "2025/12/24/day4/")), ["Last", "Day 4", "Digest", "December 24, 2025"]);
    assert_eq!(
        words(svg(&outcome, "storylines/last/")),
        ["Storylines", "Last", "Day 4", "Digest", "December 24, 2025"]
    );
    assert_eq!(
        words(svg(&outcome, "2025/12/24/")),
        ["No. 4", "Wednesday, December 24, 2025", "Day 4", "Digest"]
    );
    assert_eq!(words(svg(&outcome, "people/bob/")), ["Person", "Bob", "Digest"]);
    let series = words(svg(&outcome, "figures/new/"));
    assert_eq!(series[..2], ["Figures", "New"]);
    assert!(series[2].starts_with('3') && series[2].ends_with("December 20, 2025"), "{series:?}");
    // The chart itself, with its value.
    assert!(svg(&outcome, "figures/new/").contains("<g transform=\"scale("));
    let [.., alt] = preview(&outcome, "figures/new/index.html");
    assert_eq!(alt, format!("New – {}", series[2]));
}

#[test]
fn a_card_has_the_colours_of_the_site_and_no_markup_of_its_headline() {
    let text =
        days("look: {accent: \"#00566b\"}").replace("title: Day 4", "title: \"<b>A & \\\"B\\\"</b> *c*\"");
    let outcome = build(&text);
    let svg = svg(&outcome, "2025/12/24/day4/");
    assert!(svg.contains("fill=\"#00566b\"") && !svg.contains("#8a1c1c"), "{svg}");
    assert_eq!(words(svg)[1], "<b>A & “B”</b> *c*");
}

#[test]
fn letters_that_no_typeface_has_are_told_once_and_typefaces_of_the_site_have_them() {
    let text = days("").replace("Day 3", "マイアミ").replace("Day 4", "ラリルレロワヲンカキク");
    let outcome = build(&text);
    let told: Vec<_> =
        outcome.problems.iter().filter(|problem| problem.code.name() == "no-typeface").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0].message,
        "4 pages have no card: no typeface in the theme has `アイカキクマミラ` and others"
    );
    assert_eq!(told[0].place.as_ref().unwrap().source.path, "content/briefings/2025-12-23-day3.md");
    assert_eq!(preview(&outcome, "2025/12/23/day3/index.html")[0], "https://digest.example/card.png");
    let site = in_folder(&text);
    let fonts = site.path().join("themes/default/fonts");
    fs::create_dir_all(&fonts).unwrap();
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typefaces/boxes.ttf"),
        fonts.join("boxes.ttf"),
    )
    .unwrap();
    let outcome = run(site.path(), How::default());
    assert_eq!(outcome.codes().iter().filter(|code| **code == "no-typeface").count(), 0);
    assert_eq!(cards(&outcome).len(), 15);
    // Characters that are not letters do not count: what no typeface has is left out.
    let outcome = build(&days("").replace("Day 3", "Day 3 🎉"));
    assert_eq!(cards(&outcome).len(), 15);
}

#[test]
fn what_is_no_typeface_is_told() {
    let site = in_folder(&days(""));
    let fonts = site.path().join("themes/default/fonts");
    fs::create_dir_all(&fonts).unwrap();
    fs::write(fonts.join("a.otf"), "no typeface").unwrap();
    fs::write(fonts.join("b.woff2"), "wOF2").unwrap();
    fs::write(fonts.join("OFL.txt"), "licence").unwrap();
    let outcome = run(site.path(), How::default());
    let told = outcome.problems.iter().filter(|problem| problem.code.name() == "misplaced-file");
    let told: Vec<_> = told
        .map(|problem| (problem.place.as_ref().unwrap().source.path.as_str(), &*problem.message))
        .collect();
    assert_eq!(
        told,
        [
            ("themes/default/fonts/a.otf", "this file holds no typeface that cards can be drawn with"),
            ("themes/default/fonts/b.woff2", "cards are not drawn with `.woff2` files"),
        ]
    );
}

/// A plan of a site in a folder, and its problems.
fn planned(project: &Project) -> (Plan, Diagnostics) {
    let mut diags = Diagnostics::default();
    let release =
        dateline::link::Release { now: How::default().now.parse().unwrap(), drafts: false, future: false };
    let plan = dateline::pipeline::plan(project, &release, None, &mut diags);
    (plan, diags)
}

#[test]
fn a_template_that_makes_no_svg_is_told_by_check_and_build() {
    let text = format!(
        "{}-- themes/default/templates/card.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>\n",
        days("")
    );
    let site = in_folder(&text);
    for is_read_only in [true, false] {
        let cache = CacheFolder { path: site.path().join(".cache"), is_read_only };
        let project = Project { cache: Some(cache), ..Project::at(site.path()) };
        let (plan, diags) = planned(&project);
        let making = Making::new(&project, &plan, &diags);
        let mut found = Diagnostics::default();
        let card = plan.entries.iter().find(|planned| planned.output.as_str() == "card.png").unwrap();
        assert_eq!(making.make(card, &mut found), None);
        let found = found.into_sorted();
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("`/card.png` cannot be drawn: "), "{}", found[0].message);
        assert_eq!(found[0].place.as_ref().unwrap().source.path, "themes/default/templates/card.svg");
    }
}

fn typefaces() -> Vec<Typeface> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [
        "tests/typefaces/boxes.ttf",
        "themes/default/fonts/headline.otf",
        "themes/default/fonts/text-regular.otf",
    ];
    files
        .map(|file| Typeface { file: file.to_owned(), bytes: fs::read(root.join(file)).unwrap().into() })
        .into()
}

fn card(text: &str) -> Drawing {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><rect width=\"1200\" height=\"630\" fill=\"#fff\"/>\
         <text x=\"60\" y=\"200\" inline-size=\"1000\" data-lines=\"4\" data-font-sizes=\"80 40\" font-family=\"Dateline Headline\" \
         font-weight=\"700\">{}</text></svg>",
        text.replace('&', "&amp;").replace('<', "&lt;")
    );
    Drawing { svg, photograph: None, form: Form::Card }
}

/// Width, height and the pixels of a PNG that are dark, by row and column.
fn dark(bytes: &[u8]) -> (u32, u32, BTreeSet<(u32, u32)>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut data).unwrap();
    let pixels = data[..frame.buffer_size()].chunks_exact(3).enumerate();
    let dark = pixels.filter(|(_, pixel)| pixel[0] < 100);
    let at = |n: usize| {
        let n = u32::try_from(n).unwrap();
        (n / frame.width, n % frame.width)
    };
    (frame.width, frame.height, dark.map(|(n, _)| at(n)).collect())
}

fn painted(card: &Drawing) -> Vec<u8> {
    let typefaces = typefaces();
    match Painter::new(&typefaces, None).paint(card).unwrap() {
        Painted::Bytes(bytes) => bytes,
        Painted::File(..) => panic!("there is no folder"),
    }
}

#[test]
fn a_card_is_a_picture_of_1200_by_630_pixels_with_its_words() {
    let (width, height, letters) = dark(&painted(&card("Headline")));
    assert_eq!((width, height), (1200, 630));
    let rows: BTreeSet<u32> = letters.iter().map(|(row, _)| *row).collect();
    let columns: BTreeSet<u32> = letters.iter().map(|(_, column)| *column).collect();
    assert!(*rows.first().unwrap() > 120 && *rows.last().unwrap() < 210, "{rows:?}");
    assert!(*columns.first().unwrap() >= 60 && *columns.last().unwrap() < 500, "{columns:?}");
    // Four boxes of a wide typeface, and one of a narrow one.
    let (_, _, boxes) = dark(&painted(&card("アアアアا")));
    let row: Vec<u32> = boxes.iter().filter(|(row, _)| *row == 180).map(|(_, column)| *column).collect();
    assert_eq!(row.chunk_by(|a, b| a + 1 == *b).count(), 5);
}

#[test]
fn a_card_without_words_is_its_ground() {
    assert_eq!(dark(&painted(&card(""))).2.len(), 0);
    assert_eq!(dark(&painted(&card("🎉"))).2.len(), 0);
}

#[test]
fn lines_from_right_to_left_begin_at_the_right() {
    let turned = |text: &str| {
        let mut card = card(text);
        card.svg = card.svg.replace("x=\"60\"", "x=\"1140\" direction=\"rtl\"");
        let (_, _, letters) = dark(&painted(&card));
        letters.into_iter().map(|(_, column)| column).collect::<BTreeSet<u32>>()
    };
    let columns = turned("ااا");
    assert!(*columns.last().unwrap() > 1120 && *columns.last().unwrap() < 1140, "{columns:?}");
    // A Latin word after an Arabic one is to its left.
    let both = turned("ااا M");
    assert!(columns.last() == both.last() && both.first() < columns.first(), "{both:?}");
}

#[test]
fn the_photograph_stands_in_its_frame_and_nothing_else_is_loaded() {
    let secret = in_folder("-- a.svg --\n<svg/>\n");
    let file = secret.path().join("a.png");
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[0, 0, 0]).unwrap();
    fs::write(&file, bytes).unwrap();
    for href in [file.to_str().unwrap(), "photograph", "https://a.example/a.png"] {
        let mut card = card("");
        card.svg = card
            .svg
            .replace("</svg>", &format!("<image href=\"{href}\" width=\"100\" height=\"100\"/></svg>"));
        assert_eq!(dark(&painted(&card)).2.len(), 0, "{href}");
    }
}

#[test]
fn a_card_is_drawn_once_and_kept_while_it_is_used() {
    let folder = TempDir::new().unwrap();
    let cache = || Some(Cache::new(folder.path().join("cache"), false));
    let typefaces = typefaces();
    let files = || {
        let names = fs::read_dir(folder.path().join("cache")).unwrap().map(|entry| entry.unwrap().path());
        names.collect::<BTreeSet<_>>()
    };
    let paint = |painter: &Painter<'_>, text: &str| match painter.paint(&card(text)).unwrap() {
        Painted::File(file, bytes) => (file, bytes),
        Painted::Bytes(_) => panic!("it was not kept"),
    };
    let first = Painter::new(&typefaces, cache());
    let (one, size) = paint(&first, "One");
    assert_eq!(fs::metadata(&one).unwrap().len(), size);
    assert_eq!(fs::read(&one).unwrap(), painted(&card("One")));
    let (two, _) = paint(&first, "Two");
    assert_eq!(files(), BTreeSet::from([one.clone(), two.clone()]));
    // What is there is not drawn again: other bytes of a whole picture are taken as they are.
    let whole = painted(&card("Other"));
    fs::write(&one, &whole).unwrap();
    let second = Painter::new(&typefaces, cache());
    assert_eq!(paint(&second, "One"), (one.clone(), whole.len() as u64));
    assert_eq!(fs::read(&one).unwrap(), whole);
    // One that is cut off is.
    fs::write(&one, &whole[..whole.len() - 1]).unwrap();
    paint(&second, "One");
    assert_eq!(fs::read(&one).unwrap(), painted(&card("One")));
    // Other typefaces make another card.
    let fewer = Painter::new(&typefaces[1..], cache());
    let (other, _) = paint(&fewer, "One");
    assert_ne!(other, one);
    let foreign = folder.path().join("cache/notes.txt");
    fs::write(&foreign, "mine").unwrap();
    second.tidy();
    assert_eq!(files(), BTreeSet::from([one, foreign]));
}

#[test]
fn cards_are_the_same_on_all_threads() {
    let texts: Vec<String> = (0..12).map(|n| format!("Headline number {} of the day", n % 3)).collect();
    let typefaces = typefaces();
    let painter = Painter::new(&typefaces, None);
    let drawn: Vec<Painted> = texts.par_iter().map(|text| painter.paint(&card(text)).unwrap()).collect();
    for (n, painted) in drawn.iter().enumerate() {
        assert_eq!(*painted, drawn[n % 3]);
    }
}

#[test]
fn the_icon_of_the_site_is_drawn_in_all_forms_and_may_be_the_owners() {
    let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\" r=\"3\"/></svg>";
    let outcome = build(&days(""));
    let page = outcome.page("index.html");
    assert!(page.contains("<link rel=\"icon\" href=\"/favicon.ico\" sizes=\"32x32\">"), "{page}");
    assert!(page.contains("<link rel=\"apple-touch-icon\" href=\"/apple-touch-icon.png\">"));
    assert_eq!(outcome.files["favicon.ico"], outcome.files["static/icon.svg"]);
    let typefaces = typefaces();
    let draw = |form| match Painter::new(&typefaces, None)
        .paint(&Drawing { svg: icon.to_owned(), photograph: None, form })
        .unwrap()
    {
        Painted::Bytes(bytes) => bytes,
        Painted::File(..) => panic!("there is no folder"),
    };
    let (width, height, circle) = dark(&draw(Form::TouchIcon));
    assert_eq!((width, height), (180, 180));
    assert!(circle.contains(&(90, 90)) && !circle.contains(&(10, 10)));
    let ico = draw(Form::Favicon);
    assert_eq!(ico[..6], [0, 0, 1, 0, 1, 0]);
    assert_eq!(ico[6..8], [32, 32]);
    let length = u32::from_le_bytes(ico[14..18].try_into().unwrap()) as usize;
    assert_eq!(ico.len(), 22 + length);
    let mut reader = png::Decoder::new(std::io::Cursor::new(&ico[22..])).read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut data).unwrap();
    // The corner is transparent, and the middle is not.
    assert_eq!((data[3], data[(16 * 32 + 16) * 4 + 3]), (0, 255));
    // What is in `content/root/` is published as it is.
    let own = build(&format!("{}-- content/root/favicon.ico --\nmine\n", days("")));
    assert_eq!(own.page("favicon.ico"), "mine\n");
    assert!(own.page("index.html").contains("href=\"/favicon.ico\""));
    assert!(own.files.contains_key("apple-touch-icon.png"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_headline_can_be_drawn(text in "(\\PC{0,120}|[a-zА-я ]{0,400}|[ア-ン、。]{0,200}|[ا-ي ]{0,200}|\\w{200})") {
        let (width, height, letters) = dark(&painted(&card(&text)));
        prop_assert_eq!((width, height), (1200, 630));
        // Nothing reaches beyond the width that it was given, except for a letter that leans over.
        let last = letters.iter().map(|(_, column)| *column).max().unwrap_or_default();
        prop_assert!(last <= 1080, "{}", last);
    }
}
