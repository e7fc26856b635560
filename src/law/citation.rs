//! Citations (căn cứ pháp lý): act, article, clause.

use crate::codes;

/// A law or decree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Luật Khiếu nại 02/2011/QH13, as amended (LKN).
    ComplaintsLaw,
    /// Nghị định 124/2020/NĐ-CP, as amended by Nghị định 155/2026/NĐ-CP.
    ComplaintsDecree,
    /// Luật Tiếp công dân 42/2013/QH13, as amended (LTCD).
    ReceptionLaw,
    /// No law: the office's own commitment (cam kết nội bộ).
    InternalCommitment,
}

codes!(Act {
    ComplaintsLaw => "lkn",
    ComplaintsDecree => "nd124",
    ReceptionLaw => "ltcd",
    InternalCommitment => "internal",
});

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// The law or decree.
    pub act: Act,
    /// Article (điều); empty for an internal commitment.
    pub article: &'static str,
    /// Clause (khoản), where one is meant.
    pub clause: Option<&'static str>,
}

/// An article of the Law on Complaints.
pub(crate) const fn lkn(article: &'static str, clause: Option<&'static str>) -> Citation {
    Citation { act: Act::ComplaintsLaw, article, clause }
}

/// An article of Decree 124/2020.
pub(crate) const fn nd124(article: &'static str, clause: Option<&'static str>) -> Citation {
    Citation { act: Act::ComplaintsDecree, article, clause }
}

/// An article of the Law on Citizen Reception.
pub(crate) const fn ltcd(article: &'static str, clause: Option<&'static str>) -> Citation {
    Citation { act: Act::ReceptionLaw, article, clause }
}
