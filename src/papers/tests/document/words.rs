//! What is written is what is read, in both outputs.

use papers::{Block, Document};

use super::pdf::squeezed;
use super::samples::{
    ALPHABET, PARAGRAPH, every_block, everywhere, letter, notice, petition, signature, text, texts,
};
use super::{pdf, xml};

/// The words that both outputs have, in their order.
fn words(document: &Document) -> String {
    let words = pdf::made(document).words();
    assert_eq!(words, xml::words(&xml::made(document)), "PDF and DOCX differ");
    words
}

#[test]
fn the_whole_alphabet_is_the_same_in_every_kind_of_block() {
    // A paper each: the head of a table that goes on overleaf would be read twice.
    for block in every_block(ALPHABET) {
        let words = words(&Document { body: vec![block.clone()], ..petition() });
        let times = match block {
            Block::Centred { .. } | Block::Basis { .. } | Block::Heading { .. } => 1,
            Block::Subheading { .. } | Block::Point { .. } => 1,
            Block::Paragraph { .. } | Block::Item { .. } => 1,
            Block::Room { .. } => 0,
            Block::Addressee { names, .. } => 1 + names.len(),
            Block::Article { .. } | Block::Particular { .. } => 2,
            Block::Table { .. } => 6,
        };
        assert_eq!(words.matches(&squeezed(ALPHABET)).count(), times, "{words}");
    }
}

#[test]
fn the_whole_alphabet_is_the_same_in_every_field() {
    let alphabet: String = ALPHABET.chars().take(115).collect();
    let everywhere = Document { body: Vec::new(), ..everywhere(&alphabet) };
    let words = words(&everywhere);
    let (as_is, capitals) = (squeezed(&alphabet), squeezed(&alphabet).to_uppercase());
    assert_eq!(words.matches(&capitals).count(), 4, "bodies, title, title of the signer: {words}");
    assert_eq!(words.matches(&as_is).count(), 8, "{words}");
}

/// Every built-in form with sample values: both outputs say the same, and every value that was filled in.
#[test]
fn every_form_says_what_was_filled_in_and_the_same_in_both_outputs() {
    for form in papers::forms() {
        let today = chrono::NaiveDate::from_ymd_opt(2027, 1, 5).unwrap();
        let on = form.source().valid_to.unwrap_or(today);
        let values = papers::sample(form);
        let document = form.document(&values, &papers::sample_frame(form), on).unwrap();
        let said = words(&document).to_lowercase();
        for (name, value) in values {
            for part in value.split(['\n', '|']).filter(|part| !part.trim().is_empty()) {
                let part = squeezed(part.trim_end_matches(['.', ';', ','])).to_lowercase();
                assert!(said.contains(&part), "{}: {name} ({part}) is not in {said}", form.key());
            }
        }
    }
}

#[test]
fn a_paper_is_read_from_its_head_to_its_signature() {
    let expected = [
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG MẪU",
        "ỦY BAN NHÂN DÂN PHƯỜNG BẾN MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/TB-UBND",
        "Bến Mẫu, ngày 05 tháng 01 năm 2027",
        "THÔNG BÁO",
        "Về việc thụ lý giải quyết khiếu nại",
        "Kính gửi: Ông Nguyễn Văn Ví Dụ",
        "Căn cứ Luật Khiếu nại;",
        PARAGRAPH,
        "Đơn đủ điều kiện thụ lý theo quy định của pháp luật về khiếu nại.",
        "Điều 1.",
        PARAGRAPH,
        "Nơi nhận: - Như trên; - Thanh tra tỉnh Quảng Mẫu; - Lưu: VT, TCD.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Giả Định",
    ];
    assert_eq!(words(&notice()), squeezed(&expected.join(" ")));
}

#[test]
fn several_addressees_are_a_list_and_one_is_not() {
    let mut several = letter();
    let names = texts(&["Thanh tra tỉnh Quảng Mẫu", "Công an phường Bến Mẫu"]);
    several.body = vec![Block::Addressee { word: text("Kính gửi:"), names }];
    let words = words(&several);
    let expected = "Kính gửi: - Thanh tra tỉnh Quảng Mẫu; - Công an phường Bến Mẫu.";
    assert!(words.contains(&squeezed(expected)), "{words}");
    assert!(words.contains("V/vchuyểnđơntốcáo"), "{words}");
}

#[test]
fn minutes_have_their_signatures_in_pairs() {
    let mut minutes = notice();
    minutes.recipients.clear();
    minutes.signatures = vec![
        signature("Chủ trì", "Lê Văn Mẫu"),
        signature("Người ghi biên bản", "Phạm Thị Giả"),
        signature("Người khiếu nại", "Nguyễn Văn Ví Dụ"),
    ];
    let expected = "CHỦ TRÌ (Ký, ghi rõ họ tên) Lê Văn Mẫu \
        NGƯỜI GHI BIÊN BẢN (Ký, ghi rõ họ tên) Phạm Thị Giả \
        NGƯỜI KHIẾU NẠI (Ký, ghi rõ họ tên) Nguyễn Văn Ví Dụ";
    assert!(words(&minutes).ends_with(&squeezed(expected)));
}

#[test]
fn what_is_not_there_leaves_nothing_behind() {
    let mut bare = petition();
    bare.body = vec![Block::Particular { name: text("Địa chỉ"), value: String::new() }];
    bare.place_and_date = String::new();
    bare.title = String::new();
    bare.signatures.clear();
    let words = words(&bare);
    assert_eq!(
        words,
        squeezed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Địa chỉ:")
    );
}

#[test]
fn nothing_is_interpreted() {
    let hostile = r##"#read("/etc/passwd") #import "x.typ" $x^2$ ] *đậm* _nghiêng_ `mã` <w:p> &amp; ]]> <!-- {title} {{ c }} \n <nhãn> @ghi // -- a'b"##;
    let words_of = |document| words(&document);
    for block in every_block(hostile) {
        let words = words_of(Document { body: vec![block], ..notice() });
        assert!(words.contains(&squeezed(hostile)), "{words}");
    }
    let words = words_of(Document {
        body: Vec::new(),
        recipients: Vec::new(),
        ..everywhere(hostile.get(..100).unwrap())
    });
    assert_eq!(words.matches(&squeezed(&hostile[..100])).count(), 6, "{words}");
}

#[test]
fn twenty_thousand_characters_and_a_word_without_end_are_printed() {
    let mut long = notice();
    let endless = "Đ".repeat(200);
    let paragraph = "đơn khiếu nại ".repeat(20_000 / 14);
    long.body = vec![
        Block::Paragraph { text: paragraph.clone() },
        Block::Paragraph { text: endless.clone() },
        Block::Table {
            widths: vec![1, 3],
            head: texts(&["Họ và tên", "Địa chỉ"]),
            rows: vec![vec![endless.clone(), endless.clone()]],
        },
    ];
    let words = words(&long);
    assert!(words.contains(&squeezed(&paragraph)));
    assert_eq!(words.matches(&endless).count(), 3);
    let file = pdf::made(&long);
    let page = file.pages[0].0;
    let beyond: Vec<_> = file
        .glyphs
        .iter()
        .filter(|g| g.letter != " " && g.x + g.width > page - 14.9 * pdf::MM)
        .collect();
    assert!(beyond.is_empty(), "{beyond:?}");
}
