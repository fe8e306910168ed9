//! DG5 and DG7, and the sizes of pictures by their own headers.
#![no_main]

use doc9303::lds::{ImageFormat, Images};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = Images::parse_dg5(data);
    let _ = Images::parse_dg7(data);
    for format in [ImageFormat::Jpeg, ImageFormat::Jp2, ImageFormat::Jpeg2000Codestream, ImageFormat::Png] {
        let _ = format.pixels(data);
    }
});
