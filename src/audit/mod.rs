//! The audit log (nhật ký hệ thống): every write, sign-in, reading of a sealed case, export and change of
//! rights, in chains that show any later change.

pub mod anchor;
mod chain;
pub mod handler;
pub mod store;
pub mod verify;
mod view;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::policy::Actor;

/// What was done; the sentence is `audit-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    SignedIn,
    SignInRefused,
    SignedOut,
    CaseFiled,
    StepRecorded,
    /// A case whose sender is kept secret was opened.
    SealedRead,
    FileRead,
    AccountChanged,
    CalendarChanged,
    ReportExported,
    LetterRetried,
    /// A file to print was made of letters; the detail is how many.
    LettersPrinted,
    /// A letter on paper was said to be printed, or not to be.
    LetterMarked,
    /// An address takes no letters, or does so again.
    AddressChanged,
    /// Somebody chose what they are told.
    NoticesChosen,
    /// An envelope with an identity came in; the detail is its hash.
    EnvelopeStored,
    /// One was carried away to be opened; the detail is its hash.
    EnvelopeExported,
    /// One came back sealed to other holders; the detail is the hash of the new one.
    EnvelopeResealed,
    /// An identity was opened on screen.
    IdentityOpened,
    /// Keys or the mode of a unit changed.
    KeysChanged,
    /// The office wrote to who denounced, or was answered.
    MessageWritten,
    /// The sender of a complaint that awaits its signature uploaded the signed copy.
    SignedCopyUploaded,
    /// A case was said to be more or less secret.
    ConfidentialityChanged,
    /// Somebody acts for somebody from one day to another, or does so no more.
    SubstitutionChanged,
    /// A program took a part of the cases away.
    CasesListed,
    /// A reception day was planned, posted, put off or held.
    ReceptionChanged,
    /// A meeting was planned, announced, moved, held, signed or called off.
    DialogueChanged,
    /// A campaign or a household of it was entered or changed.
    CampaignChanged,
    /// What was promised was entered, done, confirmed or objected to.
    CommitmentChanged,
    /// A room was opened, changed or closed.
    RoomChanged,
    /// A secret link to a calendar was made or revoked.
    FeedChanged,
    /// Somebody was written into the register of receptions.
    VisitRegistered,
    /// A visit was corrected, answered, followed up or joined to a case.
    VisitChanged,
    /// The register left the system, with the numbers of identity papers in it.
    RegisterExported,
    /// A case was marked as prolonged, reviewed, or is one no more.
    ProlongedChanged,
    /// A line of the register of management work was entered, concluded, carried out or struck out.
    ManagementChanged,
    /// A paper was written, signed off, issued, served or taken back.
    PaperChanged,
    /// A form of papers was added or changed by an administrator.
    FormChanged,
    /// A statutory report was begun, checked, sent or corrected, or figures were entered for one.
    StatutoryReport,
    /// A list was asked for as a file; the detail is which, and how.
    ExportAsked,
    /// Such a file was written; the detail is how many rows it has, and its hash.
    ExportFinished,
    /// It was fetched; the detail is its hash.
    ExportFetched,
    /// Who sent a case said how it ended; what they said stays out of the log.
    CaseRated,
}

impl Deed {
    pub const ALL: [Self; 43] = [
        Self::SignedIn,
        Self::SignInRefused,
        Self::SignedOut,
        Self::CaseFiled,
        Self::StepRecorded,
        Self::SealedRead,
        Self::FileRead,
        Self::AccountChanged,
        Self::CalendarChanged,
        Self::ReportExported,
        Self::LetterRetried,
        Self::LettersPrinted,
        Self::LetterMarked,
        Self::AddressChanged,
        Self::NoticesChosen,
        Self::EnvelopeStored,
        Self::EnvelopeExported,
        Self::EnvelopeResealed,
        Self::IdentityOpened,
        Self::KeysChanged,
        Self::MessageWritten,
        Self::SignedCopyUploaded,
        Self::ConfidentialityChanged,
        Self::SubstitutionChanged,
        Self::CasesListed,
        Self::ReceptionChanged,
        Self::DialogueChanged,
        Self::CampaignChanged,
        Self::CommitmentChanged,
        Self::RoomChanged,
        Self::FeedChanged,
        Self::VisitRegistered,
        Self::VisitChanged,
        Self::RegisterExported,
        Self::ProlongedChanged,
        Self::ManagementChanged,
        Self::PaperChanged,
        Self::FormChanged,
        Self::StatutoryReport,
        Self::ExportAsked,
        Self::ExportFinished,
        Self::ExportFetched,
        Self::CaseRated,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignInRefused => "sign-in-refused",
            Self::SignedOut => "signed-out",
            Self::CaseFiled => "case-filed",
            Self::StepRecorded => "step-recorded",
            Self::SealedRead => "sealed-read",
            Self::FileRead => "file-read",
            Self::AccountChanged => "account-changed",
            Self::CalendarChanged => "calendar-changed",
            Self::ReportExported => "report-exported",
            Self::LetterRetried => "letter-retried",
            Self::LettersPrinted => "letters-printed",
            Self::LetterMarked => "letter-marked",
            Self::AddressChanged => "address-changed",
            Self::NoticesChosen => "notices-chosen",
            Self::EnvelopeStored => "envelope-stored",
            Self::EnvelopeExported => "envelope-exported",
            Self::EnvelopeResealed => "envelope-resealed",
            Self::IdentityOpened => "identity-opened",
            Self::KeysChanged => "keys-changed",
            Self::MessageWritten => "message-written",
            Self::SignedCopyUploaded => "signed-copy-uploaded",
            Self::ConfidentialityChanged => "confidentiality-changed",
            Self::SubstitutionChanged => "substitution-changed",
            Self::CasesListed => "cases-listed",
            Self::ReceptionChanged => "reception-changed",
            Self::DialogueChanged => "dialogue-changed",
            Self::CampaignChanged => "campaign-changed",
            Self::CommitmentChanged => "commitment-changed",
            Self::RoomChanged => "room-changed",
            Self::FeedChanged => "feed-changed",
            Self::VisitRegistered => "visit-registered",
            Self::VisitChanged => "visit-changed",
            Self::RegisterExported => "register-exported",
            Self::ProlongedChanged => "prolonged-changed",
            Self::ManagementChanged => "management-changed",
            Self::PaperChanged => "paper-changed",
            Self::FormChanged => "form-changed",
            Self::StatutoryReport => "statutory-report",
            Self::ExportAsked => "export-asked",
            Self::ExportFinished => "export-finished",
            Self::ExportFetched => "export-fetched",
            Self::CaseRated => "case-rated",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }
}

/// A row to be written. `detail` is a code, never a word of a person's.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The unit it belongs to; none for the installation as a whole.
    pub unit_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub deed: Deed,
    pub object_id: Option<Uuid>,
    pub detail: String,
}

impl Entry {
    /// A deed of nobody's, on nothing, in no unit: what is known is put in.
    pub fn of(deed: Deed) -> Self {
        Self { unit_id: None, actor_id: None, deed, object_id: None, detail: String::new() }
    }

    /// Something a person did, in the chain of their own unit.
    pub fn by(actor: &Actor, deed: Deed, object_id: Option<Uuid>) -> Self {
        let actor_id = Some(actor.account_id);
        Self { unit_id: actor.unit_id, actor_id, object_id, ..Self::of(deed) }
    }

    /// Something done to a case, in the chain of the case's unit.
    pub fn on_case(actor: &Actor, deed: Deed, row: &entity::case::Model) -> Self {
        Self { unit_id: Some(row.unit_id), ..Self::by(actor, deed, Some(row.id)) }
    }

    #[must_use]
    pub fn with(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }
}

/// Ends a transaction with the rows that tell of it. They come last, for the ends of their chains stay
/// locked until the commit; in the order of the chains, so that nobody waits in a circle.
///
/// # Errors
/// The database refuses; then what they tell of is not done either.
pub async fn commit(
    app: &App,
    tx: Tx,
    now: DateTime<Utc>,
    mut entries: Vec<Entry>,
) -> Result<(), AppError> {
    entries.sort_by_key(|entry| entry.unit_id);
    for entry in entries {
        let head = store::lock_head(&tx, entry.unit_id.unwrap_or_default()).await?;
        store::add(&tx, chain::link(&app.key, head, now, entry)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The same for what writes nothing else: a reading, an export, a refused sign-in.
///
/// # Errors
/// The database refuses.
pub async fn note(app: &App, now: DateTime<Utc>, entry: Entry) -> Result<(), AppError> {
    let tx = app.db.begin_write().await?;
    commit(app, tx, now, vec![entry]).await
}
