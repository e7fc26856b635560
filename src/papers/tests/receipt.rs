//! Receipts are made and read back as text. All people, bodies and numbers are made up.
#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use papers::{Fonts, PaperError, Receipt, ReceiptLabels, SignatureLabels, receipt_pdf};

const ISSUED: (i32, u8, u8) = (2026, 11, 25);

fn text(s: &str) -> String {
    s.to_owned()
}

fn labels() -> ReceiptLabels {
    ReceiptLabels {
        language: text("vi"),
        national_title: text("Cộng hòa xã hội chủ nghĩa Việt Nam"),
        motto: text("Độc lập - Tự do - Hạnh phúc"),
        number: text("Số"),
        title: text("Biên nhận đơn"),
        opening: text(
            "Ủy ban nhân dân phường Bến Mẫu đã nhận đơn của ông/bà với các thông tin sau:",
        ),
        filer: text("Người nộp đơn"),
        address: text("Địa chỉ"),
        subject: text("Nội dung"),
        received: text("Thời điểm nhận"),
        files: text("Giấy tờ kèm theo"),
        no_files: text("Không có"),
        tracking: text("Theo dõi việc giải quyết"),
        tracking_number: text("Số tiếp nhận"),
        tracking_secret: text("Mã tra cứu"),
        tracking_secret_care: text(
            "Mã chỉ cấp một lần. Xin ông/bà giữ kín; ai có mã đều xem được vụ việc.",
        ),
        tracking_url: text("Trang tra cứu"),
        qr_description: text("Mã QR mở trang tra cứu"),
        next_steps: text("Các bước tiếp theo"),
        notes: text("Lưu ý"),
        signatures: None,
    }
}

fn receipt() -> Receipt {
    Receipt {
        parent_body: text("Thành phố Mẫu"),
        issuing_body: text("Ủy ban nhân dân phường Bến Mẫu"),
        number: text("KN-2026-000123"),
        tracking_secret: text("1234 5678 9012 3456"),
        kind_label: text("Đơn khiếu nại"),
        filer_name: text("Nguyễn Thị Ví Dụ"),
        filer_address: text("Số 12 đường Giả Định, tổ 5, khu phố 3, phường Bến Mẫu"),
        subject: text(
            "Không đồng ý với mức bồi thường khi Nhà nước thu hồi đất tại thửa số 123, tờ bản đồ số 45",
        ),
        received_on: text("09 giờ 15 phút, thứ Tư, ngày 25/11/2026"),
        place_and_date: text("Bến Mẫu, ngày 25 tháng 11 năm 2026"),
        next_steps: vec![
            text(
                "Chậm nhất ngày 04/12/2026 (07 ngày làm việc), ông/bà nhận thông báo thụ lý hoặc không thụ lý, nêu rõ lý do (Điều 27 Luật Khiếu nại).",
            ),
            text("Nếu đơn được thụ lý, cơ quan xác minh nội dung và tổ chức đối thoại với ông/bà."),
            text("Ông/bà nhận quyết định giải quyết khiếu nại bằng văn bản."),
        ],
        files: vec![
            text("Quyết định bồi thường (bản sao), 02 trang"),
            text("Giấy chứng nhận quyền sử dụng đất (bản sao), 04 trang"),
        ],
        tracking_url: text("https://gandan.example.vn/tra-cuu/KN-2026-000123"),
        notes: vec![
            text("Ông/bà có quyền rút đơn, bổ sung tài liệu và nhờ người đại diện."),
            text("Biên nhận này không thay thế thông báo thụ lý."),
        ],
        labels: labels(),
    }
}

fn made(receipt: &Receipt, fonts: &Fonts) -> Vec<u8> {
    receipt_pdf(receipt, fonts, ISSUED).unwrap()
}

fn refused(receipt: &Receipt) -> PaperError {
    receipt_pdf(receipt, &Fonts::embedded(), ISSUED).unwrap_err()
}

/// The printed text without white space: line breaks are the page's, not the writer's.
fn printed(pdf: &[u8]) -> String {
    squeezed(&pdf_extract::extract_text_from_mem(pdf).unwrap())
}

fn squeezed(s: &str) -> String {
    s.split_whitespace().collect()
}

fn pages(pdf: &[u8]) -> Vec<String> {
    pdf_extract::extract_text_from_mem_by_pages(pdf).unwrap()
}

#[test]
fn every_field_is_printed() {
    let receipt = receipt();
    let page = printed(&made(&receipt, &Fonts::embedded()));
    let body = [
        &receipt.number,
        &receipt.tracking_secret,
        &receipt.kind_label,
        &receipt.filer_name,
        &receipt.filer_address,
        &receipt.subject,
        &receipt.received_on,
        &receipt.place_and_date,
        &receipt.tracking_url,
        &receipt.labels.opening,
        &receipt.labels.tracking_secret_care,
    ];
    let lists = receipt.next_steps.iter().chain(&receipt.files).chain(&receipt.notes);
    for expected in body.into_iter().chain(lists) {
        assert!(page.contains(&squeezed(expected)), "{expected} is missing in {page}");
    }
    for heading in [&receipt.parent_body, &receipt.issuing_body, &receipt.labels.national_title] {
        assert!(page.contains(&squeezed(&heading.to_uppercase())), "{heading} in {page}");
    }
}

#[test]
fn the_whole_alphabet_is_printed_as_written() {
    let lower =
        "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";
    let alphabet = format!("{lower} {} fjwz FJWZ 0123456789", lower.to_uppercase());
    let mut receipt = receipt();
    receipt.subject = alphabet.clone(); // regular
    receipt.filer_name = alphabet.chars().rev().collect(); // bold
    receipt.place_and_date = lower.to_owned(); // italic
    let page = printed(&made(&receipt, &Fonts::embedded()));
    for expected in [&receipt.subject, &receipt.filer_name, &receipt.place_and_date] {
        assert!(page.contains(&squeezed(expected)), "{expected} in {page}");
    }
}

#[test]
fn letters_with_loose_marks_are_composed() {
    let mut receipt = receipt();
    // "Nguyễn Thị Ường" as some phones and macOS file names store it
    receipt.filer_name = text("Nguye\u{302}\u{303}n Thi\u{323} U\u{31b}\u{300}ng");
    let page = printed(&made(&receipt, &Fonts::embedded()));
    assert!(page.contains("NguyễnThịỪng"), "{page}");
}

#[test]
fn names_of_the_central_highlands_are_printed() {
    let mut receipt = receipt();
    receipt.filer_name = text("H'Mẫu Niê Kđăm, buôn Čư Ê̆a"); // Ê with a breve has no code of its own
    let page = printed(&made(&receipt, &Fonts::embedded()));
    assert!(page.contains("NiêKđăm,buônČư") && page.contains("Ê̆a"), "{page}");
}

#[test]
fn markup_and_code_are_only_text() {
    let mut receipt = receipt();
    receipt.subject = text(
        r#"#read("/etc/passwd") #import "x.typ" *đậm* _nghiêng_ $x^2$ `mã` = Đề mục <nhãn> @ghi \ // -- ... "ngoặc" [a](b) {{ c }} \u{0}"#,
    );
    receipt.filer_name = text(r#"]; #panic("a") #sys.inputs "#);
    receipt.files = vec![text("#image(\"qr.svg\").pdf"), text("../../etc/passwd")];
    let page = printed(&made(&receipt, &Fonts::embedded()));
    for expected in receipt.files.iter().chain([&receipt.subject, &receipt.filer_name]) {
        assert!(page.contains(&squeezed(expected)), "{expected} in {page}");
    }
}

#[test]
fn white_space_is_one_space_and_invisible_characters_are_dropped() {
    let mut spaced = receipt();
    spaced.filer_name = text("  Nguyễn\tThị \r\n Ví\u{200b} Dụ\u{feff} ");
    let fonts = Fonts::embedded();
    assert_eq!(made(&spaced, &fonts), made(&receipt(), &fonts));
}

#[test]
fn characters_that_deceive_are_refused() {
    for character in ['\0', '\u{1b}', '\u{85}', '\u{202e}', '\u{2066}', '\u{200f}'] {
        let mut receipt = receipt();
        receipt.next_steps[1].push(character);
        receipt.next_steps[1].push('x');
        let field = text("next_steps[1]");
        assert_eq!(refused(&receipt), PaperError::ForbiddenCharacter { field, character });
    }
    let mut receipt = receipt();
    receipt.filer_name = text("Ví\u{316}\u{316}\u{316} Dụ");
    let field = text("filer_name");
    assert_eq!(refused(&receipt), PaperError::ForbiddenCharacter { field, character: '\u{316}' });
}

#[test]
fn a_character_without_a_glyph_is_refused_by_name() {
    for character in ['😀', '漢', '\u{e000}'] {
        let mut receipt = receipt();
        receipt.files[1].push(character);
        let error = refused(&receipt);
        let (field, font) = (text("files[1]"), text("Libertinus Serif"));
        assert_eq!(error, PaperError::MissingGlyph { field, character, font });
    }
    let mut receipt = receipt();
    receipt.labels.notes = text("漢");
    let message = refused(&receipt).to_string();
    assert!(message.contains("labels.notes") && message.contains("'漢' (U+6F22)"), "{message}");
}

#[test]
fn length_has_a_limit() {
    let mut receipt = receipt();
    receipt.subject = "ô ".repeat(10_000);
    let field = text("subject");
    assert_eq!(refused(&receipt), PaperError::TooLong { field, limit: 2_000 });

    receipt.subject = text("a");
    receipt.files = vec![text("a"); 101];
    assert_eq!(refused(&receipt), PaperError::TooMany { field: text("files"), limit: 100 });
}

#[test]
fn what_must_be_there_is_there() {
    let mut receipt = receipt();
    receipt.parent_body = text("");
    receipt.filer_address = text("");
    receipt.tracking_secret = text("");
    receipt.files.clear();
    receipt.next_steps.clear();
    receipt.notes.clear();
    let page = printed(&made(&receipt, &Fonts::embedded()));
    assert!(page.contains("Giấytờkèmtheo:Khôngcó"), "{page}");
    for absent in ["Địachỉ", "Mãtracứu", "Cácbướctiếptheo", "Lưuý", "Ký,ghirõhọtên"]
    {
        assert!(!page.contains(absent), "{absent} in {page}");
    }

    receipt.filer_name = text(" \u{200b}\n");
    assert_eq!(refused(&receipt), PaperError::Empty { field: text("filer_name") });
}

#[test]
fn the_tracking_address_is_a_web_address() {
    for address in ["javascript:alert(1)", "https://vi du.vn", "https://ví-dụ.vn", "/tra-cuu"] {
        let mut receipt = receipt();
        receipt.tracking_url = text(address);
        let field = text("tracking_url");
        assert_eq!(refused(&receipt), PaperError::NotAnAddress { field }, "{address}");
    }
}

#[test]
fn the_date_of_the_document_is_a_date() {
    let error = receipt_pdf(&receipt(), &Fonts::embedded(), (2026, 2, 30)).unwrap_err();
    assert_eq!(error, PaperError::NotADate { year: 2026, month: 2, day: 30 });
}

#[test]
fn usual_receipts_take_one_page_and_full_ones_are_numbered() {
    let fonts = Fonts::embedded();
    let mut receipt = receipt();
    receipt.labels.signatures = Some(SignatureLabels {
        filer: text("Người nộp đơn"),
        receiver: text("Người tiếp nhận"),
        hint: text("(Ký, ghi rõ họ tên)"),
    });
    let usual = made(&receipt, &fonts);
    assert_eq!(pages(&usual).len(), 1);
    assert!(printed(&usual).contains("Ngườitiếpnhận"));

    receipt.files = vec![text("Tài liệu mẫu"); 100];
    let full = pages(&made(&receipt, &fonts));
    assert!(full.len() > 1);
    assert!(full[1].trim_start().starts_with('2'), "{}", full[1]);
}

#[test]
fn long_words_stay_on_the_page() {
    let mut receipt = receipt();
    receipt.files = vec!["Qđ".repeat(125)];
    let pdf = made(&receipt, &Fonts::embedded());
    let page = pdf_extract::extract_text_from_mem(&pdf).unwrap();
    assert!(squeezed(&page).contains(&receipt.files[0]), "{page}");
    // the value column is 117 mm wide: about 50 letters of 13 points
    let longest = page.split_whitespace().map(|word| word.chars().count()).max();
    assert!(longest < Some(80), "{page}");
}

#[test]
fn the_same_receipt_gives_the_same_bytes() {
    let fonts = Fonts::embedded();
    let first = made(&receipt(), &fonts);
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, made(&receipt(), &fonts));
    assert_eq!(first, made(&receipt(), &Fonts::embedded()));
    let later = receipt_pdf(&receipt(), &fonts, (2026, 11, 26)).unwrap();
    assert_ne!(first, later);
}

#[test]
fn english_words_need_no_other_code() {
    let mut receipt = receipt();
    receipt.labels.language = text("en");
    receipt.labels.title = text("Receipt of a filing");
    let page = printed(&made(&receipt, &Fonts::embedded()));
    assert!(page.contains("RECEIPTOFAFILING"), "{page}");
}

#[test]
fn papers_can_be_made_at_the_same_time() {
    let fonts = Fonts::embedded();
    let alone = made(&receipt(), &fonts);
    let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let makers: Vec<_> = (0..4).map(|_| scope.spawn(|| made(&receipt(), &fonts))).collect();
        makers.into_iter().map(|maker| maker.join().unwrap()).collect()
    });
    assert_eq!(together, vec![alone; 4]);
}
