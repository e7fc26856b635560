use crate::*;
/// x
pub fn document_docx(_d: &Document, _f: &Fonts, _i: (i32, u8, u8)) -> Result<Vec<u8>, PaperError> {
    Ok(vec![])
}
