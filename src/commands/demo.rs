//! `gandan demo`: a trial in a folder of its own, with made-up units' staff, citizens and cases.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sea_orm::EntityTrait;

use super::{open_database, serve};
use crate::app::{self, App};
use crate::clock::{Clock, FixedClock};
use crate::config::Config;
use crate::demo;
use crate::mail::Mailer;

/// Says in the folder that its data are made up, and whether they are whole.
const MARK: &str = "made-up-data";
const BEGUN: &str = "begun\n";
const WHOLE: &str = "whole\n";

pub async fn demo(mut config: Config, folder: Option<PathBuf>) -> anyhow::Result<()> {
    config.data.dir = folder.unwrap_or_else(|| config.data.dir.join("demo"));
    // Never into a database or to people that are real.
    config.database.url.clear();
    config.mail.url.clear();
    config.server.secure_cookies = false;
    config.security.second_factor_roles.clear();
    let listener = serve::listen(&config).await?;
    config.server.public_url = format!("http://{}", listener.local_addr()?);

    let is_made = prepare_folder(&config.data.dir)?;
    let db = open_database(&config).await?;
    app::migrate(&db).await?;
    let mailer = Mailer::from_url_at_once(&config.mail_url(), config.mail.at_once)?;
    if !is_made {
        let now = Clock::System.now();
        let clock = FixedClock::at(now);
        let past = Clock::Fixed(clock.clone());
        let app = app::open(config.clone(), past, db.clone(), mailer.clone(), true).await?;
        demo::make(&app, &clock, crate::clock::date_in_vietnam(now)).await?;
        std::fs::write(config.data.dir.join(MARK), WHOLE)?;
    }
    let app = app::open(config, Clock::System, db, mailer, true).await?;
    println!("Gần Dân: {}/", app.config.server.public_url);
    print_sign_ins(&app).await?;
    serve::run(app, listener, true).await
}

/// Whether whole made-up data are there already. Half-made data are begun anew; data of any other
/// origin are left alone.
fn prepare_folder(folder: &Path) -> anyhow::Result<bool> {
    let shown = folder.display();
    std::fs::create_dir_all(folder).with_context(|| format!("data folder {shown}"))?;
    let mark = folder.join(MARK);
    match std::fs::read_to_string(&mark).as_deref() {
        Ok(WHOLE) => return Ok(true),
        Ok(_) => {
            for name in ["gandan.sqlite", "gandan.sqlite-wal", "gandan.sqlite-shm"] {
                let file = folder.join(name);
                if file.exists() {
                    std::fs::remove_file(&file)?;
                }
            }
        }
        Err(_) if folder.join("gandan.sqlite").exists() => {
            bail!("{shown} holds data that are not made up; choose another folder with --data");
        }
        Err(_) => {}
    }
    std::fs::write(&mark, BEGUN)?;
    Ok(false)
}

/// Who can sign in, role by role, and a case to track.
async fn print_sign_ins(app: &App) -> anyhow::Result<()> {
    use crate::web::i18n::Lang::Vi;
    println!("\nMật khẩu chung: {}", demo::PASSWORD);
    for (login, name, role, unit) in demo::STAFF {
        let units = app.units();
        let unit = units.all().into_iter().find(|u| u.code == unit && u.valid_to.is_none());
        let role = Vi.t(&format!("role-{}", role.code()));
        let unit = unit.map(|unit| format!(", {}", unit.name)).unwrap_or_default();
        let denunciations = if demo::HANDLES_DENUNCIATIONS.contains(&login) {
            Vi.t("demo-denunciations")
        } else {
            String::new()
        };
        println!("  {login:<20} {name} ({role}{unit}{denunciations})");
    }
    for (login, name) in demo::CITIZENS {
        println!("  {login:<20} {name} ({})", Vi.t("role-citizen"));
    }
    println!("\nKhóa niêm phong tố cáo: {}", app.config.data.dir.join("demo-keys").display());
    println!("  mật khẩu câu: {}", demo::PASSPHRASE);
    if let Some((number, secret)) = case_to_track(app).await? {
        println!("\nTra cứu thử: số đơn {number}, mã tra cứu {secret}");
    }
    Ok(())
}

/// An open case with its secret, found by trying the made-up tokens: the database keeps only a hash.
async fn case_to_track(app: &App) -> anyhow::Result<Option<(String, String)>> {
    use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
    let row = entity::case::Entity::find()
        .filter(entity::case::Column::Stage.eq("dialogue"))
        .filter(entity::case::Column::Kind.eq("complaint"))
        .order_by_desc(entity::case::Column::FiledAt)
        .one(app.db.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let count: u32 = demo::CASES.iter().map(|(_, _, count)| count).sum();
    let mut secrets = (0..count as usize).map(|n| app.key.tracking_secret(&demo::filing_token(n)));
    let secret = secrets.find(|secret| app.key.secret_hash(&row.number, secret) == row.secret_hash);
    Ok(secret.map(|secret| (row.number, secret)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_data_are_left_alone_and_half_made_data_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (path, database) = (folder.path(), folder.path().join("gandan.sqlite"));
        std::fs::write(&database, "real").unwrap();
        let error = prepare_folder(path).unwrap_err().to_string();
        assert!(error.contains("not made up"), "{error}");
        assert!(database.exists());

        std::fs::write(path.join(MARK), BEGUN).unwrap();
        assert!(!prepare_folder(path).unwrap());
        assert!(!database.exists());
        std::fs::write(path.join(MARK), WHOLE).unwrap();
        assert!(prepare_folder(path).unwrap());
    }
}
