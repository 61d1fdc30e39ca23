//! Sound and film: players with captions, briefings that are read aloud, and cards for what is elsewhere.

use serde_json::Value;

use crate::site::{Outcome, build, build_damaged, check};

/// A site whose one briefing has a text and files beside it.
fn site(front: &str, text: &str, files: &[&str]) -> String {
    let files: String =
        files.iter().map(|name| format!("-- content/briefings/{name} --\nWEBVTT\n")).collect();
    format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/d/\nid: t\nlanguage: en-GB\ntwins: true\nsearch: false\n\
         -- content/storylines/s.md --\n---\ntitle: S\n---\n{files}\
         -- content/briefings/2025-12-01-one.md --\n---\ntitle: One\ndate: 2025-12-01\nsummary: Sum.\nstorylines: [s]\n{front}---\n{text}\n"
    )
}

const PAGE: &str = "2025/12/01/one/index.html";

fn built(text: &str, files: &[&str]) -> Outcome {
    let built = build(&site("", text, files));
    assert_eq!(built.codes(), [""; 0], "{:?}", built.problems);
    built
}

#[test]
fn a_sound_has_a_player() {
    let built = built("Before.\n\n![What \"Ann\" & <b>said</b>](talk.mp3)\n\nAfter.", &["talk.mp3"]);
    let player = built.between(PAGE, "<figure class=\"player\">", "</figure>");
    assert_eq!(
        player,
        "<audio controls preload=\"none\" src=\"/d/files/briefings/talk.mp3\" aria-label=\"What “Ann” &amp; said\">\
         <a href=\"/d/files/briefings/talk.mp3\">What “Ann” &amp; said</a></audio>\n\
         <figcaption>What “Ann” &amp; said</figcaption>"
    );
    assert!(built.files.contains_key("files/briefings/talk.mp3"));
    let feed = built.page("feed.xml");
    assert!(
        feed.contains("&lt;p&gt;&lt;a href=&quot;https://x.org/d/files/briefings/talk.mp3&quot;&gt;What"),
        "{feed}"
    );
    assert!(!feed.contains("player"), "{feed}");
    let twin = built.page("2025/12/01/one/index.md");
    assert!(twin.contains("](https://x.org/d/files/briefings/talk.mp3)"), "{twin}");
}

#[test]
fn a_film_has_captions_in_its_languages() {
    let files = ["clip.MP4", "clip.vtt", "clip.uk.vtt", "clip.xx-x.vtt", "clip2.vtt", "clip.en.srt"];
    let built = build(&site("", "![The hall](clip.MP4 \"It is *full*\")", &files));
    assert_eq!(built.codes(), ["unused-file", "unused-file"], "{:?}", built.problems);
    let player = built.between(PAGE, "<figure class=\"player\">", "</figure>");
    assert!(
        player.starts_with(
            "<video controls preload=\"none\" src=\"/d/files/briefings/clip.MP4\" aria-label=\"The hall\">"
        ),
        "{player}"
    );
    let track = |file: &str, tag: &str, label: &str, rest: &str| {
        format!(
            "<track kind=\"captions\" src=\"/d/files/briefings/{file}\" srclang=\"{tag}\" label=\"{label}\"{rest}>"
        )
    };
    let tracks = [
        track("clip.uk.vtt", "uk", "Українська", ""),
        track("clip.vtt", "en-GB", "English", " default"),
        track("clip.xx-x.vtt", "xx-x", "xx-x", ""),
    ];
    assert!(player.contains(&tracks.concat()), "{player}");
    assert!(player.ends_with("<figcaption>It is *full*</figcaption>"), "{player}");
    for file in ["clip.vtt", "clip.uk.vtt", "clip.xx-x.vtt"] {
        assert!(built.files.contains_key(&format!("files/briefings/{file}")), "{file}");
    }
    assert!(!built.files.contains_key("files/briefings/clip2.vtt"));
}

#[test]
fn captions_may_begin_with_a_byte_order_mark() {
    let site = site("", "![The hall](clip.mp4)", &["clip.mp4", "clip.vtt"]);
    let built = build(&site.replace("clip.vtt --\nWEBVTT", "clip.vtt --\n\u{feff}WEBVTT"));
    assert_eq!(built.codes(), [""; 0]);
    assert!(built.files["files/briefings/clip.vtt"].starts_with("\u{feff}WEBVTT".as_bytes()));
}

#[test]
fn what_browsers_do_not_take_is_told() {
    let told = |text: &str, files: &[&str]| check(&site("", text, files));
    told(
        "![The hall](clip.webm)\n^^^^^^^^^^^^^^^^^^^^^^ note[missing-captions]: this film has no captions for those who cannot hear it",
        &["clip.webm"],
    );
    told(
        "![The hall](clip.mp4)\n^^^^^^^^^^^^^^^^^^^^^ warning[unplayed-file]: browsers do not read captions such as `clip.srt`",
        &["clip.mp4", "clip.srt"],
    );
    told(
        "![The hall](clip.mov)\n^^^^^^^^^^^^^^^^^^^^^ warning[unplayed-file]: not every browser plays films that end in `.mov`",
        &["clip.mov", "clip.vtt"],
    );
    told("![](talk.ogg)\n^^^^^^^^^^^^^ error[missing-alt]: what is played here has no name", &["talk.ogg"]);
    told(
        "![Talk](tolk.ogg)\n^^^^^^^^^^^^^^^^^ error[broken-link]: there is no file `content/briefings/tolk.ogg`",
        &[],
    );
    told(
        "She said ![so](talk.ogg) twice.\n         ^^^^^^^^^^^^^^^ error[misplaced-embed]: `talk.ogg` is inside a text, where nothing is played",
        &["talk.ogg"],
    );
    told(
        "![Talk](https://a.example/talk.ogg)\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[external-image]: this image is on another host, so the page shows a link to it",
        &[],
    );
}

#[test]
fn typed_html_has_a_link() {
    let built = build(&site("", "<audio src=\"talk.ogg\" controls title=\"Talk\"></audio>", &["talk.ogg"]));
    assert_eq!(built.codes(), ["html-removed"]);
    assert!(built.page(PAGE).contains("<p><a href=\"/d/files/briefings/talk.ogg\">Talk</a></p>"));
}

#[test]
fn a_player_stands_in_a_text_with_html_and_in_lists() {
    let built = built("<div>\n\n- ![Talk](talk.ogg)\n- Text.\n\n</div>\n\n![Talk](talk.ogg)", &["talk.ogg"]);
    assert_eq!(built.page(PAGE).matches("<audio controls").count(), 2);
}

#[test]
fn a_briefing_is_read_aloud() {
    let front = "audio: {file: talk.mp3, title: 'One, \"read\"', duration: 12:30}\n";
    let built = build(&site(front, "Text.", &["talk.mp3"]));
    assert_eq!(built.codes(), [""; 0], "{:?}", built.problems);
    let header = built.between(PAGE, "<h1", "</header>");
    assert!(header.contains("src=\"/d/files/briefings/talk.mp3\" aria-label=\"One, “read”\""), "{header}");
    assert!(header.contains("<span class=\"count\">12:30</span>"), "{header}");
    let enclosure = "<link rel=\"enclosure\" type=\"audio/mpeg\" length=\"7\" \
        href=\"https://x.org/d/files/briefings/talk.mp3\" title=\"One, “read”\"/>";
    for feed in ["feed.xml", "storylines/s/feed.xml"] {
        assert!(built.page(feed).contains(enclosure), "{}", built.page(feed));
    }
    let json: Value = serde_json::from_str(built.page("feed.json")).unwrap();
    let attachment = &json["items"][0]["attachments"][0];
    assert_eq!(attachment["url"], "https://x.org/d/files/briefings/talk.mp3");
    assert_eq!(attachment["mime_type"], "audio/mpeg");
    assert_eq!((&attachment["size_in_bytes"], &attachment["duration_in_seconds"]), (&7.into(), &750.into()));
    let linked = built.between(PAGE, "\"associatedMedia\":", "}");
    assert_eq!(
        linked,
        "{\"@type\":\"AudioObject\",\"contentUrl\":\"https://x.org/d/files/briefings/talk.mp3\",\"duration\":\"PT12M30S\",\"encodingFormat\":\"audio/mpeg\",\"name\":\"One, “read”\""
    );
    assert_eq!(built.files["files/briefings/talk.mp3"].len(), 7);
}

#[test]
fn the_name_of_a_file_is_enough() {
    let built = build(&site("audio: talk.opus\n", "Text.", &["talk.opus"]));
    assert_eq!(built.codes(), [""; 0], "{:?}", built.problems);
    assert!(built.between(PAGE, "<h1", "</header>").contains("aria-label=\"One\""));
    assert!(!built.page("feed.json").contains("duration_in_seconds"));
    let without = build(&site("", "Text.", &[]));
    assert!(
        !without.page("feed.json").contains("attachments") && !without.page("feed.xml").contains("enclosure")
    );
}

#[test]
fn what_is_wrong_with_a_recording_is_told() {
    let codes = |front: &str, files: &[&str]| build_damaged(&site(front, "Text.", files)).codes().to_vec();
    assert_eq!(codes("audio: talk.mp3\n", &[]), ["broken-link"]);
    assert_eq!(codes("audio: clip.mp4\n", &["clip.mp4"]), ["broken-link"]);
    assert_eq!(codes("audio: https://a.example/talk.mp3\n", &[]), ["broken-link"]);
    assert_eq!(codes("audio: {title: Talk}\n", &[]), ["missing-key"]);
    assert_eq!(codes("audio: {file: talk.mp3, duration: long}\n", &["talk.mp3"]), ["wrong-type"]);
}

#[test]
fn a_recording_that_is_held_back_is_not_published() {
    let held = build(&site("audio: talk.mp3\ndraft: true\n", "Text.", &["talk.mp3"]));
    assert!(!held.files.keys().any(|file| file.ends_with(".mp3")));
}

const PICTURE: &str =
    "-- content/briefings/hall.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n";

#[test]
fn a_card_leads_to_another_site_and_loads_nothing_from_there() {
    let text = "```{card}\nurl: https://www.video.example/watch?v=1\ntitle: The \"whole\" <talk>\ntext: Two hours.\nsite: Example\ndate: 1 December 2025\npicture: {file: hall.svg, alt: The hall}\n```\n\n\
        ```{card}\nurl: https://b.example\ntitle: Bare\n```";
    let built = build(&format!("{}{PICTURE}", site("", text, &[])));
    assert_eq!(built.codes(), [""; 0], "{:?}", built.problems);
    let card = built.between(PAGE, "<article class=\"elsewhere\">", "</article>");
    assert!(card.contains("<img src=\"/d/files/briefings/hall.svg\" alt=\"The hall\""), "{card}");
    assert!(
        card.contains("<a href=\"https://www.video.example/watch?v=1\">The &quot;whole&quot; &lt;talk&gt;"),
        "{card}"
    );
    assert!(card.contains("Example, www.video.example, 1 December 2025"), "{card}");
    assert!(built.page(PAGE).contains("<p class=\"count\">b.example</p>"), "{}", built.page(PAGE));
    assert!(!built.page("feed.xml").contains("elsewhere"));
}

#[test]
fn the_address_of_a_card_is_checked() {
    let codes = |url: &str| {
        let text = format!("```{{card}}\nurl: {url}\ntitle: Talk\n```");
        let checked = build_damaged(&site("", &text, &[]));
        assert!(!checked.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("javascript")));
        checked.codes().to_vec()
    };
    assert_eq!(codes("javascript:alert(1)"), ["unsafe-link"]);
    assert_eq!(codes("''"), ["broken-link"]);
    assert_eq!(codes("https://a.example/"), [""; 0]);
    assert_eq!(codes("https:a"), [""; 0]);
    assert_eq!(codes("../storylines/no.md"), ["broken-link"]);
    let built = build(&site("", "```{card}\nurl: ../storylines/s.md\ntitle: Own\n```", &[]));
    assert!(built.page(PAGE).contains("<a href=\"/d/storylines/s/\">Own"), "{}", built.page(PAGE));
}
