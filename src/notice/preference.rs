//! What members of staff are told of, and when they want it: at once, in one letter a day, or not at all.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use crate::error::AppError;

/// What a letter to staff is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Được giao việc; bản có chữ ký chờ xác nhận.
    Assigned,
    /// Tố cáo mới, tin mới trong tố cáo; without content.
    Denunciation,
    /// Đối thoại mình chủ trì hoặc chuẩn bị; ý kiến của hộ về cam kết.
    Dialogue,
    /// Sắp đến hạn.
    DueSoon,
    /// Quá hạn.
    Overdue,
    /// Quá hạn ở cấp dưới.
    Escalation,
    /// Văn bản chờ ký, đã duyệt, bị trả lại.
    Paper,
    /// Tổng hợp hằng tuần.
    Weekly,
}

impl Topic {
    pub const ALL: [Self; 8] = [
        Self::Assigned,
        Self::Denunciation,
        Self::Dialogue,
        Self::DueSoon,
        Self::Overdue,
        Self::Escalation,
        Self::Paper,
        Self::Weekly,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Denunciation => "denunciation",
            Self::Dialogue => "dialogue",
            Self::DueSoon => "due-soon",
            Self::Overdue => "overdue",
            Self::Escalation => "escalation",
            Self::Paper => "paper",
            Self::Weekly => "weekly",
        }
    }

    /// The topic of a letter by its kind; letters to citizens and about accounts have none.
    pub fn of_kind(kind: &str) -> Option<Self> {
        Some(match kind {
            "assigned" | "sealed-assigned" | "signed-copy" => Self::Assigned,
            "sealed-filed" | "sealed-answered" => Self::Denunciation,
            "commitment-objected" => Self::Dialogue,
            "due-soon" | "commitment-due-soon" | "report-final" | "report-due" => Self::DueSoon,
            "overdue" | "commitment-overdue" | "report-late" => Self::Overdue,
            "escalation" => Self::Escalation,
            "paper-to-sign" | "paper-approved" | "paper-sent-back" => Self::Paper,
            "weekly" => Self::Weekly,
            kind if kind.starts_with("meeting-") => Self::Dialogue,
            _ => return None,
        })
    }

    /// How it can be had. What is overdue cannot be switched off; the letter of the week is one already.
    pub fn choices(self) -> &'static [Delivery] {
        match self {
            Self::Overdue | Self::Escalation => &[Delivery::AtOnce, Delivery::Digest],
            Self::Weekly => &[Delivery::AtOnce, Delivery::None],
            Self::Assigned | Self::Denunciation | Self::Dialogue | Self::DueSoon | Self::Paper => {
                &[Delivery::AtOnce, Delivery::Digest, Delivery::None]
            }
        }
    }
}

/// When a letter reaches somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// As it is written, in office hours.
    #[default]
    AtOnce,
    /// In one letter a day.
    Digest,
    /// Not at all; the pages show it all the same.
    None,
}

impl Delivery {
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Digest, Self::None];

    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Digest => "digest",
            Self::None => "none",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.code() == code)
    }
}

/// How somebody wants a topic; at once if they never said, or said what is not possible any more.
///
/// # Errors
/// The database cannot be read.
pub async fn of(
    db: &impl ConnectionTrait,
    account_id: Uuid,
    topic: Topic,
) -> Result<Delivery, AppError> {
    let stored = store::preference(db, account_id, topic.code()).await?;
    let delivery = stored.and_then(|code| Delivery::from_code(&code)).unwrap_or_default();
    Ok(if topic.choices().contains(&delivery) { delivery } else { Delivery::AtOnce })
}
