//! Text from outside: NFC, without control marks, and folded for search.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One line as people mean it: NFC, no control or direction marks, single spaces.
pub fn clean_line(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len());
    for word in raw
        .nfc()
        .filter(|c| !is_unwanted(*c) || c.is_whitespace())
        .collect::<String>()
        .split_whitespace()
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Several lines: NFC, line ends `\n`, no control or direction marks, no blank edges.
pub fn clean_text(raw: &str) -> String {
    let unified = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String =
        unified.nfc().filter(|c| *c == '\n' || *c == '\t' || !is_unwanted(*c)).collect();
    kept.trim().to_owned()
}

/// Control characters, and the marks that turn the writing direction (a name that reads
/// differently from what is stored is a trap).
fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Folded for search: marks removed, đ→d, lower case, letters and digits only.
///
/// `đ` has no decomposition in Unicode, so no database collation folds it.
pub fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    let mut gap = false;
    for c in raw.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let c = if c == 'đ' { 'd' } else { c };
        if c.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        } else {
            gap = true;
        }
    }
    folded
}

/// Lower case with marks, for ranking exact matches first.
pub fn lower(raw: &str) -> String {
    clean_line(raw).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_writings_fold_to_the_same_words() {
        let decomposed: String = "Khiếu nại đất đai".nfd().collect();
        for written in
            ["khieu nai dat dai", "KHIẾU NẠI ĐẤT ĐAI", "Khiếu  nại, đất-đai", &decomposed]
        {
            assert_eq!(fold(written), "khieu nai dat dai");
        }
        assert_eq!(fold("2026/KN-000123"), "2026 kn 000123");
        assert_eq!(fold("Nguyễn Văn Đức"), "nguyen van duc");
    }

    #[test]
    fn cleaning_keeps_words_and_drops_traps() {
        assert_eq!(clean_line("  Nguyễn\u{0}\u{202E} Văn\r\n A "), "Nguyễn Văn A");
        assert_eq!(clean_text("dòng một\r\ndòng\u{0} hai\r\n"), "dòng một\ndòng hai");
        let decomposed: String = "Uông Bí".nfd().collect();
        assert_eq!(clean_line(&decomposed), "Uông Bí");
    }
}
