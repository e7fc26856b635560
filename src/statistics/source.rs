//! What can be counted: records of a period, told apart by a few marks, each with a few amounts.

/// Records that are counted (nguồn số liệu).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Visits in the register of receptions (lượt tiếp) of the period; who was not received is none.
    Visits,
    /// Matters (vụ việc) of those visits, each once: under the head, else a delegate, else regular reception.
    Matters,
    /// Publicly announced days (ngày tiếp) on which the head or a delegate receives.
    Days,
    /// Letters (đơn) received in the period or waiting at its start, as they stood on its last day.
    Letters,
    /// Decisions on complaints and conclusions on denunciations issued in the period.
    Decisions,
    /// Those to be carried out: not finished at the start of the period, or issued in it.
    Executions,
    /// What was carried out of them in the period.
    Progress,
    /// Documents of management (văn bản quản lý, chỉ đạo).
    Documents,
    /// Classes of training and outreach (lớp tập huấn, tuyên truyền).
    Classes,
    /// Responsibility inspections (thanh tra trách nhiệm) without conclusion at the start, or begun in the period.
    Inspections,
    /// Their conclusions to be carried out: not finished at the start, or issued in the period.
    Conclusions,
    /// What was carried out of those in the period.
    InspectionProgress,
}

/// All sources.
pub const SOURCES: [Source; 12] = [
    Source::Visits,
    Source::Matters,
    Source::Days,
    Source::Letters,
    Source::Decisions,
    Source::Executions,
    Source::Progress,
    Source::Documents,
    Source::Classes,
    Source::Inspections,
    Source::Conclusions,
    Source::InspectionProgress,
];

/// Amounts recommended by a decision or conclusion; money in đồng, land in hundredths of a square metre.
const RECOMMENDED: [&str; 13] = [
    "decisions",
    "state-money",
    "state-land",
    "returned-money",
    "returned-land",
    "returned-organisations",
    "returned-people",
    "handled-organisations",
    "handled-people",
    "handled-officials",
    "transferred-cases",
    "transferred-people",
    "transferred-officials",
];

impl Source {
    /// The name used in circulars and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Matters => "matters",
            Self::Days => "days",
            Self::Letters => "letters",
            Self::Decisions => "decisions",
            Self::Executions => "executions",
            Self::Progress => "progress",
            Self::Documents => "documents",
            Self::Classes => "classes",
            Self::Inspections => "inspections",
            Self::Conclusions => "conclusions",
            Self::InspectionProgress => "inspection-progress",
        }
    }

    /// The source of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        SOURCES.into_iter().find(|source| source.code() == code)
    }

    /// Marks by which its records are told apart; see [`values`].
    pub fn marks(self) -> &'static [&'static str] {
        match self {
            Self::Visits | Self::Days => &["by"],
            Self::Matters => &["by", "known"],
            Self::Letters => &["kind", "level", "field", "state", "carried", "handling", "status"],
            Self::Decisions => &["kind", "level", "outcome"],
            Self::Executions => &["kind", "finished"],
            Self::Progress => &["kind"],
            Self::Documents => &["change"],
            Self::Inspections => &["concluded"],
            Self::Classes | Self::Conclusions | Self::InspectionProgress => &[],
        }
    }

    /// What can be taken of its records: how many there are, or the sum of an amount.
    pub fn takes(self) -> &'static [&'static str] {
        match self {
            Self::Visits => &["turns", "people", "groups", "group-people"],
            Self::Matters => &["matters"],
            Self::Days => &["days"],
            Self::Letters => &["letters", "cases"],
            Self::Decisions => &RECOMMENDED,
            Self::Executions => {
                &["decisions", "state-money", "state-land", "returned-money", "returned-land"]
            }
            Self::Progress => &[
                "state-money",
                "state-land",
                "returned-money",
                "returned-land",
                "handled-organisations",
                "handled-people",
                "handled-officials",
                "prosecuted-cases",
                "prosecuted-people",
                "prosecuted-officials",
            ],
            Self::Documents => &["documents"],
            Self::Classes => &["classes", "people"],
            Self::Inspections => &[
                "inspections",
                "units",
                "handled-organisations",
                "handled-people",
                "transferred-organisations",
                "transferred-people",
            ],
            Self::Conclusions => &["conclusions"],
            Self::InspectionProgress => &[
                "handled-organisations",
                "handled-people",
                "prosecuted-cases",
                "prosecuted-people",
            ],
        }
    }
}

/// The codes a mark can have: of `state`, `open` is what was processed before the period and not resolved at its
/// start; `handling` is empty while a letter waits. None for `field`, whose leaves are no matter of a circular.
pub(crate) fn values(mark: &str) -> Option<&'static [&'static str]> {
    Some(match mark {
        "by" => &["regular", "head", "delegate"],
        "known" | "carried" | "finished" | "concluded" => &["yes", "no"],
        "kind" => &["complaint", "denunciation", "petition"],
        "level" => &["first", "second"],
        "state" => &["waiting", "processed", "open"],
        "handling" => &["within", "guided", "forwarded", "filed", ""],
        "status" => &["reviewing", "accepted", "refused", "stopped"],
        "outcome" => &["right", "partly", "wrong"],
        "change" => &["issued", "amended", "cancelled"],
        _ => return None,
    })
}
