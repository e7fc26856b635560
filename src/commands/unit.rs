//! `gandan unit import FILE`: the offices of an installation, from a table people can read.

use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use chrono::NaiveDate;
use clap::Subcommand;
use entity::unit;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Deserialize;
use uuid::Uuid;

use super::open_database;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Tx;
use crate::ids::new_id;
use crate::text::clean_line;
use crate::units::{DEPARTMENT, PROVINCE, WARD};
#[derive(Debug, Subcommand)]
pub enum UnitCommand {
    /// Add or update units from a CSV file with the columns code, name, kind (province, ward,
    /// department), parent (code), valid_from, valid_to, takes_filings, is_remote
    Import { file: PathBuf },
}

/// A line of the file.
#[derive(Debug, Deserialize)]
struct Line {
    code: String,
    name: String,
    kind: String,
    #[serde(default)]
    parent: String,
    valid_from: NaiveDate,
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    takes_filings: bool,
    #[serde(default)]
    is_remote: bool,
}

pub async fn run(config: Config, command: UnitCommand) -> anyhow::Result<()> {
    let UnitCommand::Import { file } = command;
    let text = std::fs::read(&file).with_context(|| file.display().to_string())?;
    let lines = read(&text).with_context(|| file.display().to_string())?;
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let tx = db.begin_write().await?;
    let (added, updated) = store(&tx, &lines).await?;
    tx.commit().await?;
    db.close().await;
    println!("units: {added} added, {updated} updated");
    Ok(())
}

/// Reads the file; a mistake is named with its line.
fn read(text: &[u8]) -> anyhow::Result<Vec<Line>> {
    // Spreadsheets put a mark before the first column.
    let text = text.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(text);
    let mut lines: Vec<Line> = Vec::new();
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
    for (number, record) in (2..).zip(reader.deserialize()) {
        let line: Line = record.with_context(|| format!("line {number}"))?;
        ensure!(
            !line.code.is_empty() && !line.name.is_empty(),
            "line {number}: code and name are needed"
        );
        ensure!(
            [PROVINCE, WARD, DEPARTMENT].contains(&line.kind.as_str()),
            "line {number}: kind must be province, ward or department, not `{}`",
            line.kind
        );
        ensure!(
            line.valid_to.is_none_or(|end| end >= line.valid_from),
            "line {number}: valid_to is before valid_from"
        );
        lines.push(line);
    }
    ensure!(!lines.is_empty(), "there are no units");
    Ok(lines)
}

/// Writes the units; the same code and first day is the same unit.
async fn store(tx: &Tx, lines: &[Line]) -> anyhow::Result<(usize, usize)> {
    let mut known: Vec<(String, NaiveDate, Uuid)> = unit::Entity::find()
        .all(tx)
        .await?
        .into_iter()
        .map(|row| (row.code, row.valid_from, row.id))
        .collect();
    let (mut added, mut updated) = (0, 0);
    for line in lines {
        let parent_id = match line.parent.as_str() {
            "" => None,
            code => {
                let newest = known
                    .iter()
                    .filter(|(known, ..)| known == code)
                    .max_by_key(|(_, from, _)| *from);
                let Some((.., id)) = newest else {
                    bail!("unit {}: its parent {code} must come before it", line.code)
                };
                Some(*id)
            }
        };
        let found =
            known.iter().find(|(code, from, _)| *code == line.code && *from == line.valid_from);
        let id = found.map_or_else(|| new_id(Clock::System.now()), |(.., id)| *id);
        let row = unit::ActiveModel {
            id: Set(id),
            code: Set(line.code.clone()),
            name: Set(clean_line(&line.name)),
            parent_id: Set(parent_id),
            kind: Set(line.kind.clone()),
            valid_from: Set(line.valid_from),
            valid_to: Set(line.valid_to),
            takes_filings: Set(line.takes_filings),
            is_remote: Set(line.is_remote),
        };
        if found.is_some() {
            unit::Entity::update(row).exec(tx).await?;
            updated += 1;
        } else {
            unit::Entity::insert(row).exec_without_returning(tx).await?;
            known.push((line.code.clone(), line.valid_from, id));
            added += 1;
        }
    }
    Ok((added, updated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Db;

    const FILE: &str = "\u{FEFF}code,name,kind,parent,valid_from,valid_to,takes_filings,is_remote\n\
        22,Tỉnh Quảng Ninh,province,,2025-07-01,,false,false\n\
        06811, Phường Uông Bí ,ward,22,2025-07-01,,true,false\n";

    #[tokio::test]
    async fn units_are_added_once_and_updated() {
        let db = Db::open("sqlite::memory:", None).await.unwrap();
        app::migrate(&db).await.unwrap();
        let lines = read(FILE.as_bytes()).unwrap();
        let tx = db.begin_write().await.unwrap();
        assert_eq!(store(&tx, &lines).await.unwrap(), (2, 0));
        assert_eq!(store(&tx, &lines).await.unwrap(), (0, 2));
        tx.commit().await.unwrap();
        let rows = unit::Entity::find().all(db.read()).await.unwrap();
        assert_eq!(rows.len(), 2);
        let ward = rows.iter().find(|row| row.code == "06811").unwrap();
        assert_eq!(ward.name, "Phường Uông Bí");
        assert_eq!(ward.parent_id, rows.iter().find(|row| row.code == "22").map(|row| row.id));
    }

    #[tokio::test]
    async fn mistakes_are_named_with_their_place() {
        let wrong = |line: &str| {
            let text = format!(
                "code,name,kind,parent,valid_from,valid_to,takes_filings,is_remote\n{line}\n"
            );
            format!("{:#}", read(text.as_bytes()).unwrap_err())
        };
        assert!(wrong("1,A,xã,,2025-07-01,,true,false").contains("line 2: kind must be"));
        assert!(wrong("1,A,ward,,2025-31-02,,true,false").contains("line 2"));
        assert!(wrong("1,A,ward,,2025-07-01,2025-06-30,true,false").contains("valid_to"));
        let db = Db::open("sqlite::memory:", None).await.unwrap();
        app::migrate(&db).await.unwrap();
        let orphan = FILE.replace("06811, Phường Uông Bí ,ward,22", "06811,Phường,ward,99");
        let tx = db.begin_write().await.unwrap();
        let error = store(&tx, &read(orphan.as_bytes()).unwrap()).await.unwrap_err();
        assert!(error.to_string().contains("unit 06811: its parent 99"), "{error}");
        tx.rollback().await.unwrap();
    }
}
