//! Parts of a form that are written a line each, with bars between: fields, legal bases and signatures.
//! Its words are those of the forms, Vietnamese in every language of the pages.

use chrono::NaiveDate;
use papers::{Basis, Field, FormSignature, FormSource, Kind};

use crate::text::fold;
use crate::web::form::parse_date;

/// Kinds with the word that stands in a line.
const KINDS: [(Kind, &str); 5] = [
    (Kind::Line, "dòng"),
    (Kind::Text, "đoạn"),
    (Kind::List, "danh sách"),
    (Kind::Date, "ngày"),
    (Kind::Table, "bảng"),
];
const REQUIRED: &str = "bắt buộc";
/// Between the lines of one title over a signature.
const TITLE_BREAK: &str = " / ";
/// How a basis begins in print, where it is put by the program.
const BASIS_WORD: &str = "Căn cứ ";

/// The word of a kind: `danh sách`.
pub fn kind_word(kind: Kind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, word)| word)
}

/// A line that cannot be read: its number from 1, the sentence and the word it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    pub line: usize,
    pub key: &'static str,
    pub word: String,
}

/// Entries with the number of the line each stands in.
pub type Entries<T> = Vec<(usize, T)>;

/// Reads a text line by line; blank lines are no entries.
fn read<T>(
    text: &str,
    entry: impl Fn(&str) -> Result<T, (&'static str, String)>,
) -> Result<Entries<T>, LineFault> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| match entry(line.trim()) {
        Ok(value) => Ok((at + 1, value)),
        Err((key, word)) => Err(LineFault { line: at + 1, key, word }),
    };
    lines.map(read).collect()
}

/// `tên | nhãn | loại | bắt buộc | sự kiện | gợi ý`. `base`: the form it was, whose made-up values are kept for
/// fields that stay what they are.
///
/// # Errors
/// The first line that cannot be read.
pub fn fields(text: &str, base: Option<&FormSource>) -> Result<Entries<Field>, LineFault> {
    let mut read = read(text, field)?;
    for (_, field) in &mut read {
        let is_same = |one: &&Field| {
            one.name == field.name && one.kind == field.kind && one.columns == field.columns
        };
        let before = base.and_then(|base| base.fields.iter().find(is_same));
        field.example = before.map(|one| one.example.clone()).unwrap_or_default();
    }
    Ok(read)
}

fn field(line: &str) -> Result<Field, (&'static str, String)> {
    let mut parts = line.splitn(6, '|').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let (name, label, written) = (next(), next(), next());
    if written.is_empty() {
        return Err(("error-form-field-parts", line.to_owned()));
    }
    let (kind, columns) = kind(written).ok_or_else(|| ("error-form-kind", written.to_owned()))?;
    let required = match next() {
        "" | "-" => false,
        word if fold(word) == fold(REQUIRED) => true,
        word => return Err(("error-form-required", word.to_owned())),
    };
    let from = Some(next()).filter(|fact| !matches!(*fact, "" | "-"));
    let (columns, widths) = columns.into_iter().unzip();
    Ok(Field {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        from: from.map(str::to_owned),
        required,
        hint: next().to_owned(),
        example: String::new(),
        columns,
        widths,
    })
}

/// `dòng`, or `bảng (Họ và tên: 3; Chức vụ)` with heads and, where not 1, shares of the width.
fn kind(written: &str) -> Option<(Kind, Vec<(String, u32)>)> {
    let (word, inner) = match written.split_once('(') {
        Some((word, inner)) => (word, Some(inner.strip_suffix(')')?)),
        None => (written, None),
    };
    let (kind, _) = KINDS.into_iter().find(|(_, known)| fold(known) == fold(word))?;
    let column = |raw: &str| {
        let share = raw.rsplit_once(':').and_then(|(head, share)| {
            Some((head.trim().to_owned(), share.trim().parse::<u32>().ok()?))
        });
        share.unwrap_or_else(|| (raw.trim().to_owned(), 1))
    };
    match inner {
        Some(inner) if kind == Kind::Table => {
            let heads = inner.split(';').filter(|head| !head.trim().is_empty());
            Some((kind, heads.map(column).collect()))
        }
        Some(_) => None,
        None => Some((kind, Vec::new())),
    }
}

/// `căn cứ | từ ngày | đến ngày`; the word that is printed before each may stand or not.
///
/// # Errors
/// The first line that cannot be read.
pub fn bases(text: &str) -> Result<Entries<Basis>, LineFault> {
    read(text, |line| {
        let mut parts = line.split('|').map(str::trim);
        let text = parts.next().unwrap_or_default();
        let text = text.strip_prefix(BASIS_WORD).unwrap_or(text).trim_end_matches([';', '.']);
        let mut day = || -> Result<Option<NaiveDate>, (&'static str, String)> {
            match parts.next().unwrap_or_default() {
                "" | "-" => Ok(None),
                raw => parse_date(raw)
                    .map(Some)
                    .ok_or_else(|| ("error-form-basis-day", raw.to_owned())),
            }
        };
        let basis = Basis { text: text.to_owned(), from: day()?, to: day()? };
        match parts.next() {
            Some(beyond) => Err(("error-form-basis-parts", beyond.to_owned())),
            None => Ok(basis),
        }
    })
}

/// `CHỨC DANH / DÒNG HAI | ghi chú | họ tên`
///
/// # Errors
/// The first line that cannot be read.
pub fn signatures(text: &str) -> Result<Entries<FormSignature>, LineFault> {
    read(text, |line| {
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (titles, hint, name) = (next(), next(), next());
        if let Some(beyond) = parts.next() {
            return Err(("error-form-signature-parts", beyond.to_owned()));
        }
        let titles = titles.split(TITLE_BREAK).map(str::trim).filter(|title| !title.is_empty());
        Ok(FormSignature { titles: titles.map(str::to_owned).collect(), hint, name })
    })
}

/// A line each.
pub fn recipients(text: &str) -> Entries<String> {
    let lines = text.lines().map(str::trim).enumerate();
    lines.filter(|(_, line)| !line.is_empty()).map(|(at, line)| (at + 1, line.to_owned())).collect()
}

/// Parts with bars between, without the empty ones at the end.
fn joined(parts: &[&str]) -> String {
    let last = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
    parts.get(..last).unwrap_or_default().join(" | ")
}

fn per_line<T>(entries: &[T], line: impl Fn(&T) -> String) -> String {
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Fields as [`fields`] reads them.
pub fn write_fields(fields: &[Field]) -> String {
    per_line(fields, |field| {
        let kind = kind_word(field.kind);
        let columns = field.columns.iter().zip(&field.widths).map(|(head, width)| match width {
            1 => head.clone(),
            width => format!("{head}: {width}"),
        });
        let kind = match field.kind {
            Kind::Table => format!("{kind} ({})", columns.collect::<Vec<_>>().join("; ")),
            _ => kind.to_owned(),
        };
        let required = if field.required { REQUIRED } else { "" };
        let from = field.from.as_deref().unwrap_or_default();
        joined(&[&field.name, &field.label, &kind, required, from, &field.hint])
    })
}

/// Legal bases as [`bases`] reads them.
pub fn write_bases(bases: &[Basis]) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.format("%d/%m/%Y").to_string());
    per_line(bases, |basis| {
        let (from, to) = (day(basis.from).unwrap_or_default(), day(basis.to).unwrap_or_default());
        joined(&[&basis.text, &from, &to])
    })
}

/// Signatures as [`signatures`] reads them.
pub fn write_signatures(signatures: &[FormSignature]) -> String {
    per_line(signatures, |one| joined(&[&one.titles.join(TITLE_BREAK), &one.hint, &one.name]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values<T>(entries: Entries<T>) -> Vec<T> {
        entries.into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn every_built_in_form_is_written_and_read_back() {
        for form in papers::forms() {
            let source = form.source();
            let read = fields(&write_fields(&source.fields), Some(source)).unwrap();
            assert_eq!(values(read), source.fields, "{}", source.key);
            let read = bases(&write_bases(&source.bases)).unwrap();
            assert_eq!(values(read), source.bases, "{}", source.key);
            let read = signatures(&write_signatures(&source.signatures)).unwrap();
            assert_eq!(values(read), source.signatures, "{}", source.key);
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_with_its_word() {
        let fault = |key, line, word: &str| LineFault { line, key, word: word.to_owned() };
        for (text, expected) in [
            ("người nhận", fault("error-form-field-parts", 1, "người nhận")),
            ("\na | A | dòng\nb | B | số", fault("error-form-kind", 3, "số")),
            ("a | A | dòng (x)", fault("error-form-kind", 1, "dòng (x)")),
            ("a | A | dòng | person.name", fault("error-form-required", 1, "person.name")),
        ] {
            assert_eq!(fields(text, None).unwrap_err(), expected, "{text}");
        }
        let wrong = fault("error-form-basis-day", 1, "31/02/2026");
        assert_eq!(bases("Luật Khiếu nại | 31/02/2026").unwrap_err(), wrong);
        let wrong = fault("error-form-basis-parts", 1, "thừa");
        assert_eq!(bases("Luật | | | thừa").unwrap_err(), wrong);
        let wrong = fault("error-form-signature-parts", 1, "thừa");
        assert_eq!(signatures("A | b | c | thừa").unwrap_err(), wrong);
    }

    #[test]
    fn words_are_read_without_accents_and_a_basis_with_its_word() {
        let read = values(fields("a | A | Danh Sach | BAT BUOC | - | gợi | ý", None).unwrap());
        assert_eq!((read[0].kind, read[0].required), (Kind::List, true));
        assert_eq!((read[0].from.as_deref(), read[0].hint.as_str()), (None, "gợi | ý"));
        let read = values(fields("a | A | bảng (Họ: và tên; Số: 2)", None).unwrap());
        assert_eq!(read[0].columns, ["Họ: và tên", "Số"]);
        assert_eq!(read[0].widths, [1, 2]);
        let read = values(bases("Căn cứ Luật Khiếu nại; | 01/07/2012").unwrap());
        assert_eq!(read[0].text, "Luật Khiếu nại");
    }
}
