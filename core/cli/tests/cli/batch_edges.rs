//! `doc9303 batch` at its edges: what is kept and judged, runs that end at a bad moment, and bounds of memory.

use crate::common::{Folder, vectors};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn batch(input: &str, output: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.args(["batch", "--in", input, "--out", output]).args(more).output().unwrap()
}

/// Runs to an end of this status; what it says on standard error.
fn ends(status: i32, input: &str, output: &str, more: &[&str]) -> String {
    let run = batch(input, output, more);
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(status), "{said}");
    said
}

fn done(input: &str, output: &str, more: &[&str]) {
    ends(0, input, output, more);
    assert!(!Path::new(&format!("{output}.part")).exists(), "the folder of the run is left behind");
}

fn json_rows(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_kept_is_judged() {
    let folder = Folder::new("kept");
    let of = vectors().join("forged");
    let trust = of.join("trust").to_str().unwrap().to_owned();
    let judging = ["--trust", &trust, "--at", "2026-06-01T00:00:00Z"];
    let file = |name: &str| STANDARD.encode(std::fs::read(of.join("chip").join(name)).unwrap());
    let mut row = json!({ "mrz": std::fs::read_to_string(of.join("mrz.txt")).unwrap() });
    for entry in std::fs::read_dir(of.join("chip")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !name.ends_with(".json") {
            row[&name] = Value::String(file(&name));
        }
    }
    let names: Vec<String> = row.as_object().unwrap().keys().cloned().collect();
    let jsonl = folder.write("in.jsonl", format!("{row}\n"));
    let cells = row.as_object().unwrap().values().map(|cell| format!("\"{}\"", cell.as_str().unwrap()));
    let csv = format!("{}\n{}\n", names.join(","), cells.collect::<Vec<_>>().join(","));
    let csv = folder.write("in.csv", csv);
    let keep: Vec<&str> = names.iter().flat_map(|name| ["--keep", name]).collect();
    let (plain, kept) = (folder.path("plain.jsonl"), folder.path("kept.jsonl"));
    for input in [&jsonl, &csv] {
        done(input, &plain, &[&judging[..], &["--force"]].concat());
        done(input, &kept, &[&judging[..], &keep, &["--force"]].concat());
        let (plain, kept) = (json_rows(&plain), json_rows(&kept));
        assert_eq!(plain[0]["verdict"], "failed");
        assert_eq!(kept[0]["results"], plain[0]["results"]);
        assert!(names.iter().all(|name| kept[0][name] == row[name]));
    }
    // In Parquet, files are octets.
    let column = |(name, cell): (&String, &Value)| {
        let text = cell.as_str().unwrap();
        let octets = if name == "mrz" { text.into() } else { STANDARD.decode(text).unwrap() };
        (name.clone(), array(arrow_array::BinaryArray::from_iter_values([octets])))
    };
    let table = folder.path("table.parquet");
    parquet(&table, row.as_object().unwrap().iter().map(column));
    done(&table, &kept, &[&judging[..], &keep, &["--force"]].concat());
    assert_eq!(json_rows(&kept)[0]["results"], json_rows(&plain)[0]["results"]);
}

#[test]
fn a_run_that_ends_while_it_clears_up_is_over_when_it_is_started_again() {
    let folder = Folder::new("clearing");
    let input = folder.write("in.csv", format!("id,mrz\n1,\"{ZONE}\"\n"));
    let out = folder.path("out.csv");
    // A folder of this name cannot be removed as a chunk is: there the run ends, as if it were killed.
    std::fs::create_dir_all(folder.path("out.csv.part/chunk-stop")).unwrap();
    folder.write("out.csv.part/lock", "");
    ends(74, &input, &out, &["--keep", "id"]);
    let made = std::fs::read_to_string(&out).unwrap();
    assert!(made.contains("ERIKSSON"));
    std::fs::remove_dir(folder.path("out.csv.part/chunk-stop")).unwrap();
    // Another run does not take it for its own, nor does it take another file for its output.
    assert!(ends(64, &input, &out, &[]).contains("another \"keep\""));
    folder.write("out.csv", "mine");
    assert!(ends(64, &input, &out, &["--keep", "id"]).contains("--force"));
    folder.write("out.csv", &made);
    done(&input, &out, &["--keep", "id"]);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), made);
    assert!(ends(64, &input, &out, &["--keep", "id"]).contains("--force"));
}

#[test]
fn a_refused_command_does_not_stand_in_the_way_of_the_right_one() {
    let folder = Folder::new("refused");
    let input = folder.write("in.csv", format!("verdict,mrz\n1,\"{ZONE}\"\n"));
    let out = folder.path("out.csv");
    let part = folder.path("out.csv.part");
    ends(64, &input, &out, &["--policy", "icao", "--keep", "verdict"]);
    assert!(!Path::new(&part).exists());
    assert_ne!(batch(&input, &out, &["--policy", "none"]).status.code(), Some(0));
    assert!(!Path::new(&part).exists());
    assert_ne!(batch(&input, &out, &["--at", "yesterday"]).status.code(), Some(0));
    assert!(!Path::new(&part).exists());
    // Nor does a run that has not finished anything.
    std::fs::create_dir(&part).unwrap();
    folder.write("out.csv.part/lock", "");
    let nothing = json!({ "chunks": 0, "rows": 0, "bytes": 0, "counts": {}, "complete": false });
    folder.write(
        "out.csv.part/manifest.json",
        json!({ "run": { "keep": ["x"] }, "done": nothing }).to_string(),
    );
    done(&input, &out, &["--policy", "icao"]);
}

fn array(column: impl arrow_array::Array + 'static) -> arrow_array::ArrayRef {
    Arc::new(column)
}

fn parquet<N: AsRef<str>>(path: &str, columns: impl IntoIterator<Item = (N, arrow_array::ArrayRef)>) {
    let batch = arrow_array::RecordBatch::try_from_iter(columns).unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Rows of columns are cut into chunks by what they hold too, and so are the groups that are written.
#[test]
fn a_chunk_of_columns_holds_so_many_octets_at_most() {
    let folder = Folder::new("octets");
    let (input, out) = (folder.path("in.parquet"), folder.path("out.parquet"));
    // Octets that no encoding makes shorter.
    let mut state = 1_u64;
    let mut noise = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    let photos: Vec<Vec<u8>> = (0..9).map(|_| (0..16 << 20).map(&mut noise).collect()).collect();
    let photos = arrow_array::BinaryArray::from_iter_values(&photos);
    let zones = arrow_array::StringArray::from(vec![ZONE; 9]);
    let columns = [("photo", array(photos)), ("mrz", array(zones))];
    parquet(&input, columns);
    // A run that ends before it has cleared up tells its chunks.
    std::fs::create_dir_all(folder.path("out.parquet.part/chunk-stop")).unwrap();
    folder.write("out.parquet.part/lock", "");
    ends(74, &input, &out, &["--keep", "photo"]);
    let manifest = std::fs::read(folder.path("out.parquet.part/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!((&manifest["done"]["chunks"], &manifest["done"]["rows"]), (&json!(3), &json!(9)));
    let file = std::fs::File::open(&out).unwrap();
    let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert!(groups.len() > 1 && groups.iter().sum::<i64>() == 9, "{groups:?}");
}

#[test]
fn times_with_a_zone_and_null_columns_are_written_as_text() {
    let folder = Folder::new("zones");
    let input = folder.path("in.parquet");
    let times = |zone: &str| {
        let times = arrow_array::TimestampMicrosecondArray::from(vec![Some(1_767_225_600_000_000), None]);
        array(times.with_timezone(zone))
    };
    let zones = arrow_array::StringArray::from(vec![ZONE, ZONE]);
    let nothing = arrow_array::NullArray::new(2);
    let columns = vec![
        ("utc", times("UTC")),
        ("berlin", times("Europe/Berlin")),
        ("nothing", array(nothing)),
        ("mrz", array(zones)),
    ];
    parquet(&input, columns);
    let keep = ["--keep", "utc", "--keep", "berlin", "--keep", "nothing"];
    let (csv, jsonl) = (folder.path("out.csv"), folder.path("out.jsonl"));
    done(&input, &csv, &keep);
    done(&input, &jsonl, &keep);
    let csv = std::fs::read_to_string(&csv).unwrap();
    let rows: Vec<&str> = csv.lines().skip(1).map(|line| line.split(",TD3").next().unwrap()).collect();
    assert_eq!(rows, ["2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,", ",,"]);
    let rows = json_rows(&jsonl);
    let time = json!("2026-01-01T00:00:00Z");
    assert_eq!([&rows[0]["utc"], &rows[0]["berlin"], &rows[0]["nothing"]], [&time, &time, &Value::Null]);
    assert_eq!([&rows[1]["utc"], &rows[1]["nothing"]], [&Value::Null, &Value::Null]);
}

#[test]
fn a_cell_that_only_looks_harmless_is_no_formula_and_a_number_is_none() {
    let folder = Folder::new("formulas");
    let texts = [
        "\0=1",
        "\n=1",
        "\u{ff1d}1",
        "\u{ff0b}1",
        "\u{ff0d}1",
        "\u{ff20}x",
        "\u{feff}=1",
        "\u{feff}\u{ff1d}1",
    ];
    let mut lines = String::new();
    for text in texts {
        lines.push_str(&format!("{}\n", json!({ "k": text, "mrz": "?" })));
    }
    for value in ["-5", "\"-5\"", "-1.5e3", "true", "\"fine\"", "{\"a\":1}"] {
        lines.push_str(&format!("{{\"k\":{value},\"mrz\":\"?\"}}\n"));
    }
    let input = folder.write("in.jsonl", lines);
    let (out, raw) = (folder.path("out.csv"), folder.path("raw.csv"));
    done(&input, &out, &["--keep", "k"]);
    done(&input, &raw, &["--keep", "k", "--raw-cells"]);
    let (out, raw) = (std::fs::read_to_string(out).unwrap(), std::fs::read_to_string(raw).unwrap());
    for text in texts {
        assert!(out.contains(&format!("'{text}")), "{text:?}");
        assert!(raw.contains(text) && !raw.contains(&format!("'{text}")), "{text:?}");
    }
    let cells = |text: &str| -> Vec<String> {
        text.lines().rev().take(6).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let cells: Vec<String> = cells(&out).into_iter().rev().collect();
    assert_eq!(cells[..5], ["-5", "'-5", "-1.5e3", "true", "fine"]);
    assert!(cells[5].starts_with("\"{\"\"a\"\":1}\""));
}

/// No row is no fault, and rows that cannot be read are rows.
#[test]
fn lines_of_json_may_all_be_faulty_or_none_at_all() {
    let folder = Folder::new("faulty");
    let empty = folder.write("empty.jsonl", "");
    ends(0, &empty, &folder.path("empty.csv"), &[]);
    let faulty = folder.write("faulty.jsonl", "no JSON\n{\n");
    let out = folder.path("faulty.out.jsonl");
    assert!(ends(0, &faulty, &out, &[]).contains("2 rows"));
    let rows = std::fs::read_to_string(&out).unwrap();
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() == 2 && rows.iter().all(|row| row["error"] == json!("file.malformed")), "{rows:?}");
    // A row that can be read and has none of the columns is the caller's slip.
    let other = folder.write("other.jsonl", "{\"zone\": \"?\"}\n");
    assert!(ends(64, &other, &folder.path("other.csv"), &[]).contains("--column"));
}

/// What a table holds is told by its first rows. A later row with files of a chip is not judged by its zone alone.
#[test]
fn files_that_come_late_are_reported() {
    let folder = Folder::new("late");
    let zone = json!({ "mrz": ZONE }).to_string();
    let mut lines = format!("{zone}\n").repeat(1_200);
    lines.push_str(&json!({ "mrz": ZONE, "EF.SOD": "" }).to_string());
    let out = folder.path("out.jsonl");
    let said = ends(0, &folder.write("in.jsonl", lines), &out, &[]);
    assert!(said.contains("1200 read") && said.contains("1 file.not_read"), "{said}");
    assert_eq!(json_rows(&out)[1_200]["error"], json!("file.not_read"));
}
