//! `core/docs/checks.md` and `core/docs/reasons.md` are written from the code. `DOC9303_WRITE_DOCS=1` writes them anew;
//! otherwise this test fails when they have fallen behind.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a test says what it expects, and reads files to compare them"
)]

use doc9303::Code;
use doc9303::report::{Check, Group};
use std::fmt::Write;

fn checks() -> String {
    let mut text = String::from(
        "# Checks\n\nWritten from the code. A report holds one result for each check that the inputs allow; how the \
         standards are read\nwhere they leave room stands in [readings.md](readings.md).\n",
    );
    for group in Group::ALL {
        write!(text, "\n## {}\n\n| check | holds if successful | clause | weight in policy `icao` |\n|---|---|---|---|\n", group.as_str())
            .unwrap();
        for check in Check::all().filter(|check| check.group() == group) {
            let row = (check.id(), check.holds(), check.clause(), check.weight().as_str());
            writeln!(text, "| `{}` | {} | {} | {} |", row.0, row.1, row.2, row.3).unwrap();
        }
    }
    text
}

fn reasons() -> String {
    let mut text = String::from(
        "# Reasons and deviations\n\nWritten from the code. Every outcome other than `successful` carries one reason; every \
         tolerated departure from Doc 9303 is\nlisted with a deviation. Codes are stable, the words beside them are not.\n",
    );
    let mut area = "";
    for code in Code::ALL {
        let (own, _) = code.as_str().split_once('.').unwrap();
        if own != area {
            area = own;
            write!(text, "\n## {area}\n\n| code | means |\n|---|---|\n").unwrap();
        }
        writeln!(text, "| `{code}` | {} |", code.meaning()).unwrap();
    }
    text
}

fn compare(name: &str, text: &str) {
    let path = format!("{}/docs/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("DOC9303_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "docs/{name} has fallen behind the code: run `make docs`");
}

#[test]
fn documents_say_what_the_code_says() {
    compare("checks.md", &checks());
    compare("reasons.md", &reasons());
}

/// Ids and codes are a contract: each can be found again by its text, and no two are the same.
#[test]
fn every_word_is_unique_and_can_be_found() {
    for code in Code::ALL {
        assert_eq!(Code::parse(code.as_str()), Some(*code));
        assert!(code.meaning().ends_with('.'), "{code}");
    }
    for check in Check::all() {
        assert_eq!(Check::parse(check.id()), Some(check));
        assert!(!check.holds().is_empty() && !check.clause().is_empty(), "{check}");
    }
}
