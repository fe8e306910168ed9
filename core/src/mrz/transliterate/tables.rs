//! The tables of Doc 9303-3 §6, sorted by letter: A Latin, B Cyrillic, C Arabic.
//!
//! Added to the standard, because documents hold them: Ș and Ț with comma, Ơ and Ư, Ə; Ь (left out), Ћ, Ѓ, Ѐ, Ѝ; and
//! from Appendix B.5.4 the letters veh and feh with three dots below.

use super::Language::{self, Belarusian, Bulgarian, Macedonian, Serbian, Ukrainian};

/// Capital letter and what may stand for it, the recommended form first.
#[rustfmt::skip]
pub(super) static LATIN: &[(char, &[&str])] = &[
    ('À', &["A"]), ('Á', &["A"]), ('Â', &["A"]), ('Ã', &["A"]), ('Ä', &["AE", "A"]), ('Å', &["AA", "A"]),
    ('Æ', &["AE"]), ('Ç', &["C"]), ('È', &["E"]), ('É', &["E"]), ('Ê', &["E"]), ('Ë', &["E"]), ('Ì', &["I"]),
    ('Í', &["I"]), ('Î', &["I"]), ('Ï', &["I"]), ('Ð', &["D"]), ('Ñ', &["N", "NXX"]), ('Ò', &["O"]),
    ('Ó', &["O"]), ('Ô', &["O"]), ('Õ', &["O"]), ('Ö', &["OE", "O"]), ('Ø', &["OE"]), ('Ù', &["U"]),
    ('Ú', &["U"]), ('Û', &["U"]), ('Ü', &["UE", "UXX", "U"]), ('Ý', &["Y"]), ('Þ', &["TH"]), ('Ā', &["A"]),
    ('Ă', &["A"]), ('Ą', &["A"]), ('Ć', &["C"]), ('Ĉ', &["C"]), ('Ċ', &["C"]), ('Č', &["C"]), ('Ď', &["D"]),
    ('Đ', &["D"]), ('Ē', &["E"]), ('Ĕ', &["E"]), ('Ė', &["E"]), ('Ę', &["E"]), ('Ě', &["E"]), ('Ĝ', &["G"]),
    ('Ğ', &["G"]), ('Ġ', &["G"]), ('Ģ', &["G"]), ('Ĥ', &["H"]), ('Ħ', &["H"]), ('Ĩ', &["I"]), ('Ī', &["I"]),
    ('Ĭ', &["I"]), ('Į', &["I"]), ('İ', &["I"]), ('ı', &["I"]), ('Ĳ', &["IJ"]), ('Ĵ', &["J"]), ('Ķ', &["K"]),
    ('Ĺ', &["L"]), ('Ļ', &["L"]), ('Ľ', &["L"]), ('Ŀ', &["L"]), ('Ł', &["L"]), ('Ń', &["N"]), ('Ņ', &["N"]),
    ('Ň', &["N"]), ('Ŋ', &["N"]), ('Ō', &["O"]), ('Ŏ', &["O"]), ('Ő', &["O"]), ('Œ', &["OE"]), ('Ŕ', &["R"]),
    ('Ŗ', &["R"]), ('Ř', &["R"]), ('Ś', &["S"]), ('Ŝ', &["S"]), ('Ş', &["S"]), ('Š', &["S"]), ('Ţ', &["T"]),
    ('Ť', &["T"]), ('Ŧ', &["T"]), ('Ũ', &["U"]), ('Ū', &["U"]), ('Ŭ', &["U"]), ('Ů', &["U"]), ('Ű', &["U"]),
    ('Ų', &["U"]), ('Ŵ', &["W"]), ('Ŷ', &["Y"]), ('Ÿ', &["Y"]), ('Ź', &["Z"]), ('Ż', &["Z"]), ('Ž', &["Z"]),
    ('Ə', &["A", "E"]), ('Ơ', &["O"]), ('Ư', &["U"]), ('Ș', &["S"]), ('Ț', &["T"]), ('ẞ', &["SS"]),
];

/// A Cyrillic capital: the form for most languages, and the other one with the languages that use it.
pub(super) struct Cyrillic {
    pub(super) letter: char,
    pub(super) form: &'static str,
    pub(super) other: &'static str,
    pub(super) languages: &'static [Language],
    /// The other form is for the first letter of a name only.
    pub(super) first: bool,
}

const fn same(letter: char, form: &'static str) -> Cyrillic {
    Cyrillic { letter, form, other: "", languages: &[], first: false }
}

const fn or(
    letter: char,
    form: &'static str,
    other: &'static str,
    languages: &'static [Language],
) -> Cyrillic {
    Cyrillic { letter, form, other, languages, first: false }
}

/// Ukrainian writes some letters differently at the start of a name.
const fn first(letter: char, form: &'static str, other: &'static str) -> Cyrillic {
    Cyrillic { letter, form, other, languages: &[Ukrainian], first: true }
}

#[rustfmt::skip]
pub(super) static CYRILLIC: &[Cyrillic] = &[
    same('Ѐ', "E"), or('Ё', "E", "IO", &[Belarusian]), same('Ђ', "D"), or('Ѓ', "G", "GJ", &[Macedonian]),
    first('Є', "IE", "YE"), same('Ѕ', "DZ"), same('І', "I"), first('Ї', "I", "YI"), same('Ј', "J"),
    same('Љ', "LJ"), same('Њ', "NJ"), same('Ћ', "C"), or('Ќ', "K", "KJ", &[Macedonian]), same('Ѝ', "I"),
    same('Ў', "U"), or('Џ', "DZ", "DJ", &[Macedonian]), same('А', "A"), same('Б', "B"), same('В', "V"),
    or('Г', "G", "H", &[Belarusian, Serbian, Ukrainian]), same('Д', "D"), same('Е', "E"),
    or('Ж', "ZH", "Z", &[Serbian]), same('З', "Z"), or('И', "I", "Y", &[Ukrainian]), first('Й', "I", "Y"),
    same('К', "K"), same('Л', "L"), same('М', "M"), same('Н', "N"), same('О', "O"), same('П', "P"),
    same('Р', "R"), same('С', "S"), same('Т', "T"), same('У', "U"), same('Ф', "F"),
    or('Х', "KH", "H", &[Serbian, Macedonian]), or('Ц', "TS", "C", &[Serbian, Macedonian]),
    or('Ч', "CH", "C", &[Serbian]), or('Ш', "SH", "S", &[Serbian]), or('Щ', "SHCH", "SHT", &[Bulgarian]),
    same('Ъ', "IE"), same('Ы', "Y"), same('Ь', ""), same('Э', "E"), first('Ю', "IU", "YU"),
    first('Я', "IA", "YA"), same('Ѫ', "U"), same('Ѵ', "Y"), same('Ґ', "G"), or('Ғ', "G", "GJ", &[Macedonian]),
    same('Һ', "C"),
];

/// An Arabic letter or mark and its code; an empty code: not written.
#[rustfmt::skip]
pub(super) static ARABIC: &[(char, &str)] = &[
    ('\u{0621}', "XE"), ('\u{0622}', "XAA"), ('\u{0623}', "XAE"), ('\u{0624}', "U"), ('\u{0625}', "I"),
    ('\u{0626}', "XI"), ('\u{0627}', "A"), ('\u{0628}', "B"), ('\u{0629}', "XTA"), ('\u{062a}', "T"),
    ('\u{062b}', "XTH"), ('\u{062c}', "J"), ('\u{062d}', "XH"), ('\u{062e}', "XKH"), ('\u{062f}', "D"),
    ('\u{0630}', "XDH"), ('\u{0631}', "R"), ('\u{0632}', "Z"), ('\u{0633}', "S"), ('\u{0634}', "XSH"),
    ('\u{0635}', "XSS"), ('\u{0636}', "XDZ"), ('\u{0637}', "XTT"), ('\u{0638}', "XZZ"), ('\u{0639}', "E"),
    ('\u{063a}', "G"), ('\u{0640}', ""), ('\u{0641}', "F"), ('\u{0642}', "Q"), ('\u{0643}', "K"),
    ('\u{0644}', "L"), ('\u{0645}', "M"), ('\u{0646}', "N"), ('\u{0647}', "H"), ('\u{0648}', "W"),
    ('\u{0649}', "XAY"), ('\u{064a}', "Y"), ('\u{064b}', ""), ('\u{064c}', ""), ('\u{064d}', ""),
    ('\u{064e}', ""), ('\u{064f}', ""), ('\u{0650}', ""), ('\u{0651}', ""), ('\u{0652}', ""),
    ('\u{0670}', ""), ('\u{0671}', "XXA"), ('\u{0679}', "XXT"), ('\u{067c}', "XRT"), ('\u{067e}', "P"),
    ('\u{0681}', "XKE"), ('\u{0685}', "XXH"), ('\u{0686}', "XC"), ('\u{0688}', "XXD"), ('\u{0689}', "XDR"),
    ('\u{0691}', "XXR"), ('\u{0693}', "XRR"), ('\u{0696}', "XRX"), ('\u{0698}', "XJ"), ('\u{069a}', "XXS"),
    ('\u{069c}', ""), ('\u{06a2}', ""), ('\u{06a4}', "V"), ('\u{06a5}', "XF"), ('\u{06a7}', ""),
    ('\u{06a8}', ""), ('\u{06a9}', "XKK"), ('\u{06ab}', "XXK"), ('\u{06ad}', "XNG"), ('\u{06af}', "XGG"),
    ('\u{06ba}', "XNN"), ('\u{06bc}', "XXN"), ('\u{06be}', "XDO"), ('\u{06c0}', "XYH"), ('\u{06c1}', "XXG"),
    ('\u{06c2}', "XGE"), ('\u{06c3}', "XTG"), ('\u{06cc}', "XYA"), ('\u{06cd}', "XXY"), ('\u{06d0}', "Y"),
    ('\u{06d2}', "XYB"), ('\u{06d3}', "XBE"),
];

/// The letters of Russian internal passports: digits and unused Latin letters stand for Cyrillic ones without a
/// Latin counterpart.
#[rustfmt::skip]
pub(super) static RUSSIAN: &[(char, char)] = &[
    ('2', 'Ё'), ('3', 'Ч'), ('4', 'Ш'), ('6', 'Э'), ('7', 'Ю'), ('8', 'Я'), ('9', 'Ь'), ('A', 'А'),
    ('B', 'Б'), ('C', 'Ц'), ('D', 'Д'), ('E', 'Е'), ('F', 'Ф'), ('G', 'Г'), ('H', 'Х'), ('I', 'И'),
    ('J', 'Ж'), ('K', 'К'), ('L', 'Л'), ('M', 'М'), ('N', 'Н'), ('O', 'О'), ('P', 'П'), ('Q', 'Й'),
    ('R', 'Р'), ('S', 'С'), ('T', 'Т'), ('U', 'У'), ('V', 'В'), ('W', 'Щ'), ('X', 'Ъ'), ('Y', 'Ы'),
    ('Z', 'З'),
];
