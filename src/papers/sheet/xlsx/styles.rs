//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Decimals of money; all others have fewer.
const DECIMALS_MAX: usize = 6;

pub struct Styles {
    pub code: Format,
    pub body: Format,
    pub title: Format,
    pub period: Format,
    pub draft: Format,
    pub heading: Format,
    pub numbers: Format,
    pub note_word: Format,
    pub note: Format,
    pub place: Format,
    pub signer: Format,
    names: [Format; 2],
    /// By number of decimals, plain and bold.
    values: Vec<[Format; 2]>,
}

impl Styles {
    pub fn new() -> Styles {
        let text = || Format::new().set_font_name("Times New Roman").set_font_size(11);
        let wrapped = || text().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let centred = || wrapped().set_align(FormatAlign::Center);
        let boxed = |format: Format| format.set_border(FormatBorder::Thin);
        let plain_and_bold = |format: Format| [format.clone(), format.set_bold()];
        Styles {
            code: wrapped().set_bold(),
            body: centred(),
            title: centred().set_bold().set_font_size(14),
            period: centred().set_italic(),
            draft: centred().set_bold().set_font_color(Color::RGB(0x80_80_80)),
            heading: boxed(centred().set_bold()),
            numbers: boxed(centred().set_italic().set_font_size(10)),
            note_word: wrapped().set_bold().set_italic(),
            note: wrapped(),
            place: centred().set_italic(),
            signer: centred().set_bold(),
            names: plain_and_bold(boxed(wrapped())),
            values: (0..=DECIMALS_MAX)
                .map(|decimals| {
                    let number = text().set_align(FormatAlign::VerticalCenter);
                    let number = boxed(number.set_align(FormatAlign::Right));
                    plain_and_bold(number.set_num_format(pattern(decimals)))
                })
                .collect(),
        }
    }

    /// For the name of a unit.
    pub fn name(&self, is_total: bool) -> &Format {
        &self.names[usize::from(is_total)]
    }

    /// For a value with that many decimals: no more are shown than there are.
    pub fn number(&self, decimals: u32, is_total: bool) -> &Format {
        let decimals = (decimals as usize).min(DECIMALS_MAX);
        self.values.get(decimals).map_or(&self.note, |format| &format[usize::from(is_total)])
    }
}

/// Separators are those of whoever opens the file.
fn pattern(decimals: usize) -> String {
    if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) }
}
