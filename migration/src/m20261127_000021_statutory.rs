//! What the statutory tables are counted from: one row a letter, decision and record of execution, kept in the
//! transaction of the fact it follows from. Figures entered for the time before, and reports with their versions.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Amounts of a decision or conclusion.
const RECOMMENDED: [&str; 12] = [
    "state_money",
    "state_land",
    "returned_money",
    "returned_land",
    "returned_organisations",
    "returned_people",
    "handled_organisations",
    "handled_people",
    "handled_officials",
    "transferred_cases",
    "transferred_people",
    "transferred_officials",
];

/// Amounts of a record of execution.
const EXECUTED: [&str; 10] = [
    "state_money",
    "state_land",
    "returned_money",
    "returned_land",
    "handled_organisations",
    "handled_people",
    "handled_officials",
    "prosecuted_cases",
    "prosecuted_people",
    "prosecuted_officials",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        figures(m).await?;
        openings(m).await?;
        reports(m).await?;
        // Residential groups of a unit that was divided; empty for what got the rest of it.
        let groups = ColumnDef::new("groups").text().not_null().default("").to_owned();
        let table = Table::alter().table("unit_successions").add_column(groups).to_owned();
        m.alter_table(table).await
    }
}

fn key(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").to_owned()
}

async fn index(
    m: &SchemaManager<'_>,
    table: &'static str,
    name: &'static str,
    columns: &[&'static str],
    is_unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    if is_unique {
        index.unique();
    }
    m.create_index(index).await
}

async fn figures(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("letter_figures")
            .col(uuid("case_id").primary_key())
            .col(uuid("unit_id"))
            .col(string("area"))
            .col(string("kind"))
            .col(string("level"))
            .col(string("field"))
            .col(date("received_on"))
            .col(date("begins_on"))
            .col(date("ends_on"))
            .col(date("processed_on"))
            .col(string("handling"))
            .col(date("changed_on"))
            .col(string("changed_to"))
            .col(date("accepted_on"))
            .col(date("refused_on"))
            .col(date("stopped_on"))
            .col(date("resolved_on"))
            .foreign_key(&mut key("letter_figures", "case_id", "cases"))
            .to_owned(),
    )
    .await?;
    // Holds everything that is counted, so that a period is read from the index alone; letters that were
    // processed before it are never touched.
    let counted = [
        "unit_id",
        "processed_on",
        "begins_on",
        "ends_on",
        "received_on",
        "kind",
        "level",
        "field",
        "handling",
        "changed_on",
        "changed_to",
        "accepted_on",
        "refused_on",
        "stopped_on",
        "area",
        "case_id",
    ];
    index(m, "letter_figures", "letter_figures_counted", &counted, false).await?;
    let open = ["unit_id", "resolved_on", "processed_on"];
    index(m, "letter_figures", "letter_figures_open", &open, false).await?;
    let mut decisions = Table::create()
        .table("decision_figures")
        .col(uuid("case_id"))
        .col(integer("seq"))
        .col(uuid("unit_id"))
        .col(string("area"))
        .col(string("kind"))
        .col(string("level"))
        .col(string("outcome"))
        .col(date("issued_on"))
        .col(date("left_on"))
        .col(date("executed_on"))
        .primary_key(Index::create().col("case_id").col("seq"))
        .foreign_key(&mut key("decision_figures", "case_id", "cases"))
        .to_owned();
    for column in RECOMMENDED {
        decisions.col(big_integer(column));
    }
    m.create_table(decisions).await?;
    let by_issue = ["unit_id", "issued_on"];
    index(m, "decision_figures", "decision_figures_issued", &by_issue, false).await?;
    let by_end = ["unit_id", "left_on", "issued_on"];
    index(m, "decision_figures", "decision_figures_left", &by_end, false).await?;
    let mut progress = Table::create()
        .table("execution_figures")
        .col(uuid("case_id"))
        .col(integer("seq"))
        .col(integer("decision_seq"))
        .col(uuid("unit_id"))
        .col(string("area"))
        .col(string("kind"))
        .col(date("on_date"))
        .primary_key(Index::create().col("case_id").col("seq"))
        .foreign_key(&mut key("execution_figures", "case_id", "cases"))
        .to_owned();
    for column in EXECUTED {
        progress.col(big_integer(column));
    }
    m.create_table(progress).await?;
    let by_day = ["unit_id", "on_date"];
    index(m, "execution_figures", "execution_figures_day", &by_day, false).await
}

async fn openings(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("opening_figures")
            .col(uuid("id").primary_key())
            .col(uuid("unit_id"))
            .col(string("circular"))
            .col(string("form"))
            .col(integer("column_no"))
            .col(date("from_on"))
            .col(date("to_on"))
            .col(boolean("is_stock"))
            .col(big_integer("value"))
            .col(text("note"))
            .col(string("token"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(uuid_null("struck_by"))
            .col(timestamp_with_time_zone_null("struck_at"))
            .col(text("struck_reason"))
            .foreign_key(&mut key("opening_figures", "unit_id", "units"))
            .to_owned(),
    )
    .await?;
    let by_unit = ["unit_id", "circular", "from_on"];
    index(m, "opening_figures", "opening_figures_unit", &by_unit, false).await?;
    let once = ["token", "form", "column_no"];
    index(m, "opening_figures", "opening_figures_once", &once, true).await
}

async fn reports(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("statutory_reports")
            .col(uuid("id").primary_key())
            .col(uuid("unit_id"))
            .col(string("circular"))
            .col(string("period"))
            .col(integer("year"))
            .col(date("from_on"))
            .col(date("to_on"))
            .col(integer("number"))
            .col(string("stage"))
            .col(text("reason"))
            .col(text("figures"))
            .col(string("figures_hash"))
            .col(text("explanations"))
            .col(text("words"))
            .col(string("paper_number"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(uuid_null("checked_by"))
            .col(timestamp_with_time_zone_null("checked_at"))
            .col(uuid_null("submitted_by"))
            .col(timestamp_with_time_zone_null("submitted_at"))
            .col(integer("version"))
            .foreign_key(&mut key("statutory_reports", "unit_id", "units"))
            .to_owned(),
    )
    .await?;
    let once = ["unit_id", "circular", "from_on", "to_on", "number"];
    index(m, "statutory_reports", "statutory_reports_number", &once, true).await?;
    let by_period = ["from_on", "to_on", "stage"];
    index(m, "statutory_reports", "statutory_reports_period", &by_period, false).await
}
