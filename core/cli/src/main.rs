//! The program `doc9303`, which is the function of the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(doc9303_cli::run(std::env::args_os()))
}
