//! Terminals with certificates: another implementation's (`core/reader/tests/cv_chain.json`).

use crate::chip::{passport, read_folder, run};
use crate::common::{Folder, case, vectors};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// What opens fingerprints: the certificates, the key of the terminal, and a passport with them.
struct Setting {
    folder: Folder,
    /// The certification authority, the verifier and the terminal.
    certificates: [String; 3],
    /// In PEM.
    key: String,
    chip: String,
}

impl Setting {
    fn new(name: &str) -> Setting {
        let folder = Folder::new(name);
        let path = vectors().join("../../core/reader/tests/cv_chain.json");
        let chain: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let bytes = |member: &str, holder: &str| hex(chain[member][holder].as_str().unwrap());
        let certificates = ["cvca", "verifier", "terminal"]
            .map(|holder| folder.write(&format!("{holder}.cvcert"), bytes("certificates", holder)));
        let pem = STANDARD.encode(pkcs8(&bytes("private_keys", "terminal")));
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{pem}\n-----END PRIVATE KEY-----\n");
        let key = folder.write("terminal.pem", pem);
        let chip = folder.path("chip");
        std::fs::create_dir(&chip).unwrap();
        for file in ["EF.DG1", "EF.DG2", "EF.DG14", "EF.CardAccess"] {
            std::fs::copy(passport(&format!("chip/{file}")), format!("{chip}/{file}")).unwrap();
        }
        // No EF.SOD: what this passport has is listed by EF.COM alone.
        folder.write("chip/EF.COM", hex("60165F0104303130375F36063034303030305C046175636E"));
        folder.write("chip/EF.DG3", fingerprints());
        Setting { folder, certificates, key, chip }
    }

    /// Reads the passport; the terminal has these certificates.
    fn read(&self, certificates: &[&str], chip: &[&str]) -> (crate::chip::Reading, Option<Vec<u8>>) {
        let saved = self.folder.path("saved");
        let _ = std::fs::remove_dir_all(&saved);
        let ca_key = passport("keys/chip-auth.der");
        let of_terminal: &[&str] = if certificates.is_empty() { &[] } else { &["--terminal-key", &self.key] };
        let list: &[&str] = if certificates.is_empty() { &[] } else { &["--terminal-certificates"] };
        let terminal = [&["--save", &saved][..], of_terminal, list, certificates].concat();
        let reading = read_folder(&self.chip, &terminal, &[&["--ca-key", &ca_key][..], chip].concat());
        (reading, std::fs::read(format!("{saved}/EF.DG3")).ok())
    }
}

fn fingerprints() -> Vec<u8> {
    let file = case("E21-rights-kept").value["inputs"]["files"]["EF.DG3"].as_str().unwrap().to_owned();
    STANDARD.decode(file).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// A `PrivateKeyInfo` on brainpoolP256r1.
fn pkcs8(number: &[u8]) -> Vec<u8> {
    let head = hex("3042020100301406072A8648CE3D020106092B2403030208010107042730250201010420");
    [head, number.to_vec()].concat()
}

/// On the day of the test the certificates have expired for everyone but the chip, which knows a date of its own.
#[test]
fn fingerprints_are_read_by_a_certified_terminal_alone() {
    let setting = Setting::new("certified");
    let [cvca, verifier, terminal] = setting.certificates.each_ref().map(String::as_str);
    let chip = ["--cvca", cvca];
    let (reading, fingers) = setting.read(&[terminal, cvca, verifier], &chip);
    assert_eq!(fingers, Some(fingerprints()), "{}", reading.said);
    assert_eq!(reading.check("terminal.rights"), "successful");
    assert!(reading.said.contains("terminal_auth answered (UTTESTIS00001: DG3 DG4)"), "{}", reading.said);
    for pace in [&["--bac"][..], &["--pace", "im-12-aes256"], &["--pace", "gm-0-3des"]] {
        let (reading, fingers) = setting.read(&[terminal, cvca, verifier], &[&chip[..], pace].concat());
        assert_eq!(fingers, Some(fingerprints()), "{pace:?}: {}", reading.said);
    }
    // A terminal that has no certificates does not ask for fingerprints.
    let (reading, fingers) = setting.read(&[], &chip);
    assert_eq!((fingers, reading.said.contains("terminal_auth")), (None, false), "{}", reading.said);
    // A chip that trusts nobody gives them to nobody.
    let (reading, fingers) = setting.read(&[terminal, cvca, verifier], &[]);
    assert_eq!(fingers, None);
    assert!(reading.said.contains("terminal_auth failed"), "{}", reading.said);
    assert!(reading.said.contains("EF.DG3 was not read"), "{}", reading.said);
    assert_ne!(reading.status, 66, "what everyone may read is judged");
}

#[test]
fn certificates_that_have_expired_are_told() {
    let setting = Setting::new("expired");
    let [cvca, verifier, terminal] = setting.certificates.each_ref().map(String::as_str);
    let missing = setting.folder.path("missing");
    let refused = run(&[
        "read",
        "--at",
        "2036-01-01",
        "--vpcd",
        "127.0.0.1:0",
        "--mrz",
        &missing,
        "--terminal-key",
        &setting.key,
        "--terminal-certificates",
        cvca,
        verifier,
        terminal,
    ]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("--terminal-certificates: certificate of UTTEST") && said.contains("expired on"),
        "{said}"
    );
    assert_eq!(refused.status.code(), Some(66), "{said}");
}

#[test]
fn what_makes_no_terminal_is_refused_before_a_chip_comes() {
    let setting = Setting::new("refused");
    let [cvca, verifier, terminal] = setting.certificates.each_ref().map(String::as_str);
    let mrz = passport("mrz.txt");
    let other = passport("keys/chip-auth.der");
    let key = setting.key.as_str();
    let zone = mrz.as_str();
    for (arguments, expected, sentence) in [
        (&["--terminal-key", key][..], 64, "--terminal-certificates"),
        (&["--terminal-certificates", cvca, verifier, terminal], 64, "--terminal-key"),
        (&["--terminal-key", key, "--terminal-certificates", cvca, terminal], 66, "is missing"),
        (
            &["--terminal-key", key, "--terminal-certificates", cvca, verifier],
            66,
            "0 certificates of terminals",
        ),
        (&["--terminal-key", key, "--terminal-certificates", cvca, zone], 66, "mrz.txt"),
        (
            &["--terminal-key", &other, "--terminal-certificates", cvca, verifier, terminal],
            66,
            "not the key of the certificate of UTTESTIS00001",
        ),
        (&["--terminal-key", zone, "--terminal-certificates", cvca, verifier, terminal], 66, "no RSA key"),
    ] {
        let arguments = [&["read", "--vpcd", "127.0.0.1:0", "--mrz", zone][..], arguments].concat();
        let refused = run(&arguments);
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(expected), "{arguments:?}: {said}");
        assert!(said.contains(sentence) && !said.contains("waiting"), "{sentence}: {said}");
    }
}
