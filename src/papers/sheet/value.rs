//! Values of a table: from base units to what is shown.

use super::Measure;

/// What a spreadsheet keeps exactly: fifteen digits.
pub const LARGEST: u64 = 999_999_999_999_999;

impl Measure {
    /// Decimals between the base unit and the unit shown.
    fn decimals(self) -> u32 {
        match self {
            Measure::Count => 0,
            Measure::MoneyDong => 6,
            Measure::LandSquareDecimetres => 2,
        }
    }
}

/// How many decimals the value needs.
pub fn decimals(value: i64, unit: Measure) -> u32 {
    let mut decimals = unit.decimals();
    let mut rest = value;
    while decimals > 0 && rest % 10 == 0 {
        rest /= 10;
        decimals -= 1;
    }
    decimals
}

/// The value in the unit shown, for a cell of a spreadsheet. Up to [`LARGEST`] it is the number that
/// was meant to the last digit.
pub fn number(value: i64, unit: Measure) -> f64 {
    value as f64 / 10_f64.powi(unit.decimals().cast_signed())
}

/// The value as it is written in Vietnamese: "1.234,5".
pub fn shown(value: i64, unit: Measure) -> String {
    let (all, needed) = (unit.decimals(), decimals(value, unit));
    let scale = 10_u64.pow(all);
    let (whole, part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let sign = if value < 0 { "-" } else { "" };
    let whole = grouped(whole);
    if needed == 0 {
        return format!("{sign}{whole}");
    }
    let part = part / 10_u64.pow(all - needed);
    format!("{sign}{whole},{part:0width$}", width = needed as usize)
}

/// The parts of a number that is too long for a line: "1.", "234,", "5". By the rules of Unicode no
/// line ends before a comma.
pub fn pieces(shown: &str) -> Vec<String> {
    shown.split_inclusive(['.', ',']).map(str::to_owned).collect()
}

/// A point before every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_vietnamese() {
        for (value, unit, expected) in [
            (0, Measure::Count, "0"),
            (999, Measure::Count, "999"),
            (1_000, Measure::Count, "1.000"),
            (-1_234_567, Measure::Count, "-1.234.567"),
            (0, Measure::MoneyDong, "0"),
            (1, Measure::MoneyDong, "0,000001"),
            (1_500_000, Measure::MoneyDong, "1,5"),
            (12_345_678_900, Measure::MoneyDong, "12.345,6789"),
            (-50_000, Measure::MoneyDong, "-0,05"),
            (999_999_999_999_999, Measure::MoneyDong, "999.999.999,999999"),
            (7, Measure::LandSquareDecimetres, "0,07"),
            (12_050, Measure::LandSquareDecimetres, "120,5"),
            (100_000, Measure::LandSquareDecimetres, "1.000"),
            (i64::MIN, Measure::Count, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(shown(value, unit), expected);
            assert_eq!(pieces(expected).concat(), expected);
        }
    }

    #[test]
    fn a_number_breaks_behind_its_points_and_its_comma() {
        assert_eq!(pieces("-1.234.567,125"), ["-1.", "234.", "567,", "125"]);
        assert_eq!(pieces("12"), ["12"]);
    }

    #[test]
    fn a_cell_holds_the_number_that_is_shown() {
        for unit in [Measure::Count, Measure::MoneyDong, Measure::LandSquareDecimetres] {
            for value in [0, 1, -1, 10, 123_456_789, 987_654_321_012_345, 999_999_999_999_999] {
                let plain = shown(value, unit).replace('.', "").replace(',', ".");
                assert_eq!(number(value, unit).to_string(), plain);
            }
        }
    }
}
