//! Pages of sealed identities, with values ready to show.

use askama::Template;
use chrono::{DateTime, Utc};

use crate::web::form::FormErrors;
use crate::web::page::Page;
use crate::web::pager::Pager;

/// A value and its shown text.
pub type Choice = (String, String);

pub struct KeyRow {
    pub holder: String,
    /// In groups of four, to be read out.
    pub fingerprint: String,
    pub added_at: DateTime<Utc>,
    pub retired_at: Option<DateTime<Utc>>,
    /// Envelopes it opens.
    pub opens: u64,
    /// Whether its private part lies here, locked.
    pub is_kept_here: bool,
    /// Where to send its retirement; none where that is not the reader's to do.
    pub retirement: Option<String>,
}

#[derive(Template)]
#[template(path = "sealing/keys.html", config = "frontend/askama.toml")]
pub struct KeysPage {
    pub page: Page,
    pub errors: FormErrors,
    pub office: String,
    /// Whether the reader decides on keys and mode.
    pub may_keep: bool,
    pub is_ready: bool,
    pub mode: String,
    pub modes: Vec<Choice>,
    pub is_custodian_mode: bool,
    pub keys: Vec<KeyRow>,
    /// Envelopes that are not sealed to exactly the holders of now, and all there are.
    pub to_reseal: u64,
    pub all: u64,
}

pub struct EnvelopeRow {
    pub href: String,
    pub case_href: String,
    pub number: String,
    pub context: String,
    pub size: String,
    pub received_at: DateTime<Utc>,
    pub exported_at: Option<DateTime<Utc>>,
    /// Sealed to exactly the holders of now.
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "sealing/envelopes.html", config = "frontend/askama.toml")]
pub struct EnvelopesPage {
    pub page: Page,
    pub errors: FormErrors,
    pub rows: Vec<EnvelopeRow>,
    pub pager: Pager,
    /// What became of each envelope that was brought back: its name, and a sentence.
    pub returned: Vec<(String, String)>,
}

pub struct OpeningLine {
    pub at: DateTime<Utc>,
    pub who: String,
    pub reason: String,
}

#[derive(Template)]
#[template(path = "sealing/envelope.html", config = "frontend/askama.toml")]
pub struct EnvelopePage {
    pub page: Page,
    pub errors: FormErrors,
    pub row: EnvelopeRow,
    pub sha256: String,
    pub holders: Vec<String>,
    pub openings: Vec<OpeningLine>,
    /// Whether the reader can open it here.
    pub may_open: bool,
    pub reason: String,
}

pub struct SealedFile {
    pub number: usize,
    pub name: String,
    pub size: String,
}

/// An identity on screen, once.
#[derive(Template)]
#[template(path = "sealing/opened.html", config = "frontend/askama.toml")]
pub struct OpenedPage {
    pub page: Page,
    pub number: String,
    pub context: String,
    pub href: String,
    pub case_href: String,
    pub full_name: String,
    pub address: String,
    pub contact: String,
    pub others: String,
    pub protection: String,
    pub files: Vec<SealedFile>,
    pub reason: String,
}
