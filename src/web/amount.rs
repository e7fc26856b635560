//! Amounts as people in Vietnam write them: `1.250.000` đồng, `1.250,5` m².

/// The largest amount that is taken, in đồng or in hundredths of a square metre: fifteen digits, which every
/// database and spreadsheet adds up exactly.
pub const MOST: u64 = 999_999_999_999_999;

/// Why an amount was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAmount {
    /// Not a number of this kind: letters, a sign, points that do not stand before three digits.
    Unreadable,
    /// More than can be taken.
    TooLarge,
}

/// A whole number with or without points or spaces between thousands. Empty is zero.
///
/// # Errors
/// It is no such number, or larger than [`MOST`].
pub fn whole(raw: &str) -> Result<u64, NoAmount> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(0);
    }
    let is_mark = |c: char| c == '.' || c.is_whitespace();
    let groups: Vec<&str> = raw.split(is_mark).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let has_thousands = match groups.split_first() {
        Some((_, [])) => true,
        Some((first, rest)) => first.len() <= 3 && rest.iter().all(|group| group.len() == 3),
        None => false,
    };
    if !has_thousands || !groups.iter().all(is_digits) {
        return Err(NoAmount::Unreadable);
    }
    // All digits by now: what cannot be read has too many.
    let number = groups.concat().parse::<u64>().map_err(|_| NoAmount::TooLarge)?;
    if number > MOST { Err(NoAmount::TooLarge) } else { Ok(number) }
}

/// A number with up to two digits after a comma, in hundredths. Empty is zero.
///
/// # Errors
/// It is no such number, or larger than [`MOST`] hundredths.
pub fn hundredths(raw: &str) -> Result<u64, NoAmount> {
    let raw = raw.trim();
    let (units, part) = raw.split_once(',').unwrap_or((raw, "0"));
    let is_part = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !is_part || (units.trim().is_empty() && !raw.is_empty()) {
        return Err(NoAmount::Unreadable);
    }
    let part = format!("{part:0<2}").parse::<u64>().map_err(|_| NoAmount::Unreadable)?;
    let all = whole(units)?.checked_mul(100).and_then(|units| units.checked_add(part));
    all.filter(|all| *all <= MOST).ok_or(NoAmount::TooLarge)
}

/// `1.250.000`
pub fn show(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

/// Hundredths as `1.250,5`, without zeros at the end.
pub fn show_hundredths(number: u64) -> String {
    let units = show(number / 100);
    match number % 100 {
        0 => units,
        part if part % 10 == 0 => format!("{units},{}", part / 10),
        part => format!("{units},{part:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::NoAmount::{TooLarge, Unreadable};
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_they_are_written() {
        for (raw, expected) in [
            ("", Ok(0)),
            ("  ", Ok(0)),
            ("0", Ok(0)),
            ("1250000", Ok(1_250_000)),
            ("1.250.000", Ok(1_250_000)),
            (" 1 250 000 ", Ok(1_250_000)),
            ("1\u{a0}250\u{a0}000", Ok(1_250_000)),
            ("007", Ok(7)),
            ("999.999.999.999.999", Ok(MOST)),
            ("1.000.000.000.000.000", Err(TooLarge)),
            ("99999999999999999999999", Err(TooLarge)),
            ("-5", Err(Unreadable)),
            ("+5", Err(Unreadable)),
            ("năm triệu", Err(Unreadable)),
            ("5tr", Err(Unreadable)),
            ("12,5", Err(Unreadable)),
            ("1.25", Err(Unreadable)),
            ("1250.000", Err(Unreadable)),
            ("1..000", Err(Unreadable)),
            (".500", Err(Unreadable)),
            ("1.000.", Err(Unreadable)),
            ("1e6", Err(Unreadable)),
            ("٣", Err(Unreadable)),
        ] {
            assert_eq!(whole(raw), expected, "{raw}");
        }
    }

    #[test]
    fn areas_have_two_digits_after_the_comma_at_most() {
        for (raw, expected) in [
            ("", Ok(0)),
            ("125", Ok(12_500)),
            ("125,5", Ok(12_550)),
            ("125,05", Ok(12_505)),
            ("1.250,75", Ok(125_075)),
            ("0,5", Ok(50)),
            ("9.999.999.999.999,99", Ok(MOST)),
            ("10.000.000.000.000", Err(TooLarge)),
            ("99999999999999999999", Err(TooLarge)),
            ("125.5", Err(Unreadable)),
            ("125,", Err(Unreadable)),
            (",5", Err(Unreadable)),
            ("125,555", Err(Unreadable)),
            ("125,5,5", Err(Unreadable)),
            ("-1,5", Err(Unreadable)),
            ("1,-5", Err(Unreadable)),
            ("một", Err(Unreadable)),
        ] {
            assert_eq!(hundredths(raw), expected, "{raw}");
        }
    }

    #[test]
    fn amounts_are_shown_with_points_and_commas() {
        for (number, shown) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1.000"),
            (125_000, "125.000"),
            (1_250_000, "1.250.000"),
            (u64::MAX, "18.446.744.073.709.551.615"),
        ] {
            assert_eq!(show(number), shown);
        }
        for (number, shown) in [
            (0, "0"),
            (5, "0,05"),
            (50, "0,5"),
            (12_550, "125,5"),
            (125_075, "1.250,75"),
            (100, "1"),
        ] {
            assert_eq!(show_hundredths(number), shown);
        }
    }

    #[test]
    fn what_is_shown_is_read_again() {
        for number in [0, 7, 50, 999, 1_000, 12_345, 98_765_432_101, MOST] {
            assert_eq!(whole(&show(number)), Ok(number));
            assert_eq!(hundredths(&show_hundredths(number)), Ok(number));
        }
    }
}
