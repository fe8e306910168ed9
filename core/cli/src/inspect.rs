//! `doc9303 inspect`: every check that the inputs allow, and one report.

use crate::bundle::BundleArguments;
use crate::failure::Failure;
use crate::judge::JudgeArguments;
use crate::log::LogArguments;
use crate::parts::PartArguments;
use clap::Args;

/// `doc9303 inspect`.
#[derive(Args)]
#[command(
    after_help = "Without --chip, `successful` says only that the print agrees with itself: anybody can print it.\n\n\
                  Exit status: 0 successful, 1 failed, 2 undetermined or not_supported, 3 aborted, 64 usage, 66 unreadable \
                  input, 74 unwritable output."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    parts: PartArguments,
    #[command(flatten)]
    bundle: BundleArguments,
    #[command(flatten)]
    log: LogArguments,
    #[command(flatten)]
    judge: JudgeArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let judge = arguments.judge.begin()?.with_log(&arguments.log)?.with_bundle(&arguments.bundle)?;
    let limits = judge.policy().limits();
    let parts = arguments.parts.read(limits)?;
    let document = parts.document(limits)?;
    judge.of(&parts).report(&document)
}
