//! The canonical form of JSON (RFC 8785).

use super::json::{Json, Kind};

/// Names sorted by UTF-16 code units, numbers as ECMAScript writes them, no spaces.
pub(super) fn canonical(value: &Json) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Json, out: &mut String) {
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Boolean(true) => out.push_str("true"),
        Kind::Boolean(false) => out.push_str("false"),
        Kind::Number(number) => out.push_str(ryu_js::Buffer::new().format(*number)),
        Kind::Text(text) => string(text, out),
        Kind::Array(values) => {
            list(out, ['[', ']'], values, write);
        }
        Kind::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            list(out, ['{', '}'], sorted, |(name, value), out| {
                string(name, out);
                out.push(':');
                write(value, out);
            });
        }
    }
}

/// Values in brackets, with commas between.
fn list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    values: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (place, value) in values.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(value, out);
    }
    out.push(close);
}

/// A text with the escapes of RFC 8785 §3.2.2.2 and no others.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\x08' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\x0C' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\x1F' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn of(text: &str) -> String {
        canonical(&Json::read(text, &Limits::DEFAULT).unwrap())
    }

    /// The test data that the authors of RFC 8785 publish (`cyberphone/json-canonicalization`), as facts.
    #[test]
    fn published_test_data() {
        for (text, form) in [
            ("[ 56, { \"d\": true, \"10\": null, \"1\": [ ] } ]", r#"[56,{"1":[],"10":null,"d":true}]"#),
            (
                r#"{ "peach": 1, "péché": 2, "pêche": 3, "sin": 4 }"#,
                r#"{"peach":1,"péché":2,"pêche":3,"sin":4}"#,
            ),
            (
                r#"{"1": {"f": {"f": "hi","F": 5} ,"\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}"#,
                r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}"#,
            ),
            (
                r#"{"numbers": [1E30, 4.50, 333333333.33333329, 2e-3, 0.000000000000000000000000001],
                "escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
                r#"{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false],"numbers":[1e+30,4.5,333333333.3333333,0.002,1e-27]}"#,
            ),
            (
                r#"{"\u20ac": 1, "1": 2, "\u0080": "\u007f", "\ud83d\ude02": 4, "\u00f6": 5, "\ufb33": 6, "</script>": 7}"#,
                "{\"1\":2,\"</script>\":7,\"\u{80}\":\"\u{7f}\",\"ö\":5,\"€\":1,\"😂\":4,\"\u{fb33}\":6}",
            ),
            (r#"{"Unnormalized Unicode":"\u1e0d\u0307"}"#, "{\"Unnormalized Unicode\":\"\u{1e0d}\u{307}\"}"),
        ] {
            assert_eq!(of(text), form);
        }
    }

    /// RFC 8785 appendix B: numbers by their bits.
    #[test]
    fn numbers_of_appendix_b() {
        for (bits, text) in [
            (0x0000_0000_0000_0000_u64, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
            (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
            (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
            (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"),
            (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] {
            let number = f64::from_bits(bits);
            assert_eq!(of(&format!("{number:?}")), text, "{bits:016X}");
        }
    }
}
