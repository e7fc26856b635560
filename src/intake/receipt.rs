//! The receipt (biên nhận): what a sender takes away, on the page and on paper, and what happens next.

use std::sync::LazyLock;

use chrono::Datelike;
use entity::case;
use law::procedure::{Kind, State};
use law::rule::{self, Circumstances, Rule};
use papers::{Fonts, Receipt, ReceiptLabels, SignatureLabels};

use crate::app::App;
use crate::cases::deadlines;
use crate::cases::{self, filing::Channel};
use crate::error::AppError;
use crate::web::context::Ctx;
use crate::web::errors::citation_text;
use crate::web::i18n::Lang;

/// Parsing fonts takes longer than setting a page.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// Everything a receipt says.
pub struct Told {
    pub row: case::Model,
    pub kind: Kind,
    pub office: String,
    pub sender: String,
    pub sender_address: String,
    /// Somebody of the case can be told by e-mail.
    pub has_email: bool,
    /// A signed copy must still come (KN-20, KN-21).
    pub awaits_signature: bool,
    pub files: Vec<String>,
    /// Grouped by four; empty on a reprint.
    pub secret: String,
    pub next_steps: Vec<String>,
    pub tracking_url: String,
}

/// Collects what the receipt of a case says.
///
/// # Errors
/// The database cannot be read.
pub async fn told(ctx: &Ctx, row: case::Model, secret: &str) -> Result<Told, AppError> {
    let db = ctx.app.db.read();
    let parties = cases::store::parties(db, row.id).await?;
    let files = cases::store::attachments(db, row.id).await?;
    let history = cases::store::history(db, row.id).await?;
    let state = cases::store::state_after(row.id, &history)?;
    let kind = cases::store::kind_of(&row)?;
    let has_email = parties.iter().any(|party| !party.email.is_empty());
    let people = cases::page::party_rows(ctx, kind, parties);
    let (sender, sender_address) =
        people.into_iter().next().map(|first| (first.full_name, first.address)).unwrap_or_default();
    Ok(Told {
        kind,
        has_email,
        awaits_signature: state.awaits_signature(),
        office: ctx.app.units().office(row.unit_id, ctx.lang).unwrap_or_default(),
        sender,
        sender_address,
        files: files.into_iter().map(|file| file.name).collect(),
        secret: grouped(secret),
        next_steps: next_steps(&ctx.app, ctx.lang, &row, &state),
        tracking_url: tracking_url(&ctx.app, &row.number),
        row,
    })
}

/// `1234567890123456` → `1234 5678 9012 3456`
pub fn grouped(secret: &str) -> String {
    let digits: Vec<char> = secret.chars().collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The address behind the QR code: the number, never the secret.
fn tracking_url(app: &App, number: &str) -> String {
    let url = &app.config.server.public_url;
    format!("{url}/tracking?number={number}")
}

/// What happens next, by which day and under which article.
fn next_steps(app: &App, lang: Lang, row: &case::Model, state: &State) -> Vec<String> {
    let next = state.next_due(&app.rules_of(row.unit_id).get());
    let mut steps: Vec<String> =
        next.iter().map(|deadline| deadlines::sentence(lang, deadline)).collect();
    if state.awaits_signature() {
        // No day is promised before the signed copy has come: every period runs from it.
        steps.extend(["signature-ways", "signature-periods"].map(|key| lang.t(key)));
        let answer = rule::acceptance(state.received_on());
        steps.push(period(lang, "filing-next-acceptance", answer, answer));
    }
    match state.kind() {
        Kind::Complaint => {
            let is_remote = app.units().get(row.unit_id).is_some_and(|unit| unit.is_remote);
            steps.push(period(
                lang,
                "filing-next-resolution",
                rule::first_resolution(Circumstances { complex: false, remote: is_remote }),
                rule::first_resolution(Circumstances { complex: true, remote: is_remote }),
            ));
            steps.push(period(
                lang,
                "filing-next-window",
                rule::second_complaint(is_remote),
                rule::second_complaint(is_remote),
            ));
        }
        Kind::Denunciation => {}
        Kind::Petition => {
            let rule = rule::petition_answer(app.law_settings.petition_answer_working_days);
            steps.push(period(lang, "filing-next-answer", rule, rule));
        }
    }
    steps
}

fn period(lang: Lang, key: &str, usual: Rule, complex: Rule) -> String {
    let days = |rule: Rule| {
        lang.ta(&format!("days-{}", rule.unit.code()), &[("days", rule.count.to_string())])
    };
    let basis = citation_text(lang, usual.citation);
    lang.ta(key, &[("days", days(usual)), ("complex", days(complex)), ("basis", basis)])
}

/// The receipt as PDF. Setting a page takes a while, so it has a thread of its own.
///
/// # Errors
/// A text cannot be printed, which the log names by its field.
pub async fn pdf(ctx: &Ctx, told: Told) -> Result<Vec<u8>, AppError> {
    let issued_on = ctx.today;
    let day = |part: u32| u8::try_from(part).unwrap_or(1);
    let issued = (issued_on.year(), day(issued_on.month()), day(issued_on.day()));
    let receipt = paper(ctx, told);
    let made = tokio::task::spawn_blocking(move || papers::receipt_pdf(&receipt, &FONTS, issued));
    let made = made.await.map_err(|error| AppError::internal("receipt", error))?;
    made.map_err(|error| AppError::internal("receipt", error))
}

fn paper(ctx: &Ctx, told: Told) -> Receipt {
    let lang = ctx.lang;
    let is_at_counter = told.row.channel != Channel::Online.code();
    let place = ctx.app.units().name(told.row.unit_id).unwrap_or_default();
    let date = [
        ("place", place),
        ("day", format!("{:02}", ctx.today.day())),
        ("month", format!("{:02}", ctx.today.month())),
        ("year", ctx.today.year().to_string()),
    ];
    let notes = match told.awaits_signature {
        true => vec![lang.t("signature-why"), lang.t("receipt-unsigned-note")],
        false => vec![lang.t("receipt-note")],
    };
    let labels = labels(lang, is_at_counter, told.awaits_signature);
    let parent = ctx.app.units().get(told.row.unit_id).and_then(|unit| unit.parent_id);
    let parent_body = parent.and_then(|id| ctx.app.units().office(id, lang));
    Receipt {
        parent_body: parent_body.unwrap_or_default(),
        issuing_body: told.office,
        number: told.row.number,
        tracking_secret: told.secret,
        kind_label: lang.t(&format!("receipt-kind-{}", told.kind.code())),
        filer_name: told.sender,
        filer_address: told.sender_address,
        subject: told.row.subject,
        received_on: lang.weekday_date(told.row.received_on),
        place_and_date: lang.ta("receipt-place-and-date", &date),
        next_steps: told.next_steps,
        files: told.files,
        tracking_url: told.tracking_url,
        notes,
        labels,
    }
}

fn labels(lang: Lang, is_at_counter: bool, awaits_signature: bool) -> ReceiptLabels {
    let text = |key: &str| lang.t(&format!("receipt-{key}"));
    // Until it is signed nothing is acknowledged but that it came in.
    let unsigned = |key: &str| match awaits_signature {
        true => text(&format!("unsigned-{key}")),
        false => text(key),
    };
    ReceiptLabels {
        language: lang.code().to_owned(),
        national_title: text("national-title"),
        motto: text("motto"),
        number: text("number"),
        title: unsigned("title"),
        opening: unsigned("opening"),
        filer: text("filer"),
        address: text("address"),
        subject: text("subject"),
        received: unsigned("received"),
        files: text("files"),
        no_files: text("no-files"),
        tracking: text("tracking"),
        tracking_number: text("tracking-number"),
        tracking_secret: text("tracking-secret"),
        tracking_secret_care: text("tracking-secret-care"),
        tracking_url: text("tracking-url"),
        qr_description: text("qr-description"),
        next_steps: text("next-steps"),
        notes: text("notes"),
        signatures: is_at_counter.then(|| SignatureLabels {
            filer: text("signature-filer"),
            receiver: text("signature-receiver"),
            hint: text("signature-hint"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_in_fours() {
        assert_eq!(grouped("1234567890123456"), "1234 5678 9012 3456");
        assert_eq!(grouped(""), "");
    }
}
