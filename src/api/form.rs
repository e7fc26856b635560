//! From what a program sends to a command.

use axum::http::HeaderMap;
use law::procedure::{Kind, stages};
use uuid::Uuid;

use super::model::{self, CaseKind, CaseQuery, FieldProblem, Party};
use crate::app::App;
use crate::cases::field;
use crate::cases::filing::{Channel, NewCase, NewParty, PartyRole};
use crate::cases::kind;
use crate::cases::search::Filters;
use crate::intake::answers::{ADDRESS_MAX, CONTENT_MAX, DEMAND_MAX, NAME_MAX, SUBJECT_MAX};
use crate::web::context::Ctx;
use crate::web::form::FormErrors;
use crate::web::i18n::Lang;

const PARTIES_MAX: usize = 50;
const PEOPLE_MAX: u32 = 100_000;

/// Most cases in one answer, and how many if nothing is said.
const LIMIT_MAX: u64 = 200;
const LIMIT: u64 = 50;

impl CaseKind {
    fn kind(self) -> Kind {
        match self {
            Self::Complaint => Kind::Complaint,
            Self::Petition => Kind::Petition,
        }
    }
}

impl model::PartyRole {
    fn role(self) -> PartyRole {
        match self {
            Self::Complainant => PartyRole::Complainant,
            Self::Representative => PartyRole::Representative,
            Self::Respondent => PartyRole::Respondent,
        }
    }
}

/// The key that makes a repeated request harmless: 16 to 128 visible ASCII characters.
///
/// # Errors
/// It is missing, or looks otherwise.
pub fn idempotency_key(lang: Lang, headers: &HeaderMap) -> Result<String, Vec<FieldProblem>> {
    let value = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let is_good = |key: &&str| {
        (16..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    };
    value.filter(is_good).map(str::to_owned).ok_or_else(|| {
        let detail = lang.t("api-error-idempotency-key");
        vec![FieldProblem { field: "Idempotency-Key".to_owned(), detail }]
    })
}

/// Reads a filing; `filing_token` is what its tracking secret derives from.
///
/// # Errors
/// The mistakes, field by field.
pub fn filing(
    ctx: &Ctx,
    raw: &model::NewCase,
    filing_token: String,
) -> Result<NewCase, Vec<FieldProblem>> {
    let mut errors = FormErrors::default();
    let kind = raw.kind.kind();
    let unit_id = errors.choice("unit", &raw.unit, |code| unit_of_code(&ctx.app, ctx, code));
    let field = errors.choice("field", &raw.field, field::known);
    let subject = errors.line("subject", &raw.subject, true, SUBJECT_MAX);
    let content = errors.text("content", &raw.content, true, CONTENT_MAX);
    let demand = errors.text("demand", &raw.demand, true, DEMAND_MAX);
    let is_complaint = kind == Kind::Complaint;
    let contested_act = errors.text("contested_act", &raw.contested_act, is_complaint, DEMAND_MAX);
    if raw.known_on.is_some_and(|day| day > ctx.today) {
        errors.add("known_on", "api-error-future");
    }
    let lang = errors.choice("language", &raw.language, Lang::from_code);
    let mut problems = super::json::field_problems(ctx.lang, &errors);
    let parties = parties(ctx.lang, &raw.parties, &mut problems);
    check_people(ctx.lang, raw, &mut problems);
    let (Some(unit_id), Some(field), Some(lang), true) =
        (unit_id, field, lang, problems.is_empty())
    else {
        return Err(problems);
    };
    Ok(NewCase {
        unit_id,
        kind,
        field: field.to_owned(),
        subject,
        content,
        demand,
        contested_act,
        known_on: raw.known_on,
        channel: Channel::Api,
        lang,
        received_on: ctx.today,
        citizen_id: None,
        registered_by: None,
        complainants: raw.complainants,
        parties,
        first: None,
        follows_id: None,
        denunciation: None,
        filing_token,
    })
}

fn unit_of_code(app: &App, ctx: &Ctx, code: &str) -> Option<Uuid> {
    let units = app.units();
    units.taking_filings(ctx.today).into_iter().find(|unit| unit.code == code).map(|unit| unit.id)
}

fn check_people(lang: Lang, raw: &model::NewCase, problems: &mut Vec<FieldProblem>) {
    let mut add = |field: &str, key: &str| {
        problems.push(FieldProblem { field: field.to_owned(), detail: lang.t(key) });
    };
    let is_complainant = |party: &&Party| party.role == model::PartyRole::Complainant;
    let named = raw.parties.iter().filter(is_complainant).count();
    if !raw.parties.first().is_some_and(|party| is_complainant(&party)) {
        add("parties", "api-error-first-party");
    }
    if raw.parties.len() > PARTIES_MAX {
        add("parties", "api-error-too-many-parties");
    }
    let people = raw.complainants;
    if !(1..=PEOPLE_MAX).contains(&people) || (people as usize) < named {
        add("complainants", "api-error-complainants");
    }
}

fn parties(lang: Lang, raw: &[Party], problems: &mut Vec<FieldProblem>) -> Vec<NewParty> {
    let mut all = Vec::new();
    for (index, party) in raw.iter().enumerate().take(PARTIES_MAX) {
        let mut errors = FormErrors::default();
        all.push(NewParty {
            role: party.role.role(),
            full_name: errors.line("full_name", &party.full_name, true, NAME_MAX),
            phone: errors.phone("phone", &party.phone),
            email: errors.email("email", &party.email),
            address: errors.line(
                "address",
                &party.address,
                party.role == model::PartyRole::Complainant,
                ADDRESS_MAX,
            ),
            residential_group: errors.line(
                "residential_group",
                &party.residential_group,
                false,
                NAME_MAX,
            ),
            ward_id: None,
        });
        let named = super::json::field_problems(lang, &errors).into_iter();
        problems.extend(named.map(|problem| FieldProblem {
            field: format!("parties[{index}].{}", problem.field),
            ..problem
        }));
    }
    all
}

/// A list somebody asks for.
#[derive(Debug)]
pub struct ListCommand {
    pub filters: Filters,
    /// Only cases before this one.
    pub before: Option<Uuid>,
    pub limit: u64,
}

/// Reads the filters of a list.
///
/// # Errors
/// The mistakes, field by field.
pub fn list(query: &CaseQuery) -> Result<ListCommand, FormErrors> {
    let mut errors = FormErrors::default();
    if let Some(kind) = &query.kind {
        errors.choice("kind", kind, kind::handled);
    }
    // A stage that another kind has is known, and has no cases of this one.
    if let Some(stage) = &query.stage {
        errors.choice("stage", stage, |raw| {
            kind::HANDLED.iter().any(|kind| stages(*kind).contains(&raw)).then_some(())
        });
    }
    let before = match &query.cursor {
        None => None,
        Some(raw) => errors.choice("cursor", raw, |raw| raw.parse::<Uuid>().ok()),
    };
    let limit = match &query.limit {
        None => Some(LIMIT),
        Some(raw) => raw.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit)),
    };
    let Some(limit) = limit.filter(|_| errors.is_empty()) else {
        if limit.is_none() {
            errors.add_with("limit", "api-error-limit", vec![("max", LIMIT_MAX.to_string())]);
        }
        return Err(errors);
    };
    let filters = Filters {
        q: query.q.clone(),
        kind: query.kind.clone().unwrap_or_default(),
        stage: query.stage.clone().unwrap_or_default(),
        ..Filters::default()
    };
    Ok(ListCommand { filters, before, limit })
}
