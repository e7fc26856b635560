//! What is asked for, by whom, and what a right answer holds.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, ensure};
use chrono::{Days, NaiveDate};
use entity::{account, case};
use gandan::app::App;
use gandan::cases::worklist::BROAD_ROWS;
use gandan::policy::{Actor, scope};
use gandan::session::service::{self, SESSION_COOKIE};
use gandan::statutory::asked::{self, Asked, AskedQuery};
use gandan::statutory::compute;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use statistics::{Circular, How, Source};
use uuid::Uuid;

use crate::load::{self, Requests};

const WARD: &str = "w20";
/// Words of the made-up letters; more than half of these hold each of them.
const COMMON: [&str; 12] = [
    "dat", "duong", "boi", "thuong", "gia", "quan", "nghi", "quyet", "dinh", "moi", "truong", "rac",
];

pub struct Target {
    pub name: &'static str,
    pub address: SocketAddr,
    pub requests: Requests,
    pub status: u16,
    /// Parts of every right answer.
    pub markers: Vec<String>,
    /// Parts of the answer to the first request, before anything was filed.
    pub first: Vec<String>,
    /// Rows of a list that stand in the answer to the first request.
    pub rows: Option<usize>,
}

impl Target {
    /// The first answer must be what it should be.
    pub async fn check(&self) -> anyhow::Result<()> {
        let body = self.ask(0).await?;
        for part in &self.first {
            ensure!(body.contains(part), "{}: no {part} in {body}", self.name);
        }
        if let Some(rows) = self.rows {
            let found = body.matches("<th scope=\"row\"").count();
            ensure!(found == rows, "{}: {found} rows, not {rows}", self.name);
        }
        self.check_again().await
    }

    /// So must others be, whatever was filed since.
    pub async fn check_again(&self) -> anyhow::Result<()> {
        for turn in 0..4 {
            self.ask(turn * 7).await?;
        }
        Ok(())
    }

    async fn ask(&self, turn: usize) -> anyhow::Result<String> {
        let answer = load::once(self.address, &self.requests.of(turn)).await?;
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status == self.status, "{}: status {}: {body}", self.name, answer.status);
        for marker in &self.markers {
            ensure!(body.contains(marker), "{}: no {marker} in {body}", self.name);
        }
        Ok(body)
    }
}

/// Somebody who is signed in.
struct Reader {
    actor: Actor,
    headers: String,
}

async fn sign_in(app: &App, login: &str) -> anyhow::Result<Reader> {
    let found = account::Entity::find().filter(account::Column::Login.eq(login));
    let account = found.one(app.db.read()).await?.with_context(|| login.to_owned())?;
    let token = service::begin(app, &account, app.clock.now()).await?;
    let actor = service::actor_of(app, &account, Uuid::nil())?;
    Ok(Reader { actor, headers: format!("cookie: {SESSION_COOKIE}={token}\r\n") })
}

async fn count(app: &App, reader: &Reader, which: Condition) -> anyhow::Result<u64> {
    let all = case::Entity::find().filter(scope::visible_cases(&reader.actor)).filter(which);
    Ok(all.count(app.db.read()).await?)
}

pub async fn all(
    app: &App,
    cases: u64,
    ours: SocketAddr,
    bare: SocketAddr,
) -> anyhow::Result<Vec<Target>> {
    let province = sign_in(app, "chutich.tinh").await?;
    let ward = sign_in(app, &format!("chutich.{WARD}")).await?;
    let ids = some_ids(app).await?;
    let pages = |name, reader: &Reader, paths: Vec<String>| Target {
        name,
        address: ours,
        requests: Requests::Pages(
            paths.iter().map(|path| load::get(path, &reader.headers)).collect(),
        ),
        status: 200,
        markers: vec!["action=\"/session/ending\"".to_owned()],
        first: Vec::new(),
        rows: None,
    };
    let of = |path: &str| ids.iter().map(|id| format!("{path}/{id}")).collect::<Vec<_>>();
    let row = |name, path: &str, marker: &str| Target {
        name,
        address: bare,
        requests: Requests::Pages(of(path).iter().map(|path| load::get(path, "")).collect()),
        status: 200,
        markers: vec![marker.to_owned()],
        first: Vec::new(),
        rows: None,
    };
    let mut all = vec![
        Target {
            requests: Requests::Pages([load::get("/hello", "")].into()),
            ..row("bare: hello", "", "hello")
        },
        row("bare: one row by key", "/rows", "20"),
        Target {
            requests: Requests::Post("/rows", String::new()),
            ..row("bare: one row written", "", "written")
        },
        pages("case page", &province, of("/cases")),
    ];
    for (list, filter, common, reader) in [
        ("list, province", "filter, province", "common word, province", &province),
        ("list, ward", "filter, ward", "common word, ward", &ward),
    ] {
        let total = count(app, reader, Condition::all()).await?;
        let paths = (1..=40).map(|page| format!("/cases?page={page}")).collect();
        all.push(listed(pages(list, reader, paths), total));
        let (paths, first) = filters(app.clock.today());
        all.push(listed(pages(filter, reader, paths), count(app, reader, first).await?));
        let paths = COMMON.iter().map(|word| format!("/cases?q={word}")).collect();
        let total = count(app, reader, holds(COMMON[0])).await?;
        let found = listed(pages(common, reader, paths), total);
        // Nobody pages through more than these; they are not counted.
        let first = match total {
            ..=BROAD_ROWS => found.first,
            _ => vec![format!("trong hơn {BROAD_ROWS} ")],
        };
        all.push(Target { first, ..found });
    }
    let marks = (0..500).map(|n| format!("/cases?q=ma{:07}", (n * 7919 + 11) % cases)).collect();
    let rare = pages("rare word, province", &province, marks);
    let found = count(app, &province, holds(&format!("ma{:07}", 11))).await?;
    all.push(listed(rare, found));
    let reports: Vec<String> =
        ["year", "quarter", "month"].map(|period| format!("/reports?period={period}")).into();
    all.push(pages("reports, province", &province, reports.clone()));
    all.push(pages("reports, ward", &ward, reports));
    all.push(tables(pages("six tables, province", &province, quarters(app, &province)?)));
    all.push(tables(pages("six tables, ward", &ward, quarters(app, &ward)?)));
    all.push(pages("cell, province", &province, cells(app, &province)?));
    all.push(pages("cell, ward", &ward, cells(app, &ward)?));
    all.push(Target {
        requests: Requests::Post("/api/v1/cases", filing_body()),
        address: ours,
        status: 201,
        ..row("filing (durable)", "", "\"number\"")
    });
    Ok(all)
}

fn listed(target: Target, total: u64) -> Target {
    if total == 0 {
        return target;
    }
    let rows = usize::try_from(Ord::min(total, 50)).unwrap_or(50);
    let text = format!("tổng số {total}<");
    Target { first: vec![text], rows: Some(rows), ..target }
}

fn tables(target: Target) -> Target {
    let forms = ["form-01-TCD", "form-03-GQKN", "form-06-QLKNTC"];
    let markers = forms.map(str::to_owned).into_iter().chain(target.markers).collect();
    Target { markers, ..target }
}

/// Folded words that begin so, found without the index.
fn holds(word: &str) -> Condition {
    let text = Expr::val(" ")
        .binary(sea_orm::sea_query::BinOper::Custom("||"), Expr::col(case::Column::Folded));
    Condition::all().add(text.like(format!("% {word}%")))
}

/// Ids of ordinary cases from all over the table.
async fn some_ids(app: &App) -> anyhow::Result<Vec<Uuid>> {
    let all: Vec<Uuid> = case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .filter(case::Column::Confidentiality.eq("ordinary"))
        .order_by_asc(case::Column::Id)
        .into_tuple()
        .all(app.db.read())
        .await?;
    let step = (all.len() / 5_000).max(1);
    let mut some: Vec<Uuid> = all.into_iter().step_by(step).collect();
    // Neighbours are not asked for one after the other.
    some.sort_by_key(|id| id.as_u64_pair().1);
    Ok(some)
}

/// State and month of receipt; the condition of the first.
fn filters(today: NaiveDate) -> (Vec<String>, Condition) {
    let stages = ["closed", "transferred", "filed-away", "answered"];
    let mut paths = Vec::new();
    for month in 0..20_u64 {
        for stage in stages {
            let to = today - Days::new(30 * month + 10);
            let from = to - Days::new(30);
            paths.push(format!("/cases?stage={stage}&received_from={from}&received_to={to}"));
        }
    }
    let to = today - Days::new(10);
    let first = Condition::all()
        .add(case::Column::Stage.eq("closed"))
        .add(case::Column::IsReceived.eq(true))
        .add(case::Column::ReceivedOn.between(to - Days::new(30), to));
    (paths, first)
}

fn last_quarter(app: &App, reader: &Reader) -> anyhow::Result<Asked> {
    let (today, circular) = (app.clock.today(), "");
    let circular =
        Circular::numbered(circular).or_else(|| Circular::on(today)).context("circular")?;
    let periods = asked::periods_around(circular, today);
    let is_quarter =
        |one: &&statistics::Period| one.to < today && (85..100).contains(&one.length_days());
    let last = periods.iter().rev().find(is_quarter).context("a quarter")?;
    let query = AskedQuery {
        period: last.code.clone(),
        year: last.year.to_string(),
        ..AskedQuery::default()
    };
    let read = asked::read(&query, &reader.actor, today)?;
    read.map_err(|_| anyhow::anyhow!("the last quarter cannot be asked for"))
}

/// The last quarter, and as many days that end a little earlier.
fn quarters(app: &App, reader: &Reader) -> anyhow::Result<Vec<String>> {
    let asked = last_quarter(app, reader)?;
    let mut paths = vec![format!("/statutory/tables?{}", asked.query())];
    for days in 1..20 {
        let back = |day: NaiveDate| day - Days::new(days);
        let (from, to) = (back(asked.period.from), back(asked.period.to));
        paths.push(format!("/statutory/tables?from={from}&to={to}"));
    }
    Ok(paths)
}

/// The records behind some columns of letters, visits and decisions, in the reader's own row.
fn cells(app: &App, reader: &Reader) -> anyhow::Result<Vec<String>> {
    let asked = last_quarter(app, reader)?;
    let mut paths = Vec::new();
    for form in &asked.circular.forms {
        for column in &form.columns {
            let How::Count(count) = &column.how else { continue };
            if matches!(count.source, Source::Letters | Source::Visits | Source::Decisions) {
                let (query, slug, no) = (asked.query(), form.slug(), column.no);
                let row = asked.unit;
                paths.push(format!("/statutory/cell?{query}&form={slug}&column={no}&row={row}"));
            }
        }
    }
    ensure!(!paths.is_empty(), "no column counts letters");
    Ok(paths)
}

/// The tables of the last quarter without a page around them: name, median and longest time in ms.
pub async fn tables_alone(app: &App) -> anyhow::Result<Vec<(&'static str, f64, f64)>> {
    let mut all = Vec::new();
    let ward = format!("chutich.{WARD}");
    for (name, login) in [("tables alone, province", "chutich.tinh"), ("tables alone, ward", &ward)]
    {
        let reader = sign_in(app, login).await?;
        let asked = last_quarter(app, &reader)?;
        let mut times = Vec::new();
        for _ in 0..9 {
            let started = Instant::now();
            let figures = compute::compute(app, &asked).await?;
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            let letters = figures.total.value("02/XLD", 1);
            ensure!(letters > 0, "{name}: no letters");
        }
        times.sort_by(f64::total_cmp);
        all.push((name, times[times.len() / 2], times[times.len() - 1]));
    }
    Ok(all)
}

/// A filing as a program sends it.
fn filing_body() -> String {
    serde_json::json!({
        "kind": "complaint",
        "unit": WARD,
        "field": "land.compensation",
        "subject": "Đơn giá bồi thường thấp",
        "content": "đất đường nhà bồi thường giá hộ khu phố ".repeat(8),
        "demand": "Đề nghị xem xét lại đơn giá bồi thường.",
        "contested_act": "Quyết định phê duyệt phương án bồi thường",
        "parties": [{
            "role": "complainant",
            "full_name": "Người đo tốc độ",
            "email": "do@congdan.example",
            "address": "Số 1",
        }],
    })
    .to_string()
}
