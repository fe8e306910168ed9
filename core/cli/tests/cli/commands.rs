//! The command line as a person or a script meets it: exit status, sentences, JSON.

use crate::common::{Folder, case, vectors};
use crate::with_input;
use serde_json::Value;
use std::process::{Command, Output};

const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn passport(name: &str, more: &[&str]) -> Output {
    let path = |part: &str| vectors().join(name).join(part).to_str().unwrap().to_owned();
    let (mrz, chip, trust) = (path("mrz.txt"), path("chip"), path("trust"));
    let mut arguments =
        vec!["inspect", "--mrz", &mrz, "--chip", &chip, "--trust", &trust, "--at", "2026-06-01T00:00:00Z"];
    arguments.extend(more);
    if !more.contains(&"--active-auth-challenge") {
        arguments.push("--records-of-own-terminal");
    }
    run(&arguments)
}

/// Whose code verifies changes no report: neither by name, nor where both must accept.
#[test]
fn every_engine_gives_the_same_report() {
    for name in ["passport", "forged"] {
        let [ring, own, agree] =
            ["ring", "own", "agree"].map(|engine| passport(name, &["--json", "--engine", engine]));
        assert_eq!(ring.stdout, passport(name, &["--json"]).stdout, "{name}");
        assert_eq!(status(&own), status(&ring), "{name}");
        assert_eq!(
            (text(&own.stdout), text(&agree.stdout)),
            (text(&ring.stdout), text(&ring.stdout)),
            "{name}"
        );
    }
    let trust = vectors().join("passport/trust");
    let trust = trust.to_str().unwrap();
    assert_eq!(run(&["trust", trust, "--engine", "agree"]).stdout, run(&["trust", trust]).stdout);
    let wrong = run(&["trust", trust, "--engine", "openssl"]);
    assert_eq!(status(&wrong), 64);
    assert!(text(&wrong.stderr).contains("use ring, own or agree"), "{}", text(&wrong.stderr));
}

/// A folder's records are handed over unless the caller says that they are their own.
#[test]
fn records_are_handed_over_unless_said_otherwise() {
    let folder = vectors().join("passport");
    let path = |part: &str| folder.join(part).to_str().unwrap().to_owned();
    let (chip, trust) = (path("chip"), path("trust"));
    let judged = |more: &[&str]| {
        let mut arguments =
            vec!["inspect", "--chip", &chip, "--trust", &trust, "--at", "2026-06-01", "--json"];
        arguments.extend(more);
        let output = run(&arguments);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = report["results"].as_array().unwrap();
        let of =
            |check: &str| results.iter().find(|result| result["check"] == check).cloned().unwrap_or_default();
        (status(&output), of("chip.active_auth")["outcome"].clone(), of("chip.challenge"))
    };
    let (exit, proof, freshness) = judged(&[]);
    assert_eq!((exit, proof), (2, "successful".into()));
    assert_eq!(freshness["reason"]["code"], "chip.record_unverified");
    let (exit, _, freshness) = judged(&["--records-of-own-terminal"]);
    assert_eq!((exit, &freshness["outcome"]), (0, &"successful".into()));
    let record = std::fs::read_to_string(folder.join("chip/active_auth.json")).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    let (exit, _, freshness) = judged(&["--active-auth-challenge", record["challenge"].as_str().unwrap()]);
    assert_eq!((exit, &freshness["outcome"]), (0, &"successful".into()));
    let (exit, proof, _) = judged(&["--active-auth-challenge", "0011223344556677"]);
    assert_eq!((exit, proof), (1, "failed".into()));
}

#[test]
fn the_exit_status_is_the_verdict() {
    for (name, expected, verdict) in [("passport", 0, "successful"), ("forged", 1, "failed")] {
        let output = passport(name, &["--json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["verdict"], verdict);
        assert_eq!(status(&output), expected);
        assert!(report["document"]["mrz"]["fields"].is_object());
    }
    // Without trust nothing can be said of the signer.
    let chip = vectors().join("passport/chip");
    let output = run(&["inspect", "--chip", chip.to_str().unwrap(), "--at", "2026-06-01", "--json"]);
    assert_eq!(status(&output), 2);
}

#[test]
fn a_report_for_people_says_everything_in_words() {
    let output = passport("passport", &[]);
    let shown = text(&output.stdout);
    for part in [
        "SUCCESSFUL",
        "sod.signature",
        "Doc 9303-11 §5.1",
        "Document Signer:",
        "CSCA:",
        "policy icao",
        "ERIKSSON",
    ] {
        assert!(shown.contains(part), "{part} is missing in\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "no colour without a terminal");
    let forged = text(&passport("forged", &[]).stdout);
    assert!(
        forged.contains("✗ FAILED")
            && forged.contains("decided by: dg1.hash\n")
            && forged.contains("[dg.hash_mismatch]"),
        "{forged}"
    );
}

#[test]
fn redaction_removes_all_personal_data() {
    for more in [&["--redact"][..], &["--redact", "--json"]] {
        let shown = text(&passport("passport", more).stdout);
        for secret in ["ERIKSSON", "L898902C3", "740812"] {
            assert!(!shown.contains(secret), "{secret} stands in\n{shown}");
        }
    }
}

#[test]
fn wrong_usage_is_a_plain_sentence_and_64() {
    let rows: [(&[&str], &str); 6] = [
        (&["inspect"], "no document was given"),
        (&["inspect", "--mrz-text", ZONE, "--at", "yesterday"], "is not a time"),
        (&["inspect", "--mrz-text", ZONE, "--policy", "lenient"], "is not known"),
        (&["inspect", "--chip", "x", "--active-auth-challenge", "00"], "sixteen hexadecimal digits"),
        (&["inspect", "--no-such-option"], "--no-such-option"),
        (&["no-such-command"], "no-such-command"),
    ];
    for (arguments, sentence) in rows {
        let output = run(arguments);
        let said = text(&output.stderr);
        assert_eq!(status(&output), 64, "{arguments:?}: {said}");
        assert!(said.contains(sentence), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn unreadable_input_is_a_plain_sentence_and_66() {
    let empty = Folder::new("empty");
    let junk = Folder::new("junk");
    std::fs::write(junk.join("readme.txt"), "nothing to trust").unwrap();
    let (empty, junk) = (empty.to_str().unwrap(), junk.to_str().unwrap());
    let rows: [(&[&str], &str); 5] = [
        (&["inspect", "--chip", "/no/such/folder"], "no such file or folder"),
        (&["inspect", "--chip", empty], "no file of a chip"),
        (&["inspect", "--mrz", "/no/such/file"], "no such file or folder"),
        (&["inspect", "--mrz-text", ZONE, "--trust", junk], "it holds no certificate"),
        (&["trust", empty], "it holds no certificate"),
    ];
    for (arguments, sentence) in rows {
        let output = run(arguments);
        let said = text(&output.stderr);
        assert_eq!(status(&output), 66, "{arguments:?}: {said}");
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
}

#[test]
fn garbage_is_a_finding_and_not_a_failure_of_the_program() {
    let folder = Folder::new("garbage");
    std::fs::write(folder.join("ef.sod.BIN"), [0x75, 0x00]).unwrap();
    std::fs::write(folder.join("DG1"), b"").unwrap();
    let output = run(&["inspect", "--chip", folder.to_str().unwrap(), "--at", "2026-06-01", "--json"]);
    assert_eq!(status(&output), 1);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let sod =
        report["results"].as_array().unwrap().iter().find(|row| row["check"] == "sod.structure").unwrap();
    assert_eq!(sod["outcome"], "failed");
    assert_eq!(sod["reason"]["code"], "file.wrong_tag");
}

#[test]
fn zones_one_for_each_block() {
    let input = format!("{ZONE}\n\n\nnot a zone\n\r\n{ZONE}\r\n");
    let output = with_input(&["mrz", "--json", "--at", "2026-06-01"], &input);
    assert_eq!(status(&output), 1);
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["fields"]["primary_identifier"], "ERIKSSON");
    assert!(lines[1]["error"]["code"].as_str().unwrap().starts_with("mrz."));
    assert_eq!(lines[0], lines[2]);
    assert_eq!(status(&with_input(&["mrz"], ZONE)), 0);
    assert_eq!(status(&with_input(&["mrz"], "\n \n")), 66);
}

/// A defect list is known by its content, whatever its name, and needs no word on its signer.
#[test]
fn a_defect_list_may_stand_in_a_trust_folder() {
    let folder = Folder::new("defect-list");
    let case = case("D21-defect-list-revoked");
    for kind in ["certificates", "deviation_lists"] {
        for (number, der) in case.trusted(kind).into_iter().enumerate() {
            std::fs::write(folder.join(format!("{kind}-{number}")), der).unwrap();
        }
    }
    let output = run(&["trust", folder.to_str().unwrap(), "--json"]);
    assert_eq!(status(&output), 0);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["anchors"], &told["deviation_lists"]), (&Value::from(2), &Value::from(1)));
    assert_eq!(told["rejected"], Value::Array(Vec::new()));
}

#[test]
fn a_trust_store_is_summed_up_in_numbers() {
    let trust = vectors().join("passport/trust");
    let output = run(&["trust", trust.to_str().unwrap(), "--json"]);
    assert_eq!(status(&output), 0);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(told["anchors"].as_u64().unwrap() >= 1 && told["crls"].as_u64().unwrap() >= 1, "{told}");
    assert_eq!(told["states"]["UT"], told["anchors"]);
    assert_eq!(told["rejected"], Value::Array(Vec::new()));
    let [csca] = &told["certificates"].as_array().unwrap()[..] else { panic!("{told}") };
    assert_eq!((&csca["kind"], &csca["state"]), (&"root".into(), &"Utopia".into()));
}

/// A certificate is known by its hash, and a revocation list that is too old says so.
#[test]
fn a_trust_store_is_shown_with_hashes_and_dates() {
    let trust = vectors().join("passport/trust");
    let trust = trust.to_str().unwrap();
    let json: Value = serde_json::from_slice(&run(&["trust", trust, "--json"]).stdout).unwrap();
    let hash = json["certificates"][0]["sha256"].as_str().unwrap().to_owned();
    let shown = |more: &[&str]| text(&run(&[&["trust", trust], more].concat()).stdout).to_owned();
    let current = shown(&["--at", "2026-06-01", "--certificates"]);
    assert!(current.contains("1 anchors: 1 self-signed, 0 links"), "{current}");
    assert!(current.contains(&hash) && current.contains("next 2026-08-18; 0 entries"), "{current}");
    let late = shown(&["--at", "2040-01-01"]);
    assert!(late.contains("OUT OF DATE since 2026-08-18") && !late.contains(&hash), "{late}");
}

/// Who fetches trust by night needs a status where an entry was rejected.
#[test]
fn strict_trust_ends_with_a_status() {
    let folder = Folder::new("strict-trust");
    let trust = vectors().join("passport/trust");
    std::fs::copy(trust.join("certificate-0.cer"), folder.join("csca.cer")).unwrap();
    let path = folder.to_str().unwrap();
    assert_eq!(status(&run(&["trust", path, "--strict"])), 0);
    let list = std::fs::read(trust.join("list-0.crl")).unwrap();
    std::fs::write(folder.join("cut.crl"), &list[..list.len() / 2]).unwrap();
    assert_eq!(status(&run(&["trust", path])), 0);
    let strict = run(&["trust", path, "--strict"]);
    assert_eq!(status(&strict), 66);
    assert!(text(&strict.stderr).contains("1 trust entries were rejected"), "{}", text(&strict.stderr));
    assert!(text(&strict.stdout).contains("cut.crl"), "what is there is shown all the same");
}

/// Two records of one kind leave open which is meant.
#[test]
fn a_record_twice_is_an_error() {
    let folder = Folder::new("twice");
    for file in std::fs::read_dir(vectors().join("passport/chip")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    let chip = folder.to_str().unwrap();
    let zone = vectors().join("passport/mrz.txt");
    let arguments = ["inspect", "--mrz", zone.to_str().unwrap(), "--chip", chip, "--at", "2026-06-01"];
    assert_eq!(status(&run(&arguments)), 2);
    std::fs::copy(folder.join("active_auth.json"), folder.join("Active_Auth_json")).unwrap();
    let refused = run(&arguments);
    assert_eq!(status(&refused), 66);
    assert!(text(&refused.stderr).contains("active_auth.json was given twice"), "{}", text(&refused.stderr));
}

/// A link that leads nowhere, or to a folder, sinks none of the files beside it.
#[cfg(unix)]
#[test]
fn links_in_a_trust_folder_do_not_affect_the_rest() {
    let folder = Folder::new("links");
    let trust = vectors().join("passport/trust");
    for (target, name) in [
        (trust.join("certificate-0.cer"), "csca.cer"),
        (trust.join("list-0.crl"), "list.crl"),
        (trust.join("nowhere"), "dangling.cer"),
        (trust.clone(), "..data"),
        (folder.to_path_buf(), "circle"),
    ] {
        std::os::unix::fs::symlink(target, folder.join(name)).unwrap();
    }
    let chip = vectors().join("passport/chip");
    let [chip, trust] = [chip.as_path(), &*folder].map(|path| path.to_str().unwrap());
    let own = "--records-of-own-terminal";
    let judged = run(&["inspect", "--chip", chip, "--trust", trust, "--at", "2026-06-01", own]);
    assert_eq!(status(&judged), 0, "{}", text(&judged.stderr));
    // The one that leads nowhere, and two to folders, which are not followed.
    assert!(text(&judged.stderr).contains("3 trust entries were rejected"), "{}", text(&judged.stderr));
}

/// What shells and `man` read comes from the grammar itself, and help fits a terminal.
#[test]
fn the_grammar_is_told_to_shells_readers_and_man() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let output = run(&["completions", shell]);
        assert_eq!(status(&output), 0, "{shell}");
        assert!(text(&output.stdout).contains("mrz-repair"), "{shell}");
    }
    let page = run(&["man", "inspect"]);
    assert!(text(&page.stdout).contains(".TH doc9303-inspect"), "{}", text(&page.stdout));
    assert!(text(&page.stdout).contains("active\\-auth\\-challenge"), "{}", text(&page.stdout));
    assert!(text(&run(&["man"]).stdout).contains("mrz\\-repair"));
    let wrong = run(&["man", "inspct"]);
    assert_eq!(status(&wrong), 64);
    assert!(
        text(&wrong.stderr).contains("there are inspect, seal, seal-write, read, chip, mrz"),
        "{}",
        text(&wrong.stderr)
    );
    for command in [
        "inspect",
        "seal",
        "seal-write",
        "read",
        "chip",
        "mrz",
        "mrz-repair",
        "mrz-write",
        "trust",
        "batch",
        "explain",
    ] {
        let help = run(&["help", command]);
        assert_eq!(status(&help), 0, "{command}");
        let longest = text(&help.stdout).lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(100), "{command}: {longest:?}");
    }
}
