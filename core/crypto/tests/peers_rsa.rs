//! RSA beside `ring`, AWS-LC and RustCrypto, on signatures by the thousand and on what is nearly one.
//!
//! The moduli are products of many small primes: nobody's keys, but signing costs next to nothing, and verification cannot see
//! the difference. `DOC9303_CASES=1000000 cargo test --release -p doc9303-crypto --test crypto peers_rsa` draws so many of each size.

#[path = "drawn.rs"]
pub(crate) mod drawn;

use doc9303_crypto::{
    DigestAlgorithm, Engine, Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError, VerifyingKey,
};
use drawn::{Numbers, cases};
use num_bigint::BigUint;
use rsa::BoxedUint;

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.word() % bound
    }

    fn place(&mut self, count: usize) -> usize {
        usize::try_from(self.below(u64::try_from(count).unwrap())).unwrap()
    }
}

fn power(base: u64, exponent: u64, modulus: u64) -> u64 {
    let m = u128::from(modulus);
    let (mut base, mut power) = (u128::from(base) % m, 1);
    for bit in 0..64 {
        if (exponent >> bit) & 1 == 1 {
            power = power * base % m;
        }
        base = base * base % m;
    }
    u64::try_from(power).unwrap()
}

/// Miller and Rabin's test with the bases that decide every number of 64 bits.
fn is_prime(number: u64) -> bool {
    let twos = (number - 1).trailing_zeros();
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37].iter().all(|base| {
        let mut power = power(*base, (number - 1) >> twos, number);
        if power == 1 {
            return true;
        }
        (0..twos).any(|_| {
            let is_minus_one = power == number - 1;
            power = self::power(power, 2, number);
            is_minus_one
        })
    })
}

/// A key whose modulus has known small factors.
pub(crate) struct Pair {
    pub(crate) n: BigUint,
    bits: usize,
    pub(crate) e: u64,
    /// Each prime, 1/e modulo one less, and the number that is 1 modulo this prime and 0 modulo the others.
    factors: Vec<(u64, u64, BigUint)>,
}

impl Pair {
    pub(crate) fn new(bits: usize, e: u64, numbers: &mut Numbers) -> Self {
        let mut n = BigUint::from(1_u8);
        let mut primes: Vec<(u64, u64)> = Vec::new();
        let two = BigUint::from(2_u8);
        let left = |n: &BigUint| bits - usize::try_from(n.bits()).unwrap();
        while primes.last().is_none() || n.bits() < u64::try_from(bits).unwrap() {
            // Primes of 32 bits, and last the one with which the modulus has its length.
            let (low, high) = if left(&n) >= 63 {
                (1 << 31, 1 << 32)
            } else {
                let low = (two.pow(u32::try_from(bits).unwrap() - 1) + &n - 1_u8) / &n;
                let high = (two.pow(u32::try_from(bits).unwrap()) - 1_u8) / &n;
                (u64::try_from(low).unwrap(), u64::try_from(high).unwrap())
            };
            let prime = (low + numbers.below(high - low)) | 1;
            let inverse = || u64::try_from(BigUint::from(e).modinv(&BigUint::from(prime - 1))?).ok();
            let is_new = primes.iter().all(|(other, _)| *other != prime);
            if prime <= high
                && is_new
                && is_prime(prime)
                && let Some(d) = inverse()
            {
                n *= prime;
                primes.push((prime, d));
            }
        }
        let of = |(prime, d): (u64, u64)| {
            let others = &n / prime;
            let inverse = (&others % prime).modinv(&BigUint::from(prime)).unwrap();
            (prime, d, others * inverse)
        };
        let factors = primes.into_iter().map(of).collect();
        Pair { bits, e, factors, n }
    }

    fn length(&self) -> usize {
        self.bits.div_ceil(8)
    }

    /// The number whose power is this message.
    pub(crate) fn sign(&self, message: &BigUint) -> BigUint {
        let mut sum = BigUint::ZERO;
        for (prime, d, unit) in &self.factors {
            let residue = u64::try_from(message % *prime).unwrap();
            sum += unit * power(residue, *d, *prime);
        }
        sum % &self.n
    }

    pub(crate) fn fixed(&self, number: &BigUint) -> Vec<u8> {
        let octets = number.to_bytes_be();
        [vec![0; self.length().saturating_sub(octets.len())], octets].concat()
    }
}

/// What a DigestInfo has before the digest (RFC 8017 §9.2 note 1).
fn prefix(digest: DigestAlgorithm, has_null: bool) -> Vec<u8> {
    let oid = digest.oid().as_bytes();
    let null: &[u8] = if has_null { &[5, 0] } else { &[] };
    let octet = |length: usize| u8::try_from(length).unwrap();
    let identifier = [&[6, octet(oid.len())], oid, null].concat();
    let all = identifier.len() + 4 + digest.output_length();
    [&[0x30, octet(all), 0x30, octet(identifier.len())], &identifier[..], &[4, octet(digest.output_length())]]
        .concat()
}

fn encoded_pkcs1(digest: DigestAlgorithm, message: &[u8], length: usize, has_null: bool) -> Vec<u8> {
    let info = [&prefix(digest, has_null), digest.digest(message).as_ref()].concat();
    [vec![0, 1], vec![0xFF; length - 3 - info.len()], vec![0], info].concat()
}

/// RFC 8017 §9.1.1, in as many bytes as the modulus has.
fn encoded_pss(
    digest: DigestAlgorithm,
    mask: DigestAlgorithm,
    message: &[u8],
    salt: &[u8],
    bits: usize,
) -> Vec<u8> {
    let length = (bits - 1).div_ceil(8);
    let hash = digest.digest_parts(&[&[0; 8], digest.digest(message).as_ref(), salt]);
    let zeros = length - digest.output_length() - salt.len() - 2;
    let mut block = [vec![0; zeros], vec![1], salt.to_vec()].concat();
    for (counter, chunk) in (0_u32..).zip(block.chunks_mut(mask.output_length())) {
        let mask = mask.digest_parts(&[hash.as_ref(), &counter.to_be_bytes()]);
        chunk.iter_mut().zip(mask.as_ref()).for_each(|(octet, mask)| *octet ^= mask);
    }
    block[0] &= 0xFF >> (8 * length - (bits - 1));
    [vec![0; bits.div_ceil(8) - length], block, hash.as_ref().to_vec(), vec![0xBC]].concat()
}

/// What `ring`, AWS-LC and RustCrypto say, each where it has the algorithm and takes the key.
pub(crate) fn peers(
    pair: &Pair,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> [Option<bool>; 3] {
    use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    let n = pair.n.to_bytes_be();
    let e = BigUint::from(pair.e).to_bytes_be();
    macro_rules! by {
        ($library:ident, $parameters:ident) => {
            $library::signature::RsaPublicKeyComponents { n: &n[..], e: &e[..] }
                .verify(&$library::signature::$parameters, message, signature)
                .is_ok()
        };
    }
    macro_rules! by_both {
        ($parameters:ident) => {
            [Some(by!(ring, $parameters)), Some(by!(aws_lc_rs, $parameters))]
        };
    }
    let [first, second] = match *algorithm {
        _ if pair.bits < 2048 => [None, None],
        SignatureAlgorithm::RsaPkcs1 { digest: Sha256 } => by_both!(RSA_PKCS1_2048_8192_SHA256),
        SignatureAlgorithm::RsaPkcs1 { digest: Sha384 } => by_both!(RSA_PKCS1_2048_8192_SHA384),
        SignatureAlgorithm::RsaPkcs1 { digest: Sha512 } => by_both!(RSA_PKCS1_2048_8192_SHA512),
        SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length }
            if digest == mgf_digest && salt_length == digest.output_length() =>
        {
            match digest {
                Sha256 => by_both!(RSA_PSS_2048_8192_SHA256),
                Sha384 => by_both!(RSA_PSS_2048_8192_SHA384),
                Sha512 => by_both!(RSA_PSS_2048_8192_SHA512),
                _ => [None, None],
            }
        }
        _ => [None, None],
    };
    let number = |octets: &[u8]| BoxedUint::from_be_slice_vartime(octets);
    let key = rsa::PublicKey::new(number(&n), number(&e)).unwrap();
    let hashed = algorithm.digest().digest(message);
    let third = match *algorithm {
        SignatureAlgorithm::RsaPkcs1 { digest } => {
            let (hash_len, prefix) = (Some(digest.output_length()), prefix(digest, true).into());
            Some(key.verify(rsa::Pkcs1v15Sign { hash_len, prefix }, hashed.as_ref(), signature).is_ok())
        }
        SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length: salt } if digest == mgf_digest => {
            let hashed = hashed.as_ref();
            let verdict = match digest {
                Sha1 => key.verify(rsa::Pss::<sha1::Sha1>::new_with_salt(salt), hashed, signature),
                Sha224 => key.verify(rsa::Pss::<sha2::Sha224>::new_with_salt(salt), hashed, signature),
                Sha256 => key.verify(rsa::Pss::<sha2::Sha256>::new_with_salt(salt), hashed, signature),
                Sha384 => key.verify(rsa::Pss::<sha2::Sha384>::new_with_salt(salt), hashed, signature),
                _ => key.verify(rsa::Pss::<sha2::Sha512>::new_with_salt(salt), hashed, signature),
            };
            Some(verdict.is_ok())
        }
        _ => None,
    };
    [first, second, third]
}

/// An algorithm, and the encoded message of its valid signature.
pub(crate) fn encoded(
    pair: &Pair,
    number: usize,
    message: &[u8],
    numbers: &mut Numbers,
) -> (SignatureAlgorithm, Vec<u8>) {
    let pick = |number: usize| DigestAlgorithm::ALL[number % 5];
    let digest = pick(number / 2);
    if number.is_multiple_of(2) {
        return (
            SignatureAlgorithm::RsaPkcs1 { digest },
            encoded_pkcs1(digest, message, pair.length(), true),
        );
    }
    let mgf_digest = if number.is_multiple_of(9) { pick(number) } else { digest };
    let longest = (pair.bits - 1).div_ceil(8) - digest.output_length() - 2;
    let salt_length = match number % 8 {
        1 => numbers.place(longest + 1),
        3 => longest,
        _ => digest.output_length().min(longest),
    };
    let salt = numbers.octets(salt_length);
    let algorithm = SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length };
    (algorithm, encoded_pss(digest, mgf_digest, message, &salt, pair.bits))
}

fn compare(bits: usize, usual: usize) {
    const EXPONENTS: [u64; 6] = [65_537, 3, 17, 107_903, 4_294_967_311, 8_589_934_583];
    let mut numbers = Numbers(u64::try_from(bits).unwrap() << 32);
    let (mut accepted, mut lenient, mut rejected, mut by_peers) = (0, 0, 0, [0; 3]);
    let mut keys = None;
    let count = cases(usual);
    for number in 0..count {
        let (pair, key) = match keys.take() {
            Some(keys) if !number.is_multiple_of(64) => keys,
            _ => {
                let pair = Pair::new(bits, EXPONENTS[number / 64 % EXPONENTS.len()], &mut numbers);
                let key = VerifyingKey::from_modulus(&pair.n.to_bytes_be(), &pair.e.to_be_bytes()).unwrap();
                assert_eq!(key.bits(), bits);
                (pair, key)
            }
        };
        let mut message = numbers.octets(number % 40);
        let (algorithm, mut block) = encoded(&pair, number, &message, &mut numbers);
        let number_of = BigUint::from_bytes_be;
        let mut expected = Err(VerifyError::Invalid);
        let mut signature = None;
        match numbers.below(10) {
            // A bit of what is signed, wherever it stands: the number stays below the modulus if its highest bit is not set.
            0..2 => {
                let bit = numbers.place(bits - 1);
                let place = block.len() - 1 - bit / 8;
                block[place] ^= 1 << (bit % 8);
            }
            2 => {
                let changed =
                    pair.sign(&number_of(&block)) ^ (BigUint::from(1_u8) << numbers.place(bits - 1));
                signature = Some(changed);
            }
            3 => {
                let edges =
                    [BigUint::ZERO, BigUint::from(1_u8), &pair.n - 1_u8, pair.n.clone(), &pair.n + 1_u8];
                signature = Some(edges[numbers.place(5)].clone());
            }
            4 => {
                let valid = pair.sign(&number_of(&block));
                signature = Some(if numbers.below(2) == 0 { &pair.n - valid } else { &pair.n + valid });
            }
            5 if let SignatureAlgorithm::RsaPkcs1 { digest } = algorithm => {
                block = encoded_pkcs1(digest, &message, pair.length(), false);
                expected = Ok(Leniencies::default());
                lenient += 1;
            }
            5 => message.push(0),
            _ => expected = Ok(Leniencies::default()),
        }
        let is_without_null = expected.is_ok() && {
            let named = algorithm.digest();
            matches!(algorithm, SignatureAlgorithm::RsaPkcs1 { .. })
                && block != encoded_pkcs1(named, &message, pair.length(), true)
        };
        let signature = pair.fixed(&signature.unwrap_or_else(|| pair.sign(&number_of(&block))));
        if signature.len() > pair.length() {
            expected = Err(VerifyError::Encoding);
        }
        let verdict = Engine::Own.verify(&key, &algorithm, &message, &signature);
        let said =
            || format!("{number} {algorithm:?} {:X} {} {message:02X?} {signature:02X?}", pair.n, pair.e);
        assert_eq!(verdict.map(|_| ()), expected.map(|_| ()), "{}", said());
        assert_eq!(verdict.is_ok_and(|leniencies| leniencies.digest_info_without_null), is_without_null);
        let by_others = peers(&pair, &algorithm, &message, &signature);
        for (verdict, counted) in by_others.into_iter().zip(&mut by_peers) {
            if let Some(verdict) = verdict {
                assert_eq!(
                    verdict,
                    expected.is_ok() && !is_without_null,
                    "a peer says {verdict}: {}",
                    said()
                );
                *counted += 1;
            }
        }
        *(if expected.is_ok() { &mut accepted } else { &mut rejected }) += 1;
        keys = Some((pair, key));
    }
    println!(
        "{bits}: {accepted} accepted, {lenient} of them without NULL, {rejected} rejected, by peers {by_peers:?}"
    );
    assert!(count < 100 || (accepted > count / 4 && rejected > count / 4 && by_peers[2] > count / 2));
    assert!(count < 100 || bits < 2048 || by_peers[..2].iter().all(|counted| *counted > count / 4));
}

macro_rules! sizes {
    ($($test:ident, $bits:literal, $usual:literal;)+) => {
        $(
            #[test]
            fn $test() {
                compare($bits, $usual);
            }
        )+
    };
}

sizes! {
    of_1024_bits, 1024, 3000;
    of_1031_bits, 1031, 1500;
    of_1536_bits, 1536, 2000;
    of_2047_bits, 2047, 1000;
    of_2048_bits, 2048, 2000;
    of_2049_bits, 2049, 1000;
    of_3072_bits, 3072, 1000;
    of_4096_bits, 4096, 500;
    of_8192_bits, 8192, 100;
}
