//! Citations (căn cứ pháp lý): act, article, clause.

use crate::codes;

/// A law, decree or other text that rules stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Luật Khiếu nại 02/2011/QH13, as amended (LKN).
    ComplaintsLaw,
    /// Nghị định 124/2020/NĐ-CP, as amended by Nghị định 155/2026/NĐ-CP.
    ComplaintsDecree,
    /// Luật Tố cáo 25/2018/QH14, as amended (LTC).
    DenunciationsLaw,
    /// Nghị định 31/2019/NĐ-CP, as amended by Nghị định 156/2026/NĐ-CP.
    DenunciationsDecree,
    /// Luật Tiếp công dân 42/2013/QH13, as amended (LTCD).
    ReceptionLaw,
    /// Nghị định 154/2026/NĐ-CP.
    ReceptionDecree,
    /// Thông tư 05/2021/TT-TTCP on the processing of letters.
    LettersCircular,
    /// Thông tư 07/2014/TT-TTCP, repealed; its structure was kept by Thông tư 05/2021.
    OldLettersCircular,
    /// Thông tư 06/2025/TT-TTCP on reporting.
    ReportingCircular,
    /// Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15 (LDC).
    GrassrootsLaw,
    /// Luật Tố tụng hành chính 93/2015/QH13.
    AdministrativeProcedureLaw,
    /// Nghị định 20/2008/NĐ-CP on feedback about administrative rules.
    ProcedureFeedbackDecree,
    /// Quy định 11-QĐi/TW as changed by Kết luận 215-KL/TW: a Party rule, not law.
    PartyRegulation,
    /// No law: the office's own commitment (cam kết nội bộ).
    InternalCommitment,
}

codes!(Act {
    ComplaintsLaw => "lkn",
    ComplaintsDecree => "nd124",
    DenunciationsLaw => "ltc",
    DenunciationsDecree => "nd31",
    ReceptionLaw => "ltcd",
    ReceptionDecree => "nd154",
    LettersCircular => "tt05",
    OldLettersCircular => "tt07",
    ReportingCircular => "tt06",
    GrassrootsLaw => "ldc",
    AdministrativeProcedureLaw => "ltthc",
    ProcedureFeedbackDecree => "nd20",
    PartyRegulation => "qd11",
    InternalCommitment => "internal",
});

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Citation {
    /// The law or decree.
    pub act: Act,
    /// Article (điều); empty for an internal commitment and where a whole act is meant.
    pub article: &'static str,
    /// Clause (khoản), where one is meant.
    pub clause: Option<&'static str>,
}

/// An article of an act.
pub(crate) const fn cite(
    act: Act,
    article: &'static str,
    clause: Option<&'static str>,
) -> Citation {
    Citation { act, article, clause }
}

/// An article of the Law on Complaints.
pub(crate) const fn lkn(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::ComplaintsLaw, article, clause)
}

/// An article of Decree 124/2020.
pub(crate) const fn nd124(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::ComplaintsDecree, article, clause)
}

/// An article of the Law on Denunciations.
pub(crate) const fn ltc(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::DenunciationsLaw, article, clause)
}

/// An article of Decree 31/2019.
pub(crate) const fn nd31(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::DenunciationsDecree, article, clause)
}

/// An article of the Law on Citizen Reception.
pub(crate) const fn ltcd(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::ReceptionLaw, article, clause)
}

/// An article of Decree 154/2026.
pub(crate) const fn nd154(article: &'static str, clause: Option<&'static str>) -> Citation {
    cite(Act::ReceptionDecree, article, clause)
}
