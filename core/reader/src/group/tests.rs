//! The arithmetic against itself at the edges, and against the engine that verifies signatures, which shares no code with it.

use super::Group;
use super::numbers::bytes_of;
use doc9303_crypto::{AgreementKey, Curve};

const CURVES: [i64; 11] = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const NUMBERS: [i64; 3] = [0, 1, 2];

fn group(id: i64) -> Group {
    Group::standardized(id).unwrap()
}

/// A number of the group's length that is below its order, from a seed.
fn number(group: &Group, seed: u8) -> Vec<u8> {
    let length = group.private_key_length();
    let mut bytes: Vec<u8> = (0..=u8::MAX).take(length).map(|place| seed.wrapping_mul(31) ^ place).collect();
    bytes[0] = 0;
    bytes[length - 1] |= 1;
    assert!(group.is_private_key(&bytes));
    bytes
}

fn order(id: i64) -> Vec<u8> {
    match Curve::by_standardized_id(id) {
        Some(curve) => bytes_of(curve.n),
        None => bytes_of(super::numbers::ALL.iter().find(|numbers| i64::from(numbers.id) == id).unwrap().q),
    }
}

fn less_one(mut number: Vec<u8>) -> Vec<u8> {
    *number.last_mut().unwrap() -= 1;
    number
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let [.., high, low] = content.len().to_be_bytes();
    [&[tag, 0x82, high, low], content].concat()
}

/// The SubjectPublicKeyInfo of a point of a named curve.
fn spki(id: i64, point: &[u8]) -> Vec<u8> {
    let curve = Curve::by_standardized_id(id).unwrap();
    let ec = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
    let algorithm = [element(0x06, &ec), element(0x06, curve.oid.as_bytes())].concat();
    let key = [&[0], point].concat();
    element(0x30, &[element(0x30, &algorithm), element(0x03, &key)].concat())
}

#[test]
fn multiples_are_those_of_the_other_engine() {
    for id in CURVES {
        let group = group(id);
        for seed in 1..6 {
            let (own, other) = (number(&group, seed), number(&group, seed + 100));
            let point = group.public_key(&other).unwrap();
            let secret = group.secret(&group.multiple(&point, &own).unwrap());
            let key = AgreementKey::from_spki(&spki(id, &point)).unwrap();
            assert_eq!(Some(secret.to_vec()), key.shared_secret(&own), "{} {seed}", group.name());
            let (named, read) = Group::from_public_key(&spki(id, &point)).unwrap();
            assert_eq!((named.name(), read), (group.name(), point));
        }
    }
}

#[test]
fn both_sides_agree_in_every_group() {
    for id in CURVES.into_iter().chain(NUMBERS) {
        let group = group(id);
        let (one, other) = (number(&group, 3), number(&group, 7));
        let [first, second] = [&one, &other].map(|key| group.public_key(key).unwrap());
        assert_eq!(group.multiple(&first, &other), group.multiple(&second, &one), "{}", group.name());
        assert_eq!(group.element(&first), Some(first.clone()));
        // s·G + H = (s + h)·G for H = h·G; here s = 1.
        let mut next = one.clone();
        *next.last_mut().unwrap() += 1;
        assert_eq!(group.map_generic(&[1], &first), group.public_key(&next), "{}", group.name());
    }
}

#[test]
fn the_order_leads_to_the_neutral_element_and_no_key_is_outside_of_it() {
    for id in CURVES.into_iter().chain(NUMBERS) {
        let group = group(id);
        let order = order(id);
        assert_eq!(group.public_key(&order), None, "{}", group.name());
        assert_eq!(group.public_key(&vec![0; order.len()]), None);
        let last = group.public_key(&less_one(order.clone())).unwrap();
        // The last multiple is the negative of the generator, which with it gives the neutral element.
        assert_eq!(group.map_generic(&[1], &last), None, "{}", group.name());
        assert_ne!(last, group.generator());
        assert!(group.is_private_key(&less_one(order.clone())));
        assert!(!group.is_private_key(&order) && !group.is_private_key(&vec![0; order.len()]));
        assert!(!group.is_private_key(&[&[1], &order[..]].concat()));
    }
}

#[test]
fn what_is_no_element_is_none() {
    for id in CURVES {
        let group = group(id);
        let good = group.generator().to_vec();
        let p = bytes_of(Curve::by_standardized_id(id).unwrap().p);
        let mut wrong_y = good.clone();
        *wrong_y.last_mut().unwrap() ^= 1;
        let compressed = [&[2], &good[1..=p.len()]].concat();
        let beyond = [&[4], &p[..], &good[1 + p.len()..]].concat();
        for wrong in [vec![], vec![0], vec![4], wrong_y, compressed, beyond, [&good[..], &[0]].concat()] {
            assert_eq!(group.element(&wrong), None, "{} {wrong:?}", group.name());
            assert_eq!(group.multiple(&wrong, &[1]), None);
        }
        assert_eq!(group.element(&vec![0; good.len()]), None, "infinity has no such form");
    }
    for id in NUMBERS {
        let group = group(id);
        let length = group.generator().len();
        let p = bytes_of(super::numbers::ALL.iter().find(|numbers| i64::from(numbers.id) == id).unwrap().p);
        // One, minus one, zero, the modulus, and two, which generates another subgroup.
        for wrong in [vec![1], less_one(p.clone()), vec![0; length], p.clone(), vec![2], vec![]] {
            assert_eq!(group.element(&wrong), None, "{}", group.name());
        }
        let padded = [&[0], group.generator()].concat();
        assert_eq!(group.element(&padded), Some(group.generator().to_vec()), "leading zeros mean nothing");
    }
}

#[test]
fn the_integrated_mapping_gives_points_wherever_there_is_one() {
    for id in CURVES.into_iter().chain(NUMBERS) {
        let group = group(id);
        let mut mapped = (1..9_u8).map(|seed| group.map_integrated(&[seed; 80]));
        if group.name() == "P-224" {
            assert!(mapped.all(|point| point.is_none()), "its prime is 1 modulo 4");
        } else {
            assert!(
                mapped.all(|point| point.is_some_and(|point| group.element(&point) == Some(point))),
                "{}",
                group.name()
            );
        }
        assert_eq!(group.map_integrated(&[]), None, "zero leads nowhere");
    }
}

#[test]
fn quotients_undo_products() {
    for id in CURVES {
        let group = group(id);
        let (number, divisor) = (number(&group, 11), number(&group, 13));
        let quotient = group.quotient(&number, &divisor).unwrap();
        let point = group.public_key(&divisor).unwrap();
        assert_eq!(group.multiple(&point, &quotient), group.public_key(&number), "{}", group.name());
        assert_eq!(group.quotient(&number, &vec![0; number.len()]), None);
    }
    assert_eq!(group(1).quotient(&[1], &[1]), None);
}

/// Parameters that are spelled out are those of the table, or none.
#[test]
fn explicit_parameters_are_those_of_a_known_group() {
    let numbers = &super::numbers::ALL[1];
    let integer = |bytes: &[u8]| element(0x02, &[&[0], bytes].concat());
    let algorithm = |p: &[u8], g: &[u8]| {
        let oid = element(0x06, &[0x2A, 0x86, 0x48, 0xCE, 0x3E, 0x02, 0x01]);
        let parameters = element(0x30, &[integer(p), integer(g), integer(&bytes_of(numbers.q))].concat());
        element(0x30, &[oid, parameters].concat())
    };
    let (p, g) = (bytes_of(numbers.p), bytes_of(numbers.g));
    assert_eq!(Group::from_algorithm(&algorithm(&p, &g)).unwrap().name(), "DH-2048-224");
    assert!(Group::from_algorithm(&algorithm(&p, &[4])).is_none());
    assert!(Group::from_algorithm(&algorithm(&less_one(p), &g)).is_none());
    let standardized = |id: u8| {
        let oid = element(0x06, &[0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02]);
        element(0x30, &[oid, element(0x02, &[id])].concat())
    };
    assert_eq!(Group::from_algorithm(&standardized(16)).unwrap().name(), "brainpoolP384r1");
    for unknown in [3, 7, 19, 31] {
        assert!(Group::from_algorithm(&standardized(unknown)).is_none());
    }
    for wrong in [&[][..], &[0x30], &[0x30, 0x00], &[0x04, 0x01, 0x00]] {
        assert!(Group::from_algorithm(wrong).is_none());
        assert!(Group::from_public_key(wrong).is_none());
    }
}
