//! How many allocations a document costs, by the case: what is counted stays counted. A figure that grows fails, and one that shrinks by
//! more than a tenth is to be written down here.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects")]

#[path = "../common/mod.rs"]
mod common;

use common::{Case, case};
use dhat::{HeapStats, Profiler};
use doc9303::inspect;

#[global_allocator]
static COUNTED: dhat::Alloc = dhat::Alloc;

/// Blocks that are asked for while the chip is judged, and while its report is written as JSON.
const MOST: [(&str, [u64; 2]); 4] = [
    ("suite-rsa2048-pkcs1-sha256", [252, 68]),
    ("suite-ec-p256-named-sha256", [246, 68]),
    ("suite-ec-brainpoolp256r1-explicit-sha256", [244, 68]),
    ("good-full", [531, 79]),
];

fn blocks(work: impl FnOnce()) -> u64 {
    let before = HeapStats::get().total_blocks;
    work();
    HeapStats::get().total_blocks - before
}

/// The second time: what is made once for the process is not counted.
fn counted(case: &Case) -> [u64; 2] {
    let (store, policy) = (case.trust(), case.policy());
    let mut counts = [0; 2];
    for _ in 0..2 {
        let document = case.document();
        let mut report = None;
        counts = [
            blocks(|| report = Some(inspect(&document, &store, &policy, case.at()))),
            blocks(|| drop(report.as_ref().unwrap().to_json())),
        ];
    }
    counts
}

#[test]
fn a_document_costs_no_more_allocations_than_are_written_down() {
    let _counting = Profiler::builder().testing().build();
    for (id, most) in MOST {
        let counts = counted(&case(id));
        for (count, most) in counts.into_iter().zip(most) {
            let is_as_written = count <= most && count >= most - most / 10;
            assert!(is_as_written, "{id}: {counts:?} blocks, and {most} are written down");
        }
    }
}
