//! Filing (nộp đơn): the one way a case comes into being, from the web, the counter or a program.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{case, party};
use law::complaint::FirstResult;
use law::denunciation::Origin;
use law::jurisdiction::Resolver;
use law::procedure::{self, Event, Kind};
use law::{complaint, denunciation, petition};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::deadline_store::{self, Repeated};
use super::store::{self, Authorship};
use crate::app::App;
use crate::db::Tx;
use crate::error::AppError;
use crate::figures::store::{About, Rows};
use crate::figures::{self, members};
use crate::ids::new_id;
use crate::notice;
use crate::policy::Confidentiality;
use crate::sealing::envelopes::{self, Sealed};
use crate::text;
use crate::web::i18n::Lang;

/// How a filing came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Qua mạng.
    Online,
    /// Nộp trực tiếp tại nơi tiếp công dân.
    Counter,
    /// Qua bưu chính.
    Post,
    /// Trình bày trực tiếp, cán bộ ghi lại.
    Oral,
    /// Từ phần mềm khác.
    Api,
}

impl Channel {
    pub const ALL: [Self; 5] = [Self::Online, Self::Counter, Self::Post, Self::Oral, Self::Api];
    /// What can be entered at the counter.
    pub const AT_COUNTER: [Self; 3] = [Self::Counter, Self::Oral, Self::Post];

    pub fn code(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
            Self::Post => "post",
            Self::Oral => "oral",
            Self::Api => "api",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// Whether a filing of a kind that came this way still needs a signature: the Law on Complaints
    /// (Điều 8) takes a signed letter or an oral statement written down (KN-20, KN-21), and what a program
    /// sends is neither.
    pub fn needs_signature(self, kind: Kind) -> bool {
        matches!(self, Self::Online | Self::Api) && kind == Kind::Complaint
    }
}

/// What somebody is in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyRole {
    /// Người khiếu nại, người kiến nghị.
    Complainant,
    /// Người đại diện.
    Representative,
    /// Người bị khiếu nại, người bị tố cáo.
    Respondent,
}

impl PartyRole {
    pub const ALL: [Self; 3] = [Self::Complainant, Self::Representative, Self::Respondent];

    pub fn code(self) -> &'static str {
        match self {
            Self::Complainant => "complainant",
            Self::Representative => "representative",
            Self::Respondent => "respondent",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A person or body of a case; empty texts mean unknown.
#[derive(Clone, Debug)]
pub struct NewParty {
    pub role: PartyRole,
    pub full_name: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub residential_group: String,
    pub ward_id: Option<Uuid>,
}

/// What a denunciation has beyond other filings, and nothing of who denounces.
#[derive(Clone, Debug, Default)]
pub struct Denunciation {
    /// New, or continuing one.
    pub origin: Origin,
    /// Where the register on paper keeps who denounced.
    pub register_code: String,
    /// The identity and the original files, sealed before they came here.
    pub envelope: Option<Sealed>,
    /// Protection was asked for with it (BM-08).
    pub wants_protection: bool,
}

/// A filing whose texts have been checked and cleaned.
#[derive(Clone, Debug)]
pub struct NewCase {
    pub unit_id: Uuid,
    pub kind: Kind,
    pub field: String,
    pub subject: String,
    pub content: String,
    pub demand: String,
    pub contested_act: String,
    pub known_on: Option<NaiveDate>,
    pub channel: Channel,
    pub lang: Lang,
    /// The day it came in; a complaint without signature is received later.
    pub received_on: NaiveDate,
    pub citizen_id: Option<Uuid>,
    /// Account and unit of the official who entered it.
    pub registered_by: Option<(Uuid, Option<Uuid>)>,
    pub complainants: u32,
    pub parties: Vec<NewParty>,
    /// What a second complaint follows (KN-13); none for anything else.
    pub first: Option<FirstResult>,
    /// The case it follows from, if that one is here.
    pub follows_id: Option<Uuid>,
    /// What a denunciation has beyond the others.
    pub denunciation: Option<Denunciation>,
    /// The sender's own token, from which the tracking secret derives.
    pub filing_token: String,
}

/// What the sender is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub case_id: Uuid,
    pub number: String,
    pub secret: String,
}

/// Writes the case, its people, its first fact, its deadlines and the letter that tells of it.
///
/// # Errors
/// The day lies ahead, or the database refuses; then nothing is written.
pub async fn file(app: &App, tx: &Tx, now: DateTime<Utc>, new: NewCase) -> Result<Filed, AppError> {
    let rules = app.fresh_rules(tx, new.unit_id).await?;
    let today = crate::clock::date_in_vietnam(now);
    let beginning = beginning_of(&new, app.units().resolver(new.unit_id));
    let mut state = procedure::begin(&beginning, today)?;
    let mut facts = vec![beginning];
    let denunciation = new.denunciation.clone().unwrap_or_default();
    if denunciation.wants_protection {
        let asked = denunciation::Event::ProtectionRequested { on: new.received_on }.into();
        state = procedure::apply(&state, &asked, &rules.get(), today)?.state;
        facts.push(asked);
    }
    let year = new.received_on.year();
    let count = store::next_number(tx, new.unit_id, new.kind.code(), year).await?;
    let number = format!("{year}/{}-{count:06}", new.kind.number_letters());
    let secret = app.key.tracking_secret(&new.filing_token);
    let case_id = new_id(now);
    let deadlines = state.deadlines(&rules.get());
    let next_due = state.first_due(&deadlines);
    let names = new.parties.iter().map(|party| party.full_name.as_str());
    let texts = [new.subject.as_str(), &new.content, &new.demand, &new.contested_act];
    let search_text = search_text(new.kind, &number, names, texts);
    let confidentiality = Confidentiality::at_filing(new.kind);
    let group = new.parties.first().map_or("", |party| party.residential_group.as_str());
    let counted = About {
        case_id,
        unit_id: new.unit_id,
        kind: new.kind,
        field: new.field.clone(),
        area: members::area_kept(new.kind, group),
        taken_over_on: figures::store::taken_over_on(tx, new.follows_id).await?,
    };
    let row = case::ActiveModel {
        id: Set(case_id),
        unit_id: Set(new.unit_id),
        number: Set(number.clone()),
        kind: Set(new.kind.code().to_owned()),
        field: Set(new.field),
        stage: Set(state.stage_code().to_owned()),
        is_open: Set(state.is_open()),
        subject: Set(new.subject),
        content: Set(new.content),
        demand: Set(new.demand),
        contested_act: Set(new.contested_act),
        known_on: Set(new.known_on),
        follows_id: Set(new.follows_id),
        confidentiality: Set(confidentiality.code().to_owned()),
        register_code: Set(denunciation.register_code),
        channel: Set(new.channel.code().to_owned()),
        language: Set(new.lang.code().to_owned()),
        secret_hash: Set(app.key.secret_hash(&number, &secret)),
        citizen_id: Set(new.citizen_id),
        registered_by: Set(new.registered_by.map(|(account, _)| account)),
        assignee_id: Set(None),
        complainants: Set(i32::try_from(new.complainants).unwrap_or(i32::MAX)),
        received_on: Set(state.received_on()),
        is_received: Set(state.is_received()),
        accepted_on: Set(None),
        resolved_on: Set(None),
        in_time: Set(None),
        closed_on: Set(None),
        next_due_on: Set(next_due.map(|deadline| deadline.due_on)),
        next_due_rule: Set(next_due.map(|deadline| deadline.rule.id.code().to_owned())),
        filed_at: Set(now),
        version: Set(1),
        folded: Set(text::fold(&search_text)),
        search_text: Set(search_text),
    };
    store::add_case(tx, row).await?;
    store::add_parties(tx, party_rows(case_id, new.parties, now)).await?;
    let by = Authorship {
        actor_id: new.registered_by.map(|(account, _)| account).or(new.citizen_id),
        actor_unit_id: new.registered_by.and_then(|(_, unit)| unit),
        ..Authorship::default()
    };
    for (seq, fact) in (1..).zip(&facts) {
        store::add_event(tx, case_id, seq, fact, by.clone(), now).await?;
    }
    figures::store::put(tx, &Rows::default(), &figures::store::rows(&counted, &facts)).await?;
    let of = Repeated {
        case_id,
        unit_id: new.unit_id,
        kind: new.kind.code(),
        field: &counted.field,
        confidentiality: confidentiality.code(),
    };
    deadline_store::set_deadlines(tx, of, &deadlines, now).await?;
    if let Some(sealed) = denunciation.envelope {
        envelopes::bind(tx, case_id, now, sealed).await?;
    }
    if let Some(notice) = beginning.notice() {
        notice::service::enqueue(app, tx, now, case_id, 1, notice).await?;
    }
    Ok(Filed { case_id, number, secret })
}

/// The fact a case begins with: its receipt, or that it was lodged without the signature it needs.
fn beginning_of(new: &NewCase, resolver: Resolver) -> Event {
    let on = new.received_on;
    match new.kind {
        Kind::Complaint => {
            let complainants = new.complainants;
            let first = new.first;
            if new.channel.needs_signature(new.kind) {
                complaint::Event::Lodged { on, complainants, resolver, first }.into()
            } else {
                complaint::Event::Received { on, complainants, resolver, first }.into()
            }
        }
        Kind::Denunciation => {
            let denouncers = new.complainants;
            let origin = new.denunciation.as_ref().map(|one| one.origin).unwrap_or_default();
            denunciation::Event::Received { on, denouncers, origin, resolver }.into()
        }
        Kind::Petition => petition::Event::Received { on }.into(),
    }
}

fn party_rows(
    case_id: Uuid,
    parties: Vec<NewParty>,
    now: DateTime<Utc>,
) -> Vec<party::ActiveModel> {
    let row = |(position, party): (i32, NewParty)| party::ActiveModel {
        id: Set(new_id(now)),
        case_id: Set(case_id),
        position: Set(position),
        role: Set(party.role.code().to_owned()),
        full_name: Set(party.full_name),
        phone: Set(party.phone),
        email: Set(party.email),
        address: Set(party.address),
        residential_group: Set(party.residential_group),
        ward_id: Set(party.ward_id),
    };
    (0..).zip(parties).map(row).collect()
}

/// All words a case can be found by, lower case with their marks: its number, the names of its people, subject,
/// content, demand and contested act.
pub fn search_text<'t>(
    kind: Kind,
    number: &'t str,
    names: impl IntoIterator<Item = &'t str>,
    texts: [&'t str; 4],
) -> String {
    // Nothing of a denouncer, nor of what might tell who they are, goes into an index.
    if kind == Kind::Denunciation {
        return text::lower(number);
    }
    let words: Vec<&str> = std::iter::once(number).chain(names).chain(texts).collect();
    text::lower(&words.join(" "))
}
