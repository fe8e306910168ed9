//! Card verifiable certificates: what lets a terminal show a chip that it may read fingerprints and irises (Doc 9303-12 §7.2,
//! TR-03110-3 §C.1, §D).
//!
//! ```text
//! CVCA 1 --link--> CVCA 2 --> document verifier --> terminal
//! ```
//!
//! A chip holds the key of a certification authority as its trust point, and takes certificates one after the other, each
//! verified with the key of the one before.

mod build;
mod chain;
mod error;
mod names;
mod public_key;

pub use build::CvBuilder;
pub use chain::CvChain;
pub use error::{CvError, CvObject};
pub use names::{Authorization, Reference, Rights, Role};
pub use public_key::{CvKey, CvPublicKey, TerminalAlgorithm};

use core::fmt;
use doc9303::Date;
use doc9303_asn1::{Element, Reader};

/// Bytes of the longest certificate: keys and signatures of RSA of 8192 bits, and as much again for extensions.
const MAXIMUM: usize = 8192;

/// A certificate that was read. Nothing of it is verified.
///
/// ```
/// use doc9303_reader::{CvCertificate, CvError, CvObject};
/// let truncated = [0x7F, 0x21, 0x03, 0x7F, 0x4E, 0x00];
/// let error = CvCertificate::parse(&truncated).unwrap_err();
/// assert_eq!(error, CvError::Malformed { object: CvObject::ProfileIdentifier, detail: "it is missing" });
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CvCertificate {
    /// The whole body object, which is signed.
    body: Vec<u8>,
    signature: Vec<u8>,
    authority: Reference,
    holder: Reference,
    public_key: CvPublicKey,
    authorization: Authorization,
    effective: Date,
    expires: Date,
    extensions: Option<Vec<u8>>,
}

impl fmt::Debug for CvCertificate {
    /// Who certifies whom, for what and how long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CvCertificate")
            .field("holder", &self.holder)
            .field("authority", &self.authority)
            .field("algorithm", &self.public_key.algorithm())
            .field("authorization", &self.authorization)
            .field("effective", &self.effective)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl CvCertificate {
    /// Reads a certificate, the whole object 7F21.
    ///
    /// # Errors
    /// [`CvError::Malformed`] with the object that is missing or wrong, [`CvError::Unsupported`] for algorithms and holders that
    /// are not known.
    pub fn parse(bytes: &[u8]) -> Result<CvCertificate, CvError> {
        if bytes.len() > MAXIMUM {
            return Err(CvError::TooLong { limit: MAXIMUM });
        }
        let mut outer = Reader::new(bytes, "certificate");
        let certificate = next(&mut outer, CvObject::Certificate)?;
        end(&outer, CvObject::Certificate)?;
        let read = CvCertificate::parse_content(certificate.content())?;
        check_lengths(bytes)?;
        Ok(read)
    }

    /// Reads body and signature side by side, as a terminal sends them to a chip.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_content(bytes: &[u8]) -> Result<CvCertificate, CvError> {
        if bytes.len() > MAXIMUM {
            return Err(CvError::TooLong { limit: MAXIMUM });
        }
        let mut fields = Reader::new(bytes, "certificate");
        let body = next(&mut fields, CvObject::Body)?;
        let mut read = CvCertificate::read_body(&body)?;
        let signature = next(&mut fields, CvObject::Signature)?;
        end(&fields, CvObject::Signature)?;
        if signature.content().is_empty() {
            return Err(CvError::malformed(CvObject::Signature, "it is empty"));
        }
        check_lengths(bytes)?;
        read.signature = signature.content().to_vec();
        Ok(read)
    }

    fn read_body(body: &Element<'_>) -> Result<CvCertificate, CvError> {
        let mut fields = body.reader();
        if next(&mut fields, CvObject::ProfileIdentifier)?.content() != [0] {
            return Err(CvError::malformed(CvObject::ProfileIdentifier, "not version 1"));
        }
        let authority = reference(&mut fields, CvObject::AuthorityReference)?;
        let public_key = CvPublicKey::read(&next(&mut fields, CvObject::PublicKey)?)?;
        let holder = reference(&mut fields, CvObject::HolderReference)?;
        let authorization = authorization(&next(&mut fields, CvObject::Authorization)?)?;
        let effective = date(&mut fields, CvObject::EffectiveDate)?;
        let expires = date(&mut fields, CvObject::ExpirationDate)?;
        let extensions = match fields.peek() == Some(CvObject::Extensions.tag()) {
            true => Some(next(&mut fields, CvObject::Extensions)?.span().to_vec()),
            false => None,
        };
        end(&fields, CvObject::Body)?;
        if expires < effective {
            return Err(CvError::Dates { holder });
        }
        let (body, signature) = (body.span().to_vec(), Vec::new());
        Ok(CvCertificate {
            body,
            signature,
            authority,
            holder,
            public_key,
            authorization,
            effective,
            expires,
            extensions,
        })
    }

    /// The whole certificate, the object 7F21.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::tlv::object(0x7F21, &self.content())
    }

    /// Body and signature side by side, as a terminal sends them to a chip.
    pub fn content(&self) -> Vec<u8> {
        [self.body.as_slice(), &crate::tlv::object(0x5F37, &self.signature)].concat()
    }

    /// The name of the key that signed it.
    pub fn authority(&self) -> &Reference {
        &self.authority
    }

    /// The name of the key that it certifies.
    pub fn holder(&self) -> &Reference {
        &self.holder
    }

    /// The key that it certifies.
    pub fn public_key(&self) -> &CvPublicKey {
        &self.public_key
    }

    /// Role and rights of the holder.
    pub fn authorization(&self) -> Authorization {
        self.authorization
    }

    /// The first day on which it is valid.
    pub fn effective(&self) -> Date {
        self.effective
    }

    /// The last day on which it is valid.
    pub fn expires(&self) -> Date {
        self.expires
    }

    /// What else the issuer says, the whole object 65. It decides nothing here.
    pub fn extensions(&self) -> Option<&[u8]> {
        self.extensions.as_deref()
    }

    /// Whether it is signed with its own key, by name.
    pub fn is_self_signed(&self) -> bool {
        self.authority == self.holder
    }

    /// Whether it certifies a new key of a certification authority with the old one.
    pub fn is_link(&self) -> bool {
        self.authorization.role == Role::CertificationAuthority && !self.is_self_signed()
    }

    /// The key of a certificate that is signed with it, after the signature has been verified: the key of a certification authority
    /// that is trusted for reasons of its own.
    ///
    /// # Errors
    /// [`CvError::Issuer`] if it is not signed by its holder, [`CvError::Role`] if its holder is no certification authority;
    /// [`CvError::Key`], [`CvError::NoDomainParameters`] and [`CvError::Signature`].
    pub fn trust_point(&self) -> Result<CvKey, CvError> {
        let role = self.authorization.role;
        if role != Role::CertificationAuthority {
            return Err(CvError::Role { holder: self.holder.clone(), role, issuer: role });
        }
        let own = self.public_key.resolve(&self.holder, None)?;
        self.verify_with(&own)
    }

    /// Verifies that the holder of a key signed this certificate, and returns the key that it certifies. One that spells out no
    /// curve inherits that of the issuer.
    ///
    /// # Errors
    /// [`CvError::Issuer`], [`CvError::Signature`], and if the key is none, [`CvError::Key`] or [`CvError::NoDomainParameters`].
    ///
    /// ```no_run
    /// use doc9303_reader::CvCertificate;
    /// # fn example(cvca: &[u8], verifier: &[u8]) -> Result<(), doc9303_reader::CvError> {
    /// let trust_point = CvCertificate::parse(cvca)?.trust_point()?;
    /// let key = CvCertificate::parse(verifier)?.verify_with(&trust_point)?;
    /// println!("{} signs with {}", key.holder(), key.algorithm());
    /// # Ok(())
    /// # }
    /// ```
    pub fn verify_with(&self, issuer: &CvKey) -> Result<CvKey, CvError> {
        if self.authority != *issuer.holder() {
            return Err(CvError::Issuer {
                holder: self.holder.clone(),
                authority: self.authority.clone(),
                issuer: issuer.holder().clone(),
            });
        }
        let wrong = |error| CvError::Signature { holder: self.holder.clone(), error };
        issuer.verify(&self.body, &self.signature).map_err(wrong)?;
        self.public_key.resolve(&self.holder, issuer.curve())
    }

    /// Checks that the day is one of those on which it is valid.
    ///
    /// # Errors
    /// [`CvError::NotEffective`] and [`CvError::Expired`].
    pub fn check_dates(&self, today: Date) -> Result<(), CvError> {
        let holder = || self.holder.clone();
        if self.effective > today {
            return Err(CvError::NotEffective { holder: holder(), from: self.effective });
        }
        if self.expires < today {
            return Err(CvError::Expired { holder: holder(), on: self.expires });
        }
        Ok(())
    }
}

/// Checks that every length is written as DER demands, so that what is read is what would be written.
fn check_lengths(bytes: &[u8]) -> Result<(), CvError> {
    match Reader::new(bytes, "certificate").find_non_der() {
        Ok(None) => Ok(()),
        _ => Err(CvError::malformed(CvObject::Certificate, "its lengths are not DER")),
    }
}

/// The next object, which must be this one.
fn next<'a>(reader: &mut Reader<'a>, object: CvObject) -> Result<Element<'a>, CvError> {
    if reader.peek() != Some(object.tag()) {
        return Err(CvError::malformed(object, "it is missing"));
    }
    reader.read().map_err(|_| CvError::malformed(object, "it does not fit"))
}

/// Checks that nothing follows the object that was read last.
fn end(reader: &Reader<'_>, object: CvObject) -> Result<(), CvError> {
    reader.finish().map_err(|_| CvError::malformed(object, "something follows it"))
}

fn reference(reader: &mut Reader<'_>, object: CvObject) -> Result<Reference, CvError> {
    let wrong = CvError::malformed(object, "not a reference of 8 to 16 characters");
    Reference::new(next(reader, object)?.content()).ok_or(wrong)
}

/// The template of an inspection system: its object identifier, and a byte.
fn authorization(template: &Element<'_>) -> Result<Authorization, CvError> {
    let object = CvObject::Authorization;
    let mut fields = template.reader();
    let kind = next(&mut fields, CvObject::ObjectIdentifier)?;
    let bits = next(&mut fields, CvObject::DiscretionaryData)?;
    fields.finish().map_err(|_| CvError::malformed(object, "something follows its content"))?;
    if kind.content() != names::INSPECTION_SYSTEM.as_bytes() {
        return Err(CvError::Unsupported { object, detail: "not of an inspection system" });
    }
    match bits.content() {
        [bits] => Ok(Authorization::of(*bits)),
        _ => Err(CvError::malformed(CvObject::DiscretionaryData, "not one byte")),
    }
}

/// A date of six digits, a byte each: year of this century, month and day (TR-03110-3 §D.2.1.3).
fn date(reader: &mut Reader<'_>, object: CvObject) -> Result<Date, CvError> {
    let wrong = CvError::malformed(object, "not a date of six unpacked digits");
    let digits: [u8; 6] = next(reader, object)?.content().try_into().map_err(|_| wrong.clone())?;
    if digits.iter().any(|digit| *digit > 9) {
        return Err(wrong);
    }
    let [y, year, m, month, d, day] = digits;
    Date::new(2000 + i32::from(10 * y + year), 10 * m + month, 10 * d + day).ok_or(wrong)
}

#[cfg(test)]
mod tests;
