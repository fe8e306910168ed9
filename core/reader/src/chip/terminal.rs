//! The chip's side of Terminal Authentication (TR-03110-3 §B.2, §2.5): trust points, a date that certificates move on, and the
//! rights of the terminal that proved itself.

use crate::apdu::Status;
use crate::cv_certificate::{Authorization, CvCertificate, CvError, CvKey, Reference, Rights, Role};
use crate::tlv;
use doc9303::Date;
use doc9303_asn1::Reader;

/// Trust points that a chip keeps: the key of its certification authority, and the one before it.
const TRUST_POINTS: usize = 2;
/// Bytes of EF.CVCA.
const EF_CVCA_LENGTH: usize = 36;

/// Data that is not of the form.
const WRONG_DATA: Status = Status(0x6A80);
/// No key has this name.
const NOT_FOUND: Status = Status(0x6A88);
/// Something must come before.
const NOT_NOW: Status = Status(0x6985);
/// A signature does not verify, or a certificate is not for this.
const NOT_VERIFIED: Status = Status(0x6300);

/// A key that certifies others or proves itself, and what its holder may do.
#[derive(Debug, Clone)]
struct Holder {
    key: CvKey,
    role: Role,
    /// What its certificate and all before it allow.
    rights: Rights,
    expires: Date,
    /// Whether its effective date moves the chip's date on: a certification authority's, a verifier's, and that of a terminal of the
    /// same State.
    is_accurate: bool,
}

/// What a chip knows of terminals. Commands are given by their data fields, and answered by a status.
///
/// ```no_run
/// use doc9303::Date;
/// use doc9303_reader::chip::TerminalVerifier;
/// use doc9303_reader::{CvCertificate, CvError, Status};
/// # fn example(cvca: &[u8]) -> Result<(), CvError> {
/// let trust_point = CvCertificate::parse(cvca)?;
/// let mut verifier = TerminalVerifier::new([trust_point], Date::new(2026, 1, 1).unwrap())?;
/// assert_eq!(verifier.set_dst(b"\x83\x0AUTNONE0001"), Err(Status(0x6A88)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct TerminalVerifier {
    trust_points: Vec<Holder>,
    today: Date,
    /// The certificate that was taken last: a verifier's or a terminal's.
    taken: Option<Holder>,
    issuer: Option<Holder>,
    terminal: Option<Holder>,
    challenge: Option<Vec<u8>>,
}

impl TerminalVerifier {
    /// A chip with the keys of these certificates as its trust points, the newest first and two at most, and the date on which it was
    /// issued or that it last learned.
    ///
    /// # Errors
    /// [`CvError::TooMany`], and those of [`CvCertificate::trust_point`].
    pub fn new(
        trust_points: impl IntoIterator<Item = CvCertificate>,
        today: Date,
    ) -> Result<TerminalVerifier, CvError> {
        let holder = |certificate: CvCertificate| {
            let key = certificate.trust_point()?;
            Ok(Holder::of(&certificate, key, Rights::ALL, true))
        };
        let trust_points: Vec<Holder> =
            trust_points.into_iter().take(TRUST_POINTS + 1).map(holder).collect::<Result<_, CvError>>()?;
        if trust_points.len() > TRUST_POINTS {
            return Err(CvError::TooMany { limit: TRUST_POINTS });
        }
        Ok(TerminalVerifier {
            trust_points,
            today,
            taken: None,
            issuer: None,
            terminal: None,
            challenge: None,
        })
    }

    /// The names of the trust points, the newest first, as PACE tells them in objects 87 and 88.
    pub fn trust_points(&self) -> impl Iterator<Item = &Reference> {
        self.trust_points.iter().map(|holder| holder.key.holder())
    }

    /// EF.CVCA: the names, and zeros.
    pub fn ef_cvca(&self) -> Vec<u8> {
        let mut file: Vec<u8> =
            self.trust_points().flat_map(|reference| tlv::object(0x42, reference.as_bytes())).collect();
        file.resize(EF_CVCA_LENGTH, 0);
        file
    }

    /// The date that the chip believes it is.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Forgets the session: certificates that were taken and the challenge. Trust points and date stay.
    pub fn reset(&mut self) {
        self.taken = None;
        self.issuer = None;
        self.terminal = None;
        self.challenge = None;
    }

    /// MSE:Set DST: the key that verifies the next certificate, by its name in object 83.
    ///
    /// # Errors
    /// 6A80 for other data, 6A88 if no key has the name.
    pub fn set_dst(&mut self, data: &[u8]) -> Result<(), Status> {
        let name = name(data)?;
        let mut known = self.trust_points.iter().chain(&self.taken);
        self.issuer = Some(known.find(|holder| *holder.key.holder() == name).ok_or(NOT_FOUND)?.clone());
        Ok(())
    }

    /// PSO: Verify Certificate: body and signature. A link becomes a trust point; a verifier's or a terminal's certificate counts for
    /// this session.
    ///
    /// # Errors
    /// 6985 without a key that verifies, 6A80 if it is no certificate, 6300 if it is refused.
    pub fn verify_certificate(&mut self, data: &[u8]) -> Result<(), Status> {
        let issuer = self.issuer.take().ok_or(NOT_NOW)?;
        let certificate = CvCertificate::parse_content(data).map_err(|_| WRONG_DATA)?;
        let role = certificate.authorization().role;
        let is_link = role == Role::CertificationAuthority;
        // Who was long away learns the new key from a link that has expired. Nothing else is taken from or after an expired key.
        let has_expired = certificate.expires() < self.today || issuer.expires < self.today;
        if !issuer.role.issues(role) || (has_expired && !is_link) {
            return Err(NOT_VERIFIED);
        }
        let key = certificate.verify_with(&issuer.key).map_err(|_| NOT_VERIFIED)?;
        let is_accurate = issuer.role != Role::ForeignVerifier;
        let holder = Holder::of(&certificate, key, issuer.rights, is_accurate);
        if holder.is_accurate {
            self.today = self.today.max(certificate.effective());
        }
        match is_link {
            true => self.trust(holder),
            false => self.taken = Some(holder),
        }
        Ok(())
    }

    fn trust(&mut self, holder: Holder) {
        self.trust_points.retain(|known| known.key.holder() != holder.key.holder());
        self.trust_points.insert(0, holder);
        self.trust_points.truncate(TRUST_POINTS);
    }

    /// MSE:Set AT: the terminal that will prove itself, by its name in object 83. Its certificate must have been taken.
    ///
    /// # Errors
    /// 6A80 for other data, 6A88 if no terminal of this session has the name.
    pub fn set_at(&mut self, data: &[u8]) -> Result<(), Status> {
        let name = name(data)?;
        let taken = self
            .taken
            .as_ref()
            .filter(|holder| holder.role == Role::Terminal && *holder.key.holder() == name);
        self.terminal = Some(taken.ok_or(NOT_FOUND)?.clone());
        Ok(())
    }

    /// GET CHALLENGE: remembers what was sent, for one try.
    pub fn challenge(&mut self, challenge: &[u8]) {
        self.challenge = Some(challenge.to_vec());
    }

    /// EXTERNAL AUTHENTICATE: what the terminal may read. `chip` is ID_IC: the document number with its check digit after Basic Access
    /// Control, or else the chip's compressed key of PACE. `terminal_key` is the terminal's compressed key of Chip Authentication
    /// ([`Group::compressed`](crate::Group::compressed)).
    ///
    /// # Errors
    /// 6985 without a terminal or a challenge, 6300 if the signature does not verify.
    pub fn external_authenticate(
        &mut self,
        signature: &[u8],
        chip: &[u8],
        terminal_key: &[u8],
    ) -> Result<Rights, Status> {
        let challenge = self.challenge.take().ok_or(NOT_NOW)?;
        let terminal = self.terminal.take().ok_or(NOT_NOW)?;
        let message = [chip, &challenge, terminal_key].concat();
        terminal.key.verify(&message, signature).map_err(|_| NOT_VERIFIED)?;
        Ok(terminal.rights)
    }
}

impl Holder {
    fn of(certificate: &CvCertificate, key: CvKey, of_issuer: Rights, is_accurate: bool) -> Holder {
        let Authorization { role, rights } = certificate.authorization();
        Holder { key, role, rights: rights.and(of_issuer), expires: certificate.expires(), is_accurate }
    }
}

/// The reference in object 83, which is all of the data.
fn name(data: &[u8]) -> Result<Reference, Status> {
    let mut reader = Reader::new(data, "MSE:Set");
    let name = reader.expect(0x83).map_err(|_| WRONG_DATA)?;
    reader.finish().map_err(|_| WRONG_DATA)?;
    Reference::new(name.content()).ok_or(NOT_FOUND)
}
