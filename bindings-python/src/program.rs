//! `python -m doc9303`: the command line of the project.

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command line with arguments of which the first is the name of the program; returns the exit status. It reads and
/// writes the files and streams of this process. Other threads run meanwhile.
#[pyfunction(name = "_run")]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| doc9303_cli::run(arguments))
}
