//! Protected answers under known keys: whatever octets, what is opened is what the chip of the worked example sent.
//!
//! The first byte chooses the exchange of the worked examples whose keys and counter are used.
#![no_main]

use data_encoding::HEXUPPER;
use doc9303_reader::{Channel, Cipher, Response, Status};
use std::sync::LazyLock;

struct Exchange {
    cipher: Cipher,
    encryption: Vec<u8>,
    authentication: Vec<u8>,
    /// As it is before the answer.
    counter: u128,
    data: Vec<u8>,
    status: Status,
}

fn bytes(value: &serde_json::Value) -> Vec<u8> {
    HEXUPPER.decode(value.as_str().expect("text").as_bytes()).expect("hexadecimal")
}

static EXCHANGES: LazyLock<Vec<Exchange>> = LazyLock::new(|| {
    let examples: serde_json::Value =
        serde_json::from_str(include_str!("../../reader/tests/worked_examples.json")).expect("JSON");
    let ciphers = [
        ("sm_3des", Cipher::TripleDes),
        ("sm_aes128_synthetic", Cipher::Aes128),
        ("sm_aes256_synthetic", Cipher::Aes256),
    ];
    let mut exchanges = Vec::new();
    for (name, cipher) in ciphers {
        let example = &examples[name];
        let mut counter = bytes(&example["ssc0"]).iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte));
        for step in example["steps"].as_array().expect("steps") {
            let sent = Response::parse(&bytes(&step["response"])).expect("an answer");
            exchanges.push(Exchange {
                cipher,
                encryption: bytes(&example["ks_enc"]),
                authentication: bytes(&example["ks_mac"]),
                counter: counter + 1,
                data: bytes(&step["data"]),
                status: sent.status,
            });
            counter += 2;
        }
    }
    exchanges
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((choice, response)) = data.split_first() else { return };
    let exchange = &EXCHANGES[usize::from(*choice) % EXCHANGES.len()];
    let Some(response) = Response::parse(response) else { return };
    let keys = [&exchange.encryption, &exchange.authentication];
    let channel = Channel::from_keys(exchange.cipher, keys[0], keys[1], exchange.counter);
    if let Ok(opened) = channel.expect("keys").open(response) {
        assert_eq!((&opened.data, opened.status), (&exchange.data, exchange.status));
    }
});
