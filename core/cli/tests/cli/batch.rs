//! `doc9303 batch` as a person or a script meets it: every format, bad rows, order, and a run that is killed.

use crate::common::{Folder, vectors};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const ONE: &str =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TWO: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const FORMATS: [&str; 4] = ["parquet", "arrow", "csv", "jsonl"];

fn command(input: &str, output: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.args(["batch", "--in", input, "--out", output]).args(more);
    command
}

fn batch(input: &str, output: &str, more: &[&str]) -> Output {
    command(input, output, more).output().unwrap()
}

/// Runs to the end; what it says on standard error.
fn done(input: &str, output: &str, more: &[&str]) -> String {
    let run = batch(input, output, more);
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert!(!Path::new(&format!("{output}.part")).exists(), "the folder of the run is left behind");
    said
}

fn refused(run: &Output, status: i32, words: &str) {
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(status), "{said}");
    assert!(said.contains(words), "{said:?} does not say {words:?}");
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn json_rows(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The rows of CSV without cells of several lines, as objects of texts; null where a cell is empty.
fn csv_rows(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut rows: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut quoted = false;
    for letter in text.chars() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    rows.pop();
    let names = rows.remove(0);
    let value = |cell: String| if cell.is_empty() { Value::Null } else { Value::String(cell) };
    let object = |row: Vec<String>| names.iter().cloned().zip(row.into_iter().map(value)).collect();
    rows.into_iter().map(object).collect()
}

/// The cells of some columns, in any format.
fn cells_of(path: &str, columns: &[&str]) -> Vec<Vec<Option<String>>> {
    let batches: Vec<arrow_array::RecordBatch> = if path.ends_with("parquet") {
        let file = std::fs::File::open(path).unwrap();
        let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        reader.build().unwrap().map(Result::unwrap).collect()
    } else if path.ends_with("arrow") {
        let file = std::fs::File::open(path).unwrap();
        arrow_ipc::reader::FileReader::try_new(file, None).unwrap().map(Result::unwrap).collect()
    } else {
        let rows = if path.ends_with("csv") { csv_rows(path) } else { json_rows(path) };
        let cell = |value: &Value| match value {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        return rows.iter().map(|row| columns.iter().map(|name| cell(&row[name])).collect()).collect();
    };
    let mut rows = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let cell = |name: &&str| {
                let column = batch.column_by_name(name).unwrap();
                let text = arrow_cast::display::array_value_to_string(column, row).unwrap();
                Some(text).filter(|text| !text.is_empty())
            };
            rows.push(columns.iter().map(cell).collect());
        }
    }
    rows
}

#[test]
fn every_format_goes_in_and_comes_out() {
    let folder = Folder::new("formats");
    let mut text = "id,zone\n".to_owned();
    for (id, zone) in
        [("a", ONE), ("b", TWO), ("c", "?"), ("d", ""), ("e", &ONE.replace("7408122", "7408123"))]
    {
        writeln!(text, "{id},{}", quoted(zone)).unwrap();
    }
    let first = folder.write("first.csv", text);
    let columns = [
        "id",
        "format",
        "document_number",
        "secondary_identifier",
        "birth_day",
        "birth_date_ok",
        "error",
        "error_line",
    ];
    let more = ["--column", "zone", "--keep", "id", "--keep", "zone", "--at", "2026-01-01"];
    let mut expected: Option<Vec<Vec<Option<String>>>> = None;
    for between in FORMATS {
        let between = folder.path(&format!("between.{between}"));
        let said = done(&first, &between, &more);
        assert!(
            said.contains("5 rows: 1 empty, 1 mrz.charset, 2 read, 1 read with a wrong check digit"),
            "{said}"
        );
        for last in FORMATS {
            let last = folder.path(&format!("last.{last}"));
            done(&between, &last, &[&more[..], &["--force"]].concat());
            let rows = cells_of(&last, &columns);
            assert_eq!(rows, *expected.get_or_insert_with(|| rows.clone()), "{between} to {last}");
        }
    }
    let rows = expected.unwrap();
    let row =
        |cells: [&str; 8]| cells.map(|cell| Some(cell.to_owned()).filter(|cell| !cell.is_empty())).to_vec();
    assert_eq!(rows[0], row(["a", "TD1", "D23145890", "ANNA MARIA", "1974-08-12", "true", "", ""]));
    assert_eq!(rows[2], row(["c", "", "", "", "", "", "mrz.charset", "0"]));
    assert_eq!(rows[3], row(["d", "", "", "", "", "", "", ""]));
    assert_eq!(rows[4][5], Some("false".to_owned()));
}

#[test]
fn a_bad_row_is_a_row_with_a_code_and_its_line() {
    let folder = Folder::new("bad");
    let mut csv = b"id,mrz\n".to_vec();
    csv.extend(format!("1,{}\n", quoted(ONE)).bytes()); // lines 2 to 4
    csv.extend(b"2\n"); // a cell is missing
    csv.extend(b"3,\xff\xfe\n"); // not UTF-8
    csv.extend(format!("4,{}\n", "A".repeat(2 << 20)).bytes()); // over-long
    csv.extend(b"5,\"P<UTO\n"); // the quote never closes
    csv.extend(format!("6,{}\n", quoted(TWO)).bytes());
    let csv = folder.write("bad.csv", csv);
    let out = folder.path("bad.jsonl");
    done(&csv, &out, &["--keep", "id", "--chunk-rows", "2"]);
    let rows = json_rows(&out);
    let seen: Vec<_> = rows.iter().map(|row| json!([row["id"], row["input_line"], row["error"]])).collect();
    let expected = json!([
        ["1", 2, null],
        // What a row with too few cells has is still carried over.
        ["2", 5, "file.malformed"],
        ["3", 6, "mrz.charset"],
        [null, 7, "limit.size"],
        [null, 8, "file.malformed"],
        ["6", 9, null],
    ]);
    assert_eq!(Value::from(seen), expected);

    let mut lines = vec![json!({ "id": 17, "mrz": ONE }).to_string()];
    lines.push("{\"id\": 18, \"mrz\": ".to_owned());
    lines.push("[1]".to_owned());
    lines.push(json!({ "id": {"n": [1.50, null]}, "mrz": 7 }).to_string());
    lines.push(String::new());
    lines.push(format!("{{\"id\": 12345678901234567890123, \"mrz\": \"{}\"}}", "A".repeat(2 << 20)));
    lines.push("{\"id\": 12345678901234567890123, \"mrz\": \"?\"}".to_owned());
    lines.push(json!({ "id": "x" }).to_string());
    lines.push(format!("{{\"id\": 20, \"mrz\": {}, \"mrz\": \"?\"}}", json!(ONE)));
    let jsonl = folder.write("bad_lines.jsonl", lines.join("\n"));
    let out = folder.path("lines.jsonl");
    done(&jsonl, &out, &["--keep", "id"]);
    let text = std::fs::read_to_string(&out).unwrap();
    let front: Vec<&str> = text.lines().map(|line| line.split(",\"format\"").next().unwrap()).collect();
    let errors: Vec<Value> = json_rows(&out).iter().map(|row| row["error"].clone()).collect();
    assert_eq!(
        front,
        [
            r#"{"id":17,"input_line":1"#,
            r#"{"id":null,"input_line":2"#,
            r#"{"id":null,"input_line":3"#,
            r#"{"id":{"n":[1.5,null]},"input_line":4"#,
            r#"{"id":null,"input_line":6"#,
            r#"{"id":12345678901234567890123,"input_line":7"#,
            r#"{"id":"x","input_line":8"#,
            r#"{"id":null,"input_line":9"#,
        ]
    );
    let malformed = "file.malformed";
    let expected =
        json!([null, malformed, malformed, malformed, "limit.size", "mrz.charset", null, malformed]);
    assert_eq!(Value::from(errors), expected);
}

#[test]
fn no_cell_is_a_formula() {
    let folder = Folder::new("formulas");
    let mut text = "=name,mrz\n".to_owned();
    for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "fine", "a=b"] {
        writeln!(text, "{},?", quoted(cell)).unwrap();
    }
    let input = folder.write("in.csv", text);
    let (safe, raw) = (folder.path("safe.csv"), folder.path("raw.csv"));
    done(&input, &safe, &["--keep", "=name"]);
    done(&input, &raw, &["--keep", "=name", "--raw-cells"]);
    let kept = |path: &str, name: &str| -> Vec<String> {
        csv_rows(path).iter().map(|row| row[name].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kept(&safe, "'=name"), ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "fine", "a=b"]);
    assert_eq!(kept(&raw, "=name"), ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "fine", "a=b"]);
}

#[test]
fn no_output_is_overwritten_or_mixed_up() {
    let folder = Folder::new("refusals");
    let input = folder.write("in.csv", format!("id,mrz\n1,{}\n", quoted(ONE)));
    let out = folder.write("out.csv", "mine");
    refused(&batch(&input, &out, &[]), 64, "--force");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    done(&input, &out, &["--force"]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("D23145890"));
    refused(&batch(&input, &input, &["--force"]), 64, "the input itself");
    refused(&batch(&folder.path("none.csv"), &out, &["--force"]), 66, "no such file");
    refused(&batch(&input, &folder.path("out.xls"), &[]), 64, "--out-format");
    refused(&batch(&input, &folder.path("none/out.csv"), &[]), 74, "cannot be written");
    let new = folder.path("new.csv");
    refused(&batch(&input, &new, &["--column", "zone"]), 64, "no column \"zone\"");
    refused(&batch(&input, &new, &["--keep", "nobody"]), 64, "no column \"nobody\"");
    refused(&batch(&input, &new, &["--in-format", "parquet"]), 66, "not a readable parquet file");
    refused(&batch(&input, &new, &["--threads", "0"]), 64, "--threads");
    // A folder of that name that no run has made is left alone.
    std::fs::create_dir(folder.path("new.csv.part")).unwrap();
    folder.write("new.csv.part/mine", "mine");
    refused(&batch(&input, &new, &[]), 64, "no folder of an unfinished run");
    refused(&batch(&input, &new, &["--restart"]), 64, "no folder of an unfinished run");
    assert!(Path::new(&folder.path("new.csv.part/mine")).exists());
}

/// Whatever octet of a table is another, the run ends with an answer: rows, or one sentence.
#[test]
fn a_damaged_table_is_an_error_and_never_a_crash() {
    let folder = Folder::new("damaged");
    let input = folder.write("in.csv", corpus(40));
    let out = folder.path("out.jsonl");
    for format in ["parquet", "arrow"] {
        let sound = folder.path(&format!("sound.{format}"));
        done(&input, &sound, &["--keep", "id", "--keep", "mrz"]);
        let sound = std::fs::read(sound).unwrap();
        let mut told = 0;
        for change in 0..80 {
            let mut octets = sound.clone();
            // Most of what guides a reader stands at the end.
            let at = octets.len() - 1 - change * change * 7919 % octets.len().min(4000);
            octets[at] ^= 1 << (change % 8);
            if change % 10 == 9 {
                octets.truncate(at);
            }
            let damaged = folder.write(&format!("damaged.{format}"), octets);
            let run = batch(&damaged, &out, &["--keep", "id", "--force", "--restart"]);
            let said = String::from_utf8_lossy(&run.stderr).into_owned();
            let status = run.status.code();
            assert!(matches!(status, Some(0 | 64 | 66)), "{format}, change {change}: {status:?} {said}");
            assert!(!said.contains("panicked"), "{said}");
            told += usize::from(status != Some(0));
        }
        assert!(told > 10, "only {told} of 80 changes were noticed");
    }
}

/// Many different zones, some wrong and some no zones at all.
fn corpus(rows: usize) -> String {
    let mut text = "id,mrz\n".to_owned();
    for id in 0..rows {
        let number = format!("{:09}", id * 7919 % 1_000_000_007);
        let digit = doc9303::mrz::check_digit(&number);
        let zone = match id % 10 {
            8 => "?".to_owned(),
            9 => String::new(),
            _ => format!(
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{number}{digit}UTO7408122F1204159ZE184226B<<<<<10"
            ),
        };
        writeln!(text, "{id},{}", quoted(&zone)).unwrap();
    }
    text
}

#[test]
fn rows_keep_their_order_whatever_the_threads() {
    let folder = Folder::new("order");
    let input = folder.write("in.csv", corpus(50_000));
    for format in FORMATS {
        let (one, four) = (folder.path(&format!("one.{format}")), folder.path(&format!("four.{format}")));
        let more = ["--keep", "id", "--chunk-rows", "20000", "--threads"];
        done(&input, &one, &[&more[..], &["1"]].concat());
        done(&input, &four, &[&more[..], &["4"]].concat());
        assert!(std::fs::read(&one).unwrap() == std::fs::read(&four).unwrap(), "{format}");
        let ids = cells_of(&one, &["id"]);
        assert_eq!(ids.len(), 50_000);
        assert!(ids.iter().enumerate().all(|(row, id)| id[0] == Some(row.to_string())), "{format}");
    }
}

#[test]
fn a_killed_run_goes_on_without_losing_or_doubling_a_row() {
    let folder = Folder::new("kill");
    let input = folder.write("in.csv", corpus(200_000));
    for format in ["csv", "parquet"] {
        let more = ["--keep", "id", "--chunk-rows", "1000"];
        let (whole, out) = (folder.path(&format!("whole.{format}")), folder.path(&format!("out.{format}")));
        done(&input, &whole, &more);
        let part = format!("{out}.part");
        // Killed twice, each time when some chunks more are done.
        for chunk in ["chunk-00000005", "chunk-00000020"] {
            let mut run = command(&input, &out, &more).spawn().unwrap();
            let start = Instant::now();
            while !Path::new(&part).join(chunk).exists() {
                assert!(start.elapsed() < Duration::from_secs(120), "no chunk after two minutes");
                std::thread::sleep(Duration::from_millis(1));
            }
            run.kill().unwrap();
            assert!(!run.wait().unwrap().success(), "the run was over before it could be killed");
            assert!(!Path::new(&out).exists());
        }
        // With other arguments, or another input, it is another run.
        refused(&batch(&input, &out, &["--keep", "id", "--chunk-rows", "999"]), 64, "--restart");
        refused(&batch(&input, &out, &["--chunk-rows", "1000"]), 64, "another \"keep\"");
        // What was being written when the end came counts for nothing.
        std::fs::write(Path::new(&part).join("chunk-00000199"), "half").unwrap();
        let said = done(&input, &out, &more);
        assert!(
            said.contains("200000 rows: 20000 empty, 20000 mrz.charset") && said.contains("done before"),
            "{said}"
        );
        assert!(std::fs::read(&out).unwrap() == std::fs::read(&whole).unwrap(), "{format}");
    }
}

#[test]
fn a_changed_input_is_another_run() {
    let folder = Folder::new("changed");
    let input = folder.write("in.csv", corpus(100_000));
    let out = folder.path("out.csv");
    let mut run = command(&input, &out, &["--chunk-rows", "500"]).spawn().unwrap();
    while !Path::new(&format!("{out}.part/chunk-00000002")).exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    folder.write("in.csv", corpus(100_001));
    refused(&batch(&input, &out, &["--chunk-rows", "500"]), 64, "another \"input\"");
    let said = done(&input, &out, &["--chunk-rows", "500", "--restart"]);
    assert!(said.contains("100001 rows") && !said.contains("done before"), "{said}");
}

/// The chip files of a folder and what a terminal recorded, by name.
fn chip(name: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(vectors().join(name).join("chip")).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap()))
        .collect()
}

#[test]
fn documents_are_judged_as_inspect_does() {
    let folder = Folder::new("inspect");
    let trust: Vec<String> = ["passport", "forged"]
        .map(|name| vectors().join(name).join("trust").to_str().unwrap().to_owned())
        .into();
    let own = "--records-of-own-terminal";
    let judging = ["--trust", &trust[0], "--trust", &trust[1], "--at", "2026-06-01T00:00:00Z", own];
    let mut lines = String::new();
    let mut expected = Vec::new();
    for name in ["passport", "forged"] {
        let zone = std::fs::read_to_string(vectors().join(name).join("mrz.txt")).unwrap();
        let files = chip(name);
        std::fs::create_dir(folder.path(name)).unwrap();
        let mut row = json!({ "id": name, "mrz": zone });
        for (file, bytes) in &files {
            folder.write(&format!("{name}/{file}"), bytes);
            // A record may stand there as an object or as a text.
            row[file] = match file.strip_suffix(".json") {
                Some("access") => Value::String(String::from_utf8(bytes.clone()).unwrap()),
                Some(_) => serde_json::from_slice(bytes).unwrap(),
                None => Value::String(STANDARD.encode(bytes)),
            };
        }
        writeln!(lines, "{row}").unwrap();
        let zone = folder.write(&format!("{name}.txt"), zone);
        let chip = folder.path(name);
        let run = Command::new(env!("CARGO_BIN_EXE_doc9303"))
            .args(["inspect", "--json", "--mrz", &zone, "--chip", &chip])
            .args(judging)
            .output()
            .unwrap();
        expected.push(serde_json::from_slice::<Value>(&run.stdout).unwrap());
    }
    lines.push_str("{\"id\": \"bad record\", \"active_auth.json\": {\"challenge\": \"00\"}}\n");
    lines.push_str("{\"id\": \"bad\", \"EF.SOD\": \"no base64!\"}\n{\"id\": \"empty\"}\n");
    writeln!(lines, "{}", json!({ "id": "zone", "mrz": TWO })).unwrap();
    let input = folder.write("in.jsonl", lines);
    let out = folder.path("out.jsonl");
    let said = done(&input, &out, &[&judging[..], &["--keep", "id"]].concat());
    assert!(said.contains("6 rows: 1 empty, 2 failed, 2 file.malformed, 1 successful"), "{said}");
    let rows = json_rows(&out);
    for (row, report) in rows.iter().zip(&expected) {
        assert_eq!(row["verdict"], report["verdict"]);
        let results = row["results"].as_array().unwrap();
        let reported = report["results"].as_array().unwrap();
        assert!(results.len() > 20);
        assert_eq!(results.len(), reported.len());
        for (result, reported) in results.iter().zip(reported) {
            assert_eq!(result["check"], reported["check"]);
            assert_eq!(result["outcome"], reported["outcome"]);
            assert_eq!(result["reason"], reported["reason"]["code"]);
        }
        assert!(row["document_signer_sha256"].as_str().unwrap().len() == 64);
    }
    assert_eq!(rows[0]["verdict"], "successful");
    assert_eq!(rows[1]["verdict"], "failed");
    for row in &rows[2..4] {
        assert_eq!((&row["error"], &row["verdict"]), (&json!("file.malformed"), &Value::Null));
    }
    assert_eq!((&rows[4]["error"], &rows[4]["verdict"]), (&Value::Null, &Value::Null));
    // The same in every other format.
    for format in ["csv", "parquet", "arrow"] {
        let out = folder.path(&format!("out.{format}"));
        done(&input, &out, &[&judging[..], &["--keep", "id"]].concat());
        let columns = ["id", "verdict", "document_signer_sha256", "error"];
        assert_eq!(cells_of(&out, &columns), cells_of(&folder.path("out.jsonl"), &columns), "{format}");
    }
}
