//! `core/docs/tr-03135.md` is written from the tables. `DOC9303_WRITE_DOCS=1` writes it anew; otherwise this test fails when it
//! has fallen behind, as it does for a check or a code that is new.

use doc9303::Code;
use doc9303::report::{Check, DeviationKind, Group};
use doc9303_tr03135::{Place, deviation_code, vendor_code};
use std::fmt::Write;

fn table() -> String {
    let mut text = include_str!("introduction.md").to_owned();
    for (class, title) in [
        (Group::Optical, "Optical checks"),
        (Group::Electronic, "Electronic checks"),
        (Group::Seal, "Digital seal checks"),
        (Group::Combined, "Combined checks"),
    ] {
        write!(text, "\n## {title}\n\n| check | clause | element | codes from |\n|---|---|---|---|\n")
            .unwrap();
        for check in Check::all() {
            let place = Place::of(check).unwrap_or_else(|| panic!("{check} has no clause"));
            if place.class == class {
                let code = vendor_code(check, None);
                writeln!(text, "| `{check}` | {} | `{}` | {code} |", place.clause, place.element).unwrap();
            }
        }
    }
    text.push_str("\n## Reasons\n\n| reason | added to the code of the check |\n|---|---|\n");
    let check = Check::MrzFormat;
    for code in Code::ALL {
        writeln!(text, "| `{code}` | {} |", vendor_code(check, Some(*code)) - vendor_code(check, None))
            .unwrap();
    }
    text.push_str("\n## Deviations\n\n| deviation | code |\n|---|---|\n");
    for kind in DeviationKind::ALL {
        writeln!(text, "| `{kind}` | {} |", deviation_code(*kind)).unwrap();
    }
    text
}

#[test]
fn the_table_says_what_the_code_does() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/tr-03135.md");
    let text = table();
    if std::env::var_os("DOC9303_WRITE_DOCS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "core/docs/tr-03135.md has fallen behind the code: run `make docs`");
}
