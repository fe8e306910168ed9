//! The words of a judgement, below everything that judges: checks and how they count, outcomes with their reasons,
//! tolerated deviations, and the numbers of data groups.

mod check;
mod data_group;
mod deviation;
mod message;
mod outcome;
mod reason;
mod stable;

pub use check::{Check, Group};
pub use data_group::DataGroup;
pub use deviation::{Deviation, DeviationKind};
pub(crate) use message::Text;
pub(crate) use message::{CheckWords, count};
pub use message::{Fact, Language, Message};
pub use outcome::{Outcome, Weight};
pub use reason::Reason;
pub use stable::UnknownName;
pub(crate) use stable::{displayed, stable_names};
