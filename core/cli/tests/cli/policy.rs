//! Policies out of files that somebody must have signed.

use crate::common::{Folder, vectors};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use std::process::{Command, Output};

const RULES: &str = "name = \"desk\"\nunknown_revocation = \"passes\"\n";
/// A SubjectPublicKeyInfo of P-256 up to the point.
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86,
    0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

struct Signer(EcdsaKeyPair);

impl Signer {
    fn new() -> Signer {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Signer(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random).unwrap())
    }

    fn public(&self) -> Vec<u8> {
        [SPKI.as_slice(), self.0.public_key().as_ref()].concat()
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        self.0.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref().to_vec()
    }
}

fn inspect(more: &[&str]) -> Output {
    let path = |part: &str| vectors().join(part).to_str().unwrap().to_owned();
    let (mrz, trust) = (path("passport/mrz.txt"), path("passport/trust"));
    let document = ["inspect", "--mrz", &mrz, "--trust", &trust, "--at", "2026-06-01", "--json"];
    let mut program = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    program.args([document.as_slice(), more].concat()).output().unwrap()
}

fn told(output: &Output) -> String {
    assert!(output.stdout.is_empty(), "no report under rules that are not taken");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_policy_counts_if_its_signer_signed_it() {
    let folder = Folder::new("signed-policy");
    let (signer, stranger) = (Signer::new(), Signer::new());
    let key = folder.write("key.der", signer.public());
    let pem = STANDARD.encode(signer.public());
    let pem =
        folder.write("key.pem", format!("-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n"));
    let rules = folder.write("desk.toml", RULES);

    // Without a signature, with one of another key, and with one of another text.
    let error = told(&inspect(&["--policy", &rules, "--policy-signer", &key]));
    assert!(error.contains("desk.toml.sig: there is no such file"), "{error}");
    for signature in [stranger.sign(RULES), signer.sign("name = \"other\"\n"), Vec::new(), vec![0; 2000]] {
        folder.write("desk.toml.sig", signature);
        let output = inspect(&["--policy", &rules, "--policy-signer", &key]);
        assert_eq!(output.status.code(), Some(66), "{}", told(&output));
    }
    folder.write("desk.toml.sig", signer.sign(RULES));
    for key in [&key, &pem] {
        let output = inspect(&["--policy", &rules, "--policy-signer", key]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["policy"], "desk");
    }
    // A letter more, and it is another policy.
    folder.write("desk.toml", format!("{RULES}\n"));
    let error = told(&inspect(&["--policy", &rules, "--policy-signer", &key]));
    assert!(error.contains("not signed by --policy-signer: the signature does not verify"), "{error}");
    // Nobody asked.
    assert!(!inspect(&["--policy", &rules]).stdout.is_empty());

    let error = told(&inspect(&["--policy", &rules, "--policy-signer", &rules]));
    assert!(error.contains("no public key: the key is malformed"), "{error}");
}

/// The library's own profiles are in the program, whoever signs the files.
#[test]
fn profiles_of_the_library_need_no_signature() {
    let folder = Folder::new("signed-profile");
    let key = folder.write("key.der", Signer::new().public());
    assert!(!inspect(&["--policy", "strict", "--policy-signer", &key]).stdout.is_empty());
}
