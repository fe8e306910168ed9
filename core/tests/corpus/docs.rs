//! `core/docs/checks.md`, `reasons.md`, `explanations.md` and the words, States and names of the npm package are written from
//! the code. `DOC9303_WRITE_DOCS=1` writes them anew; otherwise this test fails when they have fallen behind.

use doc9303::report::{Check, DeviationKind, Group};
use doc9303::{Code, Explained, Explanation, FileId, State};
use std::fmt::Write;

fn checks() -> String {
    let mut text = String::from(
        "# Checks\n\nWritten from the code. A report holds one result for each check that the inputs allow.\nHow the standards are \
         read where they leave room stands in [readings.md](readings.md).\n",
    );
    for group in Group::ALL {
        write!(text, "\n## {}\n\n| check | holds if successful | clause | weight in policy `icao` |\n|---|---|---|---|\n", group.as_str())
            .unwrap();
        for check in Check::all().filter(|check| check.group() == *group) {
            let row = (check.as_str(), check.requirement(), check.clause(), check.weight().as_str());
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
    let reasons = Code::ALL.iter().map(|code| (code.as_str(), code.meaning()));
    let deviations = DeviationKind::ALL.iter().map(|kind| (kind.as_str(), kind.meaning()));
    for (code, meaning) in reasons.chain(deviations) {
        let (own, _) = code.split_once('.').unwrap();
        if own != area {
            area = own;
            write!(text, "\n## {area}\n\n| code | means |\n|---|---|\n").unwrap();
        }
        writeln!(text, "| `{code}` | {meaning} |").unwrap();
    }
    text
}

fn explanation(name: &str, explanation: Explanation) -> String {
    let Explanation { meaning, benign_causes, next_steps, clause, .. } = explanation;
    format!(
        "\n### `{name}`\n\n{meaning}\n\n*Honest causes.* {benign_causes}\n\n*What to do next.* {next_steps}\n\n*Clause.* {clause}\n"
    )
}

fn explanations() -> String {
    let mut text = String::from(
        "# Explanations\n\nWritten from the code. What each check and each code of a report means, why an honest document can \
         lead to it, and what an\nofficer may do next; `doc9303 explain` says the same. A report is about data and never about \
         the person who carries them.\n\n## Checks\n",
    );
    Check::all().for_each(|check| text.push_str(&explanation(check.as_str(), check.explanation())));
    text.push_str("\n## Codes\n");
    Code::ALL.iter().for_each(|code| text.push_str(&explanation(code.as_str(), code.explanation())));
    DeviationKind::ALL.iter().for_each(|kind| text.push_str(&explanation(kind.as_str(), kind.explanation())));
    text
}

/// The words of the npm package, which needs no module to explain them.
fn npm_words() -> String {
    let check = |check: Check| {
        serde_json::json!({
            "id": check.as_str(), "holds": check.requirement(), "clause": check.clause(),
            "weight": check.weight().as_str(), "group": check.group().as_str(),
        })
    };
    let reasons = Code::ALL.iter().map(|code| (code.as_str(), code.meaning()));
    let deviations = DeviationKind::ALL.iter().map(|kind| (kind.as_str(), kind.meaning()));
    let code = |(code, meaning)| serde_json::json!({"code": code, "meaning": meaning});
    let explained = |told: Explained| {
        let explanation: serde_json::Value = serde_json::from_str(&told.explanation.to_json()).unwrap();
        (told.word.to_owned(), explanation)
    };
    // An entry a line, so that a change of one word changes one line.
    let lines =
        |entries: Vec<String>| entries.iter().map(|entry| format!("    {entry},\n")).collect::<String>();
    let checks = lines(Check::all().map(|row| check(row).to_string()).collect());
    let codes = lines(reasons.chain(deviations).map(|row| code(row).to_string()).collect());
    let explained: serde_json::Map<_, _> = Explained::all().map(explained).collect();
    let explanations = lines(explained.iter().map(|(word, told)| format!("{word:?}: {told}")).collect());
    [
        "// Written from the code of the library: `make docs` writes it anew.\n\nexport default {\n",
        &format!("  checks: [\n{checks}  ],\n  codes: [\n{codes}  ],\n"),
        &format!("  explanations: {{\n{explanations}  }},\n}};\n"),
    ]
    .concat()
}

/// The codes of States in the npm package, for names in the language of a page.
fn npm_states() -> String {
    let row = |state: &State| {
        let group = format!("{:?}", state.group());
        serde_json::json!([state.code3(), state.code2().unwrap_or_default(), group, state.name()])
    };
    let rows: String = State::all().map(|state| format!("  {},\n", row(state))).collect();
    format!(
        "// Written from the code of the library: `make docs` writes it anew.\n\nexport default [\n{rows}];\n"
    )
}

/// The stable names as types of the npm package.
fn npm_names() -> String {
    let union = |what: &str, name: &str, words: Vec<&str>| {
        let words: String = words.iter().map(|word| format!("\n  | {word:?}")).collect();
        format!("\n/** {what} */\nexport type {name} ={words};\n")
    };
    let checks = Check::all().map(Check::as_str).collect();
    let codes = Code::ALL.iter().map(|code| code.as_str()).collect();
    let deviations = DeviationKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let files = FileId::all().map(FileId::as_str).collect();
    [
        "// Written from the code of the library: `make docs` writes it anew.\n",
        &union("The id of a check.", "CheckId", checks),
        &union("The code of a reason, or of an error about bytes.", "Code", codes),
        &union("The code of a deviation.", "DeviationCode", deviations),
        &union("A file of a chip by its name in Doc 9303.", "FileName", files),
    ]
    .concat()
}

fn compare(name: &str, text: &str) {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("DOC9303_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{name} has fallen behind the code: run `make docs`");
}

#[test]
fn documents_say_what_the_code_says() {
    compare("docs/checks.md", &checks());
    compare("docs/reasons.md", &reasons());
    compare("docs/explanations.md", &explanations());
    compare("../bindings-wasm/npm/words.js", &npm_words());
    compare("../bindings-wasm/npm/states.js", &npm_states());
    compare("../bindings-wasm/npm/names.d.ts", &npm_names());
}

/// Ids and codes are a contract: each can be found again by its text, and no two are the same.
#[test]
fn every_word_is_unique_and_can_be_found() {
    for kind in DeviationKind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
        assert!(kind.as_str().starts_with("deviation.") && kind.meaning().ends_with('.'), "{kind}");
    }
    for code in Code::ALL {
        assert_eq!(code.as_str().parse(), Ok(*code));
        assert!(code.meaning().ends_with('.'), "{code}");
    }
    for check in Check::all() {
        assert_eq!(check.as_str().parse(), Ok(check));
        assert!(!check.requirement().is_empty() && !check.clause().is_empty(), "{check}");
    }
}

/// Every function, test and case that the threat model names exists.
#[test]
fn the_threat_model_names_what_there_is() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/threat-model.md")).unwrap();
    let (mut functions, mut tests, mut cases) = (0, 0, 0);
    for name in text.split('`').skip(1).step_by(2) {
        if let Some((file, function)) = name.split_once(".rs::") {
            // A path within `src`, or with its folder where it lies elsewhere, such as in `cli`.
            let is_test = file.starts_with("tests/") || file.contains("/tests/");
            let is_whole = is_test || file.contains("/src/");
            let path = root.join(if is_whole { "" } else { "src" }).join(format!("{file}.rs"));
            let source = std::fs::read_to_string(&path).unwrap_or_default();
            let definition = format!("fn {function}");
            let found = source.match_indices(&definition).any(|(at, _)| {
                let next = source[at + definition.len()..].chars().next();
                !next.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
            });
            assert!(found, "docs/threat-model.md: {name}");
            if is_test {
                // Property tests are indented, by the macro that they stand in.
                let test = |indent: &str| source.contains(&format!("#[test]\n{indent}fn {function}("));
                assert!(test("") || test("    "), "{name} is no test");
                tests += 1;
            } else {
                functions += 1;
            }
        } else if name.as_bytes().first().is_some_and(|first| (b'A'..=b'H').contains(first))
            && name.contains('-')
        {
            let path = root.join(format!("../fixtures/vectors/cases/{name}.json"));
            assert!(path.exists(), "docs/threat-model.md: there is no case {name}");
            cases += 1;
        }
    }
    assert!(
        functions > 30 && tests > 15 && cases > 40,
        "{functions} functions, {tests} tests, {cases} cases"
    );
}

#[test]
fn the_readme_counts_the_cases() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let ids: Vec<String> = std::fs::read_dir(format!("{root}/fixtures/vectors/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let row = format!("| {} |", ids.len());
    assert!(std::fs::read_to_string(format!("{root}/README.md")).unwrap().contains(&row), "{row}");
}
