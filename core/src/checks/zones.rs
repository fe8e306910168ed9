//! The two copies of the machine readable zone, the printed one and that in EF.DG1, and which of them is judged.

use crate::report::Source;
use crate::{Document, Error, Mrz};

/// The zones of one document.
pub(crate) struct Zones<'a> {
    printed: Option<&'a Result<Mrz, Error>>,
    #[cfg(feature = "seal")]
    visa: Option<&'a Result<Mrz, Error>>,
    dg1: Option<Result<Mrz, Error>>,
}

impl<'a> Zones<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        let dg1 = document.chip().and_then(|chip| chip.dg1().transpose());
        Zones {
            printed: document.mrz(),
            #[cfg(feature = "seal")]
            visa: document.visa_mrz(),
            dg1,
        }
    }

    /// The printed zone as it was given, readable or not.
    pub(crate) fn given(&self) -> Option<&Result<Mrz, Error>> {
        self.printed
    }

    /// The zone of a visa as it was given, readable or not.
    #[cfg(feature = "seal")]
    pub(crate) fn given_visa(&self) -> Option<&Result<Mrz, Error>> {
        self.visa
    }

    /// The zone of EF.DG1 as it was given, readable or not.
    pub(crate) fn given_dg1(&self) -> Option<&Result<Mrz, Error>> {
        self.dg1.as_ref()
    }

    /// The printed zone, if it can be read.
    pub(crate) fn printed(&self) -> Option<&Mrz> {
        readable(self.printed)
    }

    /// The zone of EF.DG1, if it can be read.
    pub(crate) fn dg1(&self) -> Option<&Mrz> {
        readable(self.dg1.as_ref())
    }

    /// The zone that `mrz.*` are about and where it comes from: the printed one, or else that of EF.DG1.
    pub(crate) fn judged(&self) -> Option<(&Result<Mrz, Error>, Source)> {
        let printed = self.printed.map(|zone| (zone, Source::Printed));
        printed.or(self.dg1.as_ref().map(|zone| (zone, Source::Dg1)))
    }

    /// Every zone that can be read, the printed one first.
    pub(crate) fn readable(&self) -> impl Iterator<Item = &Mrz> {
        [self.printed(), self.dg1()].into_iter().flatten()
    }
}

fn readable(zone: Option<&Result<Mrz, Error>>) -> Option<&Mrz> {
    zone.and_then(|zone| zone.as_ref().ok())
}
