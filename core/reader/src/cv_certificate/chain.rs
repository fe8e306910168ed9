//! From a certification authority to a terminal.

use super::{CvCertificate, CvError, CvKey, Reference, Rights, Role};
use doc9303::Date;

/// Certificates of the longest chain: one for each year in which a chip may have been away, and more.
const MAXIMUM: usize = 32;
/// Certificates of a terminal that several States have certified.
const MAXIMUM_OF_ALL: usize = 400;

/// Certificates in their order, each verified with the key of the one before: a certification authority, its links, a document
/// verifier and a terminal.
///
/// ```no_run
/// use doc9303::Date;
/// use doc9303_reader::{CvCertificate, CvChain, CvError};
/// # fn example(files: &[Vec<u8>]) -> Result<(), CvError> {
/// let certificates: Result<Vec<_>, _> = files.iter().map(|file| CvCertificate::parse(file)).collect();
/// let chain = CvChain::new(certificates?)?;
/// chain.check_dates(Date::new(2026, 6, 15).unwrap())?;
/// println!("{} may read {}", chain.terminal().holder(), chain.rights());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct CvChain {
    certificates: Vec<CvCertificate>,
    terminal: CvCertificate,
    key: CvKey,
}

impl CvChain {
    /// Orders the certificates of one terminal, given in any order, and verifies them. They begin with a certificate that a
    /// certification authority signed for itself. Where both such a one and a link are there for one key, the link is taken, so
    /// that chips that know the old key alone are served too.
    ///
    /// # Errors
    /// [`CvError::Terminals`] unless one certificate is a terminal's, [`CvError::NoIssuer`] if one is missing,
    /// [`CvError::Superfluous`] if one has no place, [`CvError::Role`], and those of [`CvCertificate::verify_with`].
    pub fn new(certificates: impl IntoIterator<Item = CvCertificate>) -> Result<CvChain, CvError> {
        let mut left: Vec<CvCertificate> = certificates.into_iter().take(MAXIMUM + 1).collect();
        if left.len() > MAXIMUM {
            return Err(CvError::TooMany { limit: MAXIMUM });
        }
        let terminal = take_terminal(&mut left)?;
        let mut backwards = vec![terminal.clone()];
        let mut authority = terminal.authority().clone();
        loop {
            let issuer = take_issuer(&mut left, &authority)?;
            authority = issuer.authority().clone();
            let is_first = issuer.is_self_signed();
            backwards.push(issuer);
            if is_first {
                break;
            }
        }
        let certificates: Vec<CvCertificate> = backwards.into_iter().rev().collect();
        let has_key = |other: &CvCertificate| {
            certificates
                .iter()
                .any(|own| own.holder() == other.holder() && own.public_key() == other.public_key())
        };
        if let Some(other) = left.iter().find(|other| !has_key(other)) {
            return Err(CvError::Superfluous { holder: other.holder().clone() });
        }
        let key = verify(&certificates)?;
        Ok(CvChain { certificates, terminal, key })
    }

    /// The chain of each terminal among these certificates, in the order in which the terminals stand there: what a terminal has
    /// that several States or verifiers have certified. Issuers may serve several terminals.
    ///
    /// ```
    /// use doc9303_reader::{CvChain, CvError};
    /// assert_eq!(CvChain::of_terminals([]).unwrap_err(), CvError::Terminals { found: 0 });
    /// ```
    ///
    /// # Errors
    /// [`CvError::Terminals`] if none is a terminal's, and those of [`CvChain::new`].
    pub fn of_terminals(
        certificates: impl IntoIterator<Item = CvCertificate>,
    ) -> Result<Vec<CvChain>, CvError> {
        let all: Vec<CvCertificate> = certificates.into_iter().take(MAXIMUM_OF_ALL + 1).collect();
        if all.len() > MAXIMUM_OF_ALL {
            return Err(CvError::TooMany { limit: MAXIMUM_OF_ALL });
        }
        let (terminals, issuers): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|certificate| certificate.authorization().role == Role::Terminal);
        if terminals.is_empty() {
            return Err(CvError::Terminals { found: 0 });
        }
        let above: Vec<Vec<&CvCertificate>> =
            terminals.iter().map(|terminal| issuers_above(terminal, &issuers)).collect();
        let chain = |(terminal, above): (&CvCertificate, &Vec<&CvCertificate>)| {
            CvChain::new(above.iter().copied().chain([terminal]).cloned())
        };
        let chains = terminals.iter().zip(&above).map(chain).collect::<Result<_, CvError>>()?;
        match issuers.iter().find(|issuer| !above.iter().flatten().any(|own| own == issuer)) {
            Some(other) => Err(CvError::Superfluous { holder: other.holder().clone() }),
            None => Ok(chains),
        }
    }

    /// The certificates, that of the terminal last.
    pub fn certificates(&self) -> &[CvCertificate] {
        &self.certificates
    }

    /// The certificate of the terminal.
    pub fn terminal(&self) -> &CvCertificate {
        &self.terminal
    }

    /// The key of the terminal, which verifies what its signer signs.
    pub fn key(&self) -> &CvKey {
        &self.key
    }

    /// The certificates that a chip needs which trusts this key: those behind it. `None` if the chain does not pass it.
    pub fn behind(&self, trust_point: &Reference) -> Option<&[CvCertificate]> {
        self.certificates.get(self.position(trust_point)? + 1..)
    }

    /// What the terminal may read: what every certificate allows.
    pub fn rights(&self) -> Rights {
        effective(&self.certificates)
    }

    /// What the terminal may read of a chip that trusts this key: what that certificate allows and every one behind it.
    pub fn rights_behind(&self, trust_point: &Reference) -> Option<Rights> {
        self.certificates.get(self.position(trust_point)?..).map(effective)
    }

    fn position(&self, trust_point: &Reference) -> Option<usize> {
        let is_trust_point = |certificate: &CvCertificate| {
            certificate.authorization().role == Role::CertificationAuthority
                && certificate.holder() == trust_point
        };
        self.certificates.iter().position(is_trust_point)
    }

    /// Checks that the terminal, its verifier and the certification authority that certified it are valid on this day. Links to
    /// that authority do not expire: a chip that was long away learns of the new key by them.
    ///
    /// # Errors
    /// [`CvError::NotEffective`] and [`CvError::Expired`].
    pub fn check_dates(&self, today: Date) -> Result<(), CvError> {
        let first = self.certificates.len().saturating_sub(3);
        self.certificates.iter().skip(first).try_for_each(|certificate| certificate.check_dates(today))
    }
}

/// The certificates whose holders certified the terminal, or one of those.
fn issuers_above<'a>(terminal: &'a CvCertificate, issuers: &'a [CvCertificate]) -> Vec<&'a CvCertificate> {
    let mut names = vec![terminal.authority()];
    let mut above = Vec::new();
    let mut next = 0;
    while let Some(name) = names.get(next).copied() {
        for issuer in issuers.iter().filter(|issuer| issuer.holder() == name) {
            above.push(issuer);
            if !names.contains(&issuer.authority()) {
                names.push(issuer.authority());
            }
        }
        next += 1;
    }
    above
}

fn take_terminal(left: &mut Vec<CvCertificate>) -> Result<CvCertificate, CvError> {
    let is_terminal = |certificate: &CvCertificate| certificate.authorization().role == Role::Terminal;
    let found = left.iter().filter(|certificate| is_terminal(certificate)).count();
    match left.iter().position(is_terminal) {
        Some(position) if found == 1 => Ok(left.remove(position)),
        _ => Err(CvError::Terminals { found }),
    }
}

/// Takes the certificate of an issuer: a link whose own issuer is there too, or else the first one of that name.
fn take_issuer(left: &mut Vec<CvCertificate>, authority: &Reference) -> Result<CvCertificate, CvError> {
    let leads_on = |certificate: &CvCertificate| {
        let is_there = |other: &CvCertificate| {
            other.holder() == certificate.authority() && other.holder() != certificate.holder()
        };
        certificate.is_link() && left.iter().any(is_there)
    };
    let is_issuer = |certificate: &CvCertificate| certificate.holder() == authority;
    let position = left
        .iter()
        .position(|certificate| is_issuer(certificate) && leads_on(certificate))
        .or_else(|| {
            left.iter().position(|certificate| is_issuer(certificate) && certificate.is_self_signed())
        })
        .or_else(|| left.iter().position(is_issuer));
    match position {
        Some(position) => Ok(left.remove(position)),
        None => Err(CvError::NoIssuer { authority: authority.clone() }),
    }
}

/// Verifies each certificate with the key of the one before it, and returns the last key.
fn verify(certificates: &[CvCertificate]) -> Result<CvKey, CvError> {
    let (first, rest) = certificates.split_first().ok_or(CvError::Terminals { found: 0 })?;
    let mut key = first.trust_point()?;
    let mut issuer = first.authorization().role;
    for certificate in rest {
        let role = certificate.authorization().role;
        if !issuer.issues(role) {
            return Err(CvError::Role { holder: certificate.holder().clone(), role, issuer });
        }
        key = certificate.verify_with(&key)?;
        issuer = role;
    }
    Ok(key)
}

fn effective(certificates: &[CvCertificate]) -> Rights {
    certificates
        .iter()
        .fold(Rights::ALL, |rights, certificate| rights.and(certificate.authorization().rights))
}
