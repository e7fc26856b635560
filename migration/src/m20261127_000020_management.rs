//! The register of management work (sổ theo dõi công tác quản lý nhà nước về tiếp công dân, khiếu nại, tố cáo),
//! which form 06/QLKNTC is counted from.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        entries(m).await?;
        progress(m).await
    }
}

fn key(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").to_owned()
}

async fn index(
    m: &SchemaManager<'_>,
    table: &'static str,
    name: &'static str,
    [first, second]: [&'static str; 2],
) -> Result<(), DbErr> {
    let index = Index::create().name(name).table(table).col(first).col(second).to_owned();
    m.create_index(index).await
}

async fn entries(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "management_entries";
    m.create_table(
        Table::create()
            .table(table)
            .col(uuid("id").primary_key())
            .col(uuid("unit_id"))
            .col(string("kind"))
            .col(date("on_date"))
            .col(string("number"))
            .col(string("title"))
            .col(integer("people"))
            .col(integer("units"))
            .col(date_null("concluded_on"))
            .col(string("conclusion_number"))
            .col(integer("rec_organisations"))
            .col(integer("rec_people"))
            .col(integer("transferred_organisations"))
            .col(integer("transferred_people"))
            .col(uuid_null("conclusion_by"))
            .col(timestamp_with_time_zone_null("conclusion_at"))
            .col(date_null("finished_on"))
            .col(uuid_null("finish_by"))
            .col(timestamp_with_time_zone_null("finish_at"))
            .col(date_null("struck_on"))
            .col(uuid_null("struck_by"))
            .col(text("struck_reason"))
            .col(uuid_null("replaces_id").unique_key().take())
            .col(string_uniq("token"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(integer("version"))
            .foreign_key(&mut key(table, "unit_id", "units"))
            .foreign_key(&mut key(table, "created_by", "accounts"))
            .foreign_key(&mut key(table, "conclusion_by", "accounts"))
            .foreign_key(&mut key(table, "finish_by", "accounts"))
            .foreign_key(&mut key(table, "struck_by", "accounts"))
            .foreign_key(&mut key(table, "replaces_id", table))
            .to_owned(),
    )
    .await?;
    index(m, table, "management_entries_day", ["unit_id", "on_date"]).await?;
    // A document is counted once; a class has no number.
    let once = "CREATE UNIQUE INDEX management_entries_number \
                ON management_entries (unit_id, kind, number, on_date) \
                WHERE struck_on IS NULL AND number <> ''";
    m.get_connection().execute_unprepared(once).await?;
    Ok(())
}

async fn progress(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = "management_progress";
    m.create_table(
        Table::create()
            .table(table)
            .col(uuid("id").primary_key())
            .col(uuid("entry_id"))
            .col(date("on_date"))
            .col(integer("organisations"))
            .col(integer("people"))
            .col(integer("prosecuted_cases"))
            .col(integer("prosecuted_people"))
            .col(date_null("struck_on"))
            .col(uuid_null("struck_by"))
            .col(text("struck_reason"))
            .col(string("token"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut key(table, "entry_id", "management_entries"))
            .foreign_key(&mut key(table, "struck_by", "accounts"))
            .foreign_key(&mut key(table, "created_by", "accounts"))
            .to_owned(),
    )
    .await?;
    index(m, table, "management_progress_of", ["entry_id", "on_date"]).await?;
    let mut once = Index::create().name("management_progress_token").table(table).to_owned();
    m.create_index(once.col("entry_id").col("token").unique().to_owned()).await
}
