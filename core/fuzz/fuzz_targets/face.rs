//! Pictures of a chip: whatever octets, an error or as many pixels as the size says, within what is set. A panic of a decoder is an error,
//! and its words are on standard error.
#![no_main]

use doc9303_pictures::{Image, Limits};

/// So few that a run of the fuzzer sees many pictures.
const LIMITS: Limits = Limits { pixels: 40_000, ..Limits::FACE };

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(face) = Image::decode(data, &LIMITS) {
        let (width, height) = face.size();
        assert!(width * height <= LIMITS.pixels);
        assert_eq!(u32::try_from(face.rgb().len()), Ok(width * height * 3));
        assert!(face.to_png().starts_with(b"\x89PNG"));
    }
});
