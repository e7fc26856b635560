//! Lists as files: whatever a list shows with its filters, to the last row, as XLSX or CSV. Asked for here,
//! written by the worker (`jobs::exports`) page by page, kept for a day.

mod cell;
pub mod handler;
pub mod listing;
pub mod place;
pub mod store;
mod view;
mod writer;

pub use cell::{Cell, Column};
pub use writer::csv::CsvFile;
pub use writer::xlsx::{ROWS_PER_SHEET, XlsxFile};
pub use writer::{Table, Writer, Written};

use chrono::TimeDelta;

use crate::policy::Actor;
use crate::policy::access::Access;
use crate::secrets::sha256_hex;

/// How long a file is kept after it was written.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

/// How long the row of an export that is over is shown to who asked for it; the audit log keeps more.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// A list that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Cases,
    Visits,
    Meetings,
    Papers,
    Commitments,
}

impl List {
    pub const ALL: [Self; 5] =
        [Self::Cases, Self::Visits, Self::Meetings, Self::Papers, Self::Commitments];

    /// The name of the list is `export-list-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Visits => "visits",
            Self::Meetings => "meetings",
            Self::Papers => "papers",
            Self::Commitments => "commitments",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }

    /// The page of the list.
    pub fn path(self) -> &'static str {
        match self {
            Self::Cases => "/cases",
            Self::Visits => "/visits",
            Self::Meetings => "/dialogues",
            Self::Papers => "/documents",
            Self::Commitments => "/commitments",
        }
    }

    /// Who reads the page of the list; nobody else takes it away.
    pub fn access(self) -> Access {
        match self {
            Self::Cases | Self::Papers => Access::Cases,
            Self::Visits => Access::Visits,
            Self::Meetings | Self::Commitments => Access::Dialogues,
        }
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Csv,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// The ending of the file's name, too.
    pub fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// Where an export stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Running,
    Done,
    Failed,
    /// The file was deleted.
    Expired,
}

impl State {
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Expired];

    /// The text is `export-state-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Who asked may not read the list any more.
    Rights,
    /// Whoever wrote it died each time.
    Tries,
    /// Something of ours failed.
    Internal,
}

impl Fault {
    pub const ALL: [Self; 3] = [Self::Rights, Self::Tries, Self::Internal];

    /// The sentence is `export-fault-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rights => "rights",
            Self::Tries => "tries",
            Self::Internal => "internal",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

/// A digest of what somebody may read: a file written under other rights is not theirs any more, as after a
/// change of role or at the end of a substitution.
pub fn rights_of(actor: &Actor) -> String {
    let mut units = actor.unit_ids.clone();
    units.sort();
    let (role, ceiling) = (actor.role.code(), actor.ceiling.code());
    sha256_hex(format!("{role} {ceiling} {:?} {units:?}", actor.unit_id).as_bytes())
}
