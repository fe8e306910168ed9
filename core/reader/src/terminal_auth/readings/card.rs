//! A chip with Basic Access Control, secure messaging, Chip and Terminal Authentication, which shares no code with the virtual one.

use super::super::EF_CVCA;
use super::{CHIP_BAC_KEY, CHIP_NONCE, ZONE};
use crate::apdu::{Command, Response, Status};
use crate::bac::{BacKeys, session_counter};
use crate::chip::TerminalVerifier;
use crate::cipher::{BlockKey, Cipher, CodeKey, KeyPurpose};
use crate::cv_certificate::{CvCertificate, Rights};
use crate::group::Group;
use crate::password::Password;
use crate::signing::date;
use crate::tlv;
use doc9303_asn1::Reader;
use std::collections::BTreeMap;

/// The chip's side of secure messaging (Doc 9303-11 §9.8).
struct Messaging {
    cipher: Cipher,
    encryption: BlockKey,
    authentication: CodeKey,
    counter: u128,
}

impl Messaging {
    fn new(cipher: Cipher, secret: &[u8], counter: u128) -> Messaging {
        let key = |purpose| cipher.derive(secret, purpose);
        let encryption = BlockKey::new(cipher, &key(KeyPurpose::Encryption)).unwrap();
        let authentication = CodeKey::new(cipher, &key(KeyPurpose::Authentication)).unwrap();
        Messaging { cipher, encryption, authentication, counter }
    }

    /// The next counter, and the initialisation vector that comes of it.
    fn step(&mut self) -> (Vec<u8>, Vec<u8>) {
        self.counter += 1;
        let counter = self.counter.to_be_bytes()[16 - self.cipher.block_length()..].to_vec();
        let mut iv = counter.clone();
        match self.cipher {
            Cipher::TripleDes => iv.fill(0),
            _ => self.encryption.encrypt(&[], &mut iv),
        }
        (counter, iv)
    }

    fn padded(&self, data: &[u8]) -> Vec<u8> {
        let mut padded = data.to_vec();
        self.cipher.pad(&mut padded);
        padded
    }

    fn open(&mut self, command: &Command) -> Command {
        let (counter, iv) = self.step();
        let mut reader = Reader::new(&command.data, "command");
        let (mut data, mut expected, mut covered) = (Vec::new(), None, 0);
        loop {
            let object = reader.read().unwrap();
            match object.tag() {
                0x87 => data = object.content()[1..].to_vec(),
                0x85 => data = object.content().to_vec(),
                0x97 => {
                    let length = object.content().iter().fold(0, |sum, byte| 256 * sum + usize::from(*byte));
                    expected = Some(if length == 0 { 256 } else { length });
                }
                0x8E => {
                    let objects = &command.data[..covered];
                    let objects = if objects.is_empty() { Vec::new() } else { self.padded(objects) };
                    let code = self.authentication.code(&[&counter, &self.padded(&command.header), &objects]);
                    assert_eq!(code, object.content(), "the code of the command");
                    break;
                }
                tag => panic!("object {tag:X}"),
            }
            covered += object.span().len();
        }
        if !data.is_empty() {
            self.encryption.decrypt(&iv, &mut data);
            let end = data.iter().rposition(|byte| *byte == 0x80).unwrap();
            data.truncate(end);
        }
        let [class, instruction, p1, p2] = command.header;
        Command { header: [class & !0x0C, instruction, p1, p2], data, expected }
    }

    fn seal(&mut self, data: &[u8], status: Status) -> Vec<u8> {
        let (counter, iv) = self.step();
        let mut objects = Vec::new();
        if !data.is_empty() {
            let mut sealed = self.padded(data);
            self.encryption.encrypt(&iv, &mut sealed);
            tlv::push(&mut objects, 0x87, &[&[1], &sealed[..]].concat());
        }
        tlv::push(&mut objects, 0x99, &status.0.to_be_bytes());
        let code = self.authentication.code(&[&counter, &self.padded(&objects)]);
        tlv::push(&mut objects, 0x8E, &code);
        Response { data: objects, status }.to_bytes()
    }
}

pub(super) struct Chip {
    pub(super) verifier: TerminalVerifier,
    pub(super) files: BTreeMap<u16, Vec<u8>>,
    /// Files that are read after Terminal Authentication alone.
    pub(super) protected: Vec<u16>,
    pub(super) group: Group,
    pub(super) private_key: Vec<u8>,
    messaging: Option<Messaging>,
    is_opened: bool,
    terminal_key: Vec<u8>,
    rights: Option<Rights>,
    selected: u16,
    pieces: Vec<u8>,
    /// Names of the files that were selected.
    pub(super) seen: Vec<u16>,
    pub(super) commands: usize,
    /// What it says when it is asked for more than a file has, and how often it was.
    pub(super) end: Status,
    pub(super) beyond: usize,
    /// What it says to MSE:Set AT of Chip Authentication.
    pub(super) chip_auth: Status,
}

impl Chip {
    /// A chip with these files, and a key for Chip Authentication in this group.
    pub(super) fn new(trust_point: CvCertificate, parameter_id: u8, listed: &[u8]) -> Chip {
        let group = Group::standardized(i64::from(parameter_id)).unwrap();
        let mut private_key = vec![0; group.private_key_length()];
        *private_key.last_mut().unwrap() = 77;
        let dg14 = dg14(&group, parameter_id, &private_key, &[]);
        let files = [
            (0x011E, tlv::object(0x60, &tlv::object(0x5C, listed))),
            (0x0101, tlv::object(0x61, &[1; 100])),
            (0x0103, tlv::object(0x63, &[3; 2000])),
            (0x0104, tlv::object(0x76, &[4; 300])),
            (0x010B, tlv::object(0x6B, &[11; 30])),
            (0x010E, dg14),
        ];
        let verifier = TerminalVerifier::new([trust_point], date(2026, 1, 1)).unwrap();
        let mut files = BTreeMap::from(files);
        files.insert(EF_CVCA, verifier.ef_cvca());
        Chip {
            verifier,
            files,
            protected: vec![0x0103, 0x0104],
            group,
            private_key,
            messaging: None,
            is_opened: false,
            terminal_key: Vec::new(),
            rights: None,
            selected: 0,
            pieces: Vec::new(),
            seen: Vec::new(),
            commands: 0,
            end: Status::OK,
            beyond: 0,
            chip_auth: Status::OK,
        }
    }

    pub(super) fn leave_the_field(&mut self) {
        self.messaging = None;
        self.is_opened = false;
        self.terminal_key.clear();
        self.rights = None;
        self.verifier.reset();
    }

    pub(super) fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        self.commands += 1;
        let command = Command::parse(command).unwrap();
        let Some(mut messaging) = self.messaging.take() else {
            let (data, status) = self.carry_out(command);
            return Response { data, status }.to_bytes();
        };
        let command = messaging.open(&command);
        let (data, status) = self.carry_out(command);
        let sealed = messaging.seal(&data, status);
        // Chip Authentication has new keys from the next command on.
        self.messaging.get_or_insert(messaging);
        sealed
    }

    fn carry_out(&mut self, command: Command) -> (Vec<u8>, Status) {
        match self.attempt(command) {
            Ok(data) => (data, Status::OK),
            Err(status) => (Vec::new(), status),
        }
    }

    fn attempt(&mut self, command: Command) -> Result<Vec<u8>, Status> {
        let [class, instruction, p1, p2] = command.header;
        self.pieces.extend(command.data);
        if class == 0x10 {
            return Ok(Vec::new());
        }
        let data = std::mem::take(&mut self.pieces);
        let is_open = !self.terminal_key.is_empty();
        match [instruction, p1, p2] {
            [0xA4, 0x04, _] => Ok(Vec::new()),
            [0xA4, ..] => self.select(&data),
            [0xB0, high, low] => {
                let file = &self.files[&self.selected];
                let start = usize::from(u16::from_be_bytes([high, low]));
                let length = command.expected.unwrap_or(200);
                let is_beyond = length < 256 && start + length > file.len();
                self.beyond += usize::from(is_beyond);
                match self.end.0 {
                    0x6B00 | 0x6282 if is_beyond => Err(self.end),
                    0x6C00 if is_beyond => {
                        Err(Status(0x6C00 + u16::try_from(file.len().saturating_sub(start)).unwrap()))
                    }
                    _ => Ok(file[start..file.len().min(start + length.min(200))].to_vec()),
                }
            }
            [0x22, 0x41, 0xA4] if self.chip_auth != Status::OK => Err(self.chip_auth),
            [0x22, 0x41, 0xA4] => Ok(Vec::new()),
            [0x86, 0, 0] => self.chip_authentication(&data),
            [0x22, 0x81, 0xB6] => self.verifier.set_dst(&data).map(|()| Vec::new()),
            [0x2A, 0x00, 0xBE] => self.verifier.verify_certificate(&data).map(|()| Vec::new()),
            [0x22, 0x81, 0xA4] => self.verifier.set_at(&data).map(|()| Vec::new()),
            [0x84, 0, 0] => {
                self.verifier.challenge(&CHIP_NONCE);
                Ok(CHIP_NONCE.to_vec())
            }
            [0x82, 0, 0] if is_open => {
                let rights =
                    self.verifier.external_authenticate(&data, &ZONE.as_bytes()[..10], &self.terminal_key);
                self.rights = Some(rights?);
                Ok(Vec::new())
            }
            [0x82, 0, 0] => Ok(self.basic_access(&data)),
            _ => Err(Status(0x6D00)),
        }
    }

    fn select(&mut self, name: &[u8]) -> Result<Vec<u8>, Status> {
        let name = u16::from_be_bytes(name.try_into().unwrap());
        let is_granted = match name {
            0x0103 => self.rights.is_some_and(|rights| rights.dg3),
            0x0104 => self.rights.is_some_and(|rights| rights.dg4),
            _ => self.rights.is_some(),
        };
        self.seen.push(name);
        match self.files.contains_key(&name) {
            true if !self.is_opened => Err(Status(0x6982)),
            true if self.protected.contains(&name) && !is_granted => Err(Status(0x6982)),
            true => {
                self.selected = name;
                Ok(Vec::new())
            }
            false => Err(Status(0x6A82)),
        }
    }

    fn basic_access(&mut self, sealed: &[u8]) -> Vec<u8> {
        let password = Password::mrz_information(ZONE).unwrap();
        let keys = BacKeys::new(&password.bac_seed().unwrap()).unwrap();
        let message = keys.open(sealed).unwrap();
        let (nonce, own_key) = (&message[..8], &message[16..]);
        assert_eq!(message[8..16], CHIP_NONCE);
        let answer = keys.seal(&[&CHIP_NONCE, nonce, &CHIP_BAC_KEY].concat());
        let secret: Vec<u8> = own_key.iter().zip(CHIP_BAC_KEY).map(|(own, chip)| own ^ chip).collect();
        let counter = session_counter(&CHIP_NONCE, nonce);
        self.is_opened = true;
        self.messaging = Some(Messaging::new(Cipher::TripleDes, &secret, counter));
        answer
    }

    fn chip_authentication(&mut self, data: &[u8]) -> Result<Vec<u8>, Status> {
        let objects = tlv::read_dynamic(data).unwrap();
        let key = self.group.element(tlv::one(&objects, 0x80).unwrap()).unwrap();
        let shared = self.group.multiple(&key, &self.private_key).unwrap();
        self.terminal_key = self.group.compressed(&key);
        self.messaging = Some(Messaging::new(Cipher::Aes128, &self.group.secret(&shared), 0));
        Ok(tlv::object(0x7C, &[]))
    }
}

/// DG14 with a key of the chip, and the place of EF.CVCA if it is another than usual.
pub(super) fn dg14(group: &Group, parameter_id: u8, private_key: &[u8], ef_cvca: &[Vec<u8>]) -> Vec<u8> {
    let oid = |arcs: &[u8]| tlv::object(0x06, &[&[0x04, 0x00, 0x7F, 0x00, 0x07][..], arcs].concat());
    let sequence = |parts: &[Vec<u8>]| tlv::object(0x30, &parts.concat());
    let kind = if group.is_elliptic() { 2 } else { 1 };
    let public_key = group.public_key(private_key).unwrap();
    let bits = match group.is_elliptic() {
        true => public_key,
        false => tlv::object(0x02, &[&[0], &public_key[..]].concat()),
    };
    let algorithm = sequence(&[oid(&[1, 2]), tlv::object(0x02, &[parameter_id])]);
    let key = sequence(&[algorithm, tlv::object(0x03, &[&[0], &bits[..]].concat())]);
    let version = tlv::object(0x02, &[1]);
    let infos = [
        sequence(&[oid(&[2, 2, 1, kind]), key]),
        sequence(&[oid(&[2, 2, 3, kind, 2]), version.clone()]),
        sequence(&[&[oid(&[2, 2, 2]), version], ef_cvca].concat()),
    ];
    tlv::object(0x6E, &tlv::object(0x31, &infos.concat()))
}
