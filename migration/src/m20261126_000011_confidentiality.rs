//! How secret a case is, with each change of it; and who acts for whom while somebody is away.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let level = string("confidentiality").default("ordinary").take();
        m.alter_table(Table::alter().table("cases").add_column(level).to_owned()).await?;
        m.execute(
            Query::update()
                .table("cases")
                .value("confidentiality", "sealed")
                .and_where(Expr::col("kind").eq("denunciation"))
                .to_owned(),
        )
        .await?;
        changes(m).await?;
        substitutions(m).await
    }
}

async fn changes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("confidentiality_changes")
            .col(uuid("id").primary_key())
            .col(uuid("case_id"))
            .col(string("level"))
            .col(text("reason"))
            .col(uuid("actor_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(
                ForeignKey::create().from("confidentiality_changes", "case_id").to("cases", "id"),
            )
            .to_owned(),
    )
    .await?;
    let by_case = Index::create()
        .name("confidentiality_changes_case")
        .table("confidentiality_changes")
        .col("case_id")
        .to_owned();
    m.create_index(by_case).await
}

async fn substitutions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("substitutions")
            .col(uuid("id").primary_key())
            .col(uuid("absent_id"))
            .col(uuid("substitute_id"))
            .col(date("from_on"))
            .col(date("to_on"))
            .col(boolean("with_denunciations"))
            .col(text("reason"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .foreign_key(
                ForeignKey::create().from("substitutions", "absent_id").to("accounts", "id"),
            )
            .foreign_key(
                ForeignKey::create().from("substitutions", "substitute_id").to("accounts", "id"),
            )
            .to_owned(),
    )
    .await?;
    let by_substitute = Index::create()
        .name("substitutions_substitute")
        .table("substitutions")
        .col("substitute_id")
        .to_owned();
    m.create_index(by_substitute).await
}
