//! Dialogue meetings (buổi đối thoại): planned, announced, held, put into minutes, signed and followed.
//! What is allowed is decided by [`law::meeting::Meeting`] and [`rules`].

pub mod act;
pub mod choices;
pub mod form;
pub mod handler;
mod ics;
pub mod letters;
pub mod minutes;
pub mod plan;
pub mod rules;
pub mod settings;
pub mod store;
mod view;

use law::meeting::Stage;

/// Class of the badge of a stage.
pub fn mark(stage: &str) -> &'static str {
    match Stage::from_code(stage) {
        Some(Stage::Planned | Stage::Cancelled | Stage::EnteredInError) => "paused",
        Some(Stage::Announced) => "due-soon",
        Some(Stage::AbsentExcused | Stage::AbsentUnexcused) => "overdue",
        _ => "done",
    }
}

/// `Đối thoại với hộ ông Nguyễn Văn A – Mở rộng đường`
pub fn title_of(
    lang: crate::web::i18n::Lang,
    campaign: &entity::campaign::Model,
    household: &entity::household::Model,
) -> String {
    let args = [("name", household.head_name.clone()), ("campaign", campaign.title.clone())];
    lang.ta("meeting-title-household", &args).chars().take(form::TITLE_MAX).collect()
}
