//! The life of a paper: which act leads from which stage to which. Pure.

/// Where a paper stands (trạng thái văn bản).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Đang soạn.
    Draft,
    /// Chờ ký duyệt.
    Submitted,
    /// Đã duyệt, chờ phát hành.
    Approved,
    /// Đã phát hành: numbered and frozen.
    Issued,
    /// Đã thu hồi.
    Withdrawn,
    /// Đã được thay thế by a newer one.
    Replaced,
    /// Đã bỏ: a draft that was never issued.
    Discarded,
}

impl Stage {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Submitted,
        Self::Approved,
        Self::Issued,
        Self::Withdrawn,
        Self::Replaced,
        Self::Discarded,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
            Self::Discarded => "discarded",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Was issued once: its content never changes again.
    pub fn is_frozen(self) -> bool {
        matches!(self, Self::Issued | Self::Withdrawn | Self::Replaced)
    }
}

/// What is done to a paper; the row of its history holds the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Soạn.
    Drafted,
    /// Sửa; what was signed off before is void.
    Edited,
    /// Trình ký.
    Submitted,
    /// Duyệt ký.
    Approved,
    /// Trả lại để sửa.
    SentBack,
    /// Signed off by whoever wrote it, with a reason (bỏ qua bước trình ký).
    Bypassed,
    /// Phát hành.
    Issued,
    /// Thu hồi.
    Withdrawn,
    /// Bị thay thế.
    Replaced,
    /// Bỏ dự thảo.
    Discarded,
    /// Lưu bản đã ký.
    FileAdded,
    /// Giao, gửi.
    Served,
}

impl Act {
    pub const ALL: [Self; 12] = [
        Self::Drafted,
        Self::Edited,
        Self::Submitted,
        Self::Approved,
        Self::SentBack,
        Self::Bypassed,
        Self::Issued,
        Self::Withdrawn,
        Self::Replaced,
        Self::Discarded,
        Self::FileAdded,
        Self::Served,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Edited => "edited",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::SentBack => "sent-back",
            Self::Bypassed => "bypassed",
            Self::Issued => "issued",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
            Self::Discarded => "discarded",
            Self::FileAdded => "file-added",
            Self::Served => "served",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Where the act leads; none if it cannot be done at this stage. `is_signed_off`: the head of the unit
    /// signs this paper and has to approve it; else whoever wrote it issues it.
    pub fn leads_to(self, from: Stage, is_signed_off: bool) -> Option<Stage> {
        use Stage::{Approved, Discarded, Draft, Issued, Replaced, Submitted, Withdrawn};
        match (self, from) {
            (Self::Edited, Draft | Submitted | Approved) => Some(Draft),
            (Self::Submitted, Draft) if is_signed_off => Some(Submitted),
            (Self::Approved, Submitted) => Some(Approved),
            (Self::SentBack, Submitted | Approved) => Some(Draft),
            (Self::Bypassed, Draft | Submitted) if is_signed_off => Some(Approved),
            (Self::Issued, Approved) => Some(Issued),
            (Self::Issued, Draft) if !is_signed_off => Some(Issued),
            (Self::Withdrawn, Issued) => Some(Withdrawn),
            (Self::Replaced, Issued | Withdrawn) => Some(Replaced),
            (Self::Discarded, Draft | Submitted | Approved) => Some(Discarded),
            (Self::FileAdded | Self::Served, Issued) => Some(Issued),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
        for act in Act::ALL {
            assert_eq!(Act::from_code(act.code()), Some(act));
        }
        assert_eq!(Stage::from_code("khác"), None);
    }

    #[test]
    fn what_was_issued_never_becomes_a_draft_again() {
        for from in Stage::ALL.into_iter().filter(|stage| stage.is_frozen()) {
            for act in Act::ALL {
                for signed_off in [true, false] {
                    let next = act.leads_to(from, signed_off);
                    assert!(next.is_none_or(Stage::is_frozen), "{act:?} of {from:?}");
                }
            }
        }
    }

    #[test]
    fn what_the_head_signs_is_issued_after_approval_alone() {
        for from in Stage::ALL {
            let issued = Act::Issued.leads_to(from, true);
            assert_eq!(issued.is_some(), from == Stage::Approved, "{from:?}");
        }
        // Approval comes from what was handed in, or with the reason for which it was not.
        for act in Act::ALL {
            for from in Stage::ALL {
                if act.leads_to(from, true) == Some(Stage::Approved) {
                    assert!(matches!(act, Act::Approved | Act::Bypassed), "{act:?} of {from:?}");
                }
            }
        }
        assert_eq!(Act::SentBack.leads_to(Stage::Submitted, true), Some(Stage::Draft));
    }
}
