//! Folders that hold a file with its pictures, texts above lists, and files beside the pages.
//!
//! It is long because it makes pictures byte by byte and lists small sites, one or more for each kind of file.

use crate::site::{How, Outcome, build, check, in_folder, run};

#[test]
fn a_folder_gives_its_index_the_id() {
    let outcome = check(
        "-- content/briefings/2025/12/2025-12-22-talks/index.md --
---
title: Talks
date: 2025-12-22
---
[[ada]], [her](../../../../people/ada/), [again](../../../../people/ada/index.md) and
![Hall](hall.txt) [Counts](counts.csv?v=2&x#row=3).
-- content/briefings/2025/12/2025-12-22-talks/hall.txt --
x
-- content/briefings/2025/12/2025-12-22-talks/counts.csv --
x
-- content/people/ada/index.md --
---
name: Ada
former: [/who/ada/]
---
See [the talks](../../briefings/2025/12/2025-12-22-talks), [[talks]] and [Bo](../bo.md).
-- content/people/bo.md --
---
name: Bo
---
[Ada](ada/index.md#top)
",
    );
    let page = outcome.page("2025/12/22/talks/index.html");
    assert_eq!(page.matches("href=\"/people/ada/\"").count(), 3);
    assert!(page.contains("src=\"/files/briefings/2025/12/2025-12-22-talks/hall.txt\""));
    let counts = "href=\"/files/briefings/2025/12/2025-12-22-talks/counts.csv?v=2&amp;x#row=3\"";
    assert!(page.contains(counts), "{page}");
    let ada = outcome.between("people/ada/index.html", "See ", "</p>");
    assert_eq!(ada.matches("href=\"/2025/12/22/talks/\"").count(), 2, "{ada}");
    assert!(outcome.files.contains_key("who/ada/index.html"));
}

#[test]
fn the_folder_is_what_is_renamed() {
    let outcome = check(
        "-- content/people/Ada B/index.md --
---
^ note[untidy-file-name]: `Ada B` has capitals or spaces, and is part of addresses
name: Ada
---
-- content/people/eve.md --
---
name: Eve
---
-- content/people/eve/index.md --
---
^ error[duplicate-id]: the id `eve` is already taken in `people`
name: Eve II
---
-- content/people/index.md --
---
^ warning[misplaced-file]: an `index.md` is named after its folder, but this is the folder of a kind
name: People
---
-- content/people/more/ada/index.md --
---
name: Ada II
---
[x](../../evee/index.md)
^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/people/evee/index.md`
-- content/briefings/2025-12-21-talks/index.md --
---
title: Talks
date: 2025-12-22
^^^^^^^^^^^^^^^^ error[date-mismatch]: the date is 2025-12-22, but the folder name says 2025-12-21
---
-- content/briefings/2025-12-41-talks/index.md --
---
^^^ error[bad-date]: the folder name begins with `2025-12-41`, and there is no such day
title: Talks
date: 2025-12-11
---
"
        .replace("^^^ error[bad-date]", "^ error[bad-date]")
        .replace("^^^^^^^^^^^^^^^^ error[date", "      ^^^^^^^^^^ error[date")
        .as_str(),
    );
    let help = |code: &str| {
        let problem = outcome.problems.iter().find(|problem| problem.code.name() == code).unwrap();
        problem.help.clone().unwrap()
    };
    assert_eq!(help("untidy-file-name"), "rename the folder to `ada-b`");
    assert_eq!(help("duplicate-id"), "rename the file, or the folder of the `index.md`");
    assert_eq!(help("broken-link"), "did you mean `../../eve/index.md`?");
    assert_eq!(help("date-mismatch"), "correct the date, or rename the folder to `2025-12-22-talks`");
    assert_eq!(help("bad-date"), "rename the folder to `2025-12-11-talks`");
}

#[test]
fn a_draft_keeps_the_pictures_of_its_folder() {
    let files = |draft: &str| {
        let outcome = build(&format!(
            "-- content/pages/about/index.md --\n---\ntitle: About\n{draft}---\n[x](x.pdf#page=3) [y](/files/pages/about/x.pdf?a#b)\n-- content/pages/about/x.pdf --\nx\n"
        ));
        let links = outcome
            .files
            .get("about/index.html")
            .map(|page| String::from_utf8_lossy(page).matches("href=\"/files/pages/about/x.pdf").count());
        (outcome.files.contains_key("files/pages/about/x.pdf"), links)
    };
    assert_eq!(files("draft: true\n"), (false, None));
    assert_eq!(files(""), (true, Some(2)));
    let outcome = build(
        "-- content/pages/about.md --\n---\ntitle: About\n---\n[x](x.pdf#page=3) [y](/files/pages/x.pdf?a#b)\n-- content/pages/x.pdf --\nx\n",
    );
    for href in ["x.pdf#page=3\"", "x.pdf?a#b\""] {
        assert!(outcome.page("about/index.html").contains(&format!("href=\"/files/pages/{href}")), "{href}");
    }
}

/// Exif data: the entries of the first table, and those of the location table.
fn tiff(is_little: bool, turn: u16, place: Option<[u32; 2]>) -> Vec<u8> {
    let two = |n: u16| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let four = |n: u32| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&two(tag)[..], &two(kind), &four(count), &value].concat()
    };
    let turned = [two(turn), [0, 0]].concat().try_into().unwrap();
    let mut all = if is_little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
    all.extend(four(8));
    all.extend(two(2));
    all.extend(entry(0x0112, 3, 1, turned));
    all.extend(entry(0x8825, 4, 1, four(38)));
    all.extend(four(0));
    let Some([degrees, parts]) = place else { return all };
    all.extend(two(2));
    all.extend(entry(2, 5, 3, four(68)));
    all.extend(entry(4, 5, 3, four(68)));
    all.extend(four(0));
    all.extend([four(degrees), four(parts), four(0), four(1), four(0), four(1)].concat());
    all
}

/// A part of a JPEG.
pub(crate) fn segment(code: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap();
    [&[0xff, code][..], &length.to_be_bytes(), data].concat()
}

/// A photograph of 60 by 30 pixels without pixels.
fn jpeg(exif: &[u8]) -> Vec<u8> {
    let frame = segment(0xc0, &[8, 0, 30, 0, 60, 1, 1, 0x11, 0]);
    let exif = segment(0xe1, &[b"Exif\0\0", exif].concat());
    [&[0xff, 0xd8][..], &segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), &exif, &frame, &[0xff, 0xd9]]
        .concat()
}

fn png(exif: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &[0; 4]].concat()
    };
    let head = chunk(b"IHDR", &[0, 0, 0, 60, 0, 0, 0, 30, 8, 2, 0, 0, 0]);
    let parts = [head, chunk(b"IDAT", &[0; 9]), chunk(b"eXIf", exif), chunk(b"IEND", &[])].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &parts].concat()
}

fn webp(exif: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let end = if data.len().is_multiple_of(2) { &[][..] } else { &[0] };
        [name, &u32::try_from(data.len()).unwrap().to_le_bytes(), data, end].concat()
    };
    let parts = [
        &b"WEBP"[..],
        &chunk(b"VP8X", &[8, 0, 0, 0, 59, 0, 0, 29, 0, 0]),
        &chunk(b"VP8L", &[0; 7]),
        &chunk(b"EXIF", exif),
    ]
    .concat();
    [&b"RIFF"[..], &u32::try_from(parts.len()).unwrap().to_le_bytes(), &parts].concat()
}

/// The outcome of a page that shows a file twice, and of another one that shows it.
fn shown(name: &str, bytes: &[u8]) -> Outcome {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n![x]({name})\n\n![x]({name})\n");
    let folder =
        in_folder(&format!("-- content/pages/p.md --\n{}-- content/pages/q.md --\n{}", page("P"), page("Q")));
    std::fs::write(folder.path().join("content/pages").join(name), bytes).unwrap();
    run(folder.path(), How::default())
}

/// The outcome of a site that publishes a file as it is.
fn as_it_is(name: &str, bytes: &[u8]) -> Outcome {
    let folder = in_folder("-- content/pages/p.md --\n---\ntitle: P\n---\n");
    std::fs::create_dir(folder.path().join("content/root")).unwrap();
    std::fs::write(folder.path().join("content/root").join(name), bytes).unwrap();
    run(folder.path(), How::default())
}

fn told(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.problems.iter().map(|problem| (problem.code.name(), problem.message.as_str())).collect()
}

#[test]
fn a_photograph_that_tells_its_place_is_told_once() {
    let told_of = [("photo-location", "this photograph reveals where it was taken (GPS in its metadata)")];
    for is_little in [true, false] {
        let exif = tiff(is_little, 1, Some([59, 1]));
        for (name, bytes) in [("a.jpg", jpeg(&exif)), ("a.png", png(&exif)), ("a.webp", webp(&exif))] {
            let outcome = as_it_is(name, &bytes);
            assert_eq!(told(&outcome), told_of, "{name}");
            let help = outcome.problems[0].help.as_deref().unwrap();
            let line =
                format!("run `exiftool -overwrite_original -gps:all= -xmp:geotag= content/root/{name}`");
            assert!(help.starts_with(&line), "{help}");
        }
        let marked = [b"Exif\0\0", &exif[..]].concat();
        assert_eq!(told(&as_it_is("a.webp", &webp(&marked))), told_of);
        let heif = [&b"\0\0\0\x18ftypavif0000"[..], b"Exif\0\0", b"0", &marked].concat();
        assert_eq!(told(&shown("a.avif", &heif)), told_of);
        // Without a place, or with one that was not found.
        for exif in
            [tiff(is_little, 1, None), tiff(is_little, 1, Some([59, 0])), tiff(is_little, 1, Some([0, 1]))]
        {
            for (name, bytes) in [("a.jpg", jpeg(&exif)), ("a.png", png(&exif)), ("a.webp", webp(&exif))] {
                assert_eq!(told(&as_it_is(name, &bytes)), [], "{name}");
            }
        }
    }
    let folder = in_folder("-- content/pages/p.md --\n---\ntitle: P\n---\n");
    std::fs::write(folder.path().join("content/pages/a.jpg"), jpeg(&tiff(true, 1, Some([59, 1])))).unwrap();
    assert_eq!(run(folder.path(), How::default()).codes(), ["unused-file"]);
}

#[test]
fn xmp_tells_the_place_too() {
    for (xmp, is_told) in [
        ("<x exif:GPSLatitude=\"59,20.1N\"/>", true),
        ("<exif:GPSLatitude>59,20.1N</exif:GPSLatitude> ", true),
        ("<x exif:GPSLatitude=\"\"/>", false),
        ("<x exif:GPSLatitudeRef=\"5\"/>", false),
        ("<x exif:Flash=\"1\"/>", false),
    ] {
        let length = u32::try_from(xmp.len()).unwrap();
        let exif = tiff(true, 1, None);
        let (jpeg, png, webp) = (jpeg(&exif), png(&exif), webp(&exif));
        let packet = segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", xmp.as_bytes()].concat());
        // The header of a PNG ends at byte 33, with the checksum.
        let text = [&length.to_be_bytes()[..], b"iTXt", xmp.as_bytes(), &[0; 4]].concat();
        let end = if xmp.len().is_multiple_of(2) { &[][..] } else { &[0] };
        let packed = [&b"XMP "[..], &length.to_le_bytes(), xmp.as_bytes(), end].concat();
        for (name, bytes) in [
            ("a.jpg", [&jpeg[..2], &packet, &jpeg[2..]].concat()),
            ("a.png", [&png[..33], &text, &png[33..]].concat()),
            ("a.webp", [&webp[..], &packed].concat()),
        ] {
            assert_eq!(told(&as_it_is(name, &bytes)).len(), usize::from(is_told), "{name} {xmp}");
        }
    }
}

#[test]
fn a_photograph_on_its_side_has_the_size_that_is_seen() {
    for (turn, size) in [
        (0, "width=\"60\" height=\"30\""),
        (1, "width=\"60\" height=\"30\""),
        (4, "width=\"60\" height=\"30\""),
        (5, "width=\"30\" height=\"60\""),
        (8, "width=\"30\" height=\"60\""),
        (9, "width=\"60\" height=\"30\""),
    ] {
        let outcome = shown("a.jpg", &jpeg(&tiff(true, turn, None)));
        assert!(outcome.page("p/index.html").contains(size), "{turn}");
    }
}

#[test]
fn damaged_exif_data_are_no_news() {
    let whole = tiff(true, 6, Some([59, 1]));
    for end in 0..whole.len() {
        for bytes in [jpeg(&whole[..end]), png(&whole[..end]), webp(&whole[..end])] {
            assert_eq!(told(&as_it_is("a.jpg", &bytes)), [], "{end}");
        }
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] = 0xff;
        let codes = as_it_is("a.jpg", &jpeg(&damaged)).codes().len();
        assert!(codes <= 1, "{at}");
    }
}

#[test]
fn what_is_called_a_picture_is_one() {
    let html = "this picture begins like HTML or XML";
    let cut = "this picture is cut off before its size is given";
    let jpeg = jpeg(&tiff(true, 1, None));
    for (name, bytes, what) in [
        ("a.jpg", &b""[..], "this picture is empty: the file has 0 bytes"),
        ("a.png", b"\xef\xbb\xbf\n <!doctype html><title>x</title>", html),
        ("a.webp", b"<svg xmlns='http://www.w3.org/2000/svg'/>", html),
        ("a.gif", b"404 not found\n", "this picture begins like text"),
        ("a.avif", b"\0\x01\x02\x03", "this picture does not begin like one"),
        ("a.jpeg", &jpeg[..3], cut),
        ("a.jpg", &jpeg[..jpeg.len() - 12], cut),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0", cut),
        (
            "a.jpg",
            b"\0\0\0\x18ftypheic0000",
            "this picture is in the format HEIC, which browsers do not show",
        ),
        ("a.png", b"II*\0\x08\0\0\0", "this picture is in the format TIFF, which browsers do not show"),
    ] {
        let outcome = shown(name, bytes);
        assert_eq!(told(&outcome), [("no-picture", what)], "{name}");
        let place = outcome.problems[0].place.as_ref().unwrap();
        assert_eq!(place.source.path, format!("content/pages/{name}"));
        assert!(!outcome.files.contains_key(&format!("files/pages/{name}")), "{name}");
    }
    // Browsers go by the bytes, and files that are not pictures by name may be anything.
    for (name, bytes) in [("a.jpg", &b"GIF89a00000000"[..]), ("a.txt", b""), ("a.bmp", b"\0\0\x01\0")] {
        assert_eq!(told(&shown(name, bytes)), [], "{name}");
    }
}

mod root {
    use super::*;
    use crate::site::build_as;

    const PAGE: &str = "---\ntitle: P\n---\n";

    #[test]
    fn what_lies_there_is_published_at_the_root_as_it_is() {
        let outcome = check(
            "-- content/root/.well-known/security.txt --
Contact: mailto:desk@example.org
-- content/root/old/page.html --
<script src=\"https://elsewhere.example/x.js\"></script><a href=\"/nowhere/\" id=a id=a>
-- content/root/old/index.html --
<p>old
-- content/root/notes.md --
No front matter.
-- content/root/wp content/x&y.gif --
GIF89a00000000
-- content/root/.DS_Store --
x
-- content/root/.git/HEAD --
x
-- content/root/a/.gitkeep --
-- content/root/a/._b --
x
-- content/root/b.txt~ --
x
-- content/root/.b.txt.swp --
x
-- content/pages/p.md --
---
title: P
---
![X](</wp content/x&y.gif>) ![X](<../root/wp content/x&y.gif>) [a](/old/page.html?a#b) [b](/old/) [c](/notes.md)
[d](../root/.well-known/security.txt) <img src=\"/wp%20content/x%26y.gif\" alt=\"X\">
",
        );
        let there =
            [".well-known/security.txt", "old/page.html", "old/index.html", "notes.md", "wp content/x&y.gif"];
        for path in there {
            assert!(outcome.files.contains_key(path), "{path}");
        }
        assert_eq!(outcome.page("notes.md"), "No front matter.\n");
        let other = ["DS_Store", ".git", "._b", "b.txt", "files/"];
        for path in outcome.files.keys() {
            assert!(!other.iter().any(|other| path.contains(other)), "{path}");
        }
        let page = outcome.page("p/index.html");
        let picture = "src=\"/wp%20content/x%26y.gif\"";
        assert_eq!(
            page.matches(picture).count(),
            3,
            "{}",
            outcome.between("p/index.html", "<main", "</main>")
        );
        assert_eq!(page.matches("width=\"12336\" height=\"12336\"").count(), 3);
        for href in ["/old/page.html?a#b", "/old/", "/notes.md", "/.well-known/security.txt"] {
            assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
        }
        let listed = outcome.page("data/urls.txt");
        assert!(listed.lines().any(|line| line == "/old/") && listed.contains("/.well-known/security.txt\n"));
        assert!(!outcome.page("sitemap.xml").contains("/old/"));
    }

    #[test]
    fn addresses_lie_under_the_base_path() {
        let site = format!(
            "-- content/root/x/a.gif --\nGIF89a00000000\n-- content/pages/p.md --\n{PAGE}![A](/x/a.gif)\n"
        );
        let outcome = build_as(&site, How { base: Some("https://x.org/news/"), ..How::default() });
        assert!(outcome.page("p/index.html").contains("src=\"/news/x/a.gif\""));
        assert!(outcome.files.contains_key("x/a.gif"));
    }

    #[test]
    fn a_link_to_nothing_there_is_told_what_is_near() {
        let outcome = check(
            "-- content/root/wp-content/hall.gif --
GIF89a00000000
-- content/pages/p.md --
---
title: P
---
![x](/wp-content/hal.gif)
^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no file `/wp-content/hal.gif`

![x](/static/gate.png)
^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has no file `/static/gate.png`

[x](/v1.2)
^^^^^^^^^^ error[broken-link]: the site has no page `/v1.2`

[x](../root/wp-content/hull.gif)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/root/wp-content/hull.gif`
",
        );
        let helps: Vec<_> = outcome.problems.iter().filter_map(|problem| problem.help.as_deref()).collect();
        assert!(helps.contains(&"did you mean `/wp-content/hall.gif`?"), "{helps:?}");
        assert!(helps.contains(&"did you mean `../root/wp-content/hall.gif`?"), "{helps:?}");
        let put =
            "put the file next to this one and write `gate.png`, or put it at `content/root/static/gate.png`";
        assert!(helps.contains(&put), "{helps:?}");
    }

    #[test]
    fn a_clash_is_an_error_at_the_file() {
        for (file, message, help) in [
            (
                "robots.txt",
                "the URL `/robots.txt` belongs to a page that is made for every site",
                "rename this file, or remove it",
            ),
            (
                "index.html",
                "the URL `/` belongs to a page that is made for every site",
                "rename this file, or remove it",
            ),
            (
                "404.html",
                "the URL `/404.html` belongs to a page that is made for every site",
                "write what it says into the template `404.html` of a theme, and remove this file",
            ),
            (
                "CNAME",
                "the address `/CNAME` is at `CNAME`, which the output folder keeps",
                "write the domain under `cname` in `site.yaml`, and remove this file",
            ),
            ("p/index.html", "two pages claim the URL `/p/`", "rename this file, or remove it"),
            ("p", "the address `/p` would be a file and a folder at once", "rename this file, or remove it"),
            ("P/x.txt", "`/p/` and `/P/` differ only in capitals", "rename this file, or remove it"),
            (
                "static/style.css",
                "the URL `/static/style.css` belongs to a page that is made for every site",
                "rename this file, or remove it",
            ),
        ] {
            let outcome = build(&format!("-- content/root/{file} --\nx\n-- content/pages/p.md --\n{PAGE}"));
            let [problem] = &outcome.problems[..] else { panic!("{file}: {:?}", told(&outcome)) };
            let place = problem.place.as_ref().unwrap().source.path.as_str();
            assert_eq!((place, problem.message.as_str()), (format!("content/root/{file}").as_str(), message));
            assert_eq!(problem.help.as_deref(), Some(help), "{file}");
        }
        let beside = build(&format!("-- content/root/p/x.txt --\nx\n-- content/pages/p.md --\n{PAGE}"));
        assert_eq!(told(&beside), []);
    }

    #[test]
    fn photographs_and_pointers_there_are_told() {
        let folder = in_folder(&format!(
            "-- content/pages/p.md --\n{PAGE}-- content/root/b.png --\nversion https://git-lfs.github.com/spec/v1\n"
        ));
        std::fs::write(folder.path().join("content/root/a.jpg"), jpeg(&tiff(true, 1, Some([59, 1]))))
            .unwrap();
        let outcome = run(folder.path(), How::default());
        assert_eq!(outcome.codes(), ["photo-location", "unreadable-file"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_nowhere_out_of_the_content() {
        use std::os::unix::fs::symlink;

        let site = |links: &[(&str, &str)]| {
            let folder = in_folder(&format!(
                "-- content/pages/p.md --\n{PAGE}-- content/pages/a.txt --\na\n-- away/b.txt --\nsecretword\n"
            ));
            for (link, target) in links {
                let link = folder.path().join("content").join(link);
                std::fs::create_dir_all(link.parent().unwrap()).unwrap();
                symlink(target, link).unwrap();
            }
            run(folder.path(), How::default())
        };
        let inside = site(&[("root/c.txt", "../pages/a.txt")]);
        assert_eq!(inside.page("c.txt"), "a\n");
        for (link, target) in
            [("root", "../away"), ("root/b.txt", "../../away/b.txt"), ("root/x", "../../away")]
        {
            let outcome = site(&[(link, target)]);
            let problem = outcome.problems.iter().find(|problem| problem.code.name() == "unfollowed-link");
            let place = problem.unwrap().place.as_ref().unwrap();
            assert_eq!(place.source.path, format!("content/{link}"));
            assert!(!outcome.files.values().any(|bytes| bytes.starts_with(b"secretword")));
        }
    }
}

#[test]
fn a_language_at_the_end_of_a_name_is_kept_for_translations() {
    let page = "---\nname: N\ntitle: N\ndate: 2025-12-22\n---\n";
    for (file, stem, help) in [
        ("pages/b.uk.md", "b.uk", "rename the file to `b-uk.md`"),
        ("pages/B.pt-BR.md", "B.pt-BR", "rename the file to `b-pt-br.md`"),
        ("briefings/2025-12-22-a.de.md", "2025-12-22-a.de", "rename the file to `2025-12-22-a-de.md`"),
        ("people/ada.de/index.md", "ada.de", "rename the folder to `ada-de`"),
        ("people/ada/index.de.md", "index.de", "rename the file to `ada-de.md`"),
    ] {
        let outcome = crate::site::build_damaged(&format!("-- content/{file} --\n{page}"));
        let problem = outcome.problems.iter().find(|problem| problem.code.name() == "bad-file-name");
        let problem = problem.unwrap_or_else(|| panic!("{file}"));
        let message = format!("`{stem}` ends in a language code, which is reserved for translations");
        assert_eq!((problem.message.as_str(), problem.help.as_deref()), (message.as_str(), Some(help)));
    }
    for file in ["v1.2", "notes.old", "node.js", "3.6", "b.xx"] {
        let outcome = build(&format!("-- content/pages/{file}.md --\n---\ntitle: N\n---\n"));
        assert_eq!(told(&outcome), [], "{file}");
    }
}

mod lists {
    use super::*;
    use crate::site::build_as;

    const TEXT: &str = "---\ntitle: Who is who\nsummary: Those who act.\n---\n";

    #[test]
    fn a_text_stands_above_the_list_of_its_kind() {
        let outcome = check(
            "-- site.yaml --
title: T
base_url: https://x.org/
id: t
kinds: {treaties: {one: Treaty, many: Treaties}}
-- content/people/_index.md --
---
title: Who is who
summary: Those who act.
former: [/who/]
---
All of them. ![Map](map.gif) [Bo](bo.md) [gone](eve.md)
                                         ^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/people/eve.md`

## How they were chosen

-- content/people/map.gif --
GIF89a00000000
-- content/people/bo.md --
---
name: Bo
---
[All](_index.md#how-they-were-chosen), [again](/people/), [x](_index.md#why)
                                                          ^^^^^^^^^^^^^^^^^^ error[dead-anchor]: the page that this leads to has no section `why`
-- content/treaties/_index.md --
---
title: None yet
---
-- content/storylines/_index.md --
---
title: What goes on
---
Bo among them.
-- content/pages/p.md --
---
title: P
---
[[_index]]
^^^^^^^^^^ error[unknown-id]: nothing is called `_index`
",
        );
        let page = outcome.page("people/index.html");
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}"));
        let order = [
            "<h1>Who is who</h1>",
            "Those who act.</p>",
            "All of them.",
            "id=\"how-they-were-chosen\"",
            "class=\"groups\">",
        ];
        assert!(order.map(at).is_sorted());
        assert!(
            page.contains(
                "<meta name=\"description\" property=\"og:description\" content=\"Those who act.\">"
            )
        );
        assert!(page.contains("src=\"/files/people/map.gif\""));
        assert!(outcome.page("people/bo/index.html").contains("href=\"/people/#how-they-were-chosen\""));
        assert!(outcome.page("treaties/index.html").contains("<h1>None yet</h1>"));
        assert!(
            outcome.between("storylines/index.html", "<main", "</main>").contains("href=\"/people/bo/\"")
        );
        assert!(outcome.files.contains_key("who/index.html"));
        assert!(outcome.files.keys().all(|path| !path.contains("_index")));
        // The navigation calls a list by its kind.
        assert!(outcome.between("p/index.html", "<nav", "</nav>").contains(">People</a>"));
        assert!(!outcome.between("p/index.html", "<nav", "</nav>").contains("Who is who"));
    }

    #[test]
    fn a_text_that_is_held_back_leaves_the_list_as_it_is() {
        let site = |hold: &str| {
            format!(
                "-- content/people/_index.md --\n{}secretword is here.\n-- content/people/bo.md --\n---\nname: Bo\n---\n[All](/people/)\n",
                TEXT.replace("summary", &format!("{hold}summary"))
            )
        };
        for hold in ["draft: true\n", "embargo: 2027-01-01T00:00Z\n"] {
            let outcome = build(&site(hold));
            assert_eq!(outcome.codes(), [""; 0], "{hold}");
            let page = outcome.page("people/index.html");
            assert!(
                page.contains("<h1>People</h1>") && !page.contains("secretword") && !page.contains("who")
            );
            let shown = build_as(&site(hold), How { drafts: true, future: true, ..How::default() });
            let page = shown.page("people/index.html");
            assert!(page.contains("secretword") && page.contains("class=\"unreleased\""));
        }
    }

    #[test]
    fn where_there_is_no_list_it_is_told() {
        for (file, help) in [
            ("pages/_index.md", "move it to `content/pages/`, under the name of a page such as `about.md`"),
            (
                "briefings/_index.md",
                "move it to `content/pages/`, under the name of a page such as `about.md`",
            ),
            (
                "briefings/2025/_index.md",
                "move it to `content/pages/`, under the name of a page such as `about.md`",
            ),
            ("_index.md", "move it to `content/pages/`, under the name of a page such as `about.md`"),
            ("people/ada/_index.md", "move what it says to `content/people/_index.md`"),
        ] {
            let outcome = build(&format!("-- content/{file} --\n{TEXT}"));
            let message = "an `_index.md` is the text above the list of a kind, and this folder has no list";
            assert_eq!(told(&outcome), [("misplaced-file", message)], "{file}");
            assert_eq!(outcome.problems[0].help.as_deref(), Some(help));
        }
        let outcome = build("-- content/people/_index.md --\nAll of them.\n");
        let help = "begin the file with the lines `---`, `title: …` and `---`";
        assert_eq!(outcome.problems[0].help.as_deref(), Some(help));
    }
}
