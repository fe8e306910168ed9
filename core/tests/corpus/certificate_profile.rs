//! Tables 5 and 6 of Doc 9303-12, walked row by row and column by column: a certificate that breaks one row is told for this
//! row and no other, and the good one for nothing. A row that has no test here fails.

use doc9303::raw::Certificate;
use doc9303::raw::profile::{self, Departure, Presence, Role, Row};
use doc9303_asn1::{Oid, oid};

const COMMON_NAME: Oid<'static> = oid!("2.5.4.3");
const COUNTRY_NAME: Oid<'static> = oid!("2.5.4.6");
const DOMAIN_COMPONENT: Oid<'static> = oid!("0.9.2342.19200300.100.1.25");
const EMAIL_ADDRESS: Oid<'static> = oid!("1.2.840.113549.1.9.1");
const LOCALITY_NAME: Oid<'static> = oid!("2.5.4.7");
const MASTER_LIST_SIGNING: Oid<'static> = oid!("2.23.136.1.1.3");
const NETSCAPE_CERTIFICATE: Oid<'static> = oid!("2.16.840.1.113730.1");
const SERIAL_NUMBER: Oid<'static> = oid!("2.5.4.5");
const STATE_OR_PROVINCE_NAME: Oid<'static> = oid!("2.5.4.8");

/// Table 6 as it is printed: presence in a root, a link, a Document Signer, a list signer, and criticality.
const TABLE_6: &str = "
    authorityKeyIdentifier        o m m m nc
    subjectKeyIdentifier          m m o o nc
    keyUsage                      m m m m c
    privateKeyUsagePeriod         m m m o nc
    certificatePolicies           o o o o nc
    policyMappings                x x x x nc
    subjectAltName                m m m m nc
    issuerAltName                 m m m m nc
    subjectDirectoryAttributes    x x x x nc
    basicConstraints              m m x x c
    nameConstraints               x x x x nc
    policyConstraints             x x x x nc
    extKeyUsage                   x x x m c
    cRLDistributionPoints         m m m m nc
    inhibitAnyPolicy              x x x x nc
    freshestCRL                   x x x x nc
    privateInternetExtensions     o o o o nc
    nameChange                    o o x x nc
    documentTypeList              x x m x nc
    netscapeCertificateExtensions x x x x nc";

const PRIVATE: &[u8] = &[0x2B, 0x06, 0x01, 0x04, 0x01, 0x83, 0xB2, 0x03, 0x03, 0x01];

pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short @ 0..=127) => out.push(short),
        Ok(one) => out.extend([0x81, one]),
        Err(_) => {
            out.push(0x82);
            out.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    out.extend_from_slice(content);
    out
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

fn attribute(kind: Oid<'_>, tag: u8, text: &str) -> Vec<u8> {
    tlv(0x31, &sequence(&[tlv(0x06, kind.as_bytes()), tlv(tag, text.as_bytes())]))
}

fn country(text: &str) -> Vec<u8> {
    attribute(COUNTRY_NAME, 0x13, text)
}

fn common_name() -> Vec<u8> {
    attribute(COMMON_NAME, 0x0C, "Specimen")
}

fn address(tag: u8, text: &str) -> Vec<u8> {
    tlv(tag, text.as_bytes())
}

fn alternative_name(attributes: &[Vec<u8>]) -> Vec<u8> {
    sequence(&[address(0x81, "pki@passport.example"), tlv(0xA4, &sequence(attributes))])
}

fn locality(code: &str) -> Vec<u8> {
    attribute(LOCALITY_NAME, 0x13, code)
}

fn point(uri: &str, rest: &[u8]) -> Vec<u8> {
    let full_name = tlv(0xA0, &tlv(0xA0, &address(0x86, uri)));
    sequence(&[full_name, rest.to_vec()])
}

fn bits(unused: u8, octets: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[unused], octets].concat())
}

#[derive(Clone)]
struct Extension {
    kind: Vec<u8>,
    critical: Option<u8>,
    value: Vec<u8>,
}

/// A certificate to be, every part of which can be changed. Nobody signed it: the profile is not about that.
#[derive(Clone)]
struct Draft {
    version: Vec<u8>,
    serial: Vec<u8>,
    inner: Vec<u8>,
    issuer: Vec<Vec<u8>>,
    not_after: Vec<u8>,
    subject: Vec<Vec<u8>>,
    unique_identifiers: Vec<u8>,
    extensions: Vec<Extension>,
}

fn algorithm(last: u8) -> Vec<u8> {
    sequence(&[tlv(0x06, &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, last])])
}

/// The value that a good certificate of this role has in a row; for a row that it must not have, what others have there.
fn good_value(row: &Row, role: Role) -> Vec<u8> {
    let usage = if role.is_authority() { bits(1, &[0x06]) } else { bits(7, &[0x80]) };
    let policy = tlv(0x06, PRIVATE);
    match row.name() {
        "authorityKeyIdentifier" => sequence(&[tlv(0x80, b"key")]),
        "subjectKeyIdentifier" => tlv(0x04, b"key"),
        "keyUsage" => usage,
        "privateKeyUsagePeriod" => {
            sequence(&[address(0x80, "20240115000000Z"), address(0x81, "20240415000000Z")])
        }
        "certificatePolicies" => sequence(&[sequence(&[policy])]),
        "policyMappings" => sequence(&[sequence(&[policy.clone(), policy])]),
        "subjectAltName" | "issuerAltName" => alternative_name(&[locality("UTO")]),
        "subjectDirectoryAttributes" | "nameConstraints" | "policyConstraints" => sequence(&[]),
        "basicConstraints" => sequence(&[tlv(0x01, &[0xFF]), tlv(0x02, &[0])]),
        "extKeyUsage" => sequence(&[tlv(0x06, MASTER_LIST_SIGNING.as_bytes())]),
        "cRLDistributionPoints" | "freshestCRL" => sequence(&[point("http://passport.example/UTO.crl", &[])]),
        "inhibitAnyPolicy" => tlv(0x02, &[0]),
        "privateInternetExtensions" => sequence(&[]),
        "nameChange" => tlv(0x05, &[]),
        "documentTypeList" => sequence(&[tlv(0x02, &[0]), tlv(0x31, &address(0x13, "P"))]),
        "netscapeCertificateExtensions" => bits(5, &[0xA0]),
        name => panic!("no good value for {name}"),
    }
}

/// Values that break the row, each in its own way; none where the table says nothing of the value.
fn broken_values(row: &Row, role: Role) -> Vec<Vec<u8>> {
    let broken = vec![0xFF];
    let alternative_names = || {
        vec![
            broken.clone(),
            sequence(&[]),
            alternative_name(&[locality("uto")]),
            alternative_name(&[locality("UT")]),
            alternative_name(&[locality("XXA")]),
            alternative_name(&[attribute(STATE_OR_PROVINCE_NAME, 0x13, "UTO")]),
            alternative_name(&[locality("UTO"), attribute(STATE_OR_PROVINCE_NAME, 0x13, "Capital")]),
            alternative_name(&[locality("UTO"), common_name()]),
        ]
    };
    match row.name() {
        "authorityKeyIdentifier" => vec![broken, sequence(&[tlv(0x82, &[1])])],
        "subjectKeyIdentifier" => vec![b"key".to_vec()],
        "keyUsage" if role.is_authority() => {
            vec![broken, bits(2, &[0x04]), bits(1, &[0x02]), bits(1, &[0x86]), bits(7, &[0x06, 0x80])]
        }
        "keyUsage" => vec![
            broken,
            bits(0, &[]),
            bits(6, &[0x40]),
            bits(6, &[0xC0]),
            bits(2, &[0x84]),
            bits(1, &[0x82]),
            bits(0, &[0x81]),
            bits(7, &[0x80, 0x80]),
        ],
        "privateKeyUsagePeriod" => vec![
            broken,
            sequence(&[]),
            sequence(&[address(0x80, "20240115000000.5Z")]),
            sequence(&[address(0x81, "202404150000Z")]),
            sequence(&[address(0x81, "20240415000000+0100")]),
        ],
        "certificatePolicies" => vec![broken, sequence(&[]), sequence(&[sequence(&[])])],
        "subjectAltName" => alternative_names(),
        "issuerAltName" => {
            let mut values = alternative_names();
            // Another State's is country.consistency's affair; in a root it is not the subject's either.
            if role == Role::CscaRoot {
                values.push(alternative_name(&[locality("EUE")]));
            }
            values
        }
        "basicConstraints" => {
            let yes = tlv(0x01, &[0xFF]);
            vec![
                broken,
                sequence(&[]),
                sequence(std::slice::from_ref(&yes)),
                sequence(&[yes, tlv(0x02, &[1])]),
            ]
        }
        "extKeyUsage" => vec![broken, sequence(&[])],
        "cRLDistributionPoints" => vec![
            broken,
            sequence(&[]),
            sequence(&[sequence(&[])]),
            sequence(&[point("ftp://passport.example/UTO.crl", &[])]),
            sequence(&[point("http://passport.example/UTO.crl", &tlv(0x81, &[5, 0x60]))]),
            sequence(&[point("http://passport.example/UTO.crl", &tlv(0xA2, &address(0x82, "other")))]),
        ],
        "nameChange" => vec![broken, sequence(&[])],
        "policyMappings"
        | "subjectDirectoryAttributes"
        | "nameConstraints"
        | "policyConstraints"
        | "inhibitAnyPolicy"
        | "freshestCRL"
        | "privateInternetExtensions"
        | "documentTypeList"
        | "netscapeCertificateExtensions" => Vec::new(),
        name => panic!("no broken values for {name}"),
    }
}

/// The extension of a row. Of a parent, one under it.
fn kind(row: &Row) -> Vec<u8> {
    let first = row.kinds()[0];
    if first == NETSCAPE_CERTIFICATE { [first.as_bytes(), &[1]].concat() } else { first.as_bytes().to_vec() }
}

impl Draft {
    /// A certificate that has what the tables demand, and nothing else.
    fn good(role: Role) -> Draft {
        let name = vec![country("UT"), common_name()];
        let mut draft = Draft {
            version: tlv(0xA0, &tlv(0x02, &[2])),
            serial: vec![0x5A, 1, 2, 3],
            inner: algorithm(2),
            issuer: name.clone(),
            not_after: address(0x17, "341015000000Z"),
            subject: name,
            unique_identifiers: Vec::new(),
            extensions: Vec::new(),
        };
        for row in profile::extensions().filter(|row| row.presence(role) == Presence::Mandatory) {
            draft.set(row, role);
        }
        draft
    }

    fn set(&mut self, row: &Row, role: Role) {
        self.remove(row);
        let critical = row.is_critical().then_some(0xFF);
        self.extensions.push(Extension { kind: kind(row), critical, value: good_value(row, role) });
    }

    fn remove(&mut self, row: &Row) {
        let kind = kind(row);
        self.extensions.retain(|extension| extension.kind != kind);
    }

    fn of(&mut self, row: &Row) -> &mut Extension {
        let kind = kind(row);
        self.extensions.iter_mut().find(|extension| extension.kind == kind).unwrap()
    }

    fn encode(&self) -> Vec<u8> {
        let extension = |extension: &Extension| {
            let critical = extension.critical.map(|octet| tlv(0x01, &[octet])).unwrap_or_default();
            sequence(&[tlv(0x06, &extension.kind), critical, tlv(0x04, &extension.value)])
        };
        let extensions: Vec<Vec<u8>> = self.extensions.iter().map(extension).collect();
        let body = sequence(&[
            self.version.clone(),
            tlv(0x02, &self.serial),
            self.inner.clone(),
            sequence(&self.issuer),
            sequence(&[address(0x17, "240115000000Z"), self.not_after.clone()]),
            sequence(&self.subject),
            sequence(&[algorithm(2), bits(0, &[0])]),
            self.unique_identifiers.clone(),
            tlv(0xA3, &sequence(&extensions)),
        ]);
        sequence(&[body, algorithm(2), bits(0, &[0])])
    }

    fn departures(&self, role: Role) -> Vec<Departure> {
        profile::departures(&Certificate::parse(&self.encode()).unwrap(), role)
    }

    /// Fails unless this row alone is told, once.
    fn breaks(&self, row: &str, role: Role, how: &str) {
        let found = self.departures(role);
        let rows: Vec<&str> = found.iter().map(|departure| departure.row).collect();
        assert_eq!(rows, [row], "{role:?}, {row} {how}: {found:?}");
        assert!(found[0].message.to_string().starts_with(row), "{found:?}");
    }
}

/// The good certificate of a Document Signer with another value of one extension.
pub(crate) fn signer_with(oid: Oid<'_>, value: Vec<u8>) -> Vec<u8> {
    let mut draft = Draft::good(Role::DocumentSigner);
    draft.extensions.retain(|extension| extension.kind != oid.as_bytes());
    draft.extensions.push(Extension { kind: oid.as_bytes().to_vec(), critical: None, value });
    draft.encode()
}

#[test]
fn the_table_is_the_printed_one() {
    let rows: Vec<String> = profile::extensions()
        .map(|row| {
            let presence = Role::ALL.map(|role| match row.presence(role) {
                Presence::Mandatory => "m",
                Presence::Optional => "o",
                Presence::Forbidden => "x",
            });
            let critical = if row.is_critical() { "c" } else { "nc" };
            format!("{} {} {critical}", row.name(), presence.join(" "))
        })
        .collect();
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let printed: Vec<String> = TABLE_6.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    assert_eq!(rows, printed);
}

#[test]
fn a_good_certificate_of_each_role_has_no_deviation() {
    for role in Role::ALL {
        assert_eq!(Draft::good(role).departures(role), [], "{role:?}");
    }
}

#[test]
fn each_row_of_table_6_is_reported_alone() {
    let mut broken = 0;
    for (role, row) in
        Role::ALL.into_iter().flat_map(|role| profile::extensions().map(move |row| (role, row)))
    {
        let mut draft = Draft::good(role);
        match row.presence(role) {
            Presence::Mandatory => {
                draft.remove(row);
                draft.breaks(row.name(), role, "left out");
                broken += 1;
            }
            Presence::Forbidden => {
                draft.set(row, role);
                draft.breaks(row.name(), role, "added");
                broken += 1;
                continue;
            }
            Presence::Optional => {}
        }
        draft.set(row, role);
        assert_eq!(draft.departures(role), [], "{role:?} {}", row.name());
        let good = draft.clone();
        draft.of(row).critical = if row.is_critical() { None } else { Some(0xFF) };
        draft.breaks(row.name(), role, "of the other criticality");
        broken += 1;
        for value in broken_values(row, role) {
            let mut draft = good.clone();
            draft.of(row).value.clone_from(&value);
            draft.breaks(row.name(), role, &format!("holding {value:02x?}"));
            broken += 1;
        }
    }
    assert!(broken > 180, "{broken}");
}

/// A row that stands for several extensions, or for all under a parent, is told for each.
#[test]
fn every_kind_of_a_row_is_its_own() {
    for row in profile::extensions() {
        for kind in row.kinds() {
            let mut draft = Draft::good(Role::DocumentSigner);
            draft.remove(row);
            let value = good_value(row, Role::DocumentSigner);
            let critical = Some(if row.is_critical() { 0xFF } else { 1 });
            draft.extensions.push(Extension { kind: kind.as_bytes().to_vec(), critical, value });
            let rows: Vec<&str> =
                draft.departures(Role::DocumentSigner).iter().map(|departure| departure.row).collect();
            // A parent is no extension itself, and is here as a private one.
            let parent = *kind == NETSCAPE_CERTIFICATE;
            let told = rows.contains(&row.name()) || row.name() == "keyUsage";
            assert!(told || parent, "{} {kind}: {rows:?}", row.name());
        }
    }
}

#[test]
fn what_no_row_names_is_allowed_and_not_critical() {
    for role in Role::ALL {
        let mut draft = Draft::good(role);
        draft.extensions.push(Extension { kind: PRIVATE.to_vec(), critical: None, value: tlv(0x05, &[]) });
        assert_eq!(draft.departures(role), []);
        draft.extensions.last_mut().unwrap().critical = Some(0xFF);
        draft.breaks("otherPrivateExtensions", role, "critical");
    }
}

type Change = fn(&mut Draft);

/// Table 5: for each field what breaks it.
fn broken_fields(field: &str) -> Vec<Change> {
    match field {
        "encoding" => vec![],
        "version" => vec![|draft| draft.version = tlv(0xA0, &tlv(0x02, &[1])), |draft| draft.version.clear()],
        "serialNumber" => vec![
            |draft| draft.serial = vec![0],
            |draft| draft.serial = vec![0x9A, 1],
            |draft| draft.serial = vec![0, 0x5A],
            |draft| draft.serial = vec![0x5A; 21],
        ],
        "signature" => vec![|draft| draft.inner = algorithm(3)],
        "issuer" => vec![
            |draft| draft.issuer = vec![common_name()],
            |draft| draft.issuer = vec![country("UT")],
            |draft| draft.issuer[0] = country("ut"),
            |draft| draft.issuer[0] = attribute(COUNTRY_NAME, 0x0C, "UT"),
            |draft| draft.issuer[1] = attribute(COMMON_NAME, 0x16, "Specimen"),
            |draft| draft.issuer.push(country("UT")),
        ],
        "validity" => vec![
            |draft| draft.not_after = address(0x18, "20341015000000Z"),
            |draft| draft.not_after = address(0x17, "3410150000Z"),
            |draft| draft.not_after = address(0x17, "341015000000+0100"),
            |draft| draft.not_after = address(0x18, "20511015000000.5Z"),
        ],
        "subject" => vec![
            |draft| draft.subject = vec![common_name()],
            |draft| draft.subject = vec![country("UT")],
            |draft| draft.subject[0] = country("ut"),
            |draft| draft.subject[0] = country("EU"),
            |draft| draft.subject[0] = attribute(COUNTRY_NAME, 0x16, "UT"),
            |draft| draft.subject[1] = attribute(COMMON_NAME, 0x14, "Specimen"),
            |draft| draft.subject[1] = attribute(COMMON_NAME, 0x1E, "\0S\0p"),
            |draft| draft.subject[1] = attribute(COMMON_NAME, 0x1C, "\0\0\0S"),
            |draft| draft.subject.push(attribute(SERIAL_NUMBER, 0x0C, "01")),
            |draft| draft.subject.push(attribute(EMAIL_ADDRESS, 0x0C, "pki@passport.example")),
            |draft| draft.subject.push(attribute(DOMAIN_COMPONENT, 0x13, "example")),
            |draft| draft.subject.push(country("UT")),
        ],
        "issuerUniqueID" => vec![|draft| draft.unique_identifiers = tlv(0x81, &[0, 0xA5])],
        "subjectUniqueID" => vec![|draft| draft.unique_identifiers = tlv(0x82, &[0, 0xA5])],
        "extensions" => vec![
            |draft| {
                draft.extensions.iter_mut().find(|one| one.critical.is_none()).unwrap().critical = Some(0)
            },
            |draft| {
                draft.extensions.iter_mut().find(|one| one.critical.is_some()).unwrap().critical = Some(1)
            },
            |draft| draft.extensions.push(draft.extensions[0].clone()),
        ],
        name => panic!("no test for the field {name}"),
    }
}

#[test]
fn each_row_of_table_5_is_reported_alone() {
    let mut broken = 0;
    for (role, field) in
        Role::ALL.into_iter().flat_map(|role| profile::fields().map(move |field| (role, field)))
    {
        for (number, change) in broken_fields(field).into_iter().enumerate() {
            let mut draft = Draft::good(role);
            change(&mut draft);
            draft.breaks(field, role, &format!("in way {number}"));
            broken += 1;
        }
    }
    assert!(broken > 130, "{broken}");
}

/// BER where DER belongs, in the length of the outermost element.
#[test]
fn an_encoding_that_is_not_der_is_reported() {
    for role in Role::ALL {
        let der = Draft::good(role).encode();
        let content = der.get(4..).unwrap();
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        let ber = [&[0x30, 0x83, 0, length[0], length[1]], content].concat();
        let found = profile::departures(&Certificate::parse(&ber).unwrap(), role);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].row, "encoding");
    }
}

/// Must be accepted: the nearest good neighbours of what is told.
#[test]
fn what_the_tables_allow_is_not_reported() {
    let changes: [Change; 7] = [
        |draft| draft.serial = [&[0x00, 0x80][..], &[0x11; 19]].concat(),
        |draft| draft.subject[1] = attribute(COMMON_NAME, 0x13, "Specimen"),
        |draft| draft.subject.push(attribute(SERIAL_NUMBER, 0x13, "01")),
        |draft| draft.subject.push(attribute(EMAIL_ADDRESS, 0x16, "pki@passport.example")),
        |draft| draft.subject.push(attribute(DOMAIN_COMPONENT, 0x16, "example")),
        |draft| draft.not_after = address(0x18, "20511015000000Z"),
        |draft| draft.issuer.reverse(),
    ];
    for (role, change) in Role::ALL.into_iter().flat_map(|role| changes.map(move |change| (role, change))) {
        let mut draft = Draft::good(role);
        change(&mut draft);
        assert_eq!(draft.departures(role), [], "{role:?}");
    }
}
