//! Where documents are read.

use crate::failure::Failure;
use doc9303_reader::Transport;

/// A chip that waits to be read, and the way to it.
pub(super) trait Station {
    /// Waits for a document.
    fn wait(&mut self) -> Result<Box<dyn Transport + '_>, Failure>;
}
