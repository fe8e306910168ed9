//! Finds symbols and corrects their errors, by the library `rxing`; their codewords become bytes here.

use super::{Barcode, Symbology, aztec, bulls_eyes, data_matrix};
use crate::{Error, ErrorKind};
use image::{GrayImage, Luma, imageops};
use rxing::aztec::AztecReader;
use rxing::common::HybridBinarizer;
use rxing::datamatrix::DataMatrixReader;
use rxing::multi::MultipleBarcodeReader;
use rxing::pdf417::PDF417Reader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, RXingResult, Reader};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bitmap = BinaryBitmap<HybridBinarizer<Luma8LuminanceSource>>;

/// Every symbol of these symbologies, at most so many, with corners in pixels of `cells`.
pub(super) fn read(mut cells: GrayImage, symbologies: &[Symbology], most: usize) -> Vec<Barcode> {
    let mut found = Vec::new();
    for symbology in symbologies {
        while found.len() < most {
            let symbols = symbols(&cells, *symbology);
            let Some(first) = symbols.first() else { break };
            // Those that stand at no place cannot be painted over, and would be found for ever.
            let are_all = matches!(symbology, Symbology::QrCode | Symbology::Aztec);
            let is_last = are_all || !cover(&mut cells, first.getPoints());
            found.extend(symbols.iter().map(|symbol| barcode(*symbology, symbol)));
            if is_last {
                break;
            }
        }
    }
    found
}

/// Symbols of one symbology: the first, or all of them where the finder gives all.
fn symbols(cells: &GrayImage, symbology: Symbology) -> Vec<RXingResult> {
    let look = || {
        let mut bitmap = bitmap_of(cells)?;
        let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
        match symbology {
            Symbology::DataMatrix => one(DataMatrixReader.decode_with_hints(&mut bitmap, &hints)),
            Symbology::Aztec => Some(aztec_codes(cells, &mut bitmap, &hints)),
            Symbology::Pdf417 => one(PDF417Reader::new().decode_with_hints(&mut bitmap, &hints)),
            Symbology::QrCode => QrReader.decode_multiple_with_hints(&mut bitmap, &hints).ok(),
        }
    };
    // Whatever a picture makes of the finder, it has an answer.
    catch_unwind(AssertUnwindSafe(look)).ok().flatten().unwrap_or_default()
}

/// Aztec codes: that in the middle, and those around whatever looks like the middle of one.
fn aztec_codes(cells: &GrayImage, bitmap: &mut Bitmap, hints: &DecodeHints) -> Vec<RXingResult> {
    let mut found: Vec<RXingResult> = AztecReader.decode_with_hints(bitmap, hints).into_iter().collect();
    let (width, height) = cells.dimensions();
    for (x, y) in bulls_eyes::find(bitmap.get_black_matrix()) {
        let reach = |place: u32, length: u32| place.min(length.saturating_sub(place));
        let (across, down) = (reach(x, width), reach(y, height));
        let (left, top) = (x - across, y - down);
        let part = imageops::crop_imm(cells, left, top, across * 2, down * 2).to_image();
        let Some(mut part) = bitmap_of(&part) else { continue };
        let Ok(mut symbol) = AztecReader.decode_with_hints(&mut part, hints) else { continue };
        for point in symbol.getPointsMut() {
            *point = rxing::point(point.x + real(left), point.y + real(top));
        }
        found.push(symbol);
    }
    found
}

fn bitmap_of(cells: &GrayImage) -> Option<Bitmap> {
    let source = Luma8LuminanceSource::new(cells.as_raw().clone(), cells.width(), cells.height()).ok()?;
    Some(BinaryBitmap::new(HybridBinarizer::new(source)))
}

fn one<E>(result: Result<RXingResult, E>) -> Option<Vec<RXingResult>> {
    result.ok().map(|symbol| vec![symbol])
}

fn barcode(symbology: Symbology, symbol: &RXingResult) -> Barcode {
    let content = match symbology {
        Symbology::DataMatrix => data_matrix::decode(symbol.getRawBytes()),
        Symbology::Aztec => aztec::decode(symbol.getRawBytes(), symbol.getNumBits()),
        Symbology::QrCode => Ok(symbol.getRawBytes().to_vec()),
        Symbology::Pdf417 => Some(symbol.getText())
            .filter(|text| text.is_ascii())
            .map(|text| text.as_bytes().to_vec())
            .ok_or_else(|| Error::new(ErrorKind::Codewords, "PDF417", "is not text of ASCII")),
    };
    let corners = symbol.getPoints().iter().map(|point| (point.x, point.y)).collect();
    Barcode { symbology, content, corners }
}

/// Paints over the place of a symbol, so that the next one is found; `false` if it has none.
fn cover(cells: &mut GrayImage, points: &[rxing::Point]) -> bool {
    let (xs, ys) = (points.iter().map(|point| point.x), points.iter().map(|point| point.y));
    let span = |values: &mut dyn Iterator<Item = f32>, end: u32| {
        let (low, high) =
            values.fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
        let room = (high - low) * 0.05 + 2.0;
        (low <= high).then(|| (cell(low - room).min(end), cell(high + room).min(end)))
    };
    let (width, height) = cells.dimensions();
    let spans = span(&mut xs.into_iter(), width).zip(span(&mut ys.into_iter(), height));
    let Some(((left, right), (top, bottom))) = spans.filter(|((l, r), (t, b))| l < r && t < b) else {
        return false;
    };
    for y in top..bottom {
        for x in left..right {
            if let Some(pixel) = cells.get_pixel_mut_checked(x, y) {
                *pixel = Luma([255]);
            }
        }
    }
    true
}

#[expect(
    clippy::as_conversions,
    reason = "no From gives a coordinate of a picture as f32; below 2^24 it is exact"
)]
fn real(place: u32) -> f32 {
    place as f32
}

#[expect(
    clippy::as_conversions,
    reason = "no TryFrom takes a f32; the cast stays within bounds for every value"
)]
fn cell(place: f32) -> u32 {
    place as u32
}
