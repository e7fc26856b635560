//! Letters on paper (thư in giấy): from rows of the outbox to one PDF.

use chrono::{Datelike, NaiveDate};
use papers::{Letters, LettersLabels, PaperError, PlainLetter, check_letter, letters_pdf};
use uuid::Uuid;

use super::list_store::Listed;
use crate::app::App;
use crate::error::AppError;
use crate::intake::receipt::FONTS;
use crate::text::clean_line;
use crate::web::i18n::Lang;

/// Papers of an office are Vietnamese, whatever language the letter itself is in.
const PAPER_LANG: Lang = Lang::Vi;

/// A letter as it is printed.
pub fn plain(app: &App, listed: &Listed, today: NaiveDate) -> PlainLetter {
    let units = app.units();
    let office = |id: Uuid| units.office(id, PAPER_LANG);
    let unit = listed.unit_id.and_then(|id| units.get(id));
    let parent = unit.and_then(|unit| unit.parent_id).and_then(office).unwrap_or_default();
    let from_name = || clean_line(&app.config.mail.from_name);
    let date = [
        ("place", unit.map_or_else(from_name, |unit| unit.name.clone())),
        ("day", format!("{:02}", today.day())),
        ("month", format!("{:02}", today.month())),
        ("year", today.year().to_string()),
    ];
    let about = [("number", listed.number.clone())];
    let letter = &listed.letter;
    PlainLetter {
        parent_body: parent,
        issuing_body: listed.unit_id.and_then(office).unwrap_or_else(from_name),
        reference: match listed.number.is_empty() {
            true => String::new(),
            false => PAPER_LANG.ta("print-reference", &about),
        },
        place_and_date: PAPER_LANG.ta("receipt-place-and-date", &date),
        to_name: letter.to_name.clone(),
        to_address: letter.postal_address.clone(),
        subject: letter.subject.clone(),
        paragraphs: paragraphs(&letter.text_body),
    }
}

/// The lines of a letter, without the remark that it was sent by itself.
fn paragraphs(text: &str) -> Vec<String> {
    let automatic = Lang::ALL.map(|lang| lang.t("mail-automatic"));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let on_paper = |line: &str| {
        let told = automatic.iter().find_map(|remark| line.strip_suffix(remark.as_str()));
        told.unwrap_or(line).trim_end().to_owned()
    };
    lines.map(on_paper).filter(|line| !line.is_empty()).collect()
}

/// Why a letter cannot be printed, if it cannot: the character, or a code.
pub fn fault(letter: &PlainLetter) -> Option<String> {
    let error = check_letter(letter, &FONTS).err()?;
    Some(match error {
        PaperError::MissingGlyph { character, .. }
        | PaperError::ForbiddenCharacter { character, .. } => {
            format!("{character} (U+{:04X})", u32::from(character))
        }
        other => other.to_string(),
    })
}

/// All letters as one PDF. Setting pages takes a while, so it has a thread of its own.
///
/// # Errors
/// A text cannot be printed, which the log names by its field.
pub async fn pdf(
    issuing_body: String,
    letters: Vec<PlainLetter>,
    today: NaiveDate,
) -> Result<Vec<u8>, AppError> {
    let part = |part: u32| u8::try_from(part).unwrap_or(1);
    let issued = (today.year(), part(today.month()), part(today.day()));
    let labels = LettersLabels {
        language: PAPER_LANG.code().to_owned(),
        title: PAPER_LANG.t("print-title"),
        national_title: PAPER_LANG.t("receipt-national-title"),
        motto: PAPER_LANG.t("receipt-motto"),
    };
    let letters = Letters { issuing_body, letters, labels };
    let made = tokio::task::spawn_blocking(move || letters_pdf(&letters, &FONTS, issued));
    let made = made.await.map_err(|error| AppError::internal("letters", error))?;
    made.map_err(|error| AppError::internal("letters", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_paper_a_letter_does_not_say_it_was_sent_by_itself() {
        let text =
            format!("Kính gửi,\n\nCó tin.\n\nTrân trọng, A. {}\n", Lang::Vi.t("mail-automatic"));
        assert_eq!(paragraphs(&text), ["Kính gửi,", "Có tin.", "Trân trọng, A."]);
    }
}
