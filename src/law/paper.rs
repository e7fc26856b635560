//! Papers (văn bản) that a fact makes: the act and the number of its form.

use crate::citation::Act;

/// A form of an act; without a number where the act prescribes the paper and no form for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Paper {
    /// The act whose annex holds the form.
    pub act: Act,
    /// Number of the form, `14a`; empty where there is none.
    pub form: &'static str,
}

/// A form of Nghị định 124/2020.
pub(crate) const fn kn(form: &'static str) -> Paper {
    Paper { act: Act::ComplaintsDecree, form }
}

/// A form of Nghị định 31/2019.
pub(crate) const fn tc(form: &'static str) -> Paper {
    Paper { act: Act::DenunciationsDecree, form }
}

/// A form of Nghị định 154/2026.
pub(crate) const fn tcd(form: &'static str) -> Paper {
    Paper { act: Act::ReceptionDecree, form }
}

/// A form of Thông tư 05/2021.
pub(crate) const fn xld(form: &'static str) -> Paper {
    Paper { act: Act::LettersCircular, form }
}
