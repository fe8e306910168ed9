//! National numbers in the fields that Doc 9303 leaves to the issuing State (document number, personal number, optional
//! data), with the check that the State defines for them. A finding here is never a check of Doc 9303: it tells whether
//! the State's own rule holds, for those who want to know.

use super::layout::{Field, Format};
use super::{Mrz, Text};

/// A national number that a zone holds.
///
/// ```
/// use doc9303::{Mrz, mrz::NationalNumberKind};
/// let zone = Mrz::parse("IDESPAAA000000199999999R<<<<<<\n8001014F2501017ESP<<<<<<<<<<<7\nESPANOLA<ESPANOLA<<CARMEN<<<<<")?;
/// let number = zone.national_numbers().next().unwrap();
/// assert_eq!((number.kind, number.is_valid), (NationalNumberKind::SpanishDni, true));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NationalNumber {
    /// Which number.
    pub kind: NationalNumberKind,
    /// The field that holds it.
    pub field: Field,
    /// Whether the State's own check holds.
    pub is_valid: bool,
}

/// The numbers that are known, each with the source of its rule.
///
/// Given by a [`NationalNumber`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NationalNumberKind {
    /// Spanish DNI or NIE: eight digits, or X, Y or Z and seven, and a letter by the remainder of 23
    /// (Ministerio del Interior, "Cálculo del dígito de control del NIF/NIE").
    SpanishDni,
    /// Belgian national register number: eleven digits, the last two 97 less the remainder of 97, for births from 2000
    /// on with a 2 in front (royal decree of 3 April 1984).
    BelgianNationalRegister,
    /// Dutch citizen service number: nine digits, weights 9 to 2 and -1, a multiple of 11 (Handleiding BSN, Logisch
    /// Ontwerp BSN annex).
    DutchBsn,
    /// Swedish personal identity number: the last ten of twelve digits by the Luhn rule (Folkbokföringslagen 1991:481
    /// §18; Skatteverket SKV 704).
    SwedishPersonalNumber,
    /// Estonian personal identification code: eleven digits, two rows of weights modulo 11 (EVS 585:2007).
    EstonianPersonalCode,
    /// Portuguese citizen card number: nine digits, two letters or digits and a digit, by the Luhn rule over values to
    /// 35 (Agência para a Modernização Administrativa, "Validação de Número de Documento do Cartão de Cidadão").
    PortugueseCitizenCard,
}

impl NationalNumberKind {
    /// Every kind.
    pub const ALL: [NationalNumberKind; 6] = [
        NationalNumberKind::SpanishDni,
        NationalNumberKind::BelgianNationalRegister,
        NationalNumberKind::DutchBsn,
        NationalNumberKind::SwedishPersonalNumber,
        NationalNumberKind::EstonianPersonalCode,
        NationalNumberKind::PortugueseCitizenCard,
    ];

    /// The stable name, such as `spanish_dni`.
    pub const fn as_str(self) -> &'static str {
        match self {
            NationalNumberKind::SpanishDni => "spanish_dni",
            NationalNumberKind::BelgianNationalRegister => "belgian_national_register",
            NationalNumberKind::DutchBsn => "dutch_bsn",
            NationalNumberKind::SwedishPersonalNumber => "swedish_personal_number",
            NationalNumberKind::EstonianPersonalCode => "estonian_personal_code",
            NationalNumberKind::PortugueseCitizenCard => "portuguese_citizen_card",
        }
    }

    /// Where the State says how the number is checked.
    pub const fn source(self) -> &'static str {
        match self {
            NationalNumberKind::SpanishDni => {
                "Ministerio del Interior, \"Cálculo del dígito de control del NIF/NIE\""
            }
            NationalNumberKind::BelgianNationalRegister => "royal decree of 3 April 1984",
            NationalNumberKind::DutchBsn => "Handleiding BSN, Logisch Ontwerp BSN annex",
            NationalNumberKind::SwedishPersonalNumber => {
                "Folkbokföringslagen 1991:481 section 18; Skatteverket SKV 704"
            }
            NationalNumberKind::EstonianPersonalCode => "EVS 585:2007",
            NationalNumberKind::PortugueseCitizenCard => {
                "Agência para a Modernização Administrativa, \"Validação de Número de Documento do Cartão de Cidadão\""
            }
        }
    }
}

/// The national numbers that this zone holds by its State and layout, each with the State's own check.
pub(super) fn find(mrz: &Mrz) -> impl Iterator<Item = NationalNumber> + use<> {
    use NationalNumberKind as Kind;
    type Rule = fn(&[u8]) -> Option<bool>;
    const RULES: [(&str, Format, Field, Kind, Rule); 8] = [
        ("ESP", Format::Td1, Field::OptionalData1, Kind::SpanishDni, spanish_dni),
        ("BEL", Format::Td1, Field::OptionalData2, Kind::BelgianNationalRegister, belgian_register),
        ("NLD", Format::Td3, Field::PersonalNumber, Kind::DutchBsn, dutch_bsn),
        ("NLD", Format::Td1, Field::OptionalData1, Kind::DutchBsn, dutch_bsn),
        ("SWE", Format::Td3, Field::PersonalNumber, Kind::SwedishPersonalNumber, swedish_number),
        ("SWE", Format::Td1, Field::OptionalData1, Kind::SwedishPersonalNumber, swedish_number),
        ("EST", Format::Td3, Field::PersonalNumber, Kind::EstonianPersonalCode, estonian_code),
        ("EST", Format::Td1, Field::OptionalData1, Kind::EstonianPersonalCode, estonian_code),
    ];
    let mrz = *mrz;
    let state: Text = mrz.issuing_state();
    let listed = RULES
        .into_iter()
        .filter(move |rule| rule.0 == state.as_str() && rule.1 == mrz.format())
        .filter_map(move |(_, _, field, kind, rule)| {
            rule(mrz.text(field).as_bytes()).map(|is_valid| NationalNumber { kind, field, is_valid })
        });
    let card = (state == "PRT" && mrz.format() == Format::Td1)
        .then(|| portuguese_card(mrz.document_number().as_bytes()))
        .flatten()
        .map(|is_valid| NationalNumber {
            kind: Kind::PortugueseCitizenCard,
            field: Field::DocumentNumber,
            is_valid,
        });
    listed.chain(card)
}

/// The digits of a text that has nothing else.
fn digits<const N: usize>(text: &[u8]) -> Option<[u32; N]> {
    let text: &[u8; N] = text.try_into().ok()?;
    text.iter().all(u8::is_ascii_digit).then(|| text.map(|digit| u32::from(digit - b'0')))
}

fn number(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit))
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

fn spanish_dni(text: &[u8]) -> Option<bool> {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let (letter, body) = text.split_last()?;
    let mut body: [u8; 8] = body.try_into().ok()?;
    let [first, ..] = &mut body;
    *first = match *first {
        b'X' => b'0',
        b'Y' => b'1',
        b'Z' => b'2',
        other => other,
    };
    let remainder = usize::try_from(number(&digits::<8>(&body)?) % 23).ok()?;
    letter.is_ascii_uppercase().then(|| LETTERS.get(remainder) == Some(letter))
}

fn belgian_register(text: &[u8]) -> Option<bool> {
    let digits = digits::<11>(text)?;
    let (body, check) = digits.split_at_checked(9)?;
    let fits = |century: u64| 97 - (century * 1_000_000_000 + number(body)) % 97 == number(check);
    Some(fits(0) || fits(2))
}

fn dutch_bsn(text: &[u8]) -> Option<bool> {
    let digits = digits::<9>(text)?;
    // The last digit weighs -1, which is 10 modulo 11.
    Some(weighted(&digits, &[9, 8, 7, 6, 5, 4, 3, 2, 10]).is_multiple_of(11) && digits != [0; 9])
}

fn swedish_number(text: &[u8]) -> Option<bool> {
    let digits = digits::<12>(text)?;
    Some(luhn(digits.iter().skip(2).copied()) && digits != [0; 12])
}

fn estonian_code(text: &[u8]) -> Option<bool> {
    let digits = digits::<11>(text)?;
    let first = weighted(&digits, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let check = if first < 10 { first } else { weighted(&digits, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10 };
    digits.last().map(|last| *last == check)
}

fn portuguese_card(text: &[u8]) -> Option<bool> {
    let text: &[u8; 12] = text.try_into().ok()?;
    let (body, version) = text.split_at_checked(9)?;
    (body.iter().all(u8::is_ascii_digit) && version.last()?.is_ascii_digit()).then_some(())?;
    Some(luhn(text.iter().map(|cell| u32::from(super::weighting::value(*cell)))))
}

/// From the right, every second value counts twice, and 9 less if that makes more than 9. Takes an even number of values.
fn luhn(values: impl Iterator<Item = u32>) -> bool {
    let double = |value: u32| if value * 2 > 9 { value * 2 - 9 } else { value * 2 };
    let sum: u32 =
        values.enumerate().map(|(at, value)| if at % 2 == 0 { double(value) } else { value }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold_and_their_neighbours_do_not() {
        // Numbers that the States themselves or their manuals print as examples.
        assert_eq!(spanish_dni(b"12345678Z"), Some(true));
        assert_eq!(spanish_dni(b"12345678A"), Some(false));
        assert_eq!(spanish_dni(b"X1234567L"), Some(true));
        assert_eq!(spanish_dni(b"1234567Z"), None);
        assert_eq!(belgian_register(b"85073003328"), Some(true));
        assert_eq!(belgian_register(b"17073003384"), Some(true));
        assert_eq!(belgian_register(b"85073003329"), Some(false));
        assert_eq!(dutch_bsn(b"111222333"), Some(true));
        assert_eq!(dutch_bsn(b"111222334"), Some(false));
        assert_eq!(dutch_bsn(b"999999990"), Some(true));
        assert_eq!(swedish_number(b"198112189876"), Some(true));
        assert_eq!(swedish_number(b"198112189875"), Some(false));
        assert_eq!(estonian_code(b"37605030299"), Some(true));
        assert_eq!(estonian_code(b"37605030298"), Some(false));
        assert_eq!(portuguese_card(b"000024759ZZ7"), Some(true));
        assert_eq!(portuguese_card(b"000024759ZZ6"), Some(false));
        assert_eq!(portuguese_card(b"D23145890734"), None);
    }

    #[test]
    fn found_by_state_and_layout() {
        let card = |state: &str, first: &str, second: &str| {
            let text = format!(
                "{:<<30}\n7408122F1204159{state}{second:<<11}6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
                format!("ID{state}D231458907{first}")
            );
            let zone = Mrz::parse(&text).unwrap();
            zone.national_numbers()
                .map(|number| (number.kind, number.field, number.is_valid))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            card("ESP", "12345678Z", ""),
            [(NationalNumberKind::SpanishDni, Field::OptionalData1, true)]
        );
        assert_eq!(
            card("BEL", "", "85073003329"),
            [(NationalNumberKind::BelgianNationalRegister, Field::OptionalData2, false)]
        );
        assert_eq!(card("UTO", "12345678Z", "85073003328"), []);
        assert_eq!(card("ESP", "", ""), []);
    }
}
