//! What cannot be printed or written is refused by name.

use papers::{
    PaperError, Properties, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, SHEET_VALUES_MAX, SHEETS_MAX, Sheet,
    sheets_pdf, sheets_xlsx,
};

use super::page::FONTS;
use super::samples::{properties, six, with_units};

/// What both outputs say.
fn refused(sheets: &[Sheet]) -> PaperError {
    let pdf = sheets_pdf(sheets, &FONTS, &properties()).unwrap_err();
    assert_eq!(sheets_xlsx(sheets, &properties()).unwrap_err(), pdf);
    pdf
}

fn first(change: impl Fn(&mut Sheet)) -> [Sheet; 1] {
    let mut sheet = six().remove(0);
    change(&mut sheet);
    [sheet]
}

#[test]
fn control_characters_and_what_turns_the_reading_order() {
    for character in ['\0', '\u{1}', '\u{8}', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}', '\u{2066}']
    {
        let sheets = first(|one| one.rows[2].name = format!("a{character}b"));
        let field = "sheets[0].rows[2].name".to_owned();
        assert_eq!(refused(&sheets), PaperError::ForbiddenCharacter { field, character });
        let sheets = first(|one| one.columns[4].groups[0].push(character));
        let field = "sheets[0].columns[4].groups[0]".to_owned();
        assert_eq!(refused(&sheets), PaperError::ForbiddenCharacter { field, character });
    }
    let named = Properties { title: "a\u{0}".to_owned(), ..properties() };
    let error = sheets_xlsx(&six(), &named).unwrap_err();
    let field = "properties.title".to_owned();
    assert_eq!(error, PaperError::ForbiddenCharacter { field, character: '\0' });
}

#[test]
fn a_letter_without_a_glyph_only_where_it_is_drawn() {
    let sheets = first(|one| one.notes[1].push('漢'));
    let error = sheets_pdf(&sheets, &FONTS, &properties()).unwrap_err();
    assert!(
        matches!(&error, PaperError::MissingGlyph { field, character: '漢', .. } if field == "sheets[0].notes[1]"),
        "{error}"
    );
    assert!(sheets_xlsx(&sheets, &properties()).is_ok());
    let sheets = first(|one| one.notes[1].push('\u{ffff}'));
    let error = sheets_xlsx(&sheets, &properties()).unwrap_err();
    let field = "sheets[0].notes[1]".to_owned();
    assert_eq!(error, PaperError::ForbiddenCharacter { field, character: '\u{ffff}' });
}

#[test]
fn sizes_have_limits() {
    let too_many = |field: &str, limit| PaperError::TooMany { field: field.to_owned(), limit };
    let sheet = six().remove(0);
    assert_eq!(refused(&[]), PaperError::Empty { field: "sheets".to_owned() });
    let many = vec![sheet.clone(); SHEETS_MAX + 1];
    assert_eq!(refused(&many), too_many("sheets", SHEETS_MAX));
    let long = with_units(&sheet, SHEET_ROWS_MAX);
    assert_eq!(refused(&[sheet.clone(), long]), too_many("sheets[1].rows", SHEET_ROWS_MAX));
    let none = first(|one| one.columns.clear());
    assert_eq!(refused(&none), PaperError::Empty { field: "sheets[0].columns".to_owned() });
    let wide = first(|one| one.columns = vec![one.columns[0].clone(); SHEET_COLUMNS_MAX + 1]);
    assert_eq!(refused(&wide), too_many("sheets[0].columns", SHEET_COLUMNS_MAX));
    let label = first(|one| one.columns[4].label = "ô ".repeat(150));
    let field = "sheets[0].columns[4]".to_owned();
    assert_eq!(refused(&label), PaperError::TooLong { field, limit: 300 });
    let untitled = first(|one| one.title = " \n".to_owned());
    assert_eq!(refused(&untitled), PaperError::Empty { field: "sheets[0].title".to_owned() });
}

#[test]
fn many_large_tables_are_too_much_for_one_pdf_and_not_for_a_workbook() {
    let sheets = vec![with_units(&six()[0], SHEET_ROWS_MAX - 1); 4];
    let error = sheets_pdf(&sheets, &FONTS, &properties()).unwrap_err();
    let field = "sheets".to_owned();
    assert_eq!(error, PaperError::TooMany { field, limit: SHEET_VALUES_MAX });
    assert!(sheets_xlsx(&sheets, &properties()).is_ok());
}

#[test]
fn a_value_in_the_wrong_column_or_beyond_fifteen_digits() {
    let short = first(|one| one.rows[3].values.truncate(20));
    let field = "sheets[0].rows[3].values".to_owned();
    assert_eq!(refused(&short), PaperError::Uneven { field, columns: 21 });
    for value in [1_000_000_000_000_000, -1_000_000_000_000_000, i64::MIN] {
        let large = first(|one| one.rows[3].values[7] = value);
        let field = "sheets[0].rows[3].values[7]".to_owned();
        let most = 999_999_999_999_999;
        assert_eq!(refused(&large), PaperError::OutOfRange { field, most });
    }
}

#[test]
fn a_day_that_does_not_exist() {
    let never = Properties { created: (2027, 2, 30), ..properties() };
    let error = PaperError::NotADate { year: 2027, month: 2, day: 30 };
    assert_eq!(sheets_pdf(&six(), &FONTS, &never), Err(error.clone()));
    assert_eq!(sheets_xlsx(&six(), &never), Err(error));
}
