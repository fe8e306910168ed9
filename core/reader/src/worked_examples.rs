//! The worked examples of Doc 9303-11 (Appendices D, G, H and I), byte for byte.

use crate::bac::{BacKeys, session_counter};
use crate::cipher::{Cipher, KeyPurpose, Secret};
use crate::pace::{Mapping, PaceVariant, mapping, token};
use crate::{
    Channel, Command, Next, Password, Purpose, ReadOptions, Reading, RecordedRandomness, Response, tlv,
};
use serde_json::Value;

fn examples() -> Value {
    serde_json::from_str(include_str!("../tests/worked_examples.json")).unwrap()
}

fn hex(digits: &str) -> Vec<u8> {
    base16ct::mixed::decode_vec(digits).unwrap()
}

fn bytes(example: &Value, name: &str) -> Vec<u8> {
    hex(example[name].as_str().unwrap_or_else(|| panic!("{name}")))
}

/// A chip that answers what an example says, if it is asked what the example says.
struct Script(Vec<(Vec<u8>, Vec<u8>)>);

impl Script {
    /// Runs a reading to the end of the script, and returns what it would send next.
    fn run(self, reading: &mut Reading) -> Vec<u8> {
        let mut lines = self.0.into_iter();
        loop {
            match reading.next() {
                Next::Send(sent) => {
                    let Some((command, response)) = lines.next() else { return sent };
                    assert_eq!(
                        base16ct::upper::encode_string(&sent),
                        base16ct::upper::encode_string(&command)
                    );
                    reading.answer(response);
                }
                Next::Event(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

fn ok(data: Vec<u8>) -> Vec<u8> {
    [data, vec![0x90, 0x00]].concat()
}

#[test]
fn basic_access_control_is_that_of_appendix_d() {
    let example = &examples()["bac"];
    let password = Password::mrz_information(example["mrz_information"].as_str().unwrap()).unwrap();
    let seed = password.bac_seed().unwrap();
    assert_eq!(*seed, *bytes(example, "kseed"));
    assert!(BacKeys::new(&seed).is_some());
    let randomness =
        [(Purpose::BacNonce, bytes(example, "rnd_ifd")), (Purpose::BacKey, bytes(example, "k_ifd"))];
    let mut reading = Reading::new(ReadOptions::new([password]), RecordedRandomness::new(randomness));
    let script = Script(vec![
        (hex("00A4020C02011C"), hex("6A82")),
        (hex("00A4000C023F00"), hex("6A86")),
        (hex("00A4020C02011C"), hex("6A82")),
        (hex("00A4040C07A0000002471001"), hex("9000")),
        (hex("0084000008"), ok(bytes(example, "rnd_ic"))),
        (bytes(example, "cmd_apdu"), ok(bytes(example, "resp_data"))),
        // Appendix D.4.
        (
            bytes(&examples()["sm_3des"]["steps"][0], "protected"),
            bytes(&examples()["sm_3des"]["steps"][0], "response"),
        ),
    ]);
    let next = script.run(&mut reading);
    assert_eq!(next[..4], [0x0C, 0xB0, 0x00, 0x00], "EF.COM is read under secure messaging");
    let counter = session_counter(&bytes(example, "rnd_ic"), &bytes(example, "rnd_ifd"));
    assert_eq!(counter.to_be_bytes()[8..], bytes(example, "ssc"));
}

#[test]
fn a_long_document_number_goes_into_the_keys() {
    let example = &examples()["bac_long_docno"];
    for lines in ["td1", "td2"] {
        let zone: Vec<&str> =
            example[lines].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        let password = Password::of_zone(&doc9303::Mrz::parse(&zone.join("\n")).unwrap()).unwrap();
        assert_eq!(*password.bac_seed().unwrap(), *bytes(example, "kseed"), "{lines}");
    }
}

#[test]
fn messages_are_protected_and_opened_as_the_examples_say() {
    let examples = examples();
    for (name, cipher) in [
        ("sm_3des", Cipher::TripleDes),
        ("sm_aes128_synthetic", Cipher::Aes128),
        ("sm_aes256_synthetic", Cipher::Aes256),
    ] {
        let example = &examples[name];
        let counter = bytes(example, "ssc0").iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte));
        let (encryption, code) = (bytes(example, "ks_enc"), bytes(example, "ks_mac"));
        let mut channel = Channel::from_keys(cipher, &encryption, &code, counter).unwrap();
        for step in example["steps"].as_array().unwrap() {
            let plain = Command::parse(&bytes(step, "plain")).unwrap();
            let protected = base16ct::upper::encode_string(&channel.protect(&plain).to_bytes());
            assert_eq!(protected, step["protected"].as_str().unwrap(), "{name} {step}");
            let opened = channel.open(Response::parse(&bytes(step, "response")).unwrap()).unwrap();
            assert_eq!(opened.data, bytes(step, "data"), "{name} {step}");
        }
    }
}

/// Runs PACE with the keys of an example to its first protected command.
fn pace(example: &Value, encrypted_data: Option<Vec<u8>>) -> Reading {
    let oid = bytes(example, "oid");
    let id = u8::try_from(example["param_id"].as_i64().unwrap()).unwrap();
    let info = tlv::object(0x30, &[tlv::object(6, &oid), vec![2, 1, 2, 2, 1, id]].concat());
    let card_access = tlv::object(0x31, &info);
    let zone = example["mrz_information"].as_str().unwrap_or("T22000129364081251010318");
    let password = Password::mrz_information(zone).unwrap();
    let [cipher] = oid[oid.len() - 1..] else { unreachable!() };
    assert_eq!(*password.pace_key(Cipher::from_arc(cipher).unwrap()), *bytes(example, "k_pi"));
    let randomness = [
        (Purpose::PaceMappingKey, bytes(example, "map_sk_ifd")),
        (Purpose::PaceAgreementKey, bytes(example, "sk_ifd")),
    ];
    let mut reading = Reading::new(ReadOptions::new([password]), RecordedRandomness::new(randomness));
    let set = [tlv::object(0x80, &oid), vec![0x83, 1, 1]].concat();
    let command = |class: u8, tag: u16, name: &str| {
        Command::new(class, 0x86, 0, 0)
            .with_data(tlv::dynamic(tag, &bytes(example, name)))
            .with_expected(256)
            .to_bytes()
    };
    let answer = |tag: u16, name: &str| ok(tlv::dynamic(tag, &bytes(example, name)));
    let mut last = tlv::object(0x86, &bytes(example, "t_ic"));
    last.extend(encrypted_data.map(|data| tlv::object(0x8A, &data)).unwrap_or_default());
    let script = Script(vec![
        (hex("00A4020C02011C"), hex("9000")),
        (hex("00B0000000"), ok(card_access)),
        (Command::new(0, 0x22, 0xC1, 0xA4).with_data(set).to_bytes(), hex("9000")),
        (hex("10860000027C0000"), answer(0x80, "nonce_z")),
        (command(0x10, 0x81, "map_pk_ifd"), answer(0x82, "map_pk_ic")),
        (command(0x10, 0x83, "pk_ifd"), answer(0x84, "pk_ic")),
        (command(0x00, 0x85, "t_ifd"), ok(tlv::object(0x7C, &last))),
    ]);
    let next = script.run(&mut reading);
    let mut channel = Channel::from_keys(
        Cipher::from_arc(cipher).unwrap(),
        &bytes(example, "ks_enc"),
        &bytes(example, "ks_mac"),
        0,
    )
    .unwrap();
    // EF.CardSecurity, which lies beside EF.CardAccess, or the application.
    let expected = match encrypted_data_is_given(&reading) {
        true => Command::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x1D]),
        false => Command::new(0, 0xA4, 4, 0x0C).with_data(hex("A0000002471001")),
    };
    assert_eq!(next, channel.protect(&expected).to_bytes(), "the keys of the session are the example's");
    reading
}

fn encrypted_data_is_given(reading: &Reading) -> bool {
    reading.evidence().pace_cam.is_some()
}

#[test]
fn pace_with_generic_mapping_is_that_of_appendix_g() {
    let examples = examples();
    for name in ["pace_gm_ecdh", "pace_gm_dh"] {
        let reading = pace(&examples[name], None);
        assert_eq!(reading.evidence().attempts.len(), 1, "{name}");
    }
}

#[test]
fn pace_with_chip_authentication_mapping_is_that_of_appendix_i() {
    let examples = examples();
    let example = &examples["pace_cam_ecdh"];
    let reading = pace(example, Some(bytes(example, "cam_encrypted")));
    let record = reading.evidence().pace_cam.unwrap();
    assert_eq!(record.oid, "0.4.0.127.0.7.2.2.4.6.2");
    assert_eq!(record.parameter_id, 13);
    assert_eq!(record.chip_authentication_data, bytes(example, "ca_ic"));
    // The chip's side: its static key makes the same data.
    let group = crate::Group::standardized(13).unwrap();
    let data = group.quotient(&bytes(example, "map_sk_ic"), &bytes(example, "sk_ic_static_derived_here"));
    assert_eq!(data, Some(bytes(example, "ca_ic")));
}

/// The password key of Appendix H is not that of the zone that it names, so the protocol is followed from the nonces.
#[test]
fn pace_with_integrated_mapping_is_that_of_appendix_h() {
    let examples = examples();
    for (name, id) in [("pace_im_ecdh", 13), ("pace_im_dh", 0)] {
        let example = &examples[name];
        let variant = PaceVariant::new(Mapping::Integrated, Cipher::Aes128, id).unwrap();
        assert_eq!(variant.protocol(), bytes(example, "oid"));
        let [chip_nonce, nonce] = ["nonce_s", "nonce_t"].map(|name| bytes(example, name));
        let generator = mapping::integrated(variant.group(), Cipher::Aes128, &chip_nonce, &nonce).unwrap();
        let printed = if id == 13 { "mapped_G" } else { "mapped_g" };
        assert_eq!(generator, bytes(example, printed), "{name}");
        let group = variant.group().clone().with_generator(generator);
        let own = group.public_key(&bytes(example, "sk_ifd")).unwrap();
        assert_eq!(own, bytes(example, "pk_ifd"));
        let chip = group.element(&bytes(example, "pk_ic")).unwrap();
        let shared = group.multiple(&chip, &bytes(example, "sk_ifd")).unwrap();
        let secret = group.secret(&shared);
        assert_eq!(*secret, bytes(example, "shared_secret"));
        let keys = [KeyPurpose::Encryption, KeyPurpose::Authentication]
            .map(|purpose| Cipher::Aes128.derive(&secret, purpose));
        assert_eq!(
            keys.each_ref().map(|key| key.to_vec()),
            ["ks_enc", "ks_mac"].map(|name| bytes(example, name))
        );
        let token_of = |element: &[u8]| token::token(&variant, &keys[1], element).unwrap().to_vec();
        assert_eq!(
            [token_of(&chip), token_of(&own)],
            ["t_ifd", "t_ic"].map(|name| bytes(example, name)),
            "{name}"
        );
    }
}

#[test]
fn chip_authentication_agrees_on_the_keys_of_the_examples() {
    let curves = [
        ("brainpoolP256r1", 13),
        ("secp256r1", 12),
        ("prime256v1", 12),
        ("brainpoolP384r1", 16),
        ("secp384r1", 15),
    ];
    let examples = examples();
    let cases = examples["ca_ecdh_synthetic"]["cases"].as_array().unwrap();
    for case in cases {
        let name = case["curve"].as_str().unwrap();
        let (_, id) = *curves.iter().find(|(own, _)| *own == name).unwrap_or_else(|| panic!("{name}"));
        let group = crate::Group::standardized(id).unwrap();
        let [own, chip] = ["eph_sk_ifd", "sk_ic"].map(|key| bytes(case, key));
        assert_eq!(group.public_key(&own), Some(bytes(case, "eph_pk_ifd")));
        assert_eq!(group.public_key(&chip), Some(bytes(case, "pk_ic")));
        let secret = group.secret(&group.multiple(&bytes(case, "pk_ic"), &own).unwrap());
        assert_eq!(*secret, bytes(case, "shared_secret"));
        let arc = case["oid"].as_str().unwrap().rsplit('.').next().unwrap().parse().unwrap();
        let cipher = Cipher::from_arc(arc).unwrap();
        let key = cipher.derive(&Secret::new(secret.to_vec()), KeyPurpose::Encryption);
        assert_eq!(*key, *bytes(case, "ks_enc_no_parity"), "{name} {cipher}");
    }
}
