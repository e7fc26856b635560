//! `gandan deadline`: the law's own answer to "by which day", for people and programs.

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use law::calendar::WorkCalendar;
use law::deadline::Pause;
use law::regime::Regime;
use law::rule::{self, Circumstances, Row};
use law::settings::Rules;
use serde_json::json;

use crate::calendar::{self, shipped};
use crate::config::Config;
use crate::db::Db;
use crate::deadlines::question::{self, MOST_DAYS, Question, measure};
use crate::units::Units;
use crate::web::errors::citation_text;
use crate::web::i18n::Lang;

#[derive(Debug, Args)]
pub struct DeadlineArgs {
    /// Row of the law: KN-03b, or KN-03 for the one in force on the day
    rule: Option<String>,
    /// Day of the fact, or of the event it must precede: YYYY-MM-DD
    #[arg(long)]
    event: Option<NaiveDate>,
    /// A complex case
    #[arg(long)]
    complex: bool,
    /// A remote place
    #[arg(long)]
    remote: bool,
    /// Time that does not count: day of the order and day of going on, FROM..TO
    #[arg(long, value_name = "FROM..TO", value_parser = pause)]
    paused: Vec<Pause>,
    /// Count plain working days instead of a rule
    #[arg(long, value_name = "N", conflicts_with = "rule")]
    working_days: Option<u32>,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
    /// List every row with its article and validity
    #[arg(long)]
    list: bool,
}

/// Answers one question.
///
/// # Errors
/// No such rule, none in force on the day, a row that gives no date, or the calendar cannot be read.
pub async fn run(config: Config, args: DeadlineArgs) -> anyhow::Result<()> {
    if args.list {
        print!("{}", list());
        return Ok(());
    }
    let event = args.event.context("say the day of the fact: --event YYYY-MM-DD")?;
    let calendar = calendar(&config).await?;
    println!("{}", answer(&config, &calendar, event, &args)?);
    Ok(())
}

/// The installation's own calendar, or the shipped one where there is no installation yet. A question
/// changes nothing, so the database is not migrated for it.
async fn calendar(config: &Config) -> anyhow::Result<WorkCalendar> {
    if config.database.url.is_empty() && !Db::sqlite_file(&config.data.dir).exists() {
        return Ok(shipped::calendars()?.country().as_ref().clone());
    }
    let db = super::open_database(config).await?;
    let calendars = calendar::store::load(db.read(), &Units::default()).await;
    db.close().await;
    Ok(calendars?.country().as_ref().clone())
}

fn answer(
    config: &Config,
    calendar: &WorkCalendar,
    event: NaiveDate,
    args: &DeadlineArgs,
) -> anyhow::Result<String> {
    if let Some(days) = args.working_days {
        if days > MOST_DAYS {
            bail!("at most {MOST_DAYS} working days");
        }
        warn_if_unknown(calendar, calendar.add_working_days(event, days));
        return Ok(calendar.add_working_days(event, days).to_string());
    }
    let code = args.rule.as_deref().context("name a rule (see --list), or --working-days N")?;
    let circumstances = Circumstances { complex: args.complex, remote: args.remote };
    let settings = config.law.settings();
    let rules = Rules { calendar, settings: &settings };
    let question = Question { code, event, circumstances, pauses: &args.paused };
    let deadline = question::answer(&question, &rules)?;
    let rule = &deadline.rule;
    warn_if_unknown(calendar, deadline.due_on);
    let basis = citation_text(Lang::Vi, rule.citation);
    let regime = Regime::on(event).code().to_uppercase();
    if args.json {
        let answer = json!({
            "rule": rule.id.code(),
            "unit": rule.unit.code(),
            "count": rule.count,
            "strict": deadline.strict_on,
            "rolled": deadline.due_on,
            "basis": basis,
            "regime": regime,
        });
        return Ok(answer.to_string());
    }
    let name = Lang::Vi.t(&format!("rule-{}", rule.id.code()));
    Ok(format!(
        "{} {name}\nhạn gốc {}, hạn sau khi lùi ngày nghỉ {} ({basis}, {regime})",
        rule.id.code(),
        Lang::Vi.weekday_date(deadline.strict_on),
        Lang::Vi.weekday_date(deadline.due_on),
    ))
}

fn warn_if_unknown(calendar: &WorkCalendar, day: NaiveDate) {
    if !calendar.covers(day, day) {
        eprintln!(
            "warning: the calendar of days off does not reach {day}; weeks there are plain Monday to Friday"
        );
    }
}

fn list() -> String {
    let line = |row: &Row| {
        let until = row.valid.to.map(|to| to.to_string()).unwrap_or_default();
        format!(
            "{:7} {:34} {}..{until:10} {} – {}\n",
            row.id.code(),
            measure(row),
            row.valid.from,
            Lang::Vi.t(&format!("rule-{}", row.id.code())),
            citation_text(Lang::Vi, row.citation),
        )
    };
    rule::rows().map(line).collect()
}

/// `2026-07-20..2026-08-10`
fn pause(raw: &str) -> Result<Pause, String> {
    let (from, to) = raw.split_once("..").ok_or("write FROM..TO")?;
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|error| format!("{text}: {error}"));
    let (from, to) = (day(from)?, day(to)?);
    if to < from {
        return Err(format!("{to} is before {from}"));
    }
    Ok(Pause { from, to: Some(to) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn args(rule: &str) -> DeadlineArgs {
        DeadlineArgs {
            rule: Some(rule.to_owned()),
            event: None,
            complex: false,
            remote: false,
            paused: Vec::new(),
            working_days: None,
            json: true,
            list: false,
        }
    }

    #[test]
    fn a_rule_answers_in_json() {
        let off = ["2026-08-31", "2026-09-01", "2026-09-02"].map(day);
        let calendar =
            WorkCalendar::new(off, [day("2026-08-22")], day("2026-01-01"), day("2026-12-31"))
                .unwrap();
        let config = Config::default();
        let ask = |args: &DeadlineArgs, event: &str| answer(&config, &calendar, day(event), args);
        assert_eq!(
            ask(&args("kn-03"), "2026-08-24").unwrap(),
            r#"{"basis":"Điều 27 Luật Khiếu nại","count":7,"regime":"R2","rolled":"2026-09-07","rule":"KN-03b","strict":"2026-09-07","unit":"working-day"}"#
        );
        let paused = DeadlineArgs {
            paused: vec![pause("2026-07-20..2026-08-10").unwrap()],
            ..args("KN-04")
        };
        let answer = ask(&paused, "2026-07-06").unwrap();
        assert!(answer.contains(r#""rolled":"2026-08-26""#), "{answer}");
        for (rule, event, said) in [
            ("KN-03b", "2026-06-30", "not in force"),
            ("KN-02", "2026-07-01", "KN-02a, KN-02b, KN-02c"),
            ("KN-99", "2026-07-01", "no rule"),
            ("TD-01", "2026-07-01", "2 per month"),
        ] {
            let error = ask(&args(rule), event).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let days = DeadlineArgs { rule: None, working_days: Some(5), ..args("") };
        assert_eq!(ask(&days, "2026-08-28").unwrap(), "2026-09-09");
    }

    #[test]
    fn every_row_is_listed_with_a_name() {
        let listed = list();
        assert_eq!(listed.lines().count(), law::rule::RuleId::ALL.len());
        assert!(listed.contains("KN-03b  within 7 working-day"));
        assert!(!listed.contains("rule-"), "a row without its text");
    }

    #[test]
    fn a_pause_has_two_days_in_order() {
        assert!(pause("2026-07-20").is_err());
        assert!(pause("2026-07-20..x").is_err());
        assert!(pause("2026-07-20..2026-07-19").is_err());
    }
}
