//! Faces as OpenJPEG decodes them, and files that are cut off, altered, or announce more than they are.

use doc9303::lds::ImageFormat;
use doc9303_pictures::{Error, ErrorKind, Image, Limits};
use proptest::prelude::*;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

fn decode(bytes: &[u8]) -> Result<Image, Error> {
    Image::decode(bytes, &Limits::FACE)
}

fn kind(bytes: &[u8]) -> Option<ErrorKind> {
    decode(bytes).err().map(|error| error.kind())
}

/// Puts these bytes at a place after the first that reads so.
fn with(bytes: &[u8], anchor: &[u8], after: usize, new: &[u8]) -> Vec<u8> {
    let at = bytes.windows(anchor.len()).position(|window| window == anchor).unwrap() + after;
    let mut altered = bytes.to_vec();
    altered[at..at + new.len()].copy_from_slice(new);
    altered
}

/// A codestream whose grid and tile are of another size.
fn of_size(codestream: &[u8], width: u32, height: u32) -> Vec<u8> {
    let [width, height] = [width, height].map(u32::to_be_bytes);
    let sides = [width, height].concat();
    with(&with(codestream, SIZE, 6, &sides), SIZE, 22, &sides)
}

const SIZE: &[u8] = &[0xFF, 0x51];
const STYLE: &[u8] = &[0xFF, 0x52];

#[test]
fn pixels_are_those_of_openjpeg() {
    let mut seen = 0;
    for entry in std::fs::read_dir(folder().join("faces")).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().unwrap().to_str().unwrap();
        let expected = path.with_extension("png");
        if !["jp2", "j2k"].contains(&extension) || !expected.exists() {
            continue;
        }
        let name = path.display();
        let face = decode(&std::fs::read(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = decode(&std::fs::read(expected).unwrap()).unwrap();
        let format = if extension == "jp2" { ImageFormat::Jp2 } else { ImageFormat::Jpeg2000Codestream };
        assert_eq!((face.format(), face.deviation(), face.size()), (format, None, expected.size()), "{name}");
        let furthest = face.rgb().iter().zip(expected.rgb()).map(|(own, other)| own.abs_diff(*other)).max();
        assert!(furthest <= Some(1), "{name}: {furthest:?}");
        seen += 1;
    }
    assert_eq!(seen, 9);
    assert_eq!(decode(&file("faces/document.jp2")).unwrap().size(), (413, 531));
}

#[test]
fn jpeg_is_turned_as_it_says_and_read_by_its_content() {
    let upright = file("keys/face.jpg");
    let face = decode(&upright).unwrap();
    assert_eq!((face.size(), face.format(), face.deviation()), ((120, 160), ImageFormat::Jpeg, None));
    // EXIF with the one field of the direction: a quarter to the right.
    let mut exif = b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    let turned = decode(&[&upright[..2], &exif, &upright[2..]].concat()).unwrap();
    assert_eq!(turned.size(), (160, 120));
    let [left_lower, upper_left] = [&face.rgb()[159 * 120 * 3..][..3], &turned.rgb()[..3]];
    assert_eq!(left_lower, upper_left);
    let grey = image::load_from_memory(&upright).unwrap().into_luma8();
    let mut png = std::io::Cursor::new(Vec::new());
    grey.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let grey = decode(png.get_ref()).unwrap();
    assert!(grey.rgb().chunks(3).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    assert_eq!(grey.format(), ImageFormat::Png);
}

#[test]
fn what_is_read_leniently_says_why() {
    let jpeg = file("keys/face.jpg");
    let without_end = decode(&jpeg[..jpeg.len() - 2]).unwrap();
    assert_eq!(without_end.deviation(), Some("its end is not marked"));
    assert_eq!(without_end.rgb(), decode(&jpeg).unwrap().rgb());
    let table = jpeg.windows(2).position(|marker| marker == [0xFF, 0xDB]).unwrap();
    let padded = decode(&[&jpeg[..table], &[0; 3], &jpeg[table..]].concat()).unwrap();
    assert_eq!(padded.deviation(), Some("a segment or its data are not as they must be"));
    // The last box of a file is longer than the file, and what is left has all data but no end.
    let jp2 = file("faces/rgb.jp2");
    let cut = decode(&jp2[..jp2.len() - 2]).unwrap();
    assert_eq!(cut.deviation(), Some("a box is not as it must be"));
    assert_eq!(cut.rgb(), decode(&jp2).unwrap().rgb());
    // What stands behind a whole picture does no harm.
    let longer = decode(&[&jp2[..], &[0; 3]].concat()).unwrap();
    assert_eq!((longer.deviation(), longer.rgb()), (cut.deviation(), cut.rgb()));
    assert_eq!(decode(&[&jpeg[..], &[0; 8]].concat()).unwrap().deviation(), None);
}

#[test]
fn a_file_that_ends_before_its_data_is_refused() {
    for name in
        ["faces/rgb.jp2", "faces/codestream.j2k", "faces/tiles.jp2", "faces/palette.jp2", "keys/face.jpg"]
    {
        let whole = file(name);
        for length in (12..whole.len() - 8).step_by(97) {
            assert_eq!(kind(&whole[..length]), Some(ErrorKind::Malformed), "{name}: {length}");
        }
        assert_eq!(kind(&whole[..2]), Some(ErrorKind::NotAPicture));
    }
    // A tile-part that goes to the end has one.
    let codestream = file("faces/codestream.j2k");
    let endless = with(&codestream, &[0xFF, 0x90], 6, &[0; 4]);
    assert!(decode(&endless).unwrap().deviation().is_some());
    assert_eq!(kind(&endless[..endless.len() - 100]), Some(ErrorKind::Malformed));
}

#[test]
fn a_size_that_contradicts_itself_is_refused() {
    let jp2 = file("faces/rgb.jp2");
    assert_eq!(kind(&with(&jp2, b"ihdr", 7, &[81])), Some(ErrorKind::Malformed));
    assert_eq!(kind(&with(&jp2, SIZE, 9, &[61])), Some(ErrorKind::Malformed));
    let [none, offset] = [(6, 0), (14, 60)].map(|(at, value)| with(&jp2, SIZE, at, &u32::to_be_bytes(value)));
    assert_eq!([kind(&none), kind(&offset)], [Some(ErrorKind::Malformed); 2]);
    let twice = jp2.windows(4).position(|kind| kind == b"jp2c").unwrap() - 4;
    assert_eq!(kind(&[&jp2[..], &jp2[twice..]].concat()), Some(ErrorKind::Malformed));
}

#[test]
fn a_size_beyond_bounds_is_refused_before_anything_is_decoded() {
    let codestream = file("faces/codestream.j2k");
    for (width, height) in [(u32::MAX, u32::MAX), (1, u32::MAX), (4_000, 1_001)] {
        assert_eq!(kind(&of_size(&codestream, width, height)), Some(ErrorKind::Limit));
    }
    for name in ["faces/rgb.jp2", "faces/codestream.j2k", "faces/rgb.png", "keys/face.jpg"] {
        let few = [Limits { pixels: 4_799, ..Limits::FACE }, Limits { bytes: 500, ..Limits::FACE }];
        for limits in few {
            let error = Image::decode(&file(name), &limits).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Limit, "{name}: {error}");
        }
    }
}

#[test]
fn what_costs_more_than_any_portrait_is_refused() {
    let codestream = file("faces/codestream.j2k");
    let limited = [
        ("tiles", with(&codestream, SIZE, 22, &[0, 0, 0, 1, 0, 0, 0, 1])),
        ("layers", with(&of_size(&codestream, 2_000, 2_000), STYLE, 6, &[0xFF, 0xFF])),
        ("bits", with(&codestream, SIZE, 40, &[37])),
        (
            "code-blocks",
            with(&with(&of_size(&codestream, 2_000, 2_000), STYLE, 10, &[0, 0]), STYLE, 6, &[0, 32]),
        ),
    ];
    for (name, bytes) in limited {
        assert_eq!(kind(&bytes), Some(ErrorKind::Limit), "{name}");
    }
    // Precincts of one sample.
    let header = codestream.windows(2).position(|marker| marker == STYLE).unwrap();
    let levels = usize::from(codestream[header + 9]);
    let mut precincts = codestream[..header + 14].to_vec();
    precincts[header + 3] = u8::try_from(13 + levels).unwrap();
    precincts[header + 4] = 1;
    precincts.extend(vec![0x11; levels + 1]);
    precincts.extend(&codestream[header + 14..]);
    assert_eq!(kind(&of_size(&precincts, 2_000, 2_000)), Some(ErrorKind::Limit));
    // Changes of the order of packets, of which each may go through all packets.
    let changes = [&[0xFF, 0x5F, 0xFF, 0xFF][..], &[0; 65_533]].concat();
    let changed = [&codestream[..header], &changes, &changes, &changes, &codestream[header..]].concat();
    assert_eq!(kind(&changed), Some(ErrorKind::Limit));
    // Channels, each as large as the picture.
    let palette = file("faces/palette.jp2");
    assert_eq!(kind(&with(&palette, b"pclr", 6, &[200])), Some(ErrorKind::Limit));
    let mapping = palette.windows(4).position(|kind| kind == b"cmap").unwrap() + 4;
    let mut mapped = [&palette[..mapping], &[0, 0, 1, 0].repeat(1_000), &palette[mapping..]].concat();
    for (kind, longer) in [(b"jp2h", 4_000_u32), (b"cmap", 4_000)] {
        let at = mapped.windows(4).position(|window| window == kind).unwrap();
        let length = u32::from_be_bytes(*mapped[at - 4..].first_chunk().unwrap()) + longer;
        mapped[at - 4..at].copy_from_slice(&length.to_be_bytes());
    }
    assert_eq!(kind(&mapped), Some(ErrorKind::Limit));
    // A segment whose length is not that of its content would lead the decoder elsewhere than the count.
    assert_eq!(kind(&with(&codestream, STYLE, 2, &[0, 13])), Some(ErrorKind::Malformed));
}

#[test]
fn nothing_of_a_picture_is_in_what_is_logged() {
    let face = decode(&file("faces/rgb.jp2")).unwrap();
    assert_eq!(format!("{face:?}"), "Image { size: (60, 80), format: Jp2, deviation: None, .. }");
    assert_eq!(decode(b"RDB1B").unwrap_err().to_string(), "picture: begins as no format that is read");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_altered_file_is_refused_or_read(
        number in 0_usize..5, places in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..4), end in any::<u16>(),
    ) {
        let names = ["faces/rgb.jp2", "faces/tiles.jp2", "faces/palette.jp2", "faces/codestream.j2k", "keys/face.jpg"];
        let mut bytes = file(names[number]);
        for (place, octet) in places {
            // Half of them in the headers.
            let within = if place % 2 == 0 { bytes.len().min(240) } else { bytes.len() };
            let at = usize::from(place / 2) % within;
            bytes[at] = octet;
        }
        if end % 4 == 0 {
            bytes.truncate(usize::from(end / 4) % bytes.len());
        }
        if let Ok(face) = decode(&bytes) {
            let (width, height) = face.size();
            prop_assert!(width * height <= Limits::FACE.pixels);
            prop_assert_eq!(face.rgb().len(), usize::try_from(width * height * 3).unwrap());
        }
    }
}
