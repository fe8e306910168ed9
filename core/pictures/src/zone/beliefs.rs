//! How likely each character of each cell is: what is seen, what the cell may hold, and what check digits prove.

use super::network::LETTERS;
use super::rules::{Digit, Rules};
use super::slots::{KINDS, Letters};
use doc9303::State;

/// Probabilities of the characters of a cell, in the order of [`LETTERS`].
pub(super) type Belief = [f32; KINDS];

/// The share of what is seen that may be anything, whatever the network is certain of.
const DOUBT: f32 = 1e-6;
/// How much more a cell says than one of its frames: the frames of a cell err together, but not wholly.
const FRAMES: f32 = 1.5;
/// The share of codes that no list has.
const UNLISTED: f32 = 1e-3;

/// From what is seen to probabilities, each cell by itself.
pub(super) fn seen(cells: &[Letters], rules: &Rules) -> Vec<Belief> {
    let mut beliefs: Vec<Belief> = cells
        .iter()
        .zip(&rules.cells)
        .map(|(letters, kind)| {
            let mut belief = plain(letters);
            for (probability, letter) in belief.iter_mut().zip(LETTERS) {
                *probability *= kind.prior(*letter).exp();
            }
            summed_to_one(belief)
        })
        .collect();
    for names in rules.names() {
        if let Some(cells) = beliefs.get_mut(names) {
            fillers(cells, 1e-3);
        }
    }
    for state in &rules.states {
        if let Some(cells) = beliefs.get_mut(*state..state + 3) {
            states(cells);
        }
    }
    beliefs
}

/// What the network says of one cell, with the doubt that it should have.
pub(super) fn plain(letters: &Letters) -> Belief {
    summed_to_one(letters.map(|letter| (letter * FRAMES).exp() + DOUBT))
}

fn summed_to_one(belief: Belief) -> Belief {
    let sum: f32 = belief.iter().sum();
    belief.map(|probability| probability / sum.max(f32::MIN_POSITIVE))
}

/// The likeliest character.
pub(super) fn likeliest(belief: &Belief) -> (u8, f32) {
    let pairs = LETTERS.iter().zip(belief);
    pairs.fold(
        (b'<', 0.0),
        |best, (letter, probability)| if *probability > best.1 { (*letter, *probability) } else { best },
    )
}

/// The probability of a character.
pub(super) fn of(belief: &Belief, letter: u8) -> f32 {
    LETTERS.iter().position(|other| *other == letter).and_then(|at| belief.get(at)).copied().unwrap_or(0.0)
}

/// Fillers before: none, one, two, more. Behind three, hardly a letter follows.
const RUNS: usize = 4;

/// What words and runs of fillers tell of each cell; `again` is the share of letters behind a long run.
fn fillers(cells: &mut [Belief], again: f32) {
    // The share of fillers behind each run.
    let shares = [0.14, 0.35, 0.45, 1.0 - again];
    let weighed: Vec<(f32, f32)> = cells
        .iter()
        .map(|cell| {
            let filler = cell.last().copied().unwrap_or(0.0);
            (filler, (1.0 - filler) / 26.0)
        })
        .collect();
    let normal = |state: [f32; RUNS]| {
        let sum: f32 = state.iter().sum();
        state.map(|value| value / sum.max(f32::MIN_POSITIVE))
    };
    // Forwards: how likely each run is before a cell. A name begins with a letter.
    let mut state = [1.0, 0.0, 0.0, 0.0];
    let mut before = Vec::with_capacity(cells.len());
    for (filler, letter) in &weighed {
        before.push(state);
        let [none, one, two, more] = state;
        let [a, b, c, d] = shares;
        let letters = (none * (1.0 - a) + one * (1.0 - b) + two * (1.0 - c) + more * (1.0 - d)) * letter;
        state = normal([letters, none * a * filler, one * b * filler, (two * c + more * d) * filler]);
    }
    // Backwards: how likely what follows is behind each run.
    let mut behind = [1.0; RUNS];
    for ((cell, (filler, letter)), before) in cells.iter_mut().zip(&weighed).zip(&before).rev() {
        let next = [behind.get(1), behind.get(2), behind.get(3), behind.get(3)]
            .map(|value| value.copied().unwrap_or(0.0));
        let first = behind.first().copied().unwrap_or(0.0);
        let (mut as_filler, mut as_letter) = (0.0, 0.0);
        let mut now = [0.0; RUNS];
        for (((now, share), before), next) in now.iter_mut().zip(shares).zip(before).zip(next) {
            let (filler, letter) = (share * filler * next, (1.0 - share) * letter * first);
            *now = filler + letter;
            as_filler += before * filler;
            as_letter += before * letter;
        }
        behind = normal(now);
        let whole = (as_filler + as_letter).max(f32::MIN_POSITIVE);
        let rest = (1.0 - cell.last().copied().unwrap_or(0.0)).max(f32::MIN_POSITIVE);
        if let Some((last, letters)) = cell.split_last_mut() {
            *last = as_filler / whole;
            letters.iter_mut().for_each(|value| *value *= as_letter / whole / rest);
        }
    }
}

/// What the list of codes tells of the three cells of a State.
fn states(cells: &mut [Belief]) {
    let chance =
        |code: [u8; 3]| cells.iter().zip(code).map(|(cell, letter)| of(cell, letter)).product::<f32>();
    let codes: Vec<([u8; 3], f32)> = State::all()
        .filter_map(|state| {
            let mut code = *b"<<<";
            code.iter_mut().zip(state.code3().bytes()).for_each(|(to, from)| *to = from);
            Some((code, chance(code))).filter(|(_, chance)| *chance > 0.0)
        })
        .collect();
    let listed: f32 = codes.iter().map(|(_, chance)| chance).sum::<f32>() / 260.0 * (1.0 - UNLISTED);
    let unlisted = UNLISTED / (27.0 * 27.0 * 27.0);
    let whole = (listed + unlisted).max(f32::MIN_POSITIVE);
    let mut told = vec![[0.0_f32; KINDS]; cells.len()];
    for (code, chance) in codes {
        for (cell, letter) in told.iter_mut().zip(code) {
            let place = LETTERS.iter().position(|other| *other == letter).and_then(|at| cell.get_mut(at));
            if let Some(place) = place {
                *place += chance / 260.0 * (1.0 - UNLISTED) / whole;
            }
        }
    }
    for (cell, told) in cells.iter_mut().zip(told) {
        for (probability, told) in cell.iter_mut().zip(told) {
            *probability = told + *probability * unlisted / whole;
        }
        *cell = summed_to_one(*cell);
    }
}

/// Remainders modulo 10 of the sums of the check digits that are open: of a field, and of the composite.
const SUMS: usize = 100;

/// Probabilities given that every check digit fits, and how likely it is that all do, of a zone whose cells are as these.
pub(super) fn proven(beliefs: &[Belief], digits: &[Digit]) -> Option<(Vec<Belief>, f64)> {
    let slots = open(digits)?;
    let steps: Vec<Step> = (0..beliefs.len()).map(|at| Step::of(at, digits, &slots)).collect();
    let mut state = vec![0.0_f64; SUMS];
    *state.first_mut()? = 1.0;
    let mut before = Vec::with_capacity(beliefs.len());
    let mut whole = 1.0_f64;
    for (belief, step) in beliefs.iter().zip(&steps) {
        let mut next = vec![0.0; SUMS];
        step.each(belief, |from, to, _, chance| {
            if let Some(to) = next.get_mut(to) {
                *to += state.get(from).copied().unwrap_or(0.0) * chance;
            }
        });
        let sum: f64 = next.iter().sum();
        if sum <= 0.0 {
            return None;
        }
        whole *= sum;
        next.iter_mut().for_each(|value| *value /= sum);
        before.push(std::mem::replace(&mut state, next));
    }
    let mut behind = vec![1.0_f64; SUMS];
    let mut told = Vec::with_capacity(beliefs.len());
    for ((belief, step), before) in beliefs.iter().zip(&steps).zip(&before).rev() {
        let mut now = vec![0.0; SUMS];
        let mut cell = [0.0_f64; KINDS];
        step.each(belief, |from, to, letter, chance| {
            let value = chance * behind.get(to).copied().unwrap_or(0.0);
            if let Some(now) = now.get_mut(from) {
                *now += value;
            }
            if let Some(cell) = cell.get_mut(letter) {
                *cell += before.get(from).copied().unwrap_or(0.0) * value;
            }
        });
        let sum: f64 = cell.iter().sum();
        told.push(cell.map(|value| super::number::narrow(value / sum.max(f64::MIN_POSITIVE))));
        let most = now.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        now.iter_mut().for_each(|value| *value /= most);
        behind = now;
    }
    told.reverse();
    Some((told, whole))
}

/// Which of the two sums each check digit takes while it is open; `None` if more than two are open at once.
fn open(digits: &[Digit]) -> Option<Vec<usize>> {
    let mut slots: Vec<usize> = Vec::new();
    for (at, digit) in digits.iter().enumerate() {
        let overlaps = |other: &Digit| other.first <= digit.at && digit.first <= other.at;
        let taken: Vec<usize> = digits
            .iter()
            .take(at)
            .zip(&slots)
            .filter(|(other, _)| overlaps(other))
            .map(|(_, slot)| *slot)
            .collect();
        slots.push((0..2).find(|slot| !taken.contains(slot))?);
    }
    Some(slots)
}

/// What a cell does to the sums.
struct Step {
    weights: [usize; 2],
    /// The sum that the cell must equal, if it is a check digit.
    closes: Option<usize>,
}

impl Step {
    fn of(at: usize, digits: &[Digit], slots: &[usize]) -> Step {
        let mut step = Step { weights: [0; 2], closes: None };
        for (digit, slot) in digits.iter().zip(slots) {
            let weight = digit.weights.get(at).copied().unwrap_or(0);
            if let Some(place) = step.weights.get_mut(*slot).filter(|_| weight > 0) {
                *place = usize::from(weight);
            }
            if digit.at == at {
                step.closes = Some(*slot);
            }
        }
        step
    }

    /// Each way from sums to sums by a character, and its probability.
    fn each(&self, belief: &Belief, mut take: impl FnMut(usize, usize, usize, f64)) {
        let [field, composite] = self.weights;
        for ((letter, probability), value) in belief.iter().enumerate().zip(values()) {
            if *probability < 1e-9 {
                continue;
            }
            let chance = f64::from(*probability);
            for one in 0..10 {
                for other in 0..10 {
                    let sums = [(one + field * value) % 10, (other + composite * value) % 10];
                    let to = match self.closes {
                        None => sums,
                        Some(0) if one == value % 10 && value < 10 => [0, sums[1]],
                        Some(1) if other == value % 10 && value < 10 => [sums[0], 0],
                        Some(_) => continue,
                    };
                    let [first, second] = to;
                    take(one * 10 + other, first * 10 + second, letter, chance);
                }
            }
        }
    }
}

/// The values of [`LETTERS`] for check digits: the filler counts nothing.
fn values() -> impl Iterator<Item = usize> {
    (0..36).chain([0])
}
