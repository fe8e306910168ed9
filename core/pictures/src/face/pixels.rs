//! Samples as decoders give them, into red, green and blue.

use crate::picture::on_paper;
use image::DynamicImage;

/// Red, green and blue of each pixel, row by row.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) rgb: Vec<u8>,
}

/// What the samples of a pixel are, one octet each.
#[derive(Clone, Copy)]
pub(super) enum Samples {
    Grey,
    GreyAndOpacity,
    Rgb,
    RgbAndOpacity,
}

impl Samples {
    fn count(self) -> usize {
        match self {
            Samples::Grey => 1,
            Samples::GreyAndOpacity => 2,
            Samples::Rgb => 3,
            Samples::RgbAndOpacity => 4,
        }
    }
}

impl Pixels {
    /// `None` if there is no pixel, or not as many samples as the size says.
    pub(super) fn from_samples(width: u32, height: u32, samples: Vec<u8>, kind: Samples) -> Option<Pixels> {
        let pixels = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
        if pixels == 0 || samples.len() != pixels.checked_mul(kind.count())? {
            return None;
        }
        let rgb = match kind {
            Samples::Rgb => samples,
            Samples::Grey => samples.iter().flat_map(|grey| [*grey; 3]).collect(),
            Samples::GreyAndOpacity => each(&samples, |[grey, opacity]| [on_paper(grey, opacity); 3]),
            Samples::RgbAndOpacity => each(&samples, opaque),
        };
        Some(Pixels { width, height, rgb })
    }

    /// A picture that the crate `image` decoded.
    pub(super) fn of(picture: DynamicImage) -> Pixels {
        let (width, height) = (picture.width(), picture.height());
        let rgb = match picture.color().has_alpha() {
            true => each(picture.into_rgba8().as_raw(), opaque),
            false => picture.into_rgb8().into_raw(),
        };
        Pixels { width, height, rgb }
    }
}

/// What each pixel of so many samples becomes.
fn each<const SAMPLES: usize>(samples: &[u8], become_rgb: impl Fn([u8; SAMPLES]) -> [u8; 3]) -> Vec<u8> {
    samples.as_chunks().0.iter().flat_map(|pixel| become_rgb(*pixel)).collect()
}

fn opaque([red, green, blue, opacity]: [u8; 4]) -> [u8; 3] {
    [red, green, blue].map(|colour| on_paper(colour, opacity))
}
