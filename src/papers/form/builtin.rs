//! The forms that come with the crate.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::Form;

macro_rules! sources {
    ($($file:literal),* $(,)?) => {
        &[$(include_str!(concat!("../forms/", $file, ".toml"))),*]
    };
}

const SOURCES: &[&str] = sources![
    "appointment-slip",
    "complaint-accept-notice",
    "complaint-decision-first",
    "complaint-decision-second",
    "complaint-petition",
    "complaint-refuse-notice",
    "complaint-resumption",
    "complaint-stay",
    "complaint-stay-lifted",
    "complaint-suspension",
    "complaint-termination",
    "complaint-verification-decision",
    "complaint-verification-report",
    "denunciation-accept-decision",
    "denunciation-conclusion",
    "denunciation-extension",
    "denunciation-notice-to-denounced",
    "denunciation-notice-to-denouncer",
    "denunciation-result-notice",
    "denunciation-team",
    "denunciation-verification-report",
    "denunciation-withdrawal-minutes",
    "dialogue-invitation",
    "dialogue-minutes",
    "guidance-slip",
    "information-request",
    "petition-answer",
    "proposal-slip",
    "proposal-slip-denunciation",
    "receipt-documents-2021",
    "receipt-documents-2026",
    "reception-conclusion",
    "reception-minutes",
    "reception-refusal",
    "session-minutes",
    "transfer-slip-denunciation",
    "transfer-slip-feedback",
];

/// That every file is a form is proved by a test; one that is not would be missing here.
static FORMS: LazyLock<Vec<Form>> =
    LazyLock::new(|| SOURCES.iter().filter_map(|source| Form::parse(source).ok()).collect());

/// All built-in forms, read once.
#[must_use]
pub fn forms() -> &'static [Form] {
    &FORMS
}

/// The version of a form that is valid on a day.
#[must_use]
pub fn form(key: &str, on: NaiveDate) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.key() == key && form.is_valid_on(on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_form() {
        for source in SOURCES {
            if let Err(error) = Form::parse(source) {
                panic!("{error}\n{}", source.lines().take(3).collect::<Vec<_>>().join("\n"));
            }
        }
        assert_eq!(forms().len(), SOURCES.len());
    }

    #[test]
    fn every_file_of_the_folder_is_in_the_list() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/forms")).unwrap();
        assert_eq!(folder.count(), SOURCES.len());
    }
}
