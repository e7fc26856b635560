//! Made-up values, for previews and tests.

use std::collections::BTreeMap;

use super::facts::FACTS;
use super::{Field, Form, Frame, Kind, Layout};
use crate::{DocumentLabels, Signature};

/// A value for every field of a form, by name. All people and bodies are made up.
#[must_use]
pub fn sample(form: &Form) -> BTreeMap<String, String> {
    form.fields().iter().map(|field| (field.name.clone(), value(field))).collect()
}

fn value(field: &Field) -> String {
    if !field.example.is_empty() {
        return field.example.clone();
    }
    let fact = field.from.as_deref().and_then(|key| FACTS.iter().find(|fact| fact.key == key));
    // A fact may have several lines where this form wants one.
    let fact = fact.map(|fact| match field.kind {
        Kind::Line | Kind::Date => fact.example.replace('\n', "; "),
        Kind::Text | Kind::List | Kind::Table => fact.example.to_owned(),
    });
    fact.unwrap_or_else(|| match field.kind {
        Kind::Line => format!("ví dụ {}", field.name),
        Kind::Date => "05/01/2027".to_owned(),
        Kind::Text => format!("Ví dụ {}, đoạn một.\nVí dụ {}, đoạn hai.", field.name, field.name),
        Kind::List => format!("ví dụ {} thứ nhất\nví dụ {} thứ hai", field.name, field.name),
        Kind::Table => {
            let row: Vec<&str> = field.columns.iter().map(String::as_str).collect();
            format!("ví dụ {}", row.join(" | "))
        }
    })
}

/// The body, number and signatory around a sample.
#[must_use]
pub fn sample_frame(form: &Form) -> Frame {
    let symbol = &form.source().symbol;
    let number = match form.source().layout {
        Layout::Letter => "Số: 05/UBND-VP".to_owned(),
        _ => format!("Số: 05/{symbol}-UBND"),
    };
    Frame {
        parent_body: "Ủy ban nhân dân tỉnh Mẫu".to_owned(),
        issuing_body: "Ủy ban nhân dân phường Bến Mẫu".to_owned(),
        body_name: "Ủy ban nhân dân phường Bến Mẫu".to_owned(),
        office: "Chủ tịch Ủy ban nhân dân phường Bến Mẫu".to_owned(),
        number,
        place_and_date: "Bến Mẫu, ngày 05 tháng 01 năm 2027".to_owned(),
        signature: Signature {
            titles: vec!["CHỦ TỊCH".to_owned()],
            hint: String::new(),
            name: "Hoàng Văn Minh Họa".to_owned(),
        },
        is_draft: false,
        labels: DocumentLabels {
            language: "vi".to_owned(),
            national_title: "Cộng hòa xã hội chủ nghĩa Việt Nam".to_owned(),
            motto: "Độc lập - Tự do - Hạnh phúc".to_owned(),
            recipients: "Nơi nhận:".to_owned(),
            draft: "DỰ THẢO".to_owned(),
        },
    }
}
