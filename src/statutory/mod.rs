//! The statutory reports (báo cáo thống kê định kỳ) on reception, letters, complaints and denunciations: six tables
//! and a narrative, for any unit and period; checked, sent, corrected by a new version.
//!
//! What a table holds is data (`statistics::Circular`) and counted by `figures`; here it is put together, shown with
//! the records behind every cell, and frozen when it is sent.

pub mod asked;
pub mod compute;
pub mod handler;
pub mod life;
pub mod openings;
pub mod paper;
mod records_store;
pub mod store;
mod view;

/// How far a version of a report has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Dự thảo: figures follow the records.
    Draft,
    /// Đã kiểm tra: figures are frozen, to be read and sent.
    Checked,
    /// Đã gửi.
    Submitted,
    /// Đã được thay bằng bản sau.
    Corrected,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Checked, Self::Submitted, Self::Corrected];

    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Checked => "checked",
            Self::Submitted => "submitted",
            Self::Corrected => "corrected",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Still to be sent.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Checked)
    }
}
