//! The whole URL map. Each line: method, path, who may call it, handler. A state change is a noun.
//!
//! The permission test walks [`URL_MAP`] for every role, so a route without an access cannot exist.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::error::AppError;
use crate::policy::access::Access;
use crate::web::{context, cookies, guard, security, static_files, upload};
use crate::{
    accounts, api, audit, calendar, campaigns, cases, commitments, deadlines, dialogues,
    document_forms, documents, escalation, exports, home, intake, mail, management, notice,
    overview, prolonged, public_figures, reception, reports, rooms, sealing, session, statutory,
    substitution, tracking, visits,
};

macro_rules! url_map {
    ($($method:ident $path:literal $access:ident => $handler:path,)*) => {
        /// Method, path, access of every route.
        pub const URL_MAP: &[(&str, &str, Access)] =
            &[$((stringify!($method), $path, Access::$access)),*];

        fn routes() -> Router<App> {
            Router::new()$(.route($path, $method($handler).layer(from_fn(
                |request: Request, next: Next| guard::check(Access::$access, request, next)
            ))))*
        }
    };
}

url_map! {
    // --- public pages
    get  "/" Public => home::show,
    post "/language" Public => home::set_language,
    get  "/health/live" Public => home::live,
    get  "/health/ready" Public => home::ready,
    get  "/static/{version}/{*name}" Public => static_files::serve,

    // --- filing
    get  "/filing" Public => intake::handler::start,
    post "/filing" Public => intake::handler::begin,
    get  "/filing/check" Public => intake::handler::check,
    get  "/filing/files" Public => intake::handler::files::show,
    post "/filing/files" Public => intake::handler::files::add,
    post "/filing/files/{id}/removal" Public => intake::handler::files::remove,
    post "/filing/submission" Public => intake::handler::submit,
    get  "/filing/confirmation" Public => intake::handler::ending::confirmation,
    get  "/filing/receipt.pdf" Public => intake::handler::ending::receipt_pdf,
    get  "/filing/complaint.pdf" Public => intake::handler::ending::complaint_pdf,
    post "/filing/end" Public => intake::handler::ending::end,
    post "/filing/abandonment" Public => intake::handler::ending::abandon,
    get  "/filing/{page}" Public => intake::handler::questions,
    post "/filing/{page}" Public => intake::handler::answer,
    get  "/deadlines" Public => deadlines::handler::show,

    // --- denunciations: the identity is sealed in the browser, or stays on paper
    get  "/denunciation" Public => intake::denunciation::handler::show,
    post "/denunciation/start" Public => intake::denunciation::handler::start,
    get  "/denunciation/new" Public => intake::denunciation::handler::write,
    post "/denunciation/submission" Public => intake::denunciation::handler::submit,
    get  "/denunciation/confirmation" Public => intake::denunciation::handler::confirmation,
    post "/denunciation/end" Public => intake::denunciation::handler::end,
    get  "/denunciations/new" Counter => intake::denunciation::handler::register::new,
    post "/denunciations" Counter => intake::denunciation::handler::register::create,
    get  "/denunciations/slip" Counter => intake::denunciation::handler::register::slip,
    post "/denunciations/end" Counter => intake::denunciation::handler::register::end,
    get  "/keys" Counter => sealing::handler::keys::show,
    post "/keys" Counter => sealing::handler::keys::add,
    post "/keys/mode" Counter => sealing::handler::keys::set_mode,
    post "/keys/{id}/retirement" Counter => sealing::handler::keys::retire,
    get  "/envelopes" Counter => sealing::handler::envelopes::list,
    post "/envelopes" Counter => sealing::handler::envelopes::take_back,
    get  "/envelopes/{id}" Counter => sealing::handler::envelopes::show,
    get  "/envelopes/{id}/file" Counter => sealing::handler::envelopes::export,
    post "/envelopes/{id}/opening" Counter => sealing::handler::opening::open,

    // --- tracking
    get  "/tracking" Public => tracking::handler::ask,
    post "/tracking" Public => tracking::handler::open,
    get  "/tracking/case" Public => tracking::handler::show,
    get  "/tracking/papers/{id}" Public => tracking::handler::paper,
    post "/tracking/messages" Public => tracking::handler::answer,
    get  "/tracking/complaint.pdf" Public => tracking::handler::signature::complaint_pdf,
    post "/tracking/signed-copy" Public => tracking::handler::signature::upload,
    post "/tracking/rating" Public => tracking::handler::rating::give,
    post "/tracking/end" Public => tracking::handler::end,

    // --- session and accounts
    get  "/session/new" Public => session::handler::new,
    post "/session" Public => session::handler::create,
    get  "/session/oidc" Public => session::oidc_pages::begin,
    get  "/session/oidc/return" Public => session::oidc_pages::come_back,
    get  "/session/code" Public => session::factor_pages::ask,
    post "/session/code" Public => session::factor_pages::answer,
    get  "/second-factor" SignedIn => session::factor_pages::show,
    post "/second-factor/setup" SignedIn => session::factor_pages::set_up,
    post "/second-factor/confirmation" SignedIn => session::factor_pages::confirm,
    post "/second-factor/recovery-codes" SignedIn => session::factor_pages::renew_codes,
    post "/second-factor/removal" SignedIn => session::factor_pages::remove,
    post "/session/ending" SignedIn => session::handler::end,
    get  "/sessions" SignedIn => session::list::show,
    post "/sessions/others/ending" SignedIn => session::list::end_others,
    post "/sessions/{id}/ending" SignedIn => session::list::end_one,
    get  "/password" SignedIn => accounts::handler::password,
    post "/password" SignedIn => accounts::handler::change_password,
    get  "/registration" Public => accounts::handler::registration,
    post "/registration" Public => accounts::handler::register,
    get  "/email-confirmation" Public => accounts::handler::confirmation,
    post "/email-confirmation" Public => accounts::handler::confirm,
    get  "/invitation" Public => accounts::handler::links::invitation,
    post "/invitation" Public => accounts::handler::links::accept,
    get  "/email" SignedIn => accounts::handler::links::email,
    post "/email" SignedIn => accounts::handler::links::change_email,
    get  "/email-change" Public => accounts::handler::links::email_change,
    post "/email-change" Public => accounts::handler::links::confirm_change,
    get  "/my-cases" Citizen => accounts::handler::my_cases,
    get  "/my-cases/{id}" Citizen => accounts::handler::my_case,
    post "/my-cases/confirmation-letter" Citizen => accounts::handler::send_letter_again,
    get  "/accounts" Admin => accounts::handler::admin::list,
    post "/accounts" Admin => accounts::handler::admin::create,
    get  "/accounts/new" Admin => accounts::handler::admin::new,
    get  "/accounts/{id}" Admin => accounts::handler::admin::show,
    post "/accounts/{id}/role" Admin => accounts::handler::admin::change_role,
    post "/accounts/{id}/second-factor/removal" Admin => accounts::handler::admin::reset_factor,
    post "/accounts/{id}/denunciations" Admin => accounts::handler::admin::set_denunciations,
    post "/accounts/{id}/invitation" Admin => accounts::handler::admin::invite,
    post "/accounts/{id}/lock" Admin => accounts::handler::admin::lock,
    post "/accounts/{id}/unlock" Admin => accounts::handler::admin::unlock,

    // --- reception days
    get  "/reception" Public => reception::handler::public::show,
    get  "/reception/{file}" Public => reception::handler::public::ics,
    get  "/receptions" Cases => reception::handler::list,
    post "/receptions" Counter => reception::handler::create,
    get  "/receptions/{id}" Cases => reception::handler::day::show,
    post "/receptions/{id}/posting" Counter => reception::handler::day::post,
    post "/receptions/{id}/test" Counter => reception::handler::day::test,
    post "/receptions/{id}/postponement" Counter => reception::handler::day::postpone,
    post "/receptions/{id}/holding" Counter => reception::handler::day::hold,
    post "/receptions/{id}/conclusion" Counter => reception::handler::conclusion::conclude,
    post "/receptions/{id}/tasks/{task}/completion" Counter => reception::handler::conclusion::finish,

    // --- register of receptions
    get  "/visits" Visits => visits::handler::list,
    post "/visits" Counter => visits::handler::entry::create,
    get  "/visits/new" Counter => visits::handler::entry::new,
    get  "/visits/print" Counter => visits::handler::export::print,
    get  "/visits/register.pdf" Counter => visits::handler::export::pdf,
    get  "/visits/register.docx" Counter => visits::handler::export::docx,
    get  "/visits/denunciations/new" Counter => visits::handler::denunciation::new,
    post "/visits/denunciations" Counter => visits::handler::denunciation::create,
    get  "/visits/{id}" Visits => visits::handler::show::show,
    get  "/visits/{id}/correction" Counter => visits::handler::correction::show,
    post "/visits/{id}/correction" Counter => visits::handler::correction::record,
    post "/visits/{id}/answer" Counter => visits::handler::later::answer,
    post "/visits/{id}/notice" Counter => visits::handler::later::notice,
    post "/visits/{id}/result" Counter => visits::handler::later::result,
    post "/visits/{id}/joining" Counter => visits::handler::later::join,

    // --- register of management work
    get  "/management" Management => management::handler::list,
    post "/management" Counter => management::handler::entry::create,
    get  "/management/new" Counter => management::handler::entry::new,
    get  "/management/{id}" Management => management::handler::show::show,
    post "/management/{id}/conclusion" Counter => management::handler::acts::conclude,
    post "/management/{id}/progress" Counter => management::handler::acts::progress,
    post "/management/{id}/progress/striking" Counter => management::handler::acts::strike_progress,
    post "/management/{id}/completion" Counter => management::handler::acts::complete,
    post "/management/{id}/striking" Counter => management::handler::acts::strike,

    // --- cases that have gone on for long
    get  "/prolonged" Cases => prolonged::handler::index,
    get  "/cases/{id}/prolonged" Cases => prolonged::handler::show,
    post "/cases/{id}/prolonged" Cases => prolonged::handler::flag,
    post "/cases/{id}/prolonged/history" Cases => prolonged::handler::add_history,
    post "/cases/{id}/prolonged/reviews" Cases => prolonged::handler::review,
    post "/cases/{id}/prolonged/ending" Cases => prolonged::handler::end,

    // --- dialogues with households
    get  "/dialogue-announcements" Public => dialogues::handler::public::show,
    get  "/dialogue-announcements/{file}" Public => dialogues::handler::public::file,
    get  "/dialogues" Dialogues => dialogues::handler::calendar::show,
    post "/dialogues" Work => dialogues::handler::create,
    get  "/dialogues/new" Work => dialogues::handler::new,
    get  "/dialogues/{id}" Dialogues => dialogues::handler::show,
    get  "/dialogues/{id}/calendar" Dialogues => dialogues::handler::calendar::file,
    post "/dialogues/{id}/announcement" Work => dialogues::handler::acts::announce,
    get  "/dialogues/{id}/move" Work => dialogues::handler::moving::show,
    post "/dialogues/{id}/move" Work => dialogues::handler::moving::record,
    post "/dialogues/{id}/attendance" Work => dialogues::handler::acts::attend,
    get  "/dialogues/{id}/minutes" Work => dialogues::handler::minutes::show,
    post "/dialogues/{id}/minutes" Work => dialogues::handler::minutes::save,
    post "/dialogues/{id}/minutes/signing" Work => dialogues::handler::minutes::sign,
    post "/dialogues/{id}/cancellation" Work => dialogues::handler::acts::cancel,
    post "/dialogues/{id}/correction" Work => dialogues::handler::acts::correct,
    post "/dialogues/{id}/closing" Work => dialogues::handler::acts::close,
    get  "/dialogues/{id}/commitments" Work => commitments::handler::new,
    post "/dialogues/{id}/commitments" Work => commitments::handler::create,
    get  "/commitments" Dialogues => commitments::handler::list,
    get  "/commitments/{id}" Dialogues => commitments::handler::show,
    post "/commitments/{id}/facts/{fact}" Work => commitments::handler::record,
    get  "/commitment-answer" Public => commitments::handler::answer::show,
    post "/commitment-answer" Public => commitments::handler::answer::record,
    get  "/campaigns" Dialogues => campaigns::handler::list,
    post "/campaigns" Work => campaigns::handler::create,
    get  "/campaigns/new" Work => campaigns::handler::new,
    get  "/campaigns/{id}" Dialogues => campaigns::handler::show,
    post "/campaigns/{id}/closing" Work => campaigns::handler::close,
    get  "/campaigns/{id}/households/new" Work => campaigns::handler::households::new,
    post "/campaigns/{id}/households" Work => campaigns::handler::households::create,
    post "/campaigns/{id}/households/import" Work => campaigns::handler::households::import,
    get  "/campaigns/{id}/plan" Work => campaigns::handler::plan::show,
    post "/campaigns/{id}/plan" Work => campaigns::handler::plan::record,
    post "/campaigns/{id}/announcement" Work => campaigns::handler::plan::announce,
    get  "/households/{id}" Dialogues => campaigns::handler::households::show,
    post "/households/{id}" Work => campaigns::handler::households::update,
    get  "/rooms" Dialogues => rooms::handler::list,
    post "/rooms" Work => rooms::handler::create,
    post "/rooms/{id}/closing" Work => rooms::handler::close,
    post "/rooms/{id}/opening" Work => rooms::handler::open,
    get  "/calendar-feeds" Dialogues => dialogues::handler::feeds::list,
    post "/calendar-feeds" Dialogues => dialogues::handler::feeds::create,
    post "/calendar-feeds/{id}/revocation" Dialogues => dialogues::handler::feeds::revoke,
    get  "/feeds/{file}" Public => dialogues::handler::feeds::show,

    // --- substitutes
    get  "/substitutions" Heads => substitution::handler::list,
    post "/substitutions" Heads => substitution::handler::create,
    post "/substitutions/{id}/ending" Heads => substitution::handler::end,

    // --- counter
    get  "/counter/new" Counter => intake::counter::handler::new,
    post "/counter" Counter => intake::counter::handler::create,
    get  "/counter/receipt" Counter => intake::counter::handler::show_receipt,
    get  "/counter/receipt.pdf" Counter => intake::counter::handler::receipt_pdf,
    post "/counter/end" Counter => intake::counter::handler::end,

    // --- cases and their steps
    get  "/cases" Cases => cases::handler::list::show,
    get  "/cases/{id}" Cases => cases::handler::show,
    get  "/cases/{id}/steps/{step}" Cases => cases::handler::step::show,
    post "/cases/{id}/steps/{step}" Cases => cases::handler::step::record,
    post "/cases/{id}/steps/{step}/preview" Cases => cases::handler::step::preview,
    post "/cases/{id}/confidentiality" Cases => cases::handler::confidentiality::set,
    post "/cases/{id}/messages" Cases => cases::handler::message::write,
    get  "/cases/{id}/files/{file}" Cases => cases::handler::file,

    // --- papers
    get  "/documents" Cases => documents::handler::list,
    post "/documents" Work => documents::handler::create,
    get  "/documents/new" Work => documents::handler::new,
    get  "/documents/day.pdf" Cases => documents::handler::print::day,
    get  "/documents/labels.pdf" Work => documents::handler::print::labels,
    get  "/documents/{id}" Cases => documents::handler::show::show,
    post "/documents/{id}" Work => documents::handler::edit::save,
    get  "/documents/{id}/paper.pdf" Cases => documents::handler::files::pdf,
    get  "/documents/{id}/paper.docx" Cases => documents::handler::files::docx,
    post "/documents/{id}/submission" Work => documents::handler::acts::submit,
    post "/documents/{id}/approval" Work => documents::handler::acts::approve,
    post "/documents/{id}/return" Work => documents::handler::acts::send_back,
    post "/documents/{id}/bypass" Work => documents::handler::acts::bypass,
    post "/documents/{id}/issue" Work => documents::handler::acts::issue,
    post "/documents/{id}/withdrawal" Work => documents::handler::acts::withdraw,
    post "/documents/{id}/replacement" Work => documents::handler::acts::replace,
    post "/documents/{id}/discarding" Work => documents::handler::acts::discard,
    post "/documents/{id}/files" Work => documents::handler::files::add,
    get  "/documents/{id}/files/{file}" Cases => documents::handler::files::copy,
    post "/documents/{id}/services" Work => documents::handler::service::record,
    post "/documents/{id}/letter" Work => documents::handler::service::mail,
    get  "/paper" Public => documents::handler::fetch::show,
    post "/paper" Public => documents::handler::fetch::fetch,

    // --- forms of papers
    get  "/document-forms" Admin => document_forms::handler::list,
    post "/document-forms" Admin => document_forms::handler::edit::create,
    get  "/document-forms/new" Admin => document_forms::handler::edit::new,
    get  "/document-forms/own/{id}" Admin => document_forms::handler::edit::show,
    post "/document-forms/own/{id}" Admin => document_forms::handler::edit::save,
    get  "/document-forms/{key}" Admin => document_forms::handler::show,
    get  "/document-forms/{key}/sample.pdf" Admin => document_forms::handler::pdf,
    get  "/document-forms/{key}/sample.docx" Admin => document_forms::handler::docx,

    // --- audit
    get  "/audit" Admin => audit::handler::show,

    // --- calendar
    get  "/calendar" Staff => calendar::handler::show,
    get  "/calendar/changes/new" Admin => calendar::handler::new,
    post "/calendar/changes" Admin => calendar::handler::create,
    get  "/calendar/changes/{id}" Staff => calendar::handler::change,

    // --- reports
    get  "/reports" Reports => reports::handler::show,
    get  "/reports.csv" Reports => reports::handler::export,
    get  "/reports.pdf" Reports => reports::handler::pdf,
    get  "/figures" Public => public_figures::handler::show,

    // --- statutory reports: the six tables, their records, their life
    get  "/statutory" Statutory => statutory::handler::index,
    get  "/statutory/tables" Statutory => statutory::handler::tables::show,
    get  "/statutory/tables.xlsx" Statutory => statutory::handler::tables::xlsx,
    get  "/statutory/tables.pdf" Statutory => statutory::handler::tables::pdf,
    get  "/statutory/cell" Statutory => statutory::handler::cell::show,
    post "/statutory/reports" Statutory => statutory::handler::steps::begin,
    get  "/statutory/reports/{id}" Statutory => statutory::handler::report::show,
    get  "/statutory/reports/{id}/tables" Statutory => statutory::handler::report::frozen_tables,
    get  "/statutory/reports/{id}/tables.xlsx" Statutory => statutory::handler::files::report_xlsx,
    get  "/statutory/reports/{id}/tables.pdf" Statutory => statutory::handler::files::report_pdf,
    get  "/statutory/reports/{id}/narrative.docx" Statutory => statutory::handler::files::narrative_docx,
    get  "/statutory/reports/{id}/narrative.pdf" Statutory => statutory::handler::files::narrative_pdf,
    post "/statutory/reports/{id}/words" Statutory => statutory::handler::steps::words,
    post "/statutory/reports/{id}/check" Statutory => statutory::handler::steps::check,
    post "/statutory/reports/{id}/reopening" Statutory => statutory::handler::steps::reopen,
    post "/statutory/reports/{id}/submission" Statutory => statutory::handler::steps::submit,
    post "/statutory/reports/{id}/correction" Statutory => statutory::handler::steps::correct,
    get  "/statutory/openings" Statutory => statutory::handler::openings::list,
    post "/statutory/openings" Statutory => statutory::handler::openings::create,
    post "/statutory/openings/{id}/striking" Statutory => statutory::handler::openings::strike,

    // --- lists as files
    get  "/exports" Cases => exports::handler::list,
    post "/exports" Cases => exports::handler::create,
    get  "/exports/{id}" Cases => exports::handler::show,
    get  "/exports/{id}/file" Cases => exports::handler::file,

    // --- mail
    get  "/mail" Cases => mail::handler::list,
    post "/mail/{id}/retry" Counter => mail::handler::retry,
    get  "/overview" Leaders => overview::handler::show,
    get  "/notification-settings" Staff => notice::handler::show,
    post "/notification-settings" Staff => notice::handler::save,
    get  "/escalations" Cases => escalation::handler::list,
    get  "/mail/templates" Admin => notice::handler::templates,
    get  "/mail/print" Cases => mail::handler::print::show,
    post "/mail/print" Counter => mail::handler::print::pdf,
    post "/mail/print/marks" Counter => mail::handler::print::mark,
    post "/mail/{id}/printed/removal" Counter => mail::handler::print::unmark,
    post "/mail/bounces" Public => mail::handler::bounce::take,
    post "/mail/addresses/{id}/clearing" Counter => mail::handler::bounce::clear,
    get  "/demo/mail" Public => mail::handler::demo::list,
    get  "/demo/mail/{id}" Public => mail::handler::demo::show,

    // --- programs
    post "/api/v1/tokens" Public => api::handler::create_token,
    post "/api/v1/cases" Public => api::handler::create_case,
    get  "/api/v1/cases" Token => api::handler::list_cases,
    get  "/api/v1/cases/{id}" Token => api::handler::show_case,
    get  "/api/v1/papers/{id}" Token => api::handler::show_paper,
    post "/api/v1/papers/{id}/decision" Token => api::handler::decide_paper,
    post "/api/v1/tracking" Public => api::handler::track,
    get  "/api/openapi.json" Public => api::document::show,
    get  "/api/docs" Public => api::document::to_page,
    get  "/api/docs/" Public => api::document::page,
    get  "/api/docs/{*file}" Public => api::document::page_file,
}

/// Long enough for all files of a filing over a slow line; nothing here works for longer.
const ANSWER_WITHIN: Duration = Duration::from_secs(600);

/// The application with all its layers.
///
/// # Errors
/// The public URL is not an origin.
pub fn build(app: App) -> Result<Router, AppError> {
    let csrf = CsrfLayer::new()
        .add_trusted_origin(&app.config.server.public_url)
        .map_err(|error| AppError::internal("server.public_url", error))?;
    let limit = upload::body_limit(&app.config.limits);
    Ok(routes()
        .layer(csrf)
        .layer(from_fn(upload::limit_bodies))
        .layer(DefaultBodyLimit::max(limit))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(app.clone(), context::attach))
        .layer(from_fn_with_state(app.clone(), cookies::host_only))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, ANSWER_WITHIN))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app))
}
