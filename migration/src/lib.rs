//! The schema of the database, one file a change, names as strings.
//!
//! Rule: expand first, contract later. A migration never imports `entity` or `law`: those follow
//! the newest schema, a migration must stay what it was on the day it first ran.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261125_000001_baseline;
mod m20261125_000002_search;
mod m20261125_000003_account_events;
mod m20261125_000004_outbox_case;
mod m20261125_000005_calendar;
mod m20261125_000006_following_case;
mod m20261125_000007_denunciations;
mod m20261125_000008_audit;
mod m20261125_000009_sign_in_attempts;
mod m20261126_000010_sealing;
mod m20261126_000011_confidentiality;
mod m20261126_000012_second_factor;
mod m20261126_000013_reception;
mod m20261126_000014_paper_letters;
mod m20261126_000015_visits;
mod m20261126_000016_notices;
mod m20261126_000017_dialogues;
mod m20261126_000018_documents;
mod m20261127_000019_signature;
mod m20261127_000020_management;
mod m20261127_000021_statutory;
mod m20261127_000022_local_form_once;
mod m20261127_000023_exports;
mod m20261127_000024_dashboard;
mod m20261127_000025_figure_indexes;
mod m20261127_000026_figure_copies;

/// Runs all migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261125_000001_baseline::Migration),
            Box::new(m20261125_000002_search::Migration),
            Box::new(m20261125_000003_account_events::Migration),
            Box::new(m20261125_000004_outbox_case::Migration),
            Box::new(m20261125_000005_calendar::Migration),
            Box::new(m20261125_000006_following_case::Migration),
            Box::new(m20261125_000007_denunciations::Migration),
            Box::new(m20261125_000008_audit::Migration),
            Box::new(m20261125_000009_sign_in_attempts::Migration),
            Box::new(m20261126_000010_sealing::Migration),
            Box::new(m20261126_000011_confidentiality::Migration),
            Box::new(m20261126_000012_second_factor::Migration),
            Box::new(m20261126_000013_reception::Migration),
            Box::new(m20261126_000014_paper_letters::Migration),
            Box::new(m20261126_000015_visits::Migration),
            Box::new(m20261126_000016_notices::Migration),
            Box::new(m20261126_000017_dialogues::Migration),
            Box::new(m20261126_000018_documents::Migration),
            Box::new(m20261127_000019_signature::Migration),
            Box::new(m20261127_000020_management::Migration),
            Box::new(m20261127_000021_statutory::Migration),
            Box::new(m20261127_000022_local_form_once::Migration),
            Box::new(m20261127_000023_exports::Migration),
            Box::new(m20261127_000024_dashboard::Migration),
            Box::new(m20261127_000025_figure_indexes::Migration),
            Box::new(m20261127_000026_figure_copies::Migration),
        ]
    }
}
