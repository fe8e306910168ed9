//! Terminal Authentication (Doc 9303-11 §7.1, TR-03110-1 §3.5): the terminal shows the chip who certifies it, and signs what binds it
//! to this session.

#[cfg(feature = "system")]
mod key;

use crate::apdu::{Command, Response, Status};
use crate::card::Card;
use crate::cv_certificate::{CvCertificate, CvChain, CvKey, Reference};
use crate::error::{ReadError, Step};
use crate::evidence::TerminalAccess;
use crate::files;
use crate::randomness::Purpose;
use crate::terminal_signer::{SigningRequest, TerminalSigner};
use crate::tlv;
use core::fmt;
use doc9303::raw::SecurityInfos;
use doc9303_asn1::{Reader, tag};
use std::sync::Arc;

#[cfg(feature = "system")]
pub use key::TerminalKey;

/// `id-TA`, 0.4.0.127.0.7.2.2.2.
const PROTOCOL: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x02];
/// EF.CVCA, where DG14 names no other file.
const EF_CVCA: u16 = 0x011C;
/// Bytes of EF.CVCA (TR-03110-3 §A.6.2.2).
const EF_CVCA_LENGTH: usize = 36;
/// Bytes of r_IC.
const CHALLENGE: usize = 8;

/// A terminal that States have certified: its certificates, one chain for each State or verifier, and who signs for it.
///
/// ```no_run
/// use doc9303_reader::{CvCertificate, CvChain, CvError, Password, ReadOptions, SigningRequest, Terminal};
/// # fn sign_in_module(request: &SigningRequest) -> Option<Vec<u8>> { None }
/// # fn example(files: &[Vec<u8>], password: Password) -> Result<ReadOptions, CvError> {
/// let certificates: Result<Vec<_>, _> = files.iter().map(|file| CvCertificate::parse(file)).collect();
/// let chain = CvChain::new(certificates?)?;
/// let mut options = ReadOptions::new([password]);
/// options.terminal = Some(Terminal::new([chain], sign_in_module));
/// # Ok(options)
/// # }
/// ```
#[derive(Clone)]
pub struct Terminal {
    chains: Arc<[CvChain]>,
    signer: Signer,
}

/// Who signs.
#[derive(Clone)]
enum Signer {
    Own(Arc<dyn TerminalSigner>),
    /// Whoever drives the reading.
    Driver,
    /// Nobody any more: a recording has the signature.
    Recorded,
}

impl fmt::Debug for Terminal {
    /// Whose certificates it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.chains.iter().map(|chain| chain.terminal().holder())).finish()
    }
}

impl Terminal {
    /// A terminal with these chains, of which the first that a chip takes is used.
    pub fn new(chains: impl IntoIterator<Item = CvChain>, signer: impl TerminalSigner + 'static) -> Terminal {
        Terminal { chains: chains.into_iter().collect(), signer: Signer::Own(Arc::new(signer)) }
    }

    /// A terminal for which whoever drives the reading signs, however long that takes: [`Next::Sign`](crate::Next::Sign) asks for
    /// it.
    ///
    /// ```
    /// use doc9303_reader::Terminal;
    /// assert!(Terminal::driven([]).chains().is_empty());
    /// ```
    pub fn driven(chains: impl IntoIterator<Item = CvChain>) -> Terminal {
        Terminal { chains: chains.into_iter().collect(), signer: Signer::Driver }
    }

    /// The terminal of a recording.
    pub(crate) fn recorded(chains: Vec<CvChain>) -> Terminal {
        Terminal { chains: chains.into(), signer: Signer::Recorded }
    }

    /// The same terminal once its signature is recorded.
    pub(crate) fn into_recorded(self) -> Terminal {
        Terminal { signer: Signer::Recorded, ..self }
    }

    /// The chains.
    pub fn chains(&self) -> &[CvChain] {
        &self.chains
    }
}

/// The file with the names of trust points: as DG14 says, or the usual one.
pub(crate) fn trust_point_file(dg14: &[u8]) -> u16 {
    let Ok(infos) = SecurityInfos::parse_dg14(dg14) else { return EF_CVCA };
    let named =
        infos.iter().find(|info| info.protocol().as_bytes() == PROTOCOL).and_then(|info| info.optional());
    let identifier = named.and_then(|file| {
        let mut fields = Reader::new(file, "TerminalAuthenticationInfo").expect(tag::SEQUENCE).ok()?.reader();
        let identifier = fields.expect(tag::OCTET_STRING).ok()?.content();
        identifier.try_into().ok().map(u16::from_be_bytes)
    });
    identifier.unwrap_or(EF_CVCA)
}

/// Shows the chip the certificates that lead from one of its trust points, and signs its challenge. Chip Authentication must have
/// taken place.
pub(crate) async fn authenticate(
    card: &mut Card,
    terminal: &Terminal,
    file: u16,
) -> Result<TerminalAccess, ReadError> {
    let trust_points = trust_points(card, file).await?;
    let mut refused = unusable("no certificates lead from a trust point of the chip");
    for trust_point in &trust_points {
        for chain in terminal.chains.iter() {
            let Some(certificates) = chain.behind(trust_point) else { continue };
            match present(card, trust_point, certificates).await {
                Ok(()) => {
                    prove(card, terminal, chain).await?;
                    return Ok(TerminalAccess {
                        trust_point: trust_point.clone(),
                        terminal: chain.terminal().holder().clone(),
                        rights: chain.rights_behind(trust_point).unwrap_or_default(),
                    });
                }
                Err(error) if error.is_refusal() => refused = error,
                Err(error) => return Err(error),
            }
        }
    }
    Err(refused)
}

const STEP: Step = Step::TerminalAuthentication;

const fn unusable(detail: &'static str) -> ReadError {
    ReadError::Unsupported { step: STEP, detail }
}

/// The trust points that the chip names, the newest first: in PACE, or in EF.CVCA.
async fn trust_points(card: &mut Card, file: u16) -> Result<Vec<Reference>, ReadError> {
    let told = card.binding.trust_points.iter().filter_map(|name| Reference::new(name));
    let mut trust_points: Vec<Reference> = told.collect();
    if trust_points.is_empty() {
        files::select(card, file).await?;
        trust_points = names(&files::read_beginning(card, EF_CVCA_LENGTH).await?);
    }
    match trust_points.is_empty() {
        true => Err(unusable("the chip names no trust point")),
        false => Ok(trust_points),
    }
}

/// The names in EF.CVCA, which has zeros behind them.
fn names(file: &[u8]) -> Vec<Reference> {
    let mut reader = Reader::new(file.get(..EF_CVCA_LENGTH).unwrap_or(file), "EF.CVCA");
    let mut names = Vec::new();
    while let Ok(name) = reader.expect(0x42) {
        names.extend(Reference::new(name.content()));
    }
    names
}

/// MSE:Set DST and PSO: Verify Certificate for each certificate (TR-03110-3 §B.2).
async fn present(
    card: &mut Card,
    trust_point: &Reference,
    certificates: &[CvCertificate],
) -> Result<(), ReadError> {
    let mut issuer = trust_point;
    for certificate in certificates {
        let name = tlv::object(0x83, issuer.as_bytes());
        card.command(STEP, &Command::new(0x00, 0x22, 0x81, 0xB6).with_data(name)).await?;
        let verify = Command::new(0x00, 0x2A, 0x00, 0xBE).with_data(certificate.content());
        transmit_long(card, verify).await?;
        issuer = certificate.holder();
    }
    Ok(())
}

/// MSE:Set AT, GET CHALLENGE and EXTERNAL AUTHENTICATE.
async fn prove(card: &mut Card, terminal: &Terminal, chain: &CvChain) -> Result<(), ReadError> {
    let holder = chain.terminal().holder();
    let name = tlv::object(0x83, holder.as_bytes());
    card.command(STEP, &Command::new(0x00, 0x22, 0x81, 0xA4).with_data(name)).await?;
    let get = Command::new(0x00, 0x84, 0x00, 0x00).with_expected(CHALLENGE);
    let challenge = card.command(Step::GetChallenge, &get).await?;
    if challenge.len() != CHALLENGE {
        return Err(ReadError::Malformed {
            step: Step::GetChallenge,
            detail: "the challenge has not eight bytes",
        });
    }
    let message = message(card, &challenge)?;
    let request = SigningRequest { key: holder.clone(), algorithm: chain.key().algorithm(), message };
    let signature = signature(card, terminal, chain.key(), request).await;
    let signature =
        signature.ok_or(unusable("the signer gives no signature that its certificate verifies"))?;
    transmit_long(card, Command::new(0x00, 0x82, 0x00, 0x00).with_data(signature)).await
}

/// The signature that the terminal's own key verifies, which the record keeps.
async fn signature(
    card: &mut Card,
    terminal: &Terminal,
    key: &CvKey,
    request: SigningRequest,
) -> Option<Vec<u8>> {
    let message = request.message.clone();
    let signature = match &terminal.signer {
        Signer::Recorded => {
            let drawn = card.draw(Purpose::TerminalSignature, key.signature_length());
            return drawn.ok().map(|signature| signature.to_vec());
        }
        Signer::Own(signer) => signer.sign(&request),
        Signer::Driver => card.signed(request).await,
    };
    // A chip may count failures, and a wrong key shall not make it.
    let signature = signature.filter(|signature| key.verify(&message, signature).is_ok());
    // Without one, an empty one is recorded, which no key makes: replayed, there is none either.
    card.record(Purpose::TerminalSignature, signature.as_deref().unwrap_or_default());
    signature
}

/// `ID_IC || r_IC || Comp(PK_IFD)` (Doc 9303-11 §7.1.1).
fn message(card: &Card, challenge: &[u8]) -> Result<Vec<u8>, ReadError> {
    let chip = card.binding.chip.as_deref().ok_or(unusable("no password opened the chip"))?;
    let terminal = card.binding.terminal.as_deref().ok_or(unusable("Chip Authentication comes first"))?;
    Ok([chip, challenge, terminal].concat())
}

/// Sends a command in pieces if it is longer than the transport or the chip takes (ISO/IEC 7816-4 §5.3.3); at once nevertheless if
/// the chip knows no pieces.
async fn transmit_long(card: &mut Card, command: Command) -> Result<(), ReadError> {
    let longest = match &card.channel {
        Some(channel) => channel.command_data_within(card.longest.command),
        None => card.longest.command,
    };
    if command.data.len() <= longest.max(1) {
        return card.command(STEP, &command).await.map(drop);
    }
    let [class, instruction, p1, p2] = command.header;
    let mut pieces = command.data.chunks(longest.max(1)).peekable();
    let mut is_first = true;
    while let Some(piece) = pieces.next() {
        let class = if pieces.peek().is_some() { class | 0x10 } else { class };
        let part = Command::new(class, instruction, p1, p2).with_data(piece);
        let Response { status, .. } = card.transmit(STEP, &part).await?;
        if is_first && knows_no_pieces(status) {
            return card.command(STEP, &command).await.map(drop);
        }
        if status != Status::OK {
            return Err(ReadError::Refused { step: STEP, status });
        }
        is_first = false;
    }
    Ok(())
}

const fn knows_no_pieces(status: Status) -> bool {
    matches!(status.0, 0x6700 | 0x6883 | 0x6884 | 0x6D00 | 0x6E00)
}

#[cfg(test)]
mod readings;
#[cfg(test)]
mod tests;
