//! The log over the whole corpus: it follows its schemas, names nobody unless asked to, and its table says what the code does.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects"
)]

#[path = "../../tests/common/mod.rs"]
mod common;
mod docs;
mod results;
mod schemas;

use doc9303::{Report, UnixTime};
use doc9303_tr03135::{Component, Transaction};
use std::sync::OnceLock;

/// The report of every case by its id, made once.
fn reports() -> &'static [(String, Report)] {
    static REPORTS: OnceLock<Vec<(String, Report)>> = OnceLock::new();
    let make = || common::cases().into_iter().map(|case| (case.id.clone(), case.inspect())).collect();
    REPORTS.get_or_init(make)
}

/// An inspection of seven seconds at a gate.
fn transaction() -> Transaction {
    let [start, end] =
        ["2026-06-01T09:00:00Z", "2026-06-01T09:00:07Z"].map(|time| UnixTime::parse(time).unwrap());
    let transaction = Transaction::new("6F1C5B0A-9d2e-4c57-8a3b-1f0e9d8c7b6a", start, end).unwrap();
    let gate = Component::new("Utopia Systems", "gate <software> & more", "4.1").unwrap();
    transaction.with_terminal("gate 12").unwrap().with_component(gate)
}
