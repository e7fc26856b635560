//! What leaves the house: the tables as XLSX and PDF, the narrative as a paper of Nghị định 30/2020/NĐ-CP.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use papers::{Block, Document, Measure, Properties, Sheet, SheetColumn, SheetRow, Signature};
use statistics::{Basis, Circular, Form, Outline, Tables, Unit};

use super::asked::Asked;
use super::compute::Figures;
use super::life::Words;
use crate::app::App;
use crate::documents::facts::PAPER_LANG;
use crate::documents::frame::{self, Power, Signing};
use crate::web::i18n::Lang;

/// What the tables of a report are printed with.
pub struct Printed<'a> {
    pub asked: &'a Asked,
    pub figures: &'a Figures,
    /// Of the report they go with, and its day; none of a draft.
    pub issued: Option<(&'a str, NaiveDate)>,
    pub today: NaiveDate,
}

const LANG: Lang = PAPER_LANG;

fn signing() -> Signing {
    // The report is signed by the head for the committee.
    Signing { power: Power::ForBody, title: String::new(), name: String::new() }
}

/// `Số liệu tính từ ngày 15/12/2025 đến ngày 14/3/2026`
pub fn period_line(asked: &Asked) -> String {
    let (from, to) = (LANG.date(asked.period.from), LANG.date(asked.period.to));
    LANG.ta("statutory-period-line", &[("from", from), ("to", to)])
}

fn sheet_column(column: &statistics::Column) -> SheetColumn {
    SheetColumn {
        no: column.no,
        groups: column.groups.clone(),
        label: column.label.clone(),
        formula: column.printed.clone(),
        unit: match column.unit {
            Unit::Count => Measure::Count,
            Unit::Money => Measure::MoneyDong,
            Unit::Land => Measure::LandSquareDecimetres,
        },
    }
}

fn values(tables: &Tables, form: &Form) -> Vec<i64> {
    form.columns.iter().map(|column| tables.value(&form.code, column.no)).collect()
}

/// The tables, one sheet a form.
pub fn sheets(app: &App, printed: &Printed<'_>) -> Vec<Sheet> {
    let units = app.units();
    let asked = printed.asked;
    let numbered = printed.issued.map(|(_, on)| (None, on));
    let around = frame::frame(&units, asked.unit, "", &signing(), numbered, printed.today);
    let attached = match printed.issued {
        Some((number, on)) => {
            let said = [
                ("number", number.to_owned()),
                ("date", LANG.date(on)),
                ("body", around.issuing_body.clone()),
            ];
            LANG.ta("statutory-attached-line", &said)
        }
        None => LANG.ta("statutory-attached-draft", &[("body", around.issuing_body.clone())]),
    };
    let sheet = |form: &Form| {
        let mut rows: Vec<SheetRow> = printed
            .figures
            .rows
            .iter()
            .map(|row| SheetRow {
                name: row.name.clone(),
                values: values(&row.tables, form),
                is_total: false,
            })
            .collect();
        if rows.len() > 1 {
            rows.push(SheetRow {
                name: LANG.t("statutory-total"),
                values: values(&printed.figures.total, form),
                is_total: true,
            });
        }
        Sheet {
            code: LANG.ta("statutory-form-code", &[("code", form.code.clone())]),
            body: [around.parent_body.clone(), around.issuing_body.clone()]
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect(),
            title: form.title.clone(),
            period_line: period_line(asked),
            attached_line: attached.clone(),
            first_column: LANG.t("statutory-first-column"),
            number_row: LANG.t("statutory-number-row"),
            columns: form.columns.iter().map(sheet_column).collect(),
            rows,
            note_word: LANG.t("statutory-note-word"),
            notes: form.notes.clone(),
            place_and_date: around.place_and_date.clone(),
            signatures: vec![
                Signature {
                    titles: vec![LANG.t("statutory-compiler")],
                    hint: String::new(),
                    name: String::new(),
                },
                around.signature.clone(),
            ],
            is_draft: printed.issued.is_none(),
            draft_word: LANG.t("paper-draft"),
        }
    };
    asked.circular.forms.iter().map(sheet).collect()
}

pub fn properties(app: &App, printed: &Printed<'_>) -> Properties {
    let on = printed.issued.map_or(printed.today, |(_, on)| on);
    let part = |value: u32| u8::try_from(value).unwrap_or(1);
    Properties {
        title: period_line(printed.asked),
        author: app.units().office(printed.asked.unit, LANG).unwrap_or_default(),
        language: LANG.code().to_owned(),
        created: (on.year(), part(on.month()), part(on.day())),
    }
}

/// What the figures of the narrative are compared with: the name of the period and its tables.
pub type Compared = Option<(String, Tables)>;

/// The sentences of every item of the outline, by its key (`II.3`).
pub fn sentences(
    circular: &Circular,
    figures: &Figures,
    compared: &Compared,
) -> Vec<(String, Vec<String>)> {
    let Some(outline) = Outline::of(circular) else { return Vec::new() };
    let basis = compared.as_ref().map(|(name, tables)| Basis { tables, name });
    let named = BTreeMap::from([("protected", figures.protected)]);
    let items = outline.sections.iter().flat_map(|section| {
        section.items.iter().map(move |item| (format!("{}.{}", section.no, item.no), item))
    });
    items.map(|(key, item)| (key, outline.sentences(item, &figures.total, basis, &named))).collect()
}

/// The narrative (Mẫu số 02) with its figures, comparisons and words; none where the circular has no outline.
pub fn narrative(
    app: &App,
    printed: &Printed<'_>,
    compared: &Compared,
    words: &Words,
) -> Option<Document> {
    let asked = printed.asked;
    let outline = Outline::of(asked.circular)?;
    let units = app.units();
    let unit = units.get(asked.unit)?;
    let symbol = format!("BC-{}", frame::abbreviation(unit));
    let numbered = printed.issued.map(|(_, on)| (None, on));
    let around = frame::frame(&units, asked.unit, &symbol, &signing(), numbered, printed.today);
    let number = match printed.issued {
        Some((number, _)) if !number.is_empty() => {
            LANG.ta("statutory-paper-number", &[("number", number.to_owned())])
        }
        _ => around.number,
    };
    let sentences: BTreeMap<String, Vec<String>> =
        self::sentences(asked.circular, printed.figures, compared).into_iter().collect();
    let mut body =
        vec![Block::Centred { text: format!("{} ({})", period_name(asked), period_line(asked)) }];
    for section in &outline.sections {
        body.push(Block::Heading { text: format!("{}. {}", section.no, section.title) });
        for item in &section.items {
            if !item.title.is_empty() {
                body.push(Block::Subheading { text: format!("{}. {}", item.no, item.title) });
            }
            let key = format!("{}.{}", section.no, item.no);
            let lines = sentences.get(&key).into_iter().flatten();
            body.extend(lines.map(|line| Block::Paragraph { text: line.clone() }));
            match words.get(&key).filter(|words| !words.is_empty()) {
                Some(words) => body.extend(
                    words
                        .lines()
                        .filter(|line| !line.trim().is_empty())
                        .map(|line| Block::Paragraph { text: line.trim().to_owned() }),
                ),
                None if item.room > 0 => body.push(Block::Room { lines: item.room }),
                None => {}
            }
            if !item.table.is_empty() {
                let text = LANG.ta("statutory-see-tables", &[("tables", item.table.clone())]);
                body.push(Block::Paragraph { text });
            }
        }
    }
    Some(Document {
        parent_body: around.parent_body,
        issuing_body: around.issuing_body,
        number,
        place_and_date: around.place_and_date,
        letter_subject: String::new(),
        title: outline.title.clone(),
        subject: outline.subject.clone(),
        body,
        recipients: recipients(app, asked),
        signatures: vec![around.signature],
        is_draft: around.is_draft,
        is_landscape: false,
        labels: around.labels,
    })
}

/// `Quý III năm 2026`; for days chosen freely what is said of any period.
pub fn period_name(asked: &Asked) -> String {
    let name = asked.name();
    if name.is_empty() {
        return LANG.t("statutory-free-period");
    }
    LANG.ta("statutory-period-name", &[("name", name), ("year", asked.period.year.to_string())])
}

fn recipients(app: &App, asked: &Asked) -> Vec<String> {
    let units = app.units();
    let above = units.get(asked.unit).and_then(|unit| unit.parent_id);
    let above = above.and_then(|id| units.office(id, LANG));
    above.into_iter().chain([LANG.t("statutory-recipient-file")]).collect()
}
