//! Zones to measure with. Fictitious: State of Utopia, counted numbers.

const NAMES: [&str; 8] = [
    "ERIKSSON<<ANNA<MARIA",
    "ARKFREITH",
    "STEVENSON<<PETER<JOHN",
    "SATRIYA<SUDARPA",
    "VAN<DER<MUELLEN<<JAN",
    "PAPANDROPOULOUS<<JONATHON<ALEC",
    "BENNELONG<WOOLOOM<<DINGO",
    "OCONNOR<<ENYA<SIOBHAN",
];

/// The passport zone of this number: different ones, so that no branch predictor learns one by heart.
pub(crate) fn zone(n: usize) -> String {
    let closed = |text: &str| format!("{text}{}", doc9303::mrz::check_digit(text));
    let number = closed(&format!("L{:08}", n * 390_625 % 100_000_000));
    let birth = closed(&format!("{:02}{:02}{:02}", n * 7 % 100, n % 12 + 1, n % 28 + 1));
    let expiry = closed(&format!("{:02}{:02}{:02}", 26 + n % 10, n * 5 % 12 + 1, n * 3 % 28 + 1));
    let personal = if n.is_multiple_of(3) { format!("ZE{:05}B", n % 100_000) } else { String::new() };
    let personal = closed(&format!("{personal:<<14}"));
    let composite = doc9303::mrz::check_digit(&format!("{number}{birth}{expiry}{personal}"));
    let sex = if n.is_multiple_of(2) { 'F' } else { 'M' };
    let name = NAMES.iter().cycle().nth(n * 5 % NAMES.len()).copied().unwrap_or_default();
    format!("{:<<44}\n{number}UTO{birth}{sex}{expiry}{personal}{composite}", format!("PPUTO{name}"))
}
