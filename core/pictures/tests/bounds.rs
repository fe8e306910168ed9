//! Files that are no pictures, and pictures that are not what they say.

use crate::corpus::pictures;
use doc9303_pictures::{ErrorKind, Limits, Picture};
use proptest::prelude::*;

fn kind(bytes: &[u8]) -> Option<ErrorKind> {
    Picture::read(bytes, &Limits::DEFAULT).err().map(|error| error.kind())
}

#[test]
fn a_size_is_believed_within_bounds_alone() {
    assert_eq!(kind(b"P5 100000 100000 255\n"), Some(ErrorKind::Limit));
    let (_, file) = pictures().swap_remove(0);
    let mut large = file.clone();
    // Width and height in the header of PNG; the sum of the chunk that says 65536 by 65536 in four bits of palette.
    large[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let sum = crc32(&large[12..29]);
    large[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(kind(&large), Some(ErrorKind::Limit));
    let few = Limits { pixels: 100, ..Limits::DEFAULT };
    assert_eq!(Picture::read(&file, &few).unwrap_err().kind(), ErrorKind::Limit);
    let few = Limits { bytes: 100, ..Limits::DEFAULT };
    assert_eq!(Picture::read(&file, &few).unwrap_err().kind(), ErrorKind::Limit);
    assert_eq!(kind(&file[..file.len() / 2]), Some(ErrorKind::Malformed));
    assert_eq!(kind(b""), Some(ErrorKind::NotAPicture));
    assert_eq!(kind(b"P<UTOERIKSSON<<ANNA<MARIA"), Some(ErrorKind::NotAPicture));
}

/// The sum of PNG (ISO/IEC 15948 Annex D), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8)
            .fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (0_u32.wrapping_sub(sum & 1))))
    })
}

#[test]
fn each_barcode_of_a_page_is_found() {
    let find =
        |name: [&str; 3]| pictures().into_iter().find(|(own, _)| *own == name.map(str::to_owned)).unwrap().1;
    let parts = [
        ["G00-visa", "datamatrix", "plain"],
        ["G00-german-visa", "datamatrix", "plain"],
        ["G21-passport", "qrcode", "plain"],
        ["G21-visa", "aztec", "plain"],
    ];
    let parts = parts.map(|name| image::load_from_memory(&find(name)).unwrap().into_luma8());
    let side = parts.iter().map(|part| part.width().max(part.height())).max().unwrap();
    let mut page = image::GrayImage::from_pixel(side * 2, side * 2, image::Luma([255]));
    for (part, (across, down)) in parts.iter().zip([(0, 0), (1, 0), (0, 1), (1, 1)]) {
        image::imageops::overlay(&mut page, part, i64::from(side) * across, i64::from(side) * down);
    }
    let (width, height) = page.dimensions();
    let found = Picture::from_greys(width, height, page.into_raw()).unwrap().barcodes();
    assert_eq!(found.len(), 4, "{found:?}");
}

/// Candidates of every finder, and no barcode: each place is looked at a bounded number of times.
#[test]
fn carpets_hold_no_barcode() {
    let side = 900;
    let stripes = |place: u32| (place % side) / 2 % 2 * 255;
    let board = |place: u32| ((place % side) / 3 + place / side / 3) % 2 * 255;
    let squares = |place: u32| {
        let (x, y) = (place % side % 22, place / side % 22);
        let ring = x.abs_diff(10).max(y.abs_diff(10)) / 2;
        ring % 2 * 255
    };
    let carpets: [&dyn Fn(u32) -> u32; 3] = [&stripes, &board, &squares];
    for carpet in carpets {
        let greys = (0..side * side).map(|place| u8::try_from(carpet(place)).unwrap()).collect();
        assert_eq!(Picture::from_greys(side, side, greys).unwrap().barcodes(), []);
    }
}

/// What looks like lines of letters everywhere, and is none: the cells of a picture that are looked at are counted.
#[cfg(feature = "zone")]
#[test]
fn textures_and_noise_hold_no_zone() {
    let (width, height) = (1800, 1300);
    // Greys that look random and are the same in each run.
    let noise = |place: u32| place.wrapping_mul(0x9E37_79B1).rotate_left(13).wrapping_mul(0x85EB_CA6B) >> 24;
    let rows = |place: u32| if (place / width / 20).is_multiple_of(2) { 255 } else { noise(place) };
    let letters = |place: u32| {
        let (x, y) = (place % width, place / width);
        let is_ink = y % 30 < 14 && x % 12 < 9 && noise(x / 3 + y / 3 * 911) > 120;
        255 - u32::from(is_ink) * 255
    };
    let stripes = |place: u32| place % width / 3 % 2 * 255;
    let textures: [&dyn Fn(u32) -> u32; 4] = [&noise, &rows, &letters, &stripes];
    for (number, texture) in textures.iter().enumerate() {
        let greys = (0..width * height).map(|place| u8::try_from(texture(place)).unwrap()).collect();
        let zones = Picture::from_greys(width, height, greys).unwrap().zones();
        assert!(zones.is_empty(), "texture {number}: {zones:?}");
    }
}

#[test]
fn light_barcodes_on_dark_are_found() {
    let file = include_bytes!("../../../fixtures/pictures/G00-visa.datamatrix.plain.png");
    let upright = Picture::read(file, &Limits::DEFAULT).unwrap();
    let mut greys = image::load_from_memory(file).unwrap().into_luma8();
    image::imageops::invert(&mut greys);
    let (width, height) = greys.dimensions();
    let inverted = Picture::from_greys(width, height, greys.into_raw()).unwrap();
    assert_eq!(inverted.barcodes()[0].bytes(), upright.barcodes()[0].bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_picture_has_an_answer(width in 1_u32..90, height in 1_u32..90, seed in any::<u64>()) {
        let cell = |place: u32| seed.rotate_left(place % 61).wrapping_mul(u64::from(place) | 1).to_be_bytes()[0];
        let picture = Picture::from_greys(width, height, (0..width * height).map(cell).collect()).unwrap();
        prop_assert!(picture.barcodes().len() <= Limits::DEFAULT.barcodes);
        #[cfg(feature = "zone")]
        prop_assert_eq!(picture.zones().len(), 0);
    }

    #[test]
    fn a_changed_file_is_refused_or_read(at in 0_usize..4000, octet in any::<u8>()) {
        let mut file = include_bytes!("../../../fixtures/pictures/G00-visa.datamatrix.plain.png").to_vec();
        let at = at % file.len();
        file[at] = octet;
        if let Ok(picture) = Picture::read(&file, &Limits::DEFAULT) {
            let _ = picture.barcodes();
        }
    }
}

/// A side of no length, a line, and sides that no pass divides evenly.
#[test]
fn odd_sizes_have_an_answer() {
    for (width, height) in [(0, 5000), (5000, 0), (1, 5000), (5000, 1), (3, 4097), (1601, 7)] {
        let mut file = format!("P5 {width} {height} 255\n").into_bytes();
        file.resize(file.len() + width * height, 255);
        let found = Picture::read(&file, &Limits::DEFAULT).map(|picture| picture.barcodes());
        assert!(found.is_err() || found == Ok(Vec::new()), "{width} x {height}");
    }
}
