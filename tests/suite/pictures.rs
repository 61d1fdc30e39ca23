//! Photographs: what is drawn from them, what is left out, and where they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::diagnostic::Diagnostic;
use dateline::load::{CacheFolder, Project};
use dateline::pictures::{MOST_BYTES, MOST_PIXELS};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::files::segment;
use crate::site::{How, Outcome, in_folder, run, run_project};

/// A photograph in which no two places are alike: red grows to the right, green downwards.
fn pixels(width: u32, height: u32) -> Vec<u8> {
    let level = |at: u32, all: u32| u8::try_from(u64::from(at) * 255 / u64::from(all.max(2) - 1)).unwrap();
    let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    rows.flat_map(|(x, y)| [level(x, width), level(y, height), 90]).collect()
}

pub(crate) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    let data = pixels(width.into(), height.into());
    encoder.encode(&data, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels(width, height)).unwrap();
    bytes
}

pub(crate) fn webp(width: u32, height: u32) -> Vec<u8> {
    webp::Encoder::from_rgb(&pixels(width, height), width, height).encode(80.0).to_vec()
}

/// Exif data with an orientation, a maker and a place.
fn exif(turn: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0");
    tiff.extend([turn, 0, 0, 0]);
    tiff.extend(b"\x0f\x01\x02\0\x0d\0\0\0\x32\0\0\0");
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x40\0\0\0\0\0\0\0");
    tiff.extend(b"SECRET maker\0\0");
    // The location table: latitude and longitude, three fractions each.
    tiff.extend(b"\x02\0\x02\0\x05\0\x03\0\0\0\x5e\0\0\0\x04\0\x05\0\x03\0\0\0\x76\0\0\0\0\0\0\0");
    tiff.extend([50_u32, 1, 27, 1, 0, 1, 30, 1, 31, 1, 0, 1].into_iter().flat_map(u32::to_le_bytes));
    tiff
}

const XMP: &[u8] =
    b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude=\"50,27N\">SECRET xmp</x:xmpmeta>";
const IPTC: &[u8] = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x50\0\x0aSECRETiptc";

/// A JPEG that says everything about itself that it can.
fn telling_jpeg(width: u16, height: u16, turn: u8) -> Vec<u8> {
    let jpeg = jpeg(width, height);
    let told = [
        segment(0xe1, &[b"Exif\0\0", &exif(turn)[..]].concat()),
        segment(0xe1, XMP),
        segment(0xed, IPTC),
        segment(0xe7, b"SECRET of a program"),
        segment(0xfe, b"SECRET comment"),
    ];
    [&jpeg[..2], &told.concat(), &jpeg[2..], b"SECRET after the end"].concat()
}

pub(crate) fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [&name[..], data].concat();
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// The checksum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    let table =
        |byte: u32| (0..8).fold(byte, |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 });
    !bytes.iter().fold(u32::MAX, |c, byte| table((c ^ u32::from(*byte)) & 0xff) ^ (c >> 8))
}

fn telling_png(width: u32, height: u32) -> Vec<u8> {
    let png = png(width, height);
    let head = 8 + 25;
    let told = [
        chunk(b"eXIf", &exif(1)),
        chunk(b"tEXt", b"Comment\0SECRET text"),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP].concat()),
        chunk(b"tIME", &[7, 234, 1, 2, 3, 4, 5]),
        chunk(b"seCr", b"SECRET of a program"),
    ];
    [&png[..head], &told.concat(), &png[head..], b"SECRET after the end"].concat()
}

fn telling_webp(width: u32, height: u32) -> Vec<u8> {
    let webp = webp(width, height);
    let part = |name: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap();
        let padding: &[u8] = if data.len() % 2 == 1 { b"\0" } else { b"" };
        [&name[..], &length.to_le_bytes(), data, padding].concat()
    };
    let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    let head = part(b"VP8X", &[vec![0b1100, 0, 0, 0], side(width), side(height)].concat());
    let parts = [&head[..], &webp[12..], &part(b"EXIF", &exif(1)), &part(b"XMP ", XMP)].concat();
    let length = u32::try_from(parts.len() + 4).unwrap();
    [b"RIFF", &length.to_le_bytes()[..], b"WEBP", &parts, b"SECRET after the end"].concat()
}

/// A site of one briefing that shows files.
pub(crate) fn site(files: &[(&str, Vec<u8>)]) -> TempDir {
    let shown: String = files.iter().map(|(name, _)| format!("![What it is]({name})\n\n")).collect();
    briefing("", &shown, files)
}

fn briefing(front: &str, text: &str, files: &[(&str, Vec<u8>)]) -> TempDir {
    let site = in_folder(&format!(
        "-- site.yaml --\ntitle: T\nbase_url: https://x.org/\nemail: true\ncards: false\n-- content/storylines/s.md --\n---\ntitle: S\n---\n-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nsummary: S.\nstorylines: [s]\n{front}---\n{text}\n"
    ));
    for (name, bytes) in files {
        fs::write(site.path().join("content/briefings").join(name), bytes).unwrap();
    }
    site
}

pub(crate) fn drawn(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = run(site, How::default()).files;
    files.into_iter().filter(|(path, _)| path.starts_with("files/")).collect()
}

fn names(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().map(|path| path.strip_prefix("files/briefings/").unwrap()).collect()
}

fn size(bytes: &[u8]) -> (usize, usize) {
    let size = imagesize::blob_size(bytes).unwrap();
    (size.width, size.height)
}

fn told(outcome: &Outcome) -> Vec<(&'static str, String, Option<String>)> {
    let tell = |one: &Diagnostic| (one.code.name(), one.message.clone(), one.help.clone());
    outcome.problems.iter().map(tell).collect()
}

#[test]
fn nothing_that_a_photograph_says_of_itself_is_published() {
    let site = site(&[
        ("kept.jpg", telling_jpeg(300, 200, 1)),
        ("turned.jpg", telling_jpeg(300, 200, 6)),
        ("wide.jpg", telling_jpeg(2000, 100, 1)),
        ("kept.png", telling_png(300, 200)),
        ("wide.png", telling_png(2000, 100)),
        ("kept.webp", telling_webp(300, 200)),
        ("wide.webp", telling_webp(2000, 100)),
    ]);
    let outcome = run(site.path(), How::default());
    assert_eq!(told(&outcome), []);
    for (path, bytes) in &outcome.files {
        for secret in [&b"SECRET"[..], b"Exif\0", b"Photoshop", b"xmpmeta", b"tIME", b"eXIf", b"EXIF"] {
            let found = bytes.windows(secret.len()).any(|part| part == secret);
            assert!(!found || !path.starts_with("files/"), "{path}: {}", String::from_utf8_lossy(secret));
        }
    }
    // What fits is not drawn again: its pixels are those of the file.
    let files = &outcome.files;
    assert_eq!(files["files/briefings/kept.jpg"], jpeg(300, 200));
    assert_eq!(files["files/briefings/kept.png"], png(300, 200));
    let kept = &files["files/briefings/kept.webp"];
    assert_eq!(
        *webp::Decoder::new(kept).decode().unwrap(),
        *webp::Decoder::new(&webp(300, 200)).decode().unwrap()
    );
    // It is all there in the files that they were drawn from.
    let before = fs::read(site.path().join("content/briefings/kept.jpg")).unwrap();
    assert_eq!(before.windows(6).filter(|part| part == b"SECRET").count(), 6);
}

#[test]
fn each_width_is_drawn_of_what_is_wider() {
    let widths = [
        (320, "a.jpg a.jpg.320.webp"),
        (321, "a.jpg a.jpg.320.webp a.jpg.321.webp"),
        (1920, "a.jpg a.jpg.1280.webp a.jpg.1920.webp a.jpg.320.webp a.jpg.640.webp a.jpg.960.webp"),
        (1921, "a.jpg a.jpg.1280.webp a.jpg.1920.webp a.jpg.320.webp a.jpg.640.webp a.jpg.960.webp"),
    ];
    for (width, expected) in widths {
        let files = drawn(site(&[("a.jpg", jpeg(width, 64))]).path());
        assert_eq!(names(&files).join(" "), expected);
        assert_eq!(size(&files["files/briefings/a.jpg"]).0, usize::from(width.min(1920)));
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".webp")) {
            let named: usize = path.rsplit('.').nth(1).unwrap().parse().unwrap();
            assert_eq!(size(bytes).0, named, "{path}");
        }
    }
    // Browsers go by the bytes, whatever the name.
    let files = drawn(site(&[("a.png", jpeg(320, 64))]).path());
    assert_eq!(files["files/briefings/a.png"], jpeg(320, 64));
    // A WebP file is its own widest version.
    let files = drawn(site(&[("a.webp", webp(400, 300))]).path());
    assert_eq!(names(&files), ["a.webp", "a.webp.320.webp"]);
}

#[test]
fn a_photograph_is_turned_as_its_camera_was_held() {
    for (turn, is_high, first) in
        [(1, false, (0, 0)), (3, false, (255, 255)), (6, true, (0, 255)), (8, true, (255, 0))]
    {
        let site = site(&[("a.jpg", telling_jpeg(360, 240, turn))]);
        let outcome = run(site.path(), How::default());
        let whole = &outcome.files["files/briefings/a.jpg"];
        let expected = if is_high { (240, 360) } else { (360, 240) };
        assert_eq!(size(whole), expected, "{turn}");
        let (width, height) = expected;
        assert!(
            outcome
                .page("2025/12/22/a/index.html")
                .contains(&format!("width=\"{width}\" height=\"{height}\""))
        );
        let image = zune_jpeg::JpegDecoder::new(zune_jpeg::zune_core::bytestream::ZCursor::new(whole));
        let corner = { image }.decode().unwrap();
        let near = |value: u8, expected: i32| (i32::from(value) - expected).abs() < 12;
        // The corner of the file that is now at the top left: red says how far right it was, green how far
        // down.
        assert!(near(corner[0], first.0) && near(corner[1], first.1), "{turn}: {:?}", &corner[..3]);
    }
}

#[test]
fn png_and_webp_are_turned_too() {
    let turned = |bytes: Vec<u8>, upright: &[u8], lying: &[u8]| {
        let at = bytes.windows(upright.len()).position(|part| part == upright).unwrap();
        [&bytes[..at], lying, &bytes[at + upright.len()..]].concat()
    };
    let (upright, lying) = (exif(1), exif(6));
    let png = turned(telling_png(360, 240), &chunk(b"eXIf", &upright), &chunk(b"eXIf", &lying));
    let webp = turned(telling_webp(360, 240), &upright, &lying);
    let files = drawn(site(&[("a.png", png), ("b.webp", webp)]).path());
    for name in ["a.png", "b.webp"] {
        assert_eq!(size(&files[&format!("files/briefings/{name}")]), (240, 360), "{name}");
    }
}

#[test]
fn colours_of_another_profile_become_those_of_screens() {
    // sRGB primaries, and light that grows linearly: 128 is brighter than on a screen.
    let s15 = |value: f64| ((value * 65536.0).round() as i32).to_be_bytes();
    let xyz = |x, y, z| [b"XYZ \0\0\0\0", &s15(x)[..], &s15(y), &s15(z)].concat();
    let curve = b"curv\0\0\0\0\0\0\0\0".to_vec();
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.4361, 0.2225, 0.0139)),
        (b"gXYZ", xyz(0.3851, 0.7169, 0.0971)),
        (b"bXYZ", xyz(0.1431, 0.0606, 0.7141)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut profile = vec![0; 128];
    profile[4..12].copy_from_slice(b"test\x02\x40\0\0");
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&[s15(0.9642), s15(1.0), s15(0.8249)].concat());
    profile.extend(u32::try_from(tags.len()).unwrap().to_be_bytes());
    let mut at = 132 + 12 * tags.len();
    for (name, data) in &tags {
        profile.extend_from_slice(&name[..]);
        profile.extend(u32::try_from(at).unwrap().to_be_bytes());
        profile.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        at += data.len();
    }
    tags.iter().for_each(|(_, data)| profile.extend(data));
    let length = u32::try_from(profile.len()).unwrap();
    profile[..4].copy_from_slice(&length.to_be_bytes());
    let grey = |profile: Option<Vec<u8>>| {
        let mut bytes = Vec::new();
        let mut info = png::Info::with_size(400, 300);
        info.color_type = png::ColorType::Rgb;
        info.icc_profile = profile.map(Into::into);
        let encoder = png::Encoder::with_info(&mut bytes, info).unwrap();
        encoder.write_header().unwrap().write_image_data(&vec![128; 400 * 300 * 3]).unwrap();
        let files = drawn(site(&[("a.png", bytes)]).path());
        webp::Decoder::new(&files["files/briefings/a.png.320.webp"]).decode().unwrap()[0]
    };
    assert!((126..=130).contains(&grey(None)));
    assert!((185..=191).contains(&grey(Some(profile))));
}

#[test]
fn what_moves_keeps_moving() {
    let config = webp::WebPConfig::new().unwrap();
    let mut encoder = webp::AnimEncoder::new(60, 40, &config);
    let frames = [pixels(60, 40), vec![9; 60 * 40 * 3]];
    for (n, frame) in frames.iter().enumerate() {
        encoder.add_frame(webp::AnimFrame::from_rgb(frame, 60, 40, i32::try_from(n).unwrap() * 100));
    }
    let moving = encoder.encode().to_vec();
    let files = drawn(site(&[("a.webp", moving.clone())]).path());
    assert_eq!(names(&files), ["a.webp"]);
    let whole = &files["files/briefings/a.webp"];
    assert!(webp::BitstreamFeatures::new(whole).unwrap().has_animation());
    assert_eq!(whole.len(), moving.len());

    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 60, 40);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(2, 0).unwrap();
    encoder.add_text_chunk("Comment".to_owned(), "SECRET".to_owned()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    frames.iter().for_each(|frame| writer.write_image_data(frame).unwrap());
    writer.finish().unwrap();
    let files = drawn(site(&[("a.png", bytes)]).path());
    let whole = &files["files/briefings/a.png"];
    assert_eq!(names(&files), ["a.png"]);
    assert!(whole.windows(4).any(|part| part == b"fdAT") && !whole.windows(6).any(|part| part == b"SECRET"));
}

/// A PNG that claims a size and has no pixels.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &head), chunk(b"IDAT", b""), chunk(b"IEND", b"")].concat()
}

#[test]
fn enormous_pictures_are_told_before_they_are_read() {
    assert_eq!(MOST_PIXELS, 8000 * 8000);
    let found = |bytes: Vec<u8>| told(&run(site(&[("a.png", bytes)]).path(), How::default()));
    let [(code, message, _)] = &found(claiming(8000, 8000))[..] else { panic!() };
    assert_eq!(*code, "no-picture");
    assert!(message.starts_with("this picture cannot be read: "), "{message}");
    let help = "export it with at most 64 million pixels, such as 8,000 by 8,000".to_owned();
    let expected = ("large-picture", "this picture has 65 million pixels".to_owned(), Some(help));
    assert_eq!(found(claiming(8000, 8001)), [expected]);

    let heavy = |bytes: u64| {
        let site = site(&[("a.png", claiming(10, 10))]);
        let file = fs::File::options().write(true).open(site.path().join("content/briefings/a.png")).unwrap();
        file.set_len(bytes).unwrap();
        told(&run(site.path(), How::default()))
    };
    assert_eq!(heavy(MOST_BYTES)[0].0, "no-picture");
    let help = Some("export it with less than 134 MB".to_owned());
    assert_eq!(heavy(MOST_BYTES + 1), [("large-picture", "this picture is 135 MB".to_owned(), help)]);
}

#[test]
fn a_picture_that_is_cut_off_is_told_at_its_place() {
    for (name, whole) in [("a.png", png(60, 40)), ("a.webp", webp(60, 40)), ("a.jpg", jpeg(60, 40))] {
        let cut = whole[..whole.len() / 2].to_vec();
        let outcome = run(site(&[(name, cut)]).path(), How::default());
        // The part of a JPEG that is there is a picture.
        if name != "a.jpg" {
            let [problem] = &outcome.problems[..] else { panic!("{name}: {:?}", told(&outcome)) };
            assert_eq!(problem.code.name(), "no-picture");
            assert_eq!(problem.place.as_ref().unwrap().source.path, format!("content/briefings/{name}"));
        }
    }
}

fn cached(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let folders =
        fs::read_dir(site.join(".public.cache")).into_iter().flatten().map(|entry| entry.unwrap().path());
    for folder in folders.filter(|path| path.is_dir()) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            files.insert(path.strip_prefix(site).unwrap().display().to_string(), fs::read(path).unwrap());
        }
    }
    files
}

#[test]
fn what_was_drawn_is_kept_and_made_again_when_it_is_gone_or_damaged() {
    let site = site(&[("a.jpg", jpeg(700, 300)), ("b.png", png(350, 200))]);
    let first = drawn(site.path());
    let kept = cached(site.path());
    assert_eq!(kept.len(), 4 + 1 + 3 + 1);
    // What is there is taken as it is.
    let version = kept.keys().find(|path| path.ends_with("/640")).unwrap();
    let other = vec![7; kept[version].len()];
    fs::write(site.path().join(version), &other).unwrap();
    assert_eq!(drawn(site.path())["files/briefings/a.jpg.640.webp"], other);
    // But not what is cut off, or lacks its list.
    fs::write(site.path().join(version), &other[1..]).unwrap();
    assert_eq!(drawn(site.path()), first);
    for list in kept.keys().filter(|path| path.ends_with("drawn.json")) {
        fs::write(site.path().join(list), "{").unwrap();
    }
    assert_eq!(drawn(site.path()), first);
    fs::remove_dir_all(site.path().join(".public.cache")).unwrap();
    assert_eq!(drawn(site.path()), first);
    assert_eq!(cached(site.path()), kept);
    // Another picture under the same name.
    fs::write(site.path().join("content/briefings/a.jpg"), jpeg(701, 300)).unwrap();
    assert!(drawn(site.path()).contains_key("files/briefings/a.jpg.701.webp"));
    // A folder that cannot be written.
    fs::remove_dir_all(site.path().join(".public.cache")).unwrap();
    fs::write(site.path().join("content/briefings/a.jpg"), jpeg(700, 300)).unwrap();
    fs::write(site.path().join(".public.cache"), "a file").unwrap();
    assert_eq!(drawn(site.path()), first);
}

#[test]
fn a_build_removes_what_it_does_not_use_from_the_cache() {
    let site = site(&[("a.jpg", jpeg(700, 300)), ("b.png", png(350, 200))]);
    let build = || {
        let program = env!("CARGO_BIN_EXE_dateline");
        let built =
            std::process::Command::new(program).args(["build", "--root"]).arg(site.path()).output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        cached(site.path())
    };
    let both = build();
    fs::create_dir(site.path().join(".public.cache/unfinished-1-0")).unwrap();
    let foreign = site.path().join(".public.cache/of somebody else");
    fs::create_dir(&foreign).unwrap();
    fs::write(site.path().join("content/briefings/a.jpg"), jpeg(100, 100)).unwrap();
    let after = build();
    assert!(
        both.keys().any(|file| file.ends_with("/640")) && !after.keys().any(|file| file.ends_with("/640"))
    );
    let kept = both.keys().filter(|file| after.contains_key(*file)).count();
    assert_eq!((both.len(), kept, after.len()), (5 + 4, 4, 4 + 3));
    assert!(foreign.exists());
    let folders = fs::read_dir(site.path().join(".public.cache")).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(folders.filter(|path| path.is_dir()).count(), 3);
}

#[test]
fn a_run_that_only_looks_draws_nothing_and_finds_the_same() {
    let site = site(&[("a.jpg", jpeg(700, 300)), ("b.png", claiming(30, 20))]);
    let path = site.path().join(".public.cache");
    let project = |is_read_only| Project {
        cache: Some(CacheFolder { path: path.clone(), is_read_only }),
        ..Project::at(site.path())
    };
    let looked = run_project(&project(true), How::default());
    assert!(!path.exists());
    let built = run_project(&project(false), How::default());
    assert!(path.exists());
    assert_eq!(told(&looked), told(&built));
    assert_eq!(looked.files.keys().collect::<Vec<_>>(), built.files.keys().collect::<Vec<_>>());
    assert_eq!(looked.page("2025/12/22/a/index.html"), built.page("2025/12/22/a/index.html"));
}

#[test]
fn any_number_of_threads_draws_the_same() {
    let names = ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"];
    let files: Vec<(&str, Vec<u8>)> =
        (300_u16..).zip(names).map(|(width, name)| (name, jpeg(width * 2, 200))).collect();
    let on = |threads: usize| {
        let site = site(&files);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(site.path(), How::default()).files)
    };
    assert_eq!(on(1), on(4));
}

const PICTURE: &str = "picture: {file: hall.jpg, alt: An empty hall, caption: The hall & more., credit: Jane Roe, focus: 0 100}\n";

#[test]
fn the_picture_of_a_briefing_stands_wherever_the_briefing_does() {
    let site = briefing(PICTURE, "Text.", &[("hall.jpg", jpeg(800, 600))]);
    let outcome = run(site.path(), How::default());
    assert_eq!(told(&outcome), []);
    let (page, front) = (outcome.page("2025/12/22/a/index.html"), outcome.page("index.html"));
    let srcset = "srcset=\"/files/briefings/hall.jpg.320.webp 320w, /files/briefings/hall.jpg.640.webp 640w, /files/briefings/hall.jpg.800.webp 800w\"";
    for page in [page, front] {
        assert!(page.contains(srcset) && page.contains("alt=\"An empty hall\""), "{page}");
        assert!(page.contains("class=\"tone-111 focus-0-4\"") && page.contains("pictures.css"), "{page}");
    }
    assert!(
        page.contains(
            "<figcaption>The hall &amp; more. <small class=\"credit\">Jane Roe</small></figcaption>"
        )
    );
    let url = "https://x.org/files/briefings/hall.jpg";
    for tag in [
        format!("<meta property=\"og:image\" content=\"{url}\">"),
        "<meta property=\"og:image:width\" content=\"800\">".to_owned(),
        "<meta property=\"og:image:alt\" content=\"An empty hall\">".to_owned(),
    ] {
        assert!(page.contains(&tag), "{tag}");
    }
    assert!(page.contains("\"image\":{\"@type\":\"ImageObject\",\"caption\":\"The hall & more.\",\"creditText\":\"Jane Roe\",\"url\":"));
    let length = outcome.files["files/briefings/hall.jpg"].len();
    let enclosure =
        format!("<link rel=\"enclosure\" type=\"image/jpeg\" length=\"{length}\" href=\"{url}\"/>");
    assert!(outcome.page("feed.xml").contains(&enclosure));
    assert!(outcome.page("feed.json").contains(&format!("\"image\": \"{url}\"")));
    assert!(
        outcome.page("email/2025-12-22.html").contains(&format!("<img src=\"{url}\" alt=\"An empty hall\""))
    );
}

#[test]
fn every_kind_of_file_has_a_picture_and_a_year_of_its_list_has_none() {
    let picture = "picture: {file: ../hall.jpg, alt: A hall}\n";
    let site = in_folder(&format!(
        "-- site.yaml --\ntitle: T\n-- content/storylines/s.md --\n---\ntitle: S\n{picture}---\n-- content/people/p.md --\n---\nname: P\n{picture}---\n-- content/pages/q.md --\n---\ntitle: Q\n{picture}---\n-- content/editions/2025-12-22.md --\n---\nsummary: E\n{picture}---\n-- content/briefings/2025-12-22-a.md --\n---\ntitle: A\ndate: 2025-12-22\nsummary: S.\nstorylines: [s]\n---\nP said.\n"
    ));
    fs::write(site.path().join("content/hall.jpg"), jpeg(400, 300)).unwrap();
    let outcome = run(site.path(), How::default());
    for page in ["storylines/s/index.html", "people/p/index.html", "q/index.html", "2025/12/22/index.html"] {
        assert!(outcome.page(page).contains("<figure class=\"photograph\">"), "{page}");
    }
    assert!(!outcome.page("2025/12/22/a/index.html").contains("<figure class=\"photograph\">"));
}

#[test]
fn what_cannot_be_a_picture_is_told_at_its_key() {
    let found = |front: &str, files: &[(&str, Vec<u8>)]| {
        let outcome = run(briefing(front, "", files).path(), How::default());
        let tell = |one: &Diagnostic| format!("{}: {}", one.code.name(), one.message);
        outcome.problems.iter().map(tell).collect::<Vec<_>>()
    };
    let hall: &[(&str, Vec<u8>)] = &[("hall.jpg", jpeg(40, 30)), ("hall.txt", b"text".to_vec())];
    let none: [&str; 0] = [];
    assert_eq!(
        found("picture: {file: hall.jpg, alt: A hall}\n", hall)[..],
        ["unused-file: no page links to this file, so it is not published"]
    );
    assert!(
        found("picture: {file: none.jpg, alt: A hall}\n", &[])[0]
            .starts_with("broken-link: there is no file")
    );
    assert_eq!(
        found("picture: {file: hall.txt, alt: A hall}\n", &hall[1..])[..],
        ["no-picture: this file is not a picture whose size is known"]
    );
    assert_eq!(
        found("picture: {file: 'https://y.org/a.jpg', alt: A hall}\n", &[])[..],
        ["no-picture: a page's picture is a file beside it"]
    );
    assert_eq!(
        found("picture: {file: hall.jpg}\n", &hall[..1])[..],
        [
            "missing-key: `alt` is missing here",
            "unused-file: no page links to this file, so it is not published"
        ]
    );
    assert_eq!(
        found("picture: {file: hall.jpg, alt: A, focus: 50 101}\n", &hall[..1])[0],
        "wrong-type: the focus of a picture is two numbers from 0 to 100"
    );
    assert_eq!(found("picture: {file: hall.jpg, alt: A, focus: 100 0}\n", &hall[..1])[..], none);
    assert!(found("picture: hall.jpg\n", &hall[..1])[0].starts_with("wrong-type: "));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pictures_are_drawn_or_told(
        format in 0_usize..3,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let (name, mut bytes) = [
            ("a.jpg", telling_jpeg(50, 40, 6)),
            ("a.png", telling_png(50, 40)),
            ("a.webp", telling_webp(50, 40)),
        ][format].clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()).max(1));
        }
        let outcome = run(site(&[(name, bytes)]).path(), How::default());
        let shown = outcome.files.get(&format!("files/briefings/{name}"));
        prop_assert!(shown.is_some() || !outcome.problems.is_empty());
    }
}
