//! Values as Vietnamese reports print them.

use statistics::Unit;

#[test]
fn values_are_shown_as_reports_print_them() {
    for (unit, value, shown) in [
        (Unit::Count, 0, "0"),
        (Unit::Count, 7, "7"),
        (Unit::Count, 999, "999"),
        (Unit::Count, 1_000, "1.000"),
        (Unit::Count, 334_878, "334.878"),
        (Unit::Count, 1_234_567, "1.234.567"),
        (Unit::Count, -1_234, "-1.234"),
        // Million đồng (Trđ).
        (Unit::Money, 0, "0"),
        (Unit::Money, 1, "0,000001"),
        (Unit::Money, 500_000, "0,5"),
        (Unit::Money, 12_500_000, "12,5"),
        (Unit::Money, 1_250_000_000, "1.250"),
        (Unit::Money, 1_234_567_890_123, "1.234.567,890123"),
        (Unit::Money, -500_000, "-0,5"),
        // Square metres.
        (Unit::Land, 1, "0,01"),
        (Unit::Land, 50, "0,5"),
        (Unit::Land, 100, "1"),
        (Unit::Land, 12_025, "120,25"),
        (Unit::Land, 12_020, "120,2"),
        (Unit::Land, 123_456_700, "1.234.567"),
        (Unit::Land, -12_025, "-120,25"),
    ] {
        assert_eq!(unit.shown(value), shown, "{unit:?} {value}");
    }
}

#[test]
fn no_value_is_too_large_to_show() {
    assert_eq!(Unit::Count.shown(i64::MAX), "9.223.372.036.854.775.807");
    assert_eq!(Unit::Count.shown(i64::MIN), "-9.223.372.036.854.775.808");
}
