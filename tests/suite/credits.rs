//! Who made a photograph and whose it is: gone, or kept if the site asks for it.

use std::fs;

use crate::files::segment;
use crate::pictures::{chunk, drawn, jpeg, png, site, webp};

/// Exif data with who made it and whose it is, and a place.
fn credited_exif() -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    tiff.extend(b"\x01\x0f\0\x02\0\0\0\x0d\0\0\0\x32");
    tiff.extend(b"\x01\x3b\0\x02\0\0\0\x09\0\0\0\x3f");
    tiff.extend(b"\x82\x98\0\x02\0\0\0\x04\xa9 A\0");
    tiff.extend(b"\0\0\0\0SECRET maker\0Jane Roe\0");
    tiff
}

/// The two fields of Exif data that a published file may have.
fn kept(bytes: &[u8]) -> Vec<(u16, String)> {
    let Some(picture) = img_parts::DynImage::from_bytes(bytes.to_vec().into()).unwrap() else { panic!() };
    let Some(exif) = img_parts::ImageEXIF::exif(&picture) else { return Vec::new() };
    let u16_at = |at: usize| u16::from_be_bytes(exif[at..at + 2].try_into().unwrap());
    let u32_at = |at: usize| u32::from_be_bytes(exif[at..at + 4].try_into().unwrap()) as usize;
    let field = |n: usize| {
        let at = 10 + 12 * n;
        let length = u32_at(at + 4);
        let text = if length <= 4 { at + 8 } else { u32_at(at + 8) };
        let text = exif[text..text + length - 1].to_vec();
        (u16_at(at), text.iter().map(|byte| char::from(*byte)).collect())
    };
    (0..usize::from(u16_at(8))).map(field).collect()
}

#[test]
fn who_made_a_photograph_is_kept_if_the_site_asks_for_it() {
    let iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x2d\x1c\x02\x50\0\x08Jane Roe\x1c\x02\x6e\0\x06Agency\x1c\x02\x74\0\x06(c) A.\x1c\x02\x5a\0\x06SECRET";
    let with = |segments: &[Vec<u8>], width: u16| {
        let jpeg = jpeg(width, 200);
        [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
    };
    let exif = segment(0xe1, &[b"Exif\0\0", &credited_exif()[..]].concat());
    let (png, at) = (png(300, 200), 33);
    let png = [&png[..at], &chunk(b"eXIf", &credited_exif()), &png[at..]].concat();
    let mut webp = img_parts::webp::WebP::from_bytes(webp(300, 200).into()).unwrap();
    img_parts::ImageEXIF::set_exif(&mut webp, Some(credited_exif().into()));
    let files = [
        ("kept.jpg", with(std::slice::from_ref(&exif), 300)),
        ("wide.jpg", with(&[exif, segment(0xed, iptc)], 2000)),
        ("iptc.jpg", with(&[segment(0xed, iptc)], 300)),
        ("kept.png", png),
        ("kept.webp", webp.encoder().bytes().to_vec()),
        ("plain.jpg", jpeg(300, 200)),
    ];
    let shown = |settings: &str| {
        let site = site(&files);
        let path = site.path().join("site.yaml");
        fs::write(&path, format!("{}{settings}", fs::read_to_string(&path).unwrap())).unwrap();
        drawn(site.path())
    };
    let (without, with) = (shown(""), shown("files: {credits: true}\n"));
    let of = |name: &str| kept(&with[&format!("files/briefings/{name}")]);
    let exif = [(0x13b, "Jane Roe".to_owned()), (0x8298, "© A".to_owned())];
    for name in ["kept.jpg", "wide.jpg", "kept.png", "kept.webp"] {
        assert_eq!(of(name), exif, "{name}");
    }
    assert_eq!(of("iptc.jpg"), [(0x13b, "Jane Roe / Agency".to_owned()), (0x8298, "(c) A.".to_owned())]);
    assert_eq!(of("plain.jpg"), []);
    for (path, bytes) in &without {
        assert_eq!(kept(bytes), [], "{path}");
        // The sizes have none of it in either case, and nothing else is kept.
        assert!(!path.contains(".webp") || path.ends_with("kept.webp") || with[path] == *bytes, "{path}");
        assert!(!with[path].windows(6).any(|part| part == b"SECRET"), "{path}");
    }
}
