//! From a form and its values to a document.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::error::FillError;
use super::template::{ADDRESSEE, BuiltIn, Line, LineKind, Piece, Run};
use super::{Field, Form, Kind, Layout, is_within};
use crate::{Block, Document, DocumentLabels, Signature};

const LINE_CHARS: usize = 500;
const TEXT_CHARS: usize = 20_000;
const ENTRIES: usize = 500;

/// A gap to be filled by hand, as on a printed form.
const DOTS: &str = "……………";

/// What does not depend on the form: the body, its signatory, number and date.
#[derive(Debug, Clone)]
pub struct Frame {
    /// As in [`Document`].
    pub parent_body: String,
    pub issuing_body: String,
    /// The issuing body within a sentence: "Ủy ban nhân dân phường Bến Mẫu".
    pub body_name: String,
    /// The office that decides: "Chủ tịch Ủy ban nhân dân phường Bến Mẫu".
    pub office: String,
    /// "Số: 05/TB-UBND"; not printed on a form without numbering.
    pub number: String,
    pub place_and_date: String,
    /// Who signs for the body.
    pub signature: Signature,
    pub is_draft: bool,
    pub labels: DocumentLabels,
}

impl Form {
    /// The paper with these values by field name, dated `on`.
    ///
    /// # Errors
    /// A value without a field, too long, or not of the kind of its field; see [`FillError`].
    pub fn document(
        &self,
        values: &BTreeMap<String, String>,
        frame: &Frame,
        on: NaiveDate,
    ) -> Result<Document, FillError> {
        if let Some(field) =
            values.keys().find(|name| self.fields().iter().all(|f| f.name != **name))
        {
            return Err(FillError::NoSuchField { field: field.clone() });
        }
        let empty = String::new();
        let cleaned = self
            .fields()
            .iter()
            .map(|field| clean(field, values.get(&field.name).unwrap_or(&empty)));
        let filler = Filler { form: self, values: cleaned.collect::<Result<_, _>>()?, frame, on };
        filler.document()
    }
}

/// A value as it is printed: entries, rows and paragraphs are its lines, all others are one line.
fn clean(field: &Field, value: &str) -> Result<String, FillError> {
    let name = || field.name.clone();
    let short = |text: &str, limit: usize| {
        let is_long = text.chars().count() > limit;
        if is_long { Err(FillError::TooLong { field: name(), limit }) } else { Ok(()) }
    };
    match field.kind {
        Kind::Line | Kind::Date => {
            let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
            short(&line, LINE_CHARS)?;
            if field.kind == Kind::Date && !line.is_empty() {
                return day(&line).ok_or_else(|| FillError::NotADate { field: name() });
            }
            Ok(line)
        }
        Kind::Text | Kind::List | Kind::Table => {
            let lines: Vec<&str> =
                value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if field.kind != Kind::Text && lines.len() > ENTRIES {
                return Err(FillError::TooMany { field: name(), limit: ENTRIES });
            }
            short(value, TEXT_CHARS)?;
            Ok(lines.join("\n"))
        }
    }
}

/// A date as an officer or a browser writes it, as "05/01/2027".
fn day(text: &str) -> Option<String> {
    let day = NaiveDate::parse_from_str(text, "%d/%m/%Y")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d"))
        .ok()?;
    (1900..=2999).contains(&day.year()).then(|| day.format("%d/%m/%Y").to_string())
}

/// "ngày 05 tháng 01 năm 2027": days below 10 and the months 1 and 2 with a zero (Decree 30/2020, box 4).
#[must_use]
pub fn date_in_words(day: NaiveDate) -> String {
    let month = day.month();
    let zero = if month < 3 { "0" } else { "" };
    format!("ngày {:02} tháng {zero}{month} năm {}", day.day(), day.year())
}

struct Filler<'a> {
    form: &'a Form,
    /// One a field, cleaned.
    values: Vec<String>,
    frame: &'a Frame,
    on: NaiveDate,
}

impl Filler<'_> {
    fn document(&self) -> Result<Document, FillError> {
        let Form { source, template } = self.form;
        let frame = self.frame;
        let is_petition = source.layout == Layout::Petition;
        let of_body = |text: &String| if is_petition { String::new() } else { text.clone() };
        let mut body = Vec::new();
        for (position, line) in template.lines.iter().enumerate() {
            if !self.introduces_nothing(line, template.lines.get(position + 1)) {
                self.block(line, &mut body)?;
            }
        }
        punctuate(&mut body);
        Ok(Document {
            parent_body: of_body(&frame.parent_body),
            issuing_body: of_body(&frame.issuing_body),
            number: if source.symbol.is_empty() { String::new() } else { of_body(&frame.number) },
            place_and_date: if source.dated { frame.place_and_date.clone() } else { String::new() },
            letter_subject: self.heading(&template.letter_subject),
            title: self.heading(&template.title),
            subject: self.heading(&template.subject),
            body,
            recipients: template.recipients.iter().flat_map(|run| self.recipients(run)).collect(),
            signatures: self.signatures(),
            is_draft: frame.is_draft,
            is_landscape: false,
            labels: frame.labels.clone(),
        })
    }

    fn field(&self, position: usize) -> (&Field, &str) {
        (&self.form.source.fields[position], &self.values[position])
    }

    /// The fields of a run with their values.
    fn fields_of<'a>(&'a self, run: &'a Run) -> impl Iterator<Item = (&'a Field, &'a str)> {
        run.0.iter().filter_map(|piece| match piece {
            Piece::Field(position) => Some(self.field(*position)),
            Piece::Text(_) | Piece::BuiltIn(_) => None,
        })
    }

    /// All fields empty, and there are some.
    fn is_blank(&self, run: &Run) -> bool {
        let mut fields = self.fields_of(run).peekable();
        fields.peek().is_some() && fields.all(|(_, value)| value.is_empty())
    }

    /// A line with nothing to say.
    fn is_left_out(&self, run: &Run) -> bool {
        self.is_blank(run) && self.fields_of(run).all(|(field, _)| !field.required)
    }

    /// "Tài liệu kèm theo:" before a list, table or text that is left out.
    fn introduces_nothing(&self, line: &Line, next: Option<&Line>) -> bool {
        let is_introduction = line.kind == LineKind::Paragraph
            && self.fields_of(&line.run).next().is_none()
            && self.text(&line.run).ends_with(':');
        let is_block = |next: &&Line| {
            matches!(next.kind, LineKind::Table | LineKind::Items | LineKind::Paragraphs)
        };
        is_introduction && next.filter(is_block).is_some_and(|next| self.is_left_out(&next.run))
    }

    /// The text with its gaps filled, or dots in them.
    fn text(&self, run: &Run) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Field(position) => or_dots(self.field(*position).1),
            Piece::BuiltIn(BuiltIn::Body) => or_dots(&self.frame.body_name),
            Piece::BuiltIn(BuiltIn::Office) => or_dots(&self.frame.office),
            Piece::BuiltIn(BuiltIn::OfficeCapitals) => or_dots(&self.frame.office.to_uppercase()),
            Piece::BuiltIn(BuiltIn::Date) => date_in_words(self.on),
        };
        run.0.iter().map(piece).collect()
    }

    /// A title: what is not required may be missing without a trace.
    fn heading(&self, run: &Run) -> String {
        let said = run.0.iter().filter(|piece| match piece {
            Piece::Field(position) => {
                let (field, value) = self.field(*position);
                field.required || !value.is_empty()
            }
            Piece::Text(_) | Piece::BuiltIn(_) => true,
        });
        self.text(&Run(said.cloned().collect())).trim().to_owned()
    }

    fn recipients(&self, run: &Run) -> Vec<String> {
        if self.is_blank(run) {
            return Vec::new();
        }
        // A list alone is several recipients; no other value has lines here.
        self.text(run).lines().map(str::to_owned).collect()
    }

    fn signatures(&self) -> Vec<Signature> {
        let Form { source, template } = self.form;
        if source.signatures.is_empty() {
            return vec![self.frame.signature.clone()];
        }
        let written = source.signatures.iter().zip(&template.signatures);
        written
            .map(|(signature, runs)| Signature {
                titles: runs.titles.iter().map(|title| self.heading(title)).collect(),
                hint: signature.hint.clone(),
                // A name that is not known is written by hand under the signature, without dots.
                name: if self.is_blank(&runs.name) { String::new() } else { self.text(&runs.name) },
            })
            .collect()
    }

    fn block(&self, line: &Line, body: &mut Vec<Block>) -> Result<(), FillError> {
        let is_article = matches!(line.kind, LineKind::Article(_));
        if !is_article && self.is_left_out(&line.run) {
            return Ok(());
        }
        let text = self.text(&line.run);
        let mut lines = text.lines().map(|line| line.trim().to_owned());
        let mut first = || lines.next().unwrap_or_default();
        match &line.kind {
            LineKind::Addressee => {
                let names = or_dots(&text).lines().map(str::to_owned).collect();
                body.push(Block::Addressee { word: ADDRESSEE.to_owned(), names });
                return Ok(());
            }
            LineKind::Bases => body.extend(self.bases()),
            LineKind::Centred => body.push(Block::Centred { text: first() }),
            LineKind::Basis => body.push(Block::Basis { text: first() }),
            LineKind::Heading => body.push(Block::Heading { text: first() }),
            LineKind::Article(number) => {
                body.push(Block::Article { word: format!("Điều {number}."), text: first() });
            }
            LineKind::Item => body.push(Block::Item { text: first() }),
            LineKind::Particular(name) => {
                let value = or_dots(&first());
                body.push(Block::Particular { name: self.text(name), value });
            }
            LineKind::Table => {
                body.push(self.table(&line.run)?);
                return Ok(());
            }
            LineKind::Items => {
                body.extend(lines.map(|text| Block::Item { text }));
                return Ok(());
            }
            LineKind::Paragraphs | LineKind::Paragraph => {}
        }
        body.extend(lines.filter(|text| !text.is_empty()).map(|text| Block::Paragraph { text }));
        Ok(())
    }

    /// The dated bases in force on the day of the paper.
    fn bases(&self) -> impl Iterator<Item = Block> {
        let bases = self.form.source.bases.iter();
        bases
            .filter(|basis| is_within(basis.from, basis.to, self.on))
            .map(|basis| Block::Basis { text: format!("Căn cứ {}", basis.text) })
    }

    fn table(&self, run: &Run) -> Result<Block, FillError> {
        let mut table = Block::Table { widths: Vec::new(), head: Vec::new(), rows: Vec::new() };
        for (field, value) in self.fields_of(run) {
            let columns = field.columns.len();
            let mut rows = Vec::new();
            for (position, line) in value.lines().enumerate() {
                // Spaces around it make a bar at either end of the row divide cells too.
                let padded = format!(" {line} ");
                let mut cells: Vec<String> =
                    padded.split(" | ").map(|cell| cell.trim().to_owned()).collect();
                if cells.len() > columns {
                    let field = field.name.clone();
                    return Err(FillError::TooManyCells { field, row: position + 1, columns });
                }
                cells.resize(columns, String::new());
                rows.push(cells);
            }
            if rows.is_empty() {
                rows.push(vec![DOTS.to_owned(); columns]);
            }
            table =
                Block::Table { widths: field.widths.clone(), head: field.columns.clone(), rows };
        }
        Ok(table)
    }
}

fn or_dots(text: &str) -> String {
    if text.is_empty() { DOTS.to_owned() } else { text.to_owned() }
}

/// A semicolon after each basis, a full stop after the last of them (Decree 30/2020, box 6).
fn punctuate(body: &mut [Block]) {
    let is_basis = |block: &Block| matches!(block, Block::Basis { .. });
    let followed: Vec<bool> =
        (0..body.len()).map(|position| body.get(position + 1).is_some_and(is_basis)).collect();
    for (block, is_followed) in body.iter_mut().zip(followed) {
        if let Block::Basis { text } = block
            && !text.ends_with(['.', ';', ',', ':'])
        {
            text.push(if is_followed { ';' } else { '.' });
        }
    }
}
