//! Letters to print, made and read back as text. All people, bodies and numbers are made up.
#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

use papers::{
    Fonts, LETTERS_MAX, Letters, LettersLabels, PaperError, PlainLetter, check_letter, letters_pdf,
};

const ISSUED: (i32, u8, u8) = (2026, 11, 25);

/// Every letter of the Vietnamese alphabet with its marks, in both cases.
const ALPHABET: [&str; 12] = [
    "AaÀàẢảÃãÁáẠạ",
    "ĂăẰằẲẳẴẵẮắẶặ",
    "ÂâẦầẨẩẪẫẤấẬậ",
    "ĐđEeÈèẺẻẼẽÉéẸẹ",
    "ÊêỀềỂểỄễẾếỆệ",
    "IiÌìỈỉĨĩÍíỊị",
    "OoÒòỎỏÕõÓóỌọ",
    "ÔôỒồỔổỖỗỐốỘộ",
    "ƠơỜờỞởỠỡỚớỢợ",
    "UuÙùỦủŨũÚúỤụ",
    "ƯưỪừỬửỮữỨứỰự",
    "YyỲỳỶỷỸỹÝýỴỵ",
];

fn letter(name: &str) -> PlainLetter {
    PlainLetter {
        parent_body: "Ủy ban nhân dân tỉnh Mẫu".to_owned(),
        issuing_body: "Ủy ban nhân dân phường Bến Mẫu".to_owned(),
        reference: "Về đơn số 2026/KN-000123".to_owned(),
        place_and_date: "Bến Mẫu, ngày 25 tháng 11 năm 2026".to_owned(),
        to_name: name.to_owned(),
        to_address: "Số 12 đường Giả Định, khu phố 3, phường Bến Mẫu".to_owned(),
        subject: "Đã thụ lý khiếu nại số 2026/KN-000123".to_owned(),
        paragraphs: ALPHABET.map(str::to_owned).into(),
    }
}

fn letters(letters: Vec<PlainLetter>) -> Letters {
    Letters {
        issuing_body: "Ủy ban nhân dân phường Bến Mẫu".to_owned(),
        letters,
        labels: LettersLabels {
            language: "vi".to_owned(),
            title: "Thư in giấy".to_owned(),
            national_title: "Cộng hòa xã hội chủ nghĩa Việt Nam".to_owned(),
            motto: "Độc lập - Tự do - Hạnh phúc".to_owned(),
        },
    }
}

/// The text of each page.
fn pages(pdf: &[u8]) -> Vec<String> {
    pdf_extract::extract_text_from_mem_by_pages(pdf).unwrap()
}

#[test]
fn each_letter_has_a_page_and_every_vietnamese_letter_is_on_it() {
    let pdf = letters_pdf(
        &letters(vec![letter("Nguyễn Thị Ví Dụ"), letter("Trần Văn Mẫu")]),
        &Fonts::embedded(),
        ISSUED,
    );
    let pages = pages(&pdf.unwrap());
    assert_eq!(pages.len(), 2);
    for (page, name) in pages.iter().zip(["Nguyễn Thị Ví Dụ", "Trần Văn Mẫu"]) {
        assert!(page.contains(name), "{page}");
        assert!(page.contains("Số 12 đường Giả Định"), "{page}");
        // Long words may break, so blanks do not count.
        let squeezed: String = page.split_whitespace().collect();
        for part in ALPHABET {
            assert!(squeezed.contains(part), "{part} in {page}");
        }
    }
    assert!(!pages[1].contains("Nguyễn Thị Ví Dụ"), "nobody reads of another one");
}

#[test]
fn a_long_letter_goes_on_and_the_next_begins_anew() {
    let mut long = letter("Nguyễn Thị Ví Dụ");
    long.paragraphs = vec!["Một đoạn dài của thư trả lời. ".repeat(40); 8];
    let pdf = letters_pdf(&letters(vec![long, letter("Trần Văn Mẫu")]), &Fonts::embedded(), ISSUED);
    let pages = pages(&pdf.unwrap());
    assert!(pages.len() >= 3, "{}", pages.len());
    let last = pages.last().unwrap();
    assert!(last.contains("Trần Văn Mẫu") && last.contains("CỘNG HÒA"), "{last}");
    assert!(pages[1].trim_start().starts_with('2'), "{}", pages[1]);
    assert!(!last.trim_start().starts_with(|c: char| c.is_ascii_digit()), "its first page: {last}");
}

#[test]
fn what_cannot_be_printed_is_named() {
    let fonts = Fonts::embedded();
    assert_eq!(check_letter(&letter("Trần Văn Mẫu"), &fonts), Ok(()));
    let error = check_letter(&letter("漢"), &fonts).unwrap_err();
    assert!(
        matches!(error, PaperError::MissingGlyph { ref field, character: '漢', .. } if field == "to_name")
    );
    assert!(matches!(
        check_letter(&letter(""), &fonts),
        Err(PaperError::Empty { field }) if field == "to_name"
    ));
    let many = vec![letter("A"); LETTERS_MAX + 1];
    let error = letters_pdf(&letters(many), &fonts, ISSUED).unwrap_err();
    assert_eq!(error, PaperError::TooMany { field: "letters".to_owned(), limit: LETTERS_MAX });
}
