//! Writes certificates and has them signed.

use super::{Authorization, CvCertificate, CvError, CvObject, CvPublicKey, Reference};
use crate::tlv;
use doc9303::Date;

/// A certificate that waits for its signature. The signature comes from a callback, so that the key stays where it is.
///
/// ```no_run
/// use doc9303::Date;
/// use doc9303_reader::{Authorization, CvBuilder, CvError, CvPublicKey, Reference, Rights, Role, TerminalAlgorithm};
/// # fn sign_with_the_key_of_the_verifier(body: &[u8]) -> Option<Vec<u8>> { None }
/// # fn example(point: &[u8]) -> Result<(), CvError> {
/// let holder = Reference::new(b"UTGATE0100001").unwrap();
/// let key = CvPublicKey::point(TerminalAlgorithm::EcdsaSha256, None, point).unwrap();
/// let authorization = Authorization { role: Role::Terminal, rights: Rights { dg3: true, dg4: false } };
/// let validity = [Date::new(2026, 6, 1).unwrap(), Date::new(2026, 6, 30).unwrap()];
/// let certificate = CvBuilder::new(holder, key, authorization, validity)
///     .authority(Reference::new(b"UTVERIFIER00001").unwrap())
///     .sign(sign_with_the_key_of_the_verifier)?;
/// println!("{}", certificate.holder());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct CvBuilder {
    authority: Reference,
    holder: Reference,
    public_key: CvPublicKey,
    authorization: Authorization,
    validity: [Date; 2],
    extensions: Vec<u8>,
}

impl CvBuilder {
    /// A certificate that is signed with its own key, valid from the first to the second day.
    pub fn new(
        holder: Reference,
        public_key: CvPublicKey,
        authorization: Authorization,
        validity: [Date; 2],
    ) -> Self {
        let authority = holder.clone();
        CvBuilder { authority, holder, public_key, authorization, validity, extensions: Vec::new() }
    }

    /// Signed with the key of this name.
    pub fn authority(self, authority: Reference) -> Self {
        CvBuilder { authority, ..self }
    }

    /// With extensions, the whole object 65.
    pub fn extensions(self, object: Vec<u8>) -> Self {
        CvBuilder { extensions: object, ..self }
    }

    /// The body, which is what is signed.
    ///
    /// # Errors
    /// [`CvError::Malformed`] for a date of another century.
    pub fn body(&self) -> Result<Vec<u8>, CvError> {
        let [effective, expires] = self.validity;
        let content = [
            tlv::object(0x5F29, &[0]),
            tlv::object(0x42, self.authority.as_bytes()),
            self.public_key.write(),
            tlv::object(0x5F20, self.holder.as_bytes()),
            self.authorization.write(),
            tlv::object(0x5F25, &digits(effective, CvObject::EffectiveDate)?),
            tlv::object(0x5F24, &digits(expires, CvObject::ExpirationDate)?),
            self.extensions.clone(),
        ];
        Ok(tlv::object(0x7F4E, &content.concat()))
    }

    /// The certificate. `sign` gets the body and returns the signature of the issuer: r and s side by side, or the number of RSA.
    ///
    /// # Errors
    /// [`CvError::NoSignature`] if `sign` has none, and those of [`CvCertificate::parse`], by which what is written is read.
    pub fn sign(self, sign: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Result<CvCertificate, CvError> {
        let body = self.body()?;
        let signature = sign(&body).ok_or(CvError::NoSignature)?;
        CvCertificate::parse_content(&[body, tlv::object(0x5F37, &signature)].concat())
    }
}

fn digits(date: Date, object: CvObject) -> Result<[u8; 6], CvError> {
    let year = u8::try_from(date.year() - 2000).ok().filter(|year| *year < 100);
    let year = year.ok_or(CvError::malformed(object, "not of this century"))?;
    let [year, month, day] = [year, date.month(), date.day()].map(|number| [number / 10, number % 10]);
    let ([a, b], [c, d], [e, f]) = (year, month, day);
    Ok([a, b, c, d, e, f])
}
