//! Sessions: a chip in the field of a phone that is not believed. The service is the terminal's end: its keys and its challenge are
//! made here and never leave, so that what a report calls proved was proved to the service. The phone carries commands and responses.

mod session;
mod store;

pub(crate) use session::{Session, Step};
pub(crate) use store::Sessions;
