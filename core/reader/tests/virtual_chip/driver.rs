//! Drives a reading against a virtual document.

use doc9303_reader::chip::VirtualChip;
use doc9303_reader::{Event, Evidence, Next, Purpose, Randomness, ReadError, ReadOptions, Reading};

/// Randomness from a seed: the digests of a counter.
pub(crate) struct Seeded(pub(crate) u64);

impl Randomness for Seeded {
    fn fill(&mut self, purpose: Purpose, bytes: &mut [u8]) -> bool {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            let digest =
                doc9303_crypto::sha256(&[purpose.as_str().as_bytes(), &self.0.to_be_bytes()].concat());
            chunk.copy_from_slice(&digest[..chunk.len()]);
        }
        true
    }
}

/// How a reading went.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) result: Result<(), ReadError>,
    pub(crate) evidence: Evidence,
    pub(crate) events: Vec<Event>,
    /// The commands that were sent.
    pub(crate) commands: Vec<Vec<u8>>,
    /// Bytes of all responses.
    pub(crate) answered: usize,
    pub(crate) reconnections: usize,
}

impl Run {
    /// How many commands had this instruction.
    pub(crate) fn count(&self, instruction: u8) -> usize {
        self.commands.iter().filter(|command| command[1] == instruction).count()
    }
}

/// Reads to the end.
pub(crate) fn read(chip: &mut VirtualChip, options: ReadOptions) -> Run {
    read_losing(chip, options, |_| false)
}

/// Reads to the end, with the field lost at the commands of these numbers.
pub(crate) fn read_losing(
    chip: &mut VirtualChip,
    options: ReadOptions,
    mut is_lost: impl FnMut(usize) -> bool,
) -> Run {
    let mut reading = Reading::new(options, Seeded(1));
    let (mut events, mut commands, mut answered, mut reconnections) = (Vec::new(), Vec::new(), 0, 0);
    let result = loop {
        assert!(commands.len() < 30_000, "no end");
        match reading.next() {
            Next::Send(command) => {
                let number = commands.len();
                let response = if is_lost(number) { Vec::new() } else { chip.respond(&command) };
                commands.push(command);
                answered += response.len();
                if response.is_empty() { reading.lost() } else { reading.answer(response) }
            }
            Next::Event(event) => events.push(event),
            Next::Sign(request) => panic!("{request:?}: nobody is certified"),
            Next::Reconnect => {
                chip.reset();
                reconnections += 1;
                reading.reconnected();
            }
            Next::Done(result) => break result,
        }
    };
    Run { result, evidence: reading.evidence(), events, commands, answered, reconnections }
}
