//! The worked example of Extended Access Control by BSI: both sides of PACE and of Chip Authentication, byte for byte.

use super::Group;
use crate::cipher::{Cipher, KeyPurpose};
use serde_json::Value;

/// The numbers of a part, by their names.
fn part(name: &str) -> impl Fn(&str) -> Vec<u8> {
    let all: Value = serde_json::from_str(include_str!("../../tests/eac_worked_example.json")).unwrap();
    let part = all[name].clone();
    move |member| base16ct::upper::decode_vec(part[member].as_str().unwrap()).unwrap()
}

#[test]
fn both_sides_of_pace_agree_on_the_keys_of_the_example() {
    let of = part("pace");
    let group = Group::standardized(13).unwrap();
    for side in ["terminal", "chip"] {
        let key = |kind: &str| of(&format!("mapping_{side}_{kind}_key"));
        assert_eq!(group.public_key(&key("private")), Some(key("public")), "{side}");
    }
    let shared = of("shared_point");
    let terminal = group.multiple(&of("mapping_chip_public_key"), &of("mapping_terminal_private_key"));
    let chip = group.multiple(&of("mapping_terminal_public_key"), &of("mapping_chip_private_key"));
    assert_eq!((terminal.as_ref(), chip.as_ref()), (Some(&shared), Some(&shared)));
    assert_eq!(group.map_generic(&of("nonce"), &shared), Some(of("generator")));
    let mapped = group.with_generator(of("generator"));
    for side in ["terminal", "chip"] {
        let key = |kind: &str| of(&format!("{side}_{kind}_key"));
        assert_eq!(mapped.public_key(&key("private")), Some(key("public")), "{side}");
    }
    let agreed = mapped.multiple(&of("chip_public_key"), &of("terminal_private_key")).unwrap();
    assert_eq!(mapped.multiple(&of("terminal_public_key"), &of("chip_private_key")), Some(agreed.clone()));
    let secret = mapped.secret(&agreed);
    assert_eq!(*secret, of("secret"));
    let key = |purpose| Cipher::Aes128.derive(&secret, purpose).to_vec();
    assert_eq!(key(KeyPurpose::Encryption), of("encryption_key"));
    assert_eq!(key(KeyPurpose::Authentication), of("authentication_key"));
}

#[test]
fn both_sides_of_chip_authentication_agree_on_the_secret_of_the_example() {
    let of = part("chip_authentication");
    let group = Group::standardized(13).unwrap();
    for (own, other) in [("terminal", "chip"), ("chip", "terminal")] {
        let private = of(&format!("{own}_private_key"));
        assert_eq!(group.public_key(&private), Some(of(&format!("{own}_public_key"))), "{own}");
        let agreed = group.multiple(&of(&format!("{other}_public_key")), &private).unwrap();
        assert_eq!(*group.secret(&agreed), of("secret"), "{own}");
    }
}
