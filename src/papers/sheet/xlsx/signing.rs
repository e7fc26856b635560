//! Place, date and signatures below a table.

use rust_xlsxwriter::{Format, XlsxError};

use super::styles::Styles;
use super::{Page, room};
use crate::{Sheet, Signature};

/// Empty lines to sign in.
const ROOM: usize = 4;

/// Place and date over the right half; the signatures side by side, one alone at the right.
pub fn lines(page: &mut Page, sheet: &Sheet, widths: &[f64]) -> Result<(), XlsxError> {
    let right_half = (right_half(page.last), page.last);
    if !sheet.place_and_date.is_empty() {
        page.gap()?;
        let lines = room::lines(&sheet.place_and_date, width(right_half, widths), false);
        page.line(right_half, &sheet.place_and_date, &page.styles.place, lines)?;
    }
    let count = u16::try_from(sheet.signatures.len()).unwrap_or_default();
    // More signatures than columns stand below each other.
    let abreast = if count > page.last { 1 } else { count.max(1) };
    for together in sheet.signatures.chunks(usize::from(abreast)) {
        page.gap()?;
        let most = together.iter().map(|one| one.titles.len()).max().unwrap_or_default();
        let stacks: Vec<_> = together.iter().map(|one| stack(one, most, page.styles)).collect();
        for line in 0..most + ROOM + 2 {
            let mut high = 1;
            for (position, stack) in (0..abreast).zip(&stacks) {
                let span =
                    if abreast == 1 { right_half } else { span(page.last, position, abreast) };
                let Some((text, format)) = stack.get(line) else { continue };
                high = high.max(room::lines(text, width(span, widths), true));
                page.put((page.row, span.0), (page.row, span.1), text, format)?;
            }
            page.worksheet.set_row_height(page.row, room::height(high))?;
            page.row += 1;
        }
    }
    Ok(())
}

/// Titles, hint, room to sign, name. Whoever has fewer titles has more room, so that names stand level.
fn stack<'a>(one: &'a Signature, most: usize, styles: &'a Styles) -> Vec<(&'a str, &'a Format)> {
    let titles = one.titles.iter().map(|title| (title.as_str(), &styles.signer));
    let room = ROOM + most.saturating_sub(one.titles.len());
    titles
        .chain([(one.hint.as_str(), &styles.place)])
        .chain(std::iter::repeat_n(("", &styles.place), room))
        .chain([(one.name.as_str(), &styles.signer)])
        .collect()
}

/// The first column of the right half.
pub fn right_half(last: u16) -> u16 {
    last / 2 + 1
}

/// First and last column of the part of that position, when all columns are shared out.
fn span(last: u16, position: u16, parts: u16) -> (u16, u16) {
    let begins = |position: u16| {
        let column = u32::from(last + 1) * u32::from(position) / u32::from(parts);
        u16::try_from(column).unwrap_or(last)
    };
    (begins(position), begins(position + 1) - 1)
}

fn width((first, last): (u16, u16), widths: &[f64]) -> f64 {
    let from = usize::from(first);
    widths.iter().skip(from).take(usize::from(last) + 1 - from).sum()
}
