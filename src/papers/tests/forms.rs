//! The built-in forms, filled. All people, bodies and numbers are made up.
#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use papers::{
    Block, Document, FACTS, FillError, Form, Kind, Layout, date_in_words, form, forms, sample,
    sample_frame,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A day on which the form is valid.
fn day_of(form: &Form) -> NaiveDate {
    form.source().valid_to.unwrap_or(day(2027, 1, 5))
}

fn filled(form: &Form, values: &BTreeMap<String, String>) -> Document {
    form.document(values, &sample_frame(form), day_of(form)).unwrap()
}

fn texts(block: &Block) -> Vec<&str> {
    match block {
        Block::Addressee { word, names } => {
            let names = names.iter().map(String::as_str);
            std::iter::once(word.as_str()).chain(names).collect()
        }
        Block::Article { word, text } => vec![word, text],
        Block::Particular { name, value } => vec![name, value],
        Block::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).map(String::as_str).collect()
        }
        Block::Centred { text }
        | Block::Basis { text }
        | Block::Heading { text }
        | Block::Subheading { text }
        | Block::Point { text }
        | Block::Paragraph { text }
        | Block::Item { text } => vec![text],
        Block::Room { .. } => Vec::new(),
    }
}

/// Every text of a document that a form can put a value into.
fn printed(document: &Document) -> Vec<&str> {
    let heads = [&document.title, &document.subject, &document.letter_subject];
    let signatures = document.signatures.iter();
    heads
        .into_iter()
        .chain(&document.recipients)
        .chain(signatures.flat_map(|s| s.titles.iter().chain([&s.name, &s.hint])))
        .map(String::as_str)
        .chain(document.body.iter().flat_map(texts))
        .collect()
}

fn bases(document: &Document) -> Vec<&str> {
    let blocks = document.body.iter();
    blocks
        .filter_map(|block| match block {
            Block::Basis { text } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// The parts of a value that are printed as one run each.
fn runs(kind: Kind, value: &str) -> Vec<String> {
    match kind {
        Kind::Line | Kind::Date => vec![value.to_owned()],
        Kind::Text | Kind::List => value.lines().map(str::to_owned).collect(),
        Kind::Table => value.lines().flat_map(|row| row.split(" | ")).map(str::to_owned).collect(),
    }
}

#[test]
fn every_value_of_every_form_is_on_its_paper() {
    for form in forms() {
        let values = sample(form);
        assert_eq!(values.len(), form.fields().len(), "{}", form.key());
        let document = filled(form, &values);
        let printed = printed(&document);
        for field in form.fields() {
            for run in runs(field.kind, &values[&field.name]) {
                let is_there = printed.iter().any(|text| text.contains(&run));
                assert!(is_there, "{}: {run:?} of {:?}", form.key(), field.name);
            }
        }
        assert!(form.missing(&values).is_empty(), "{}", form.key());
        let gap = printed.iter().find(|text| text.contains("……………") && !text.starts_with('…'));
        let is_by_hand = form.source().sealed;
        assert!(gap.is_none() || is_by_hand, "{}: {gap:?}", form.key());
    }
}

#[test]
fn a_value_is_never_read_as_markup() {
    let hostile =
        "{người khiếu nại} > căn cứ # mục }} {{ Điều 9. ! - * + tên :: giá trị {cơ quan} Kính gửi:";
    for form in forms() {
        let mut values = sample(form);
        let calm = filled(form, &values);
        for field in form.fields().iter().filter(|field| field.kind != Kind::Date) {
            let value = match field.kind {
                Kind::Text | Kind::List => format!("{hostile}\n> x\n# y\nĐiều 9. z\n>\n}}"),
                _ => format!("{hostile}\n> x"),
            };
            values.insert(field.name.clone(), value);
        }
        let document = filled(form, &values);
        let printed = printed(&document);
        assert!(printed.iter().any(|text| text.contains(hostile)), "{}", form.key());
        let kinds = |document: &Document| {
            let of =
                |wanted: fn(&Block) -> bool| document.body.iter().filter(|b| wanted(b)).count();
            [
                of(|block| matches!(block, Block::Heading { .. })),
                of(|block| matches!(block, Block::Article { .. })),
                of(|block| matches!(block, Block::Centred { .. })),
                of(|block| matches!(block, Block::Basis { .. })),
                of(|block| matches!(block, Block::Addressee { .. })),
                of(|block| matches!(block, Block::Particular { .. })),
                of(|block| matches!(block, Block::Table { .. })),
            ]
        };
        assert_eq!(kinds(&document), kinds(&calm), "{}", form.key());
    }
}

#[test]
fn an_empty_form_is_a_form_to_fill_by_hand() {
    for form in forms() {
        let empty = BTreeMap::new();
        let document = filled(form, &empty);
        let required: Vec<&str> =
            form.fields().iter().filter(|f| f.required).map(|f| f.name.as_str()).collect();
        assert_eq!(form.missing(&empty), required);
        let has_dots = printed(&document).iter().any(|text| text.contains("……………"));
        assert!(has_dots, "{}", form.key());
        let is_blank = |text: &&str| text.trim().is_empty();
        assert!(
            !document.body.iter().flat_map(texts).any(|text| is_blank(&text)),
            "{}",
            form.key()
        );
        assert!(!document.recipients.iter().any(|line| line.contains('…')), "{}", form.key());
    }
}

#[test]
fn legal_bases_are_those_of_the_day() {
    let decision = form("complaint-decision-first", day(2026, 6, 30)).unwrap();
    let values = sample(decision);
    let on = |on| decision.document(&values, &sample_frame(decision), on).unwrap();
    let (before, after) = (on(day(2026, 6, 30)), on(day(2026, 7, 1)));
    let cites = |document: &Document, act: &str| bases(document).iter().any(|b| b.contains(act));
    for act in ["Nghị định số 155/2026/NĐ-CP", "ngày 10 tháng 12 năm 2025"] {
        assert!(!cites(&before, act), "{act}");
        assert!(cites(&after, act), "{act}");
    }
    assert!(cites(&before, "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;"));

    let slip = form("transfer-slip-feedback", day(2026, 6, 30)).unwrap();
    let on = |on| slip.document(&sample(slip), &sample_frame(slip), on).unwrap();
    assert!(cites(&on(day(2026, 6, 30)), "64/2014/NĐ-CP"));
    assert!(!cites(&on(day(2026, 7, 1)), "64/2014/NĐ-CP"));
    assert!(cites(&on(day(2026, 7, 1)), "154/2026/NĐ-CP"));
}

#[test]
fn the_last_basis_ends_with_a_full_stop_and_the_others_with_a_semicolon() {
    for form in forms() {
        let document = filled(form, &sample(form));
        let bases = bases(&document);
        let Some((last, others)) = bases.split_last() else { continue };
        assert!(last.ends_with('.'), "{}: {last}", form.key());
        assert!(others.iter().all(|basis| basis.ends_with(';')), "{}", form.key());
    }
}

#[test]
fn versions_of_a_form_follow_one_another() {
    let mut versions: BTreeMap<&str, Vec<&Form>> = BTreeMap::new();
    for form in forms() {
        versions.entry(form.key()).or_default().push(form);
    }
    for (key, versions) in &versions {
        for (position, one) in versions.iter().enumerate() {
            for other in &versions[position + 1..] {
                let [one, other] = [one.source(), other.source()];
                let is_before = |a: Option<NaiveDate>, b: Option<NaiveDate>| matches!((a, b), (Some(a), Some(b)) if a < b);
                let are_apart = is_before(one.valid_to, other.valid_from)
                    || is_before(other.valid_to, one.valid_from);
                assert!(are_apart, "{key}");
            }
        }
    }
    let act = |on| form("receipt-documents", on).unwrap().source().act.as_str();
    assert_eq!(act(day(2026, 6, 30)), "04/2021/TT-TTCP");
    assert_eq!(act(day(2026, 7, 1)), "154/2026/NĐ-CP");
    assert_eq!(form("complaint-suspension", day(2026, 6, 30)), None);
    assert_eq!(form("no-such-form", day(2027, 1, 5)), None);
}

#[test]
fn no_paper_of_a_denunciation_can_hold_who_denounced() {
    let mut sealed = BTreeSet::new();
    for form in forms().iter().filter(|form| form.source().sealed) {
        sealed.insert(form.key());
        for field in form.fields() {
            let takes_person = field.from.as_deref().is_some_and(|f| f.starts_with("person."));
            assert!(!takes_person, "{}: {}", form.key(), field.name);
            for word in ["người tố cáo", "người gửi đơn", "người rút"] {
                assert!(!field.name.contains(word), "{}: {}", form.key(), field.name);
                let is_named = field.label.to_lowercase().contains(word);
                assert!(!is_named, "{}: {}", form.key(), field.label);
            }
        }
    }
    let of_denunciations: BTreeSet<&str> =
        forms().iter().map(Form::key).filter(|key| key.contains("denunciation")).collect();
    assert_eq!(sealed, of_denunciations);
    for key in ["denunciation-notice-to-denouncer", "denunciation-result-notice"] {
        let form = form(key, day(2027, 1, 5)).unwrap();
        let document = filled(form, &sample(form));
        let Some(Block::Addressee { names, .. }) = document.body.first() else { panic!("{key}") };
        assert!(names.iter().all(|name| name.chars().all(|c| c == '…')), "{key}: {names:?}");
        assert!(printed(&document).contains(&"TC-07/2027"), "{key}");
    }
}

#[test]
fn a_petition_has_no_boxes_of_a_body_and_minutes_have_several_signatures() {
    let petition = form("complaint-petition", day(2027, 1, 5)).unwrap();
    let document = filled(petition, &sample(petition));
    assert_eq!([document.parent_body, document.issuing_body, document.number], ["", "", ""]);
    assert_eq!(document.signatures[0].name, "Nguyễn Thị Ví Dụ");
    assert_eq!(petition.source().layout, Layout::Petition);

    let minutes = form("dialogue-minutes", day(2027, 1, 5)).unwrap();
    assert_eq!(filled(minutes, &sample(minutes)).signatures.len(), 6);

    let notice = form("complaint-accept-notice", day(2027, 1, 5)).unwrap();
    let document = filled(notice, &sample(notice));
    assert_eq!(document.signatures, [sample_frame(notice).signature]);
    assert_eq!(document.number, "Số: 05/TB-UBND");
    assert_eq!(document.subject, "Về việc thụ lý giải quyết khiếu nại lần đầu");
}

#[test]
fn a_draft_takes_what_the_case_knows() {
    let notice = form("complaint-accept-notice", day(2027, 1, 5)).unwrap();
    let facts = BTreeMap::from([
        ("person.name", "Trần Văn Mẫu".to_owned()),
        ("case.received_on", "04/01/2027".to_owned()),
        ("person.address", "  ".to_owned()),
        ("visit.on", "03/01/2027".to_owned()),
    ]);
    let draft = notice.draft(&facts);
    let expected = [("người khiếu nại", "Trần Văn Mẫu"), ("ngày nhận đơn", "04/01/2027")];
    let expected: BTreeMap<_, _> =
        expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    assert_eq!(draft, expected);
    assert_eq!(notice.missing(&draft), ["lần", "địa chỉ", "loại giấy tờ", "việc khiếu nại"]);
}

#[test]
fn values_have_limits() {
    let notice = form("complaint-refuse-notice", day(2027, 1, 5)).unwrap();
    let minutes = form("receipt-documents", day(2027, 1, 5)).unwrap();
    let invitation = form("dialogue-invitation", day(2027, 1, 5)).unwrap();
    let fault = |form: &Form, field: &str, value: String| {
        let values = BTreeMap::from([(field.to_owned(), value)]);
        form.document(&values, &sample_frame(form), day(2027, 1, 5)).unwrap_err()
    };
    let own = str::to_owned;
    assert_eq!(
        fault(notice, "địa chỉ", "ờ".repeat(501)),
        FillError::TooLong { field: own("địa chỉ"), limit: 500 }
    );
    assert_eq!(
        fault(notice, "giải thích", "ờ".repeat(20_001)),
        FillError::TooLong { field: own("giải thích"), limit: 20_000 }
    );
    assert_eq!(
        fault(invitation, "người được mời", "bà Ví Dụ\n".repeat(501)),
        FillError::TooMany { field: own("người được mời"), limit: 500 }
    );
    assert_eq!(
        fault(minutes, "tài liệu", own("Đơn | 01 | Bản chính\nẢnh | 02 | Bản in | thừa")),
        FillError::TooManyCells { field: own("tài liệu"), row: 2, columns: 3 }
    );
    for wrong in ["31/02/2027", "hôm qua", "05-01-2027", "5/1/27"] {
        let expected = FillError::NotADate { field: own("ngày nhận đơn") };
        assert_eq!(fault(notice, "ngày nhận đơn", own(wrong)), expected, "{wrong}");
    }
    assert_eq!(
        fault(notice, "không có", own("x")),
        FillError::NoSuchField { field: own("không có") }
    );
}

#[test]
fn dates_are_printed_as_the_decree_wants_them() {
    assert_eq!(date_in_words(day(2027, 1, 5)), "ngày 05 tháng 01 năm 2027");
    assert_eq!(date_in_words(day(2027, 3, 15)), "ngày 15 tháng 3 năm 2027");
    let notice = form("complaint-accept-notice", day(2027, 1, 5)).unwrap();
    let mut values = sample(notice);
    values.insert("ngày nhận đơn".to_owned(), "2027-01-04".to_owned());
    let document = filled(notice, &values);
    let opening = "Ngày 04/01/2027, Ủy ban nhân dân phường Bến Mẫu đã nhận được đơn khiếu nại của \
                   Nguyễn Thị Ví Dụ.";
    assert!(printed(&document).contains(&opening));
}

#[test]
fn every_form_is_written_and_read_back_the_same() {
    for form in forms() {
        let toml = form.to_toml().unwrap();
        assert_eq!(&Form::parse(&toml).unwrap(), form, "{}", form.key());
    }
}

#[test]
fn facts_are_told_apart_and_explained() {
    let keys: BTreeSet<&str> = FACTS.iter().map(|fact| fact.key).collect();
    assert_eq!(keys.len(), FACTS.len());
    for fact in FACTS {
        assert!(fact.meaning.ends_with('.') && !fact.example.is_empty(), "{}", fact.key);
    }
}
