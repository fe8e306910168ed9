//! Tables as people have them: names of columns in every spelling, zones in several columns, cells in other encodings.
//! What is certain is read; the rest is told with its column and why, and no source is passed over in silence.

use crate::common::{Folder, vectors};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use std::process::Command;
use std::sync::Arc;

const LINES: [&str; 2] =
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
const CARD: [&str; 3] =
    ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];

/// The exit status, what was said, and the rows that were made.
fn batch(folder: &Folder, name: &str, table: impl AsRef<[u8]>, more: &[&str]) -> (i32, String, Vec<Value>) {
    let input = folder.write(name, table);
    let output = folder.path(&format!("{name}.out.jsonl"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    let run =
        command.args(["batch", "--in", &input, "--out", &output, "--force"]).args(more).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    let text = std::fs::read_to_string(&output).unwrap_or_default();
    let _ = std::fs::remove_file(&output);
    let rows = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (run.status.code().unwrap(), said, rows)
}

fn done(folder: &Folder, name: &str, table: impl AsRef<[u8]>, more: &[&str]) -> Vec<Value> {
    let (status, said, rows) = batch(folder, name, table, more);
    assert_eq!(status, 0, "{name}: {said}");
    rows
}

fn refused(folder: &Folder, name: &str, table: impl AsRef<[u8]>, more: &[&str], words: &[&str]) {
    let (status, said, _) = batch(folder, name, table, more);
    assert_eq!(status, 64, "{said}");
    assert!(words.iter().all(|word| said.contains(word)), "{said:?} does not say {words:?}");
    assert!(!said.contains("ERIKSSON"), "{said:?} is personal");
}

/// The chip files of a document, by their names.
fn chip(of: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(vectors().join(of).join("chip")).unwrap();
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().unwrap() != "json");
    files
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap()))
        .collect()
}

fn zone(of: &str) -> String {
    std::fs::read_to_string(vectors().join(of).join("mrz.txt")).unwrap().trim().to_owned()
}

/// A row with the files of a chip, their octets and names written so.
fn row(of: &str, octets: impl Fn(&[u8]) -> String, name: impl Fn(&str) -> String) -> Map<String, Value> {
    chip(of).iter().map(|(file, bytes)| (name(file), Value::String(octets(bytes)))).collect()
}

/// How octets are written down.
type Written<'a> = &'a dyn Fn(&[u8]) -> String;

fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn judging() -> Vec<String> {
    let trust = vectors().join("passport").join("trust");
    ["--trust", trust.to_str().unwrap(), "--at", "2026-06-01"].map(str::to_owned).to_vec()
}

fn words(given: &[String]) -> Vec<&str> {
    given.iter().map(String::as_str).collect()
}

#[test]
fn a_zone_is_read_however_a_table_holds_it() {
    let folder = Folder::new("tables");
    let [one, two] = LINES;
    let quoted = format!("\"{one}\n{two}\"");
    let csv = [
        ("plain", format!("mrz\n{quoted}\n")),
        ("upper", format!("MRZ\n{quoted}\n")),
        ("blank", format!("id, mrz\n1,{quoted}\n")),
        ("mark", format!("\u{feff}\"mrz\",id\n{quoted},1\n")),
        ("two", format!("mrz1,mrz2\n{one},{two}\n")),
        ("named lines", format!("id,MRZ_Line_2,MRZ_Line_1\n1,{two},{one}\n")),
        ("bare lines", format!("line1,line2\n{one},{two}\n")),
        ("written break", format!("mrz\n{one}\\n{two}\n")),
        ("bar", format!("mrz\n{one}|{two}\n")),
        ("blank between", format!("mrz\n{one} {two}\n")),
        ("semicolon", format!("id;mrz\n1;{quoted}\n")),
        ("tab", format!("id\tmrz\n1\t{quoted}\n")),
        ("said", format!("sep=;\r\nid;mrz\r\n1;{quoted}\r\n")),
        ("said comma", format!("sep=,\nid,mrz\n1,{quoted}\n")),
    ];
    for (name, table) in &csv {
        let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let with_mark = [&[0xff, 0xfe], &utf16(table)[..]].concat();
        for (form, table) in
            [("utf8", table.clone().into_bytes()), ("utf16", utf16(table)), ("mark", with_mark)]
        {
            let rows = done(&folder, &format!("{name} {form}.csv"), table, &[]);
            assert_eq!(rows.len(), 1, "{name} {form}");
            assert_eq!(rows[0]["document_number"], "L898902C3", "{name} {form}: {}", rows[0]);
            assert_eq!(rows[0]["check_digits_ok"], true, "{name} {form}");
        }
    }
    let lines = json!({ "mrz": LINES });
    let text = json!({ "mrz": LINES.join("\n") });
    for (name, table) in [
        ("lines.jsonl", lines.to_string()),
        ("upper.jsonl", json!({ "MRZ ": LINES }).to_string()),
        ("array.json", format!("[{text},\n {lines}]\n")),
        ("pretty.json", format!("{:#}", json!([text, lines]))),
        ("columns.jsonl", json!({ "mrz_line1": LINES[0], "mrz_line2": LINES[1] }).to_string()),
    ] {
        for row in done(&folder, name, table, &[]) {
            assert_eq!(row["document_number"], "L898902C3", "{name}: {row}");
        }
    }
    // A card beside a passport: its third line is empty there.
    let table = format!("mrz1,mrz2,mrz3\n{one},{two},\n{}\n,,\n{one},,\n", CARD.join(","));
    let rows = done(&folder, "cards.csv", table, &[]);
    let told: Vec<Value> = rows.iter().map(|row| json!([row["format"], row["error"]])).collect();
    assert_eq!(Value::from(told), json!([["TD3", null], ["TD1", null], [null, null], [null, "mrz.length"]]));
    assert!(rows[3]["error_detail"].is_string());
}

#[test]
fn zones_in_several_columns_are_read_from_columns_too() {
    let folder = Folder::new("columns");
    let path = folder.path("in.parquet");
    let columns = [("Mrz2", LINES[1]), ("id", "1"), ("Mrz1", LINES[0])];
    let columns = columns.map(|(name, cell)| -> (&str, arrow_array::ArrayRef) {
        (name, Arc::new(arrow_array::StringArray::from(vec![cell])))
    });
    let write = |columns: Vec<(&str, arrow_array::ArrayRef)>| {
        let batch = arrow_array::RecordBatch::try_from_iter(columns).unwrap();
        let file = std::fs::File::create(&path).unwrap();
        let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        std::fs::read(&path).unwrap()
    };
    let table = write(columns.to_vec());
    let (status, said, rows) = batch(&folder, "lines.parquet", &table, &[]);
    assert_eq!((status, &rows[0]["document_number"]), (0, &json!("L898902C3")), "{said}");
    assert!(said.contains("neither read nor kept: \"id\""), "{said}");
    let rows = done(&folder, "judged.parquet", &table, &["--policy", "icao", "--at", "2011-01-01"]);
    assert_eq!(rows[0]["verdict"], "successful");
    // Zones under a name that says nothing of them.
    let hidden: arrow_array::ArrayRef = Arc::new(arrow_array::StringArray::from(vec![LINES.join("\n")]));
    let table = write(vec![("mrz", Arc::clone(&hidden)), ("ocr", hidden)]);
    refused(&folder, "hidden.parquet", &table, &[], &["\"ocr\"", "--keep \"ocr\""]);
    done(&folder, "kept.parquet", &table, &["--keep", "ocr"]);
    // Files as text are base64 there as well.
    let files = row("passport", base64, str::to_owned);
    let columns = files.iter().map(|(name, cell)| -> (&str, arrow_array::ArrayRef) {
        (name, Arc::new(arrow_array::StringArray::from(vec![cell.as_str().unwrap()])))
    });
    let rows = done(&folder, "base64.parquet", write(columns.collect()), &words(&judging()));
    assert_eq!(rows[0]["error"], Value::Null);
    assert!(rows[0]["document_signer_sha256"].is_string(), "{}", rows[0]);
}

/// A genuine chip and a forged print beside it: whatever the column is called, the print counts or the run is refused.
#[test]
fn no_print_is_dropped_beside_a_genuine_chip() {
    let folder = Folder::new("dropped");
    let judging = judging();
    let genuine = zone("passport");
    let forged = genuine.replacen("ERIKSSON", "ERIKSSEN", 1);
    assert_ne!(genuine, forged);
    let files = row("passport", base64, str::to_owned);
    let with = |name: &str, zone: &Value| {
        let mut row = files.clone();
        row.insert(name.to_owned(), zone.clone());
        format!("{}\n", Value::Object(row))
    };
    for name in ["mrz", "MRZ", " mrz", "mrz ", "\u{feff}mrz", "Mrz_Text", "machine_readable_zone"] {
        let rows = done(&folder, "in.jsonl", with(name, &json!(forged)), &words(&judging));
        assert_eq!(rows[0]["verdict"], "failed", "{name:?}: {}", rows[0]);
        let rows = done(&folder, "in.jsonl", with(name, &json!(genuine)), &words(&judging));
        assert!(
            rows[0]["verdict"] != "failed" && rows[0]["not_given"] != json!(["mrz"]),
            "{name:?}: {}",
            rows[0]
        );
    }
    for name in ["mrz_back", "ocr", "zone", "printed", "mrz4"] {
        let words = [&words(&judging)[..], &[]].concat();
        refused(&folder, "in.jsonl", with(name, &json!(forged)), &words, &[&format!("{name:?}"), "--keep"]);
        let chosen = [&words[..], &["--column", name]].concat();
        let rows = done(&folder, "in.jsonl", with(name, &json!(forged)), &chosen);
        assert_eq!(rows[0]["verdict"], "failed", "{name:?}");
        done(&folder, "in.jsonl", with(name, &json!(forged)), &[&words[..], &["--keep", name]].concat());
    }
    // The column is there and the row has nothing in it.
    for empty in [json!(null), json!(""), json!("  ")] {
        let table = with("mrz", &json!(genuine)) + &with("mrz", &empty);
        let rows = done(&folder, "in.jsonl", &table, &words(&judging));
        assert!(rows[1]["not_given"].as_array().unwrap().contains(&json!("mrz")), "{}", rows[1]);
        assert_ne!(rows[1]["verdict"], "failed");
        let first = rows[0]["not_given"].as_array().unwrap();
        assert!(!first.contains(&json!("mrz")), "{first:?}");
    }
    // The same where another row alone has the zone, or the cell is empty in CSV.
    let table = with("mrz", &json!(genuine)) + &format!("{}\n", Value::Object(files.clone()));
    assert_eq!(done(&folder, "in.jsonl", &table, &words(&judging))[1]["not_given"], json!(["mrz"]));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let cells: Vec<&str> = files.values().map(|cell| cell.as_str().unwrap()).collect();
    let csv = format!("mrz,{}\n,{}\n", names.join(","), cells.join(","));
    assert_eq!(done(&folder, "in.csv", csv, &words(&judging))[0]["not_given"], json!(["mrz"]));
    // Two columns for one source, in a table and in a late row.
    let mut twice = files.clone();
    twice.insert("mrz".to_owned(), json!(genuine));
    twice.insert("MRZ".to_owned(), json!(forged));
    let twice = Value::Object(twice);
    refused(
        &folder,
        "in.jsonl",
        twice.to_string(),
        &words(&judging),
        &["mrz has two columns", "\"MRZ\" and \"mrz\""],
    );
    let late = with("mrz", &json!(genuine)).repeat(101) + &with("zone_text", &json!(forged));
    let rows = done(&folder, "late.jsonl", late, &words(&judging));
    assert_eq!((&rows[101]["error"], &rows[101]["verdict"]), (&json!("file.not_read"), &Value::Null));
    assert!(
        rows[101]["error_detail"].as_str().unwrap().contains("\"zone_text\" holds machine readable zones")
    );
}

#[test]
fn a_file_is_read_from_base64_of_every_kind_and_the_rest_is_reported() {
    let folder = Folder::new("encodings");
    let judging = judging();
    let judge = |table: Map<String, Value>| {
        let rows = done(&folder, "in.jsonl", Value::Object(table).to_string(), &words(&judging));
        rows[0].clone()
    };
    let reference = judge(row("passport", base64, str::to_owned));
    assert!(reference["document_signer_sha256"].is_string());
    let broken = |bytes: &[u8]| {
        let text = base64(bytes);
        text.as_bytes().chunks(76).map(|line| str::from_utf8(line).unwrap()).collect::<Vec<_>>().join("\r\n")
    };
    let url_safe = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let forms: [Written<'_>; 2] = [&url_safe, &broken];
    for octets in forms {
        assert_eq!(judge(row("passport", octets, str::to_owned)), reference);
    }
    let spellings: [fn(&str) -> String; 5] = [
        |name| name.to_lowercase(),
        |name| name.trim_start_matches("EF.").to_owned(),
        |name| format!(" {}.bin", name.replace('.', "_")),
        |name| name.replace("EF.DG", "Data Group "),
        |name| format!("{}_base64", name.replace("EF.", "").to_lowercase()),
    ];
    for spelling in spellings {
        assert_eq!(judge(row("passport", base64, spelling)), reference, "{}", spelling("EF.DG1"));
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let url = |bytes: &[u8]| format!("data:application/octet-stream;base64,{}", base64(bytes));
    let broken: [(Written<'_>, &str); 4] = [
        (&hex, "hexadecimal, where base64 is needed"),
        (&url, "a data: URL"),
        (&|_: &[u8]| "NaN".to_owned(), "must be empty"),
        (&|bytes: &[u8]| base64(bytes) + "*", "a character that base64 does not have"),
    ];
    for (octets, why) in broken {
        let mut table = row("passport", base64, str::to_owned);
        let sod = chip("passport").into_iter().find(|(name, _)| name == "EF.SOD").unwrap().1;
        table.insert("EF.SOD".to_owned(), Value::String(octets(&sod)));
        let told = judge(table);
        assert_eq!((&told["error"], &told["verdict"]), (&json!("file.malformed"), &Value::Null));
        let detail = told["error_detail"].as_str().unwrap();
        assert!(detail.starts_with("EF.SOD, byte ") && detail.contains(why), "{detail}");
    }
    for (value, why) in
        [(json!([119, 130]), "a list"), (json!(7), "a number"), (json!({ "type": "Buffer" }), "an object")]
    {
        let mut table = row("passport", base64, str::to_owned);
        table.remove("EF.SOD");
        table.insert("sod".to_owned(), value);
        let told = judge(table);
        let detail = told["error_detail"].as_str().unwrap();
        assert!(detail.starts_with("\"sod\" holds ") && detail.contains(why), "{detail}");
    }
}

#[test]
fn columns_that_are_not_read_are_named_or_refused() {
    let folder = Folder::new("names");
    let judging = judging();
    let judging = words(&judging);
    let with = |name: &str, value: Value| {
        let mut row = row("passport", base64, str::to_owned);
        row.insert(name.to_owned(), value);
        Value::Object(row).to_string()
    };
    for name in ["dg17", "sod_hex", "chip_auth", "EF.DG1.txt"] {
        let table = with(name, json!("x"));
        refused(&folder, "in.jsonl", &table, &judging, &[&format!("{name:?}"), "rename it", "--keep"]);
        done(&folder, "in.jsonl", &table, &[&judging[..], &["--keep", name]].concat());
        let csv = format!("mrz,{name}\n\"{}\",x\n", LINES.join("\n"));
        refused(&folder, "in.csv", csv, &[], &[&format!("{name:?}"), "--keep"]);
    }
    let nested = with("id", json!(1));
    let nested =
        json!({ "id": 1, "dataGroups": serde_json::from_str::<Value>(&nested).unwrap() }).to_string();
    refused(&folder, "nested.jsonl", nested, &judging, &["\"dataGroups\" holds an object with \"EF."]);
    let (_, said, _) = batch(&folder, "in.jsonl", with("id", json!(1)), &judging);
    assert!(said.contains("neither read nor kept: \"id\""), "{said}");
    let (_, said, _) =
        batch(&folder, "in.jsonl", with("id", json!(1)), &[&judging[..], &["--keep", "id"]].concat());
    assert!(!said.contains("neither read nor kept"), "{said}");
    // A table without a row of names begins with somebody's zone.
    let table = format!("{},1\n", LINES.join("\\n"));
    refused(&folder, "headless.csv", table, &[], &["the first row holds a machine readable zone"]);
    // Who names the column of zones has chosen among them, and a name that is not there is no choice.
    let table = format!("mrz,mrz_ocr\n?,\"{}\"\n", LINES.join("\n"));
    let rows = done(&folder, "chosen.csv", &table, &["--column", "mrz_ocr"]);
    assert_eq!(rows[0]["document_number"], "L898902C3");
    refused(&folder, "chosen.csv", &table, &["--column", "zone"], &["no column \"zone\""]);
    let chip = with("id", json!(1));
    refused(
        &folder,
        "chosen.jsonl",
        &chip,
        &[&judging[..], &["--column", "zone"]].concat(),
        &["no column \"zone\""],
    );
    refused(&folder, "one.csv", "mrz1\nx\n", &[], &["\"mrz1\"", "line 2"]);
}
