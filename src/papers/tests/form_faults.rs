//! What is told to an administrator whose form is wrong: what, and in which line and column.
#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use papers::{
    Basis, Block, Fault, Field, Form, FormError, FormSignature, FormSource, FormText, Kind, Layout,
    Origin, Part, sample, sample_frame,
};

fn field(name: &str, kind: Kind) -> Field {
    let is_table = kind == Kind::Table;
    Field {
        name: name.to_owned(),
        label: format!("Mục {name}"),
        kind,
        from: None,
        required: false,
        hint: String::new(),
        example: String::new(),
        columns: if is_table {
            vec!["Tên".to_owned(), "Số tờ".to_owned()]
        } else {
            Vec::new()
        },
        widths: if is_table { vec![3, 1] } else { Vec::new() },
    }
}

/// A form of the office's own with a field of each kind.
fn source(body: &str) -> FormSource {
    FormSource {
        key: "cong-van-rieng".to_owned(),
        name: "Công văn của phường".to_owned(),
        act: String::new(),
        number: String::new(),
        origin: Origin::Office,
        valid_from: None,
        valid_to: None,
        layout: Layout::Notice,
        symbol: "TB".to_owned(),
        title: "Thông báo".to_owned(),
        subject: String::new(),
        letter_subject: String::new(),
        recipients: Vec::new(),
        dated: true,
        sealed: false,
        signatures: Vec::new(),
        bases: Vec::new(),
        fields: vec![
            field("người nhận", Kind::Line),
            field("nội dung", Kind::Text),
            field("tài liệu", Kind::List),
            field("ngày hẹn", Kind::Date),
            field("bảng kê", Kind::Table),
        ],
        text: FormText { body: body.to_owned() },
    }
}

const WHOLE: &str =
    "Kính gửi: {người nhận}\nNgày {ngày hẹn}: {nội dung}\n* {tài liệu}\n| {bảng kê}";

fn fault_of(body: &str) -> FormError {
    Form::check(source(body)).unwrap_err()
}

fn in_body(line: usize, column: usize, fault: Fault) -> FormError {
    FormError { part: Part::Body, line, column, fault }
}

fn misfit(name: &str, kind: Kind) -> Fault {
    Fault::KindDoesNotFit { name: name.to_owned(), kind }
}

#[test]
fn a_fault_of_the_text_has_its_line_and_column() {
    let unknown = |name: &str, nearest: Option<&str>| Fault::UnknownPlaceholder {
        name: name.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    let cases = [
        ("Một\n\nGửi ông {người nhân}", 3, 9, unknown("người nhân", Some("người nhận"))),
        ("Kính gửi:   {nguoi}", 1, 13, unknown("nguoi", None)),
        ("  - Địa chỉ: {nơi ở", 1, 14, Fault::UnclosedBrace),
        ("Một {người {nhận}", 1, 5, Fault::UnclosedBrace),
        ("Một }{người nhận}", 1, 5, Fault::StrayBrace),
        ("Nơi gửi ::  ấy {bảng kê}", 1, 16, misfit("bảng kê", Kind::Table)),
        ("# Mục {nội dung}", 1, 7, misfit("nội dung", Kind::Text)),
        ("> Căn cứ {tài liệu}", 1, 10, misfit("tài liệu", Kind::List)),
        ("Kính gửi: ông {tài liệu}", 1, 15, misfit("tài liệu", Kind::List)),
        ("{người nhận}\n\t| {tài liệu}", 2, 4, misfit("tài liệu", Kind::List)),
        ("* {nội dung}", 1, 3, misfit("nội dung", Kind::Text)),
        ("+ xem {nội dung}", 1, 3, Fault::NotOnePlaceholder),
        ("| {cơ quan}", 1, 3, Fault::NotOnePlaceholder),
        ("{nội dung}: :: {người nhận}", 1, 1, misfit("nội dung", Kind::Text)),
        ("Điều 1. Một\nĐiều 3. Ba", 2, 1, Fault::ArticleOutOfOrder { expected: 2, found: 3 }),
        ("Một\n  >", 2, 1, Fault::NoBases),
        ("Tên {}", 1, 5, unknown("", None)),
    ];
    for (body, line, column, fault) in cases {
        assert_eq!(fault_of(body), in_body(line, column, fault), "{body}");
    }
    assert_eq!(
        fault_of("Gửi {người nhân}").to_string(),
        "body, line 1, column 5: unknown placeholder {người nhân}; \"người nhận\" is near"
    );
}

#[test]
fn a_fault_around_the_text_has_its_part() {
    let with = |change: fn(&mut FormSource)| {
        let mut source = source(WHOLE);
        change(&mut source);
        Form::check(source).map(|_| ())
    };
    let fault = |part, fault| Err(FormError { part, line: 1, column: 1, fault });
    let own = str::to_owned;
    assert_eq!(with(|_| {}), Ok(()));
    assert_eq!(with(|s| s.key = "Công văn".to_owned()), fault(Part::Key, Fault::NotAKey));
    assert_eq!(with(|s| s.name = " ".to_owned()), fault(Part::Name, Fault::Empty));
    assert_eq!(with(|s| s.text.body = "\n".to_owned()), fault(Part::Body, Fault::Empty));
    assert_eq!(
        with(|s| s.text.body = "ờ".repeat(50_001)),
        fault(Part::Body, Fault::TooLong { limit: 50_000 })
    );
    assert_eq!(
        with(|s| s.fields = vec![s.fields[0].clone(); 101]),
        fault(Part::Field(101), Fault::TooMany { limit: 100 })
    );
    assert_eq!(
        with(|s| s.fields.push(s.fields[0].clone())),
        fault(Part::Field(6), Fault::DuplicateField { name: own("người nhận") })
    );
    assert_eq!(
        with(|s| s.fields.push(Field { name: "thừa".to_owned(), ..s.fields[0].clone() })),
        fault(Part::Field(6), Fault::UnusedField { name: own("thừa") })
    );
    assert_eq!(
        with(|s| s.fields[0].name = "cơ quan".to_owned()),
        fault(Part::Field(1), Fault::ReservedName { name: own("cơ quan") })
    );
    for name in ["Người nhận", "người  nhận", "người:nhận", "", " người"] {
        let mut source = source(WHOLE);
        name.clone_into(&mut source.fields[0].name);
        assert_eq!(
            Form::check(source).map(|_| ()),
            fault(Part::Field(1), Fault::NotAFieldName),
            "{name}"
        );
    }
    assert_eq!(
        with(|s| s.fields[4].widths = vec![1]),
        fault(Part::Field(5), Fault::ColumnsAndWidths)
    );
    assert_eq!(
        with(|s| s.fields[0].from = Some("person.nam".to_owned())),
        fault(
            Part::Field(1),
            Fault::UnknownFact { fact: own("person.nam"), nearest: Some(own("person.name")) }
        )
    );
    let sealed: fn(&mut FormSource) = |s| {
        s.sealed = true;
        s.fields[0].from = Some("person.name".to_owned());
    };
    let expected = Fault::SealedFact { fact: own("person.name") };
    assert_eq!(with(sealed), fault(Part::Field(1), expected));
    for fact in ["visit.receiver", "meeting.people", "dialogue.minutes", "receipt.items"] {
        let mut source = source(WHOLE);
        source.sealed = true;
        source.fields[0].from = Some(fact.to_owned());
        let error = Form::check(source).unwrap_err();
        assert_eq!(error.fault, Fault::SealedFact { fact: fact.to_owned() });
    }
    let reversed: fn(&mut FormSource) = |s| {
        s.valid_from = NaiveDate::from_ymd_opt(2026, 7, 1);
        s.valid_to = NaiveDate::from_ymd_opt(2026, 6, 30);
    };
    assert_eq!(with(reversed), fault(Part::Validity, Fault::EndsBeforeBegin));
    let unprinted: fn(&mut FormSource) =
        |s| s.bases = vec![Basis { text: "Luật Khiếu nại".to_owned(), from: None, to: None }];
    assert_eq!(with(unprinted), fault(Part::Basis(1), Fault::UnusedBases));
    let unsigned: fn(&mut FormSource) = |s| {
        s.signatures =
            vec![FormSignature { titles: Vec::new(), hint: String::new(), name: String::new() }];
    };
    assert_eq!(with(unsigned), fault(Part::Signature(1), Fault::Empty));
}

#[test]
fn a_short_text_is_checked_like_a_line() {
    let mut subject = source(WHOLE);
    subject.subject = "Về việc {nội dung}".to_owned();
    let error = Form::check(subject).unwrap_err();
    let fault = misfit("nội dung", Kind::Text);
    assert_eq!(error, FormError { part: Part::Subject, line: 1, column: 9, fault });

    let mut title = source(WHOLE);
    title.title = "ờ".repeat(501);
    let error = Form::check(title).unwrap_err();
    let fault = Fault::TooLong { limit: 500 };
    assert_eq!(error, FormError { part: Part::Title, line: 1, column: 1, fault });

    let mut recipients = source(WHOLE);
    recipients.recipients = vec!["Như trên".to_owned(), "Ông {người nhận".to_owned()];
    let error = Form::check(recipients).unwrap_err();
    let part = Part::Recipient(2);
    assert_eq!(error, FormError { part, line: 1, column: 5, fault: Fault::UnclosedBrace });
    assert_eq!(error.to_string(), "recipient 2, line 1, column 5: the brace is not closed");
}

#[test]
fn a_fault_of_the_file_has_its_line_and_column() {
    let file = |line: &str| {
        format!(
            "key = \"thu\"\nname = \"Thư của phường\"\norigin = \"office\"\nlayout = \"letter\"\n\
             {line}\n[text]\nbody = \"Trân trọng\"\n"
        )
    };
    assert!(Form::parse(&file("")).is_ok());
    let error = Form::parse(&file("titel = \"Thông báo\"")).unwrap_err();
    let fault = Fault::UnknownKey { key: "titel".to_owned(), nearest: Some("title".to_owned()) };
    assert_eq!(error, FormError { part: Part::File, line: 5, column: 1, fault });

    for (line, column) in [
        ("valid_from = 2026-02-30", 14),
        ("valid_from = \"2026-07-01\"", 14),
        ("valid_from = 2026-07-01T08:00:00", 14),
        ("symbol = 5", 10),
    ] {
        let error = Form::parse(&file(line)).unwrap_err();
        assert_eq!((error.part, error.line), (Part::File, 5), "{line}: {error}");
        assert!(matches!(error.fault, Fault::Toml { .. }), "{line}");
        assert!(error.column >= column, "{line}: {error}");
    }
    let error = Form::parse("key = ").unwrap_err();
    assert_eq!((error.part, error.line), (Part::File, 1));
}

#[test]
fn a_form_typed_in_a_page_is_kept_as_a_file() {
    let mut typed = source(&format!(">\r\n{WHOLE}\r\nMột ngoặc {{{{nhọn}}}} và ''' trong bài"));
    typed.valid_from = NaiveDate::from_ymd_opt(2027, 1, 1);
    typed.bases = vec![Basis {
        text: "Luật Tiếp công dân".to_owned(),
        from: NaiveDate::from_ymd_opt(2014, 7, 1),
        to: None,
    }];
    typed.signatures = vec![FormSignature {
        titles: vec!["NGƯỜI LẬP".to_owned()],
        hint: "(Ký)".to_owned(),
        name: String::new(),
    }];
    let form = Form::check(typed).unwrap();
    assert_eq!(Form::parse(&form.to_toml().unwrap()).unwrap(), form);
}

#[test]
fn a_name_typed_with_combining_marks_is_the_same_name() {
    let decomposed = "Gửi {ngu\u{31b}\u{300}o\u{31b}\u{300}i} và {người}";
    let mut source = source(decomposed);
    source.fields = vec![field("người", Kind::Line)];
    let error = Form::check(source.clone()).unwrap_err();
    assert!(matches!(error.fault, Fault::UnknownPlaceholder { .. }), "{error}");
    source.text.body = "Gửi {ngu\u{31b}o\u{31b}\u{300}i} và {người}".to_owned();
    assert!(Form::check(source).is_ok());
}

#[test]
fn lines_become_blocks() {
    let form = Form::check(source(
        "! QUYẾT ĐỊNH:\nGồm:\n* {tài liệu}\nTrước {nội dung} sau\nSố tờ ::\n- Ông {người nhận}\n\
         Ngày {ngày hẹn}\n| {bảng kê}\nĐiều 11 của Luật {{này}}",
    ))
    .unwrap();
    let values = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let on = NaiveDate::from_ymd_opt(2027, 1, 5).unwrap();
    let body = |values| form.document(&values, &sample_frame(&form), on).unwrap().body;
    let paragraph = |text: &str| Block::Paragraph { text: text.to_owned() };
    let centred = Block::Centred { text: "QUYẾT ĐỊNH:".to_owned() };
    let dots =
        Block::Particular { name: "Số tờ".to_owned(), value: "……………".to_owned() };
    let last = paragraph("Điều 11 của Luật {này}");

    assert_eq!(body(values(&[])), [centred.clone(), dots.clone(), last.clone()]);
    let by_hand = Form::check(FormSource { fields: Vec::new(), ..source("Kính gửi:") }).unwrap();
    let paper = by_hand.document(&BTreeMap::new(), &sample_frame(&by_hand), on).unwrap();
    let names = vec!["……………".to_owned()];
    assert_eq!(paper.body, [Block::Addressee { word: "Kính gửi:".to_owned(), names }]);

    let filled = body(values(&[
        ("tài liệu", "Đơn\n\n Ảnh "),
        ("nội dung", "một\r\nhai\n\nba"),
        ("bảng kê", "Đơn | 2\nẢnh |\n| 3"),
    ]));
    let rows = [["Đơn", "2"], ["Ảnh", ""], ["", "3"]];
    let table = Block::Table {
        widths: vec![3, 1],
        head: vec!["Tên".to_owned(), "Số tờ".to_owned()],
        rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
    };
    let expected = [
        centred,
        paragraph("Gồm:"),
        Block::Item { text: "Đơn".to_owned() },
        Block::Item { text: "Ảnh".to_owned() },
        paragraph("Trước một"),
        paragraph("hai"),
        paragraph("ba sau"),
        dots,
        table,
        last,
    ];
    assert_eq!(filled, expected);
    assert!(form.missing(&sample(&form)).is_empty());
}
