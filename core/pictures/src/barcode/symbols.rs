//! Finds symbols and corrects their errors, by the library `rxing`; their codewords become bytes here.

use super::passes::real;
use super::{Barcode, Symbology, aztec, bulls_eyes, data_matrix};
use crate::{Error, ErrorKind};
use image::{GrayImage, imageops};
use rxing::aztec::AztecReader;
use rxing::common::reedsolomon::{PredefinedGenericGF, ReedSolomonDecoder};
use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::datamatrix::decoder::{BitMatrixParser, DataBlock};
use rxing::datamatrix::detector::zxing_cpp_detector;
use rxing::pdf417::PDF417Reader;
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleMQR, SampleQR};
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Point, Reader};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bitmap = BinaryBitmap<HybridBinarizer<Luma8LuminanceSource>>;

/// Corner patterns of QR codes that are looked at.
const MOST_PATTERNS: usize = 256;
/// Triples of them that are tried, the likeliest first: a carpet of such patterns has millions.
const MOST_TRIPLES: usize = 192;
/// Patterns that are tried as the only one of a small code.
const MOST_SMALL: usize = 32;

/// Every symbol of these symbologies, with corners in pixels of `cells`. What makes the finder panic is found no more than a symbol
/// that is not there.
pub(super) fn read(cells: &GrayImage, symbologies: &[Symbology]) -> Vec<Barcode> {
    let Some(mut bitmap) = bitmap_of(cells) else { return Vec::new() };
    let mut look = |symbology: &Symbology| match symbology {
        Symbology::DataMatrix => data_matrices(bitmap.get_black_matrix()),
        Symbology::QrCode => qr_codes(bitmap.get_black_matrix()),
        Symbology::Aztec => aztec_codes(cells, &mut bitmap),
        Symbology::Pdf417 => pdf417(&mut bitmap).into_iter().collect(),
    };
    symbologies.iter().flat_map(|symbology| caught(|| look(symbology)).unwrap_or_default()).collect()
}

/// `None` in the place of a panic of the finder.
fn caught<T>(look: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(look)).ok()
}

fn barcode(symbology: Symbology, content: Result<Vec<u8>, Error>, points: &[Point]) -> Barcode {
    Barcode { symbology, content, corners: points.iter().map(|point| (point.x, point.y)).collect() }
}

/// Each DataMatrix whose errors can be corrected.
fn data_matrices(black: &BitMatrix) -> Vec<Barcode> {
    let symbols = zxing_cpp_detector::detect(black, true, true).unwrap_or_default();
    let read = |symbol: &rxing::datamatrix::detector::DatamatrixDetectorResult| {
        let bits = symbol.getBits();
        let codewords = caught(|| codewords(bits).or_else(|| codewords(&mirrored(bits)?))).flatten()?;
        Some(barcode(Symbology::DataMatrix, data_matrix::decode(&codewords), symbol.getPoints()))
    };
    symbols.iter().filter_map(read).collect()
}

/// The data codewords of a DataMatrix; the largest size is written in two ways.
fn codewords(bits: &BitMatrix) -> Option<Vec<u8>> {
    let mut parser = BitMatrixParser::new(bits).ok()?;
    let all = parser.readCodewords().ok()?;
    [false, true].into_iter().find_map(|other_way| {
        let blocks = DataBlock::getDataBlocks(&all, parser.getVersion(), other_way).ok()?;
        let corrector = ReedSolomonDecoder::new(PredefinedGenericGF::DataMatrixField256.into());
        let mut corrected = Vec::new();
        for block in &blocks {
            let mut words: Vec<i32> = block.getCodewords().iter().map(|word| i32::from(*word)).collect();
            let data = usize::try_from(block.getNumDataCodewords()).ok()?;
            let surplus = i32::try_from(words.len().checked_sub(data)?).ok()?;
            corrector.decode(&mut words, surplus).ok()?;
            words.truncate(data);
            corrected.push(words);
        }
        // The blocks take turns.
        let longest = corrected.iter().map(Vec::len).max()?;
        let turns = (0..longest).flat_map(|place| corrected.iter().filter_map(move |words| words.get(place)));
        turns.map(|word| u8::try_from(*word).ok()).collect()
    })
}

/// Seen from behind.
fn mirrored(bits: &BitMatrix) -> Option<BitMatrix> {
    let mut turned = BitMatrix::new(bits.getHeight(), bits.getWidth()).ok()?;
    for y in 0..turned.getHeight() {
        for x in 0..turned.getWidth() {
            let (across, down) = (bits.getWidth().checked_sub(1 + y)?, bits.getHeight().checked_sub(1 + x)?);
            turned.set_bool(x, y, bits.get(across, down));
        }
    }
    Some(turned)
}

/// QR codes, and the small ones that have one corner pattern.
fn qr_codes(black: &BitMatrix) -> Vec<Barcode> {
    let mut patterns = FindFinderPatterns(black, true, 0);
    patterns.truncate(MOST_PATTERNS);
    let mut found = Vec::new();
    let mut used = Vec::new();
    for triple in GenerateFinderPatternSets(&mut patterns).iter().take(MOST_TRIPLES) {
        let corners = [triple.bl, triple.tl, triple.tr];
        if corners.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        let symbol = caught(|| SampleQR(black, triple).ok()).flatten();
        if let Some(barcode) = symbol.as_ref().and_then(qr_code) {
            used.extend(corners);
            found.push(barcode);
        }
    }
    for pattern in patterns.iter().filter(|pattern| !used.contains(pattern)).take(MOST_SMALL) {
        let symbol = caught(|| SampleMQR(black, *pattern).ok()).flatten();
        found.extend(symbol.as_ref().and_then(qr_code));
    }
    found
}

fn qr_code(symbol: &impl DetectorRXingResult) -> Option<Barcode> {
    let decoded = caught(|| Decode(symbol.getBits()).ok()).flatten().filter(|decoded| decoded.isValid())?;
    Some(barcode(Symbology::QrCode, Ok(decoded.content().bytes().to_vec()), symbol.getPoints()))
}

/// Aztec codes: that in the middle, and those around whatever looks like the middle of one, in parts of several sizes.
fn aztec_codes(cells: &GrayImage, bitmap: &mut Bitmap) -> Vec<Barcode> {
    let mut found: Vec<Barcode> = aztec_code(bitmap, (0, 0)).into_iter().collect();
    let (width, height) = cells.dimensions();
    for (x, y, module) in bulls_eyes::find(bitmap.get_black_matrix()) {
        let reach = x.min(width.saturating_sub(x)).min(y.min(height.saturating_sub(y)));
        // From the largest code, of 151 modules, to one of 27.
        let mut parts = vec![reach];
        parts.extend([78, 44, 26, 16].map(|modules| module.saturating_mul(modules).min(reach)));
        parts.dedup();
        found.extend(parts.into_iter().filter(|part| *part > 0).find_map(|part| {
            let (left, top) = (x.checked_sub(part)?, y.checked_sub(part)?);
            let mut part = bitmap_of(&imageops::crop_imm(cells, left, top, part * 2, part * 2).to_image())?;
            aztec_code(&mut part, (left, top))
        }));
    }
    found
}

/// Whether anything looks like the middle of an Aztec code, at whatever angle.
pub(super) fn may_have_aztec_code(cells: &GrayImage) -> bool {
    let look =
        || bitmap_of(cells).is_some_and(|bitmap| !bulls_eyes::find(bitmap.get_black_matrix()).is_empty());
    caught(look).unwrap_or(true)
}

fn aztec_code(bitmap: &mut Bitmap, (left, top): (u32, u32)) -> Option<Barcode> {
    let symbol = caught(|| AztecReader.decode(bitmap).ok()).flatten()?;
    let points: Vec<Point> = symbol
        .getPoints()
        .iter()
        .map(|point| rxing::point(point.x + real(left), point.y + real(top)))
        .collect();
    Some(barcode(Symbology::Aztec, aztec::decode(symbol.getRawBytes(), symbol.getNumBits()), &points))
}

/// The first PDF417 that is found, of which there is text alone.
fn pdf417(bitmap: &mut Bitmap) -> Option<Barcode> {
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let symbol = PDF417Reader::new().decode_with_hints(bitmap, &hints).ok()?;
    let text = Some(symbol.getText()).filter(|text| text.is_ascii());
    let content = text.map(|text| text.as_bytes().to_vec());
    let content = content.ok_or_else(|| Error::new(ErrorKind::Codewords, "PDF417", "is not text of ASCII"));
    Some(barcode(Symbology::Pdf417, content, symbol.getPoints()))
}

fn bitmap_of(cells: &GrayImage) -> Option<Bitmap> {
    let source = Luma8LuminanceSource::new(cells.as_raw().clone(), cells.width(), cells.height()).ok()?;
    Some(BinaryBitmap::new(HybridBinarizer::new(source)))
}
