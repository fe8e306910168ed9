//! PACE with the keys of Doc 9303-11 Appendices G and I, and a chip that answers otherwise at one place.

use super::*;
use crate::apdu::Status;
use crate::cipher::Cipher;
use crate::driving::{card, drive};
use crate::randomness::RecordedRandomness;
use doc9303::lds::PaceCamRecord;
use serde_json::Value;

/// The answers of the chip, by their places: to MSE:Set AT, and to each GENERAL AUTHENTICATE.
const SET: usize = 0;
const NONCE: usize = 1;
const MAPPING: usize = 2;
const AGREEMENT: usize = 3;
const TOKEN: usize = 4;

struct Example {
    value: Value,
    variant: PaceVariant,
}

impl Example {
    fn named(name: &str) -> Example {
        let examples: Value = serde_json::from_str(include_str!("../../tests/worked_examples.json")).unwrap();
        let (mapping, id) = match name {
            "pace_gm_ecdh" => (Mapping::Generic, 13),
            "pace_gm_dh" => (Mapping::Generic, 0),
            _ => (Mapping::ChipAuthentication, 13),
        };
        let variant = PaceVariant::new(mapping, Cipher::Aes128, id).unwrap();
        Example { value: examples[name].clone(), variant }
    }

    /// Generic mapping on a curve and modulo a prime.
    fn generic() -> [Example; 2] {
        ["pace_gm_ecdh", "pace_gm_dh"].map(Example::named)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        base16ct::mixed::decode_vec(self.value[name].as_str().unwrap()).unwrap()
    }

    /// What a chip answers that does as it should.
    fn answers(&self) -> [Response; 5] {
        let mut last = tlv::object(0x86, &self.bytes("t_ic"));
        if self.variant.mapping() == Mapping::ChipAuthentication {
            tlv::push(&mut last, 0x8A, &self.bytes("cam_encrypted"));
        }
        [
            Vec::new(),
            tlv::dynamic(0x80, &self.bytes("nonce_z")),
            tlv::dynamic(0x82, &self.bytes("map_pk_ic")),
            tlv::dynamic(0x84, &self.bytes("pk_ic")),
            tlv::object(0x7C, &last),
        ]
        .map(|data| Response { data, status: Status::OK })
    }

    /// How PACE ends with these answers, and how many commands it took.
    fn run(&self, answers: &[Response; 5]) -> (Result<Option<PaceCamRecord>, ReadError>, usize) {
        let drawn = [
            (Purpose::PaceMappingKey, self.bytes("map_sk_ifd")),
            (Purpose::PaceAgreementKey, self.bytes("sk_ifd")),
        ];
        let (mut card, link) = card(RecordedRandomness::new(drawn));
        let zone = self.value["mrz_information"].as_str().unwrap_or("T22000129364081251010318");
        let password = Password::mrz_information(zone).unwrap();
        let mut sent = 0;
        let mut authenticated = 0;
        let result = drive(&link, open(&mut card, &self.variant, &password), |command| {
            sent += 1;
            // MSE:Set AT may be sent again, with more in it.
            let place = if command[1] == 0x22 { SET } else { authenticated + 1 };
            authenticated += usize::from(command[1] == 0x86);
            answers[place].to_bytes()
        });
        assert_eq!(card.channel.is_some(), result.is_ok(), "no session without the end of the protocol");
        (result, sent)
    }

    /// How it ends with another answer at one place; nothing is sent after it.
    fn with(&self, place: usize, data: Vec<u8>) -> Result<Option<PaceCamRecord>, ReadError> {
        let mut answers = self.answers();
        answers[place].data = data;
        let (result, sent) = self.run(&answers);
        if place != NONCE || result.as_ref().is_err_and(|error| error.code() == "malformed") {
            assert_eq!(sent, place + 1, "nothing is sent after a wrong answer");
        }
        result
    }
}

fn code<T>(result: Result<T, ReadError>) -> &'static str {
    result.map(drop).unwrap_err().code()
}

#[test]
fn the_answers_of_the_examples_open_the_chip() {
    for example in Example::generic() {
        assert_eq!(example.run(&example.answers()), (Ok(None), 5));
    }
    let example = Example::named("pace_cam_ecdh");
    let (record, _) = example.run(&example.answers());
    assert_eq!(record.unwrap().unwrap().chip_authentication_data, example.bytes("ca_ic"));
}

#[test]
fn a_refusal_ends_it() {
    let steps = [Step::PaceSet, Step::PaceNonce, Step::PaceMapping, Step::PaceAgreement, Step::PaceToken];
    for example in Example::generic() {
        for (place, step) in steps.into_iter().enumerate() {
            for status in [0x6300, 0x6982, 0x6985, 0x6A80, 0x6A88, 0x6F00].map(Status) {
                // A warning to MSE:Set AT tells how many tries are left.
                if place == SET && status.0 == 0x6300 {
                    continue;
                }
                let mut answers = example.answers();
                answers[place] = Response { data: Vec::new(), status };
                let (result, sent) = example.run(&answers);
                assert_eq!(result, Err(ReadError::Refused { step, status }));
                assert!(sent <= place + 2, "{step} {status}");
            }
        }
    }
}

/// The integrated mapping has an answer with nothing in it, which a chip can refuse.
#[test]
fn a_refusal_of_the_integrated_mapping_ends_it() {
    for id in [0, 13] {
        let variant = PaceVariant::new(Mapping::Integrated, Cipher::Aes128, id).unwrap();
        let (mut card, link) = card(RecordedRandomness::new([(Purpose::PaceNonce, vec![7; 16])]));
        let password = Password::mrz_information("T22000129364081251010318").unwrap();
        let status = Status(0x6A80);
        let mut answers = [
            Response { data: Vec::new(), status: Status::OK },
            Response { data: tlv::dynamic(0x80, &[1; 16]), status: Status::OK },
            Response { data: Vec::new(), status },
        ]
        .into_iter();
        let result =
            drive(&link, open(&mut card, &variant, &password), |_| answers.next().unwrap().to_bytes());
        assert_eq!(result, Err(ReadError::Refused { step: Step::PaceMapping, status }));
    }
}

#[test]
fn an_answer_under_another_tag_ends_it() {
    for example in Example::generic() {
        let answers = [(NONCE, 0x90, "nonce_z"), (MAPPING, 0x92, "map_pk_ic"), (AGREEMENT, 0x94, "pk_ic")];
        for (place, tag, name) in answers {
            assert_eq!(code(example.with(place, tlv::dynamic(tag, &example.bytes(name)))), "malformed");
        }
        assert_eq!(code(example.with(TOKEN, tlv::dynamic(0x96, &example.bytes("t_ic")))), "malformed");
        for place in [NONCE, MAPPING, AGREEMENT, TOKEN] {
            assert_eq!(code(example.with(place, Vec::new())), "malformed");
            assert_eq!(code(example.with(place, tlv::object(0x7C, &[]))), "malformed");
        }
    }
}

/// Each byte of the key on the curve changed, and what is no number of the group; and the terminal's own key.
#[test]
fn a_key_that_is_none_of_the_group_ends_it() {
    let [curve, numbers] = Example::generic();
    for (place, tag, name, own) in
        [(MAPPING, 0x82, "map_pk_ic", "map_pk_ifd"), (AGREEMENT, 0x84, "pk_ic", "pk_ifd")]
    {
        let key = curve.bytes(name);
        for byte in 0..key.len() {
            let mut changed = key.clone();
            changed[byte] ^= 1;
            assert_eq!(code(curve.with(place, tlv::dynamic(tag, &changed))), "not_proved", "{name} {byte}");
        }
        for wrong in [vec![0], vec![4; 65], key[..64].to_vec(), key[1..].to_vec(), [&key[..], &[0]].concat()]
        {
            assert_eq!(code(curve.with(place, tlv::dynamic(tag, &wrong))), "not_proved", "{name}");
        }
        let p = numbers.bytes("p");
        let mut minus_one = p.clone();
        *minus_one.last_mut().unwrap() -= 1;
        let above = [&[1], &p[..]].concat();
        for wrong in [vec![0], vec![1], vec![2], minus_one, p, above] {
            assert_eq!(code(numbers.with(place, tlv::dynamic(tag, &wrong))), "not_proved", "{name}");
        }
        for example in [&curve, &numbers] {
            assert_eq!(code(example.with(place, tlv::dynamic(tag, &example.bytes(own)))), "not_proved");
        }
    }
}

#[test]
fn a_wrong_token_ends_it() {
    for example in Example::generic() {
        let token = example.bytes("t_ic");
        for wrong in [example.bytes("t_ifd"), vec![0; 8], token[..7].to_vec(), [&token[..], &[0]].concat()] {
            assert_eq!(code(example.with(TOKEN, tlv::dynamic(0x86, &wrong))), "not_proved");
        }
    }
}

/// Whoever cannot decrypt the nonce maps another one, and its token is not the one that the terminal computes.
#[test]
fn another_nonce_leads_to_another_token() {
    for example in Example::generic() {
        let mut nonce = example.bytes("nonce_z");
        nonce[0] ^= 1;
        assert_eq!(code(example.with(NONCE, tlv::dynamic(0x80, &nonce))), "not_proved");
    }
}

#[test]
fn chip_authentication_data_has_its_form() {
    let example = Example::named("pace_cam_ecdh");
    let token = tlv::object(0x86, &example.bytes("t_ic"));
    let data = example.bytes("cam_encrypted");
    let with = |parts: &[Vec<u8>]| {
        example.with(TOKEN, tlv::object(0x7C, &[std::slice::from_ref(&token), parts].concat().concat()))
    };
    assert!(with(&[tlv::object(0x8A, &data)]).unwrap().is_some());
    for wrong in [
        vec![],
        vec![tlv::object(0x8B, &data)],
        vec![tlv::object(0x8A, &[])],
        vec![tlv::object(0x8A, &data[..47])],
        vec![tlv::object(0x8A, &data), tlv::object(0x8A, &data)],
        // Not padded: another ciphertext.
        vec![tlv::object(0x8A, &data.iter().map(|byte| byte ^ 0x5A).collect::<Vec<u8>>())],
    ] {
        assert_eq!(code(with(&wrong)), "malformed", "{wrong:02X?}");
    }
    // With the generic mapping nobody asked for it, and it says nothing.
    let [curve, _] = Example::generic();
    let parts = [tlv::object(0x86, &curve.bytes("t_ic")), tlv::object(0x8A, &data)].concat();
    assert_eq!(curve.with(TOKEN, tlv::object(0x7C, &parts)), Ok(None));
}

/// A SecurityInfo: the arcs of its protocol after 0.4.0.127.0.7, and what follows.
fn info(arcs: &[u8], rest: &[Vec<u8>]) -> Vec<u8> {
    let protocol = tlv::object(0x06, &[&[0x04, 0x00, 0x7F, 0x00, 0x07][..], arcs].concat());
    tlv::object(0x30, &[&[protocol], rest].concat().concat())
}

fn pace_info(mapping: u8, cipher: u8, id: u8) -> Vec<u8> {
    info(&[2, 2, 4, mapping, cipher], &[2, id].map(|number| tlv::object(0x02, &[number])))
}

fn variants(infos: &[Vec<u8>]) -> Vec<String> {
    let card_access = tlv::object(0x31, &infos.concat());
    PaceVariant::of_card_access(&card_access).iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_announced_beside_pace_does_not_disturb() {
    let others = [
        info(&[2, 2, 3, 2, 2], &[tlv::object(0x02, &[1])]),
        info(&[2, 2, 99], &[tlv::object(0x04, b"national")]),
        tlv::object(0x30, &tlv::object(0x06, &[0x2A, 0x03])),
    ];
    let infos = [&others[..2], &[pace_info(2, 2, 13)], &others[2..]].concat();
    assert_eq!(variants(&infos), ["PACE-GM brainpoolP256r1 AES-128"]);
    assert!(variants(&others).is_empty());
}

#[test]
fn parameters_may_stand_in_an_info_of_their_own() {
    let number = |number: u8| tlv::object(0x02, &[number]);
    let algorithm = |id: u8| {
        let oid = tlv::object(0x06, &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02]);
        tlv::object(0x30, &[oid, number(id)].concat())
    };
    let parameters = |id: u8, stands_for: u8| info(&[2, 2, 4, 2], &[algorithm(stands_for), number(id)]);
    let two = [pace_info(2, 2, 40), parameters(40, 12), pace_info(2, 4, 41), parameters(41, 16)];
    assert_eq!(variants(&two), ["PACE-GM brainpoolP384r1 AES-256", "PACE-GM P-256 AES-128"]);
    assert!(variants(&two[2..3]).is_empty(), "a number that stands for nothing");
    assert!(variants(&[parameters(40, 12), parameters(40, 13), pace_info(2, 2, 40)]).is_empty());
}

#[test]
fn a_number_that_stands_for_no_parameters_is_not_taken() {
    for id in [3, 7, 19, 31, 0x7F] {
        assert!(variants(&[pace_info(2, 2, id)]).is_empty(), "{id}");
        assert_eq!(
            variants(&[pace_info(2, 2, id), pace_info(2, 2, 13)]),
            ["PACE-GM brainpoolP256r1 AES-128"]
        );
    }
    // Numbers modulo a prime where the protocol wants a curve, and the other way round.
    assert!(variants(&[pace_info(2, 2, 0), pace_info(1, 2, 13)]).is_empty());
}

/// There is no Chip Authentication Mapping modulo a prime (Doc 9303-11 §9.2.1).
#[test]
fn a_mapping_that_does_not_exist_is_passed_over() {
    let infos = [pace_info(2, 1, 13), pace_info(5, 2, 2)];
    assert_eq!(variants(&infos), ["PACE-GM brainpoolP256r1 3DES"]);
}

#[test]
fn a_file_that_is_damaged_announces_nothing_that_it_does_not_hold() {
    let card_access = tlv::object(0x31, &[pace_info(2, 2, 13), pace_info(2, 4, 16)].concat());
    for end in 0..card_access.len() {
        assert!(PaceVariant::of_card_access(&card_access[..end]).len() < 2, "{end}");
    }
    let mut changed = card_access.clone();
    changed[3] = 0x70;
    assert!(PaceVariant::of_card_access(&changed).is_empty(), "an element beyond the end");
    changed = card_access;
    changed[0] = 0x30;
    assert!(PaceVariant::of_card_access(&changed).is_empty(), "no SET");
}
