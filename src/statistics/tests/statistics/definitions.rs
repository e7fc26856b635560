//! What a circular must not say is refused, with the place and the reason.

use statistics::Circular;

/// A small circular; each test changes one thing.
const GOOD: &str = r#"
circular = "1/2030/TT"
valid_from = 2030-01-01

[[period]]
code = "Q1"
name = "Quý I"
from = [-12, 15]
to = [3, 14]
due_day = 17
province_due_day = 20
has_narrative = true

[fields.complaint]
land = ["land.dispute"]

[[form]]
code = "01"
title = "MỘT"
note_number = 4
notes = []
[[form.column]]
no = 1
label = "Tổng"
sum = [2, 3]
[[form.column]]
no = 2
label = "Đơn"
count = { source = "letters", take = "letters", where = { kind = ["complaint"], group = ["land"] } }
[[form.column]]
no = 3
label = "Nhập"
typed = true

[[form]]
code = "02"
title = "HAI"
note_number = 5
notes = []
[[form.column]]
no = 1
label = "Như biểu 01"
same = "01.1"
[[form.column]]
no = 2
label = "Tiền"
unit = "money"
count = { source = "decisions", take = "state-money" }
[[form.column]]
no = 3
label = "Đất"
unit = "land"
count = { source = "decisions", take = "state-land" }
[[form.column]]
no = 4
label = "Tổng tiền"
unit = "money"
sum = [2]

[[check]]
form = "02"
rule = "c1 <= 01.c1"
severity = "error"
origin = "printed"
"#;

#[test]
fn a_good_definition_is_read() {
    let circular = Circular::parse(GOOD).unwrap();
    assert_eq!((circular.forms.len(), circular.checks.len(), circular.periods.len()), (2, 1, 1));
    assert_eq!(circular.form("01").unwrap().slug(), "01");
    assert!(circular.column("01", 0).is_none() && circular.column("01", 4).is_none());
    assert!(circular.column("03", 1).is_none());
}

#[test]
fn bad_definitions_are_refused_with_place_and_reason() {
    for (good, bad, told) in [
        ("source = \"letters\"", "source = \"leters\"", "01 column 2: source leters"),
        ("take = \"letters\"", "take = \"leters\"", "01 column 2: leters of letters"),
        ("take = \"letters\"", "take = \"turns\"", "01 column 2: turns of letters"),
        ("kind = [\"complaint\"]", "kin = [\"complaint\"]", "01 column 2: mark kin"),
        ("kind = [\"complaint\"]", "kind = [\"complaints\"]", "01 column 2: kind complaints"),
        (
            "kind = [\"complaint\"],",
            "kind = [\"complaint\"], state = [\"done\"],",
            "01 column 2: state done",
        ),
        (
            "kind = [\"complaint\"],",
            "kind = [\"complaint\"], by = [\"head\"],",
            "01 column 2: mark by",
        ),
        ("kind = [\"complaint\"], ", "", "01 column 2: a group of fields without its kind"),
        ("group = [\"land\"]", "group = [\"water\"]", "01 column 2: group water"),
        (
            "group = [\"land\"]",
            "group = [\"land\", \"other\"]",
            "01 column 2: one group of fields is asked",
        ),
        ("sum = [2, 3]", "sum = [2, 4]", "01 column 1: sum of column 4"),
        ("sum = [2, 3]", "sum = [2, 0]", "01 column 1: sum of column 0"),
        ("sum = [2, 3]", "sum = [1, 2]", "01 column 1: sum of column 1"),
        ("typed = true", "sum = [1]", "01 column 1: sum of column 3"),
        ("sum = [2]\n\n[[check", "sum = [3]\n\n[[check", "02 column 4: sum of column 3"),
        ("label = \"Tổng\"", "label = \"Tổng\"\nunit = \"money\"", "01 column 1: sum of column 2"),
        ("same = \"01.1\"", "same = \"01.9\"", "02 column 1: same as 01.9"),
        ("same = \"01.1\"", "same = \"02.2\"", "02 column 1: same as 02.2"),
        ("same = \"01.1\"", "same = \"03.1\"", "02 column 1: same as 03.1"),
        ("same = \"01.1\"", "same = \"01\"", "02 column 1: same as 01"),
        ("same = \"01.1\"", "same = \"01.1\"\nunit = \"land\"", "02 column 1: same as 01.1"),
        ("unit = \"land\"", "unit = \"lands\"", "02 column 3: unit lands"),
        ("unit = \"land\"", "unit = \"money\"", "02 column 3: state-land in another unit"),
        ("unit = \"money\"\ncount", "count", "02 column 2: state-money in another unit"),
        (
            "label = \"Đơn\"",
            "label = \"Đơn\"\nunit = \"money\"",
            "01 column 2: letters in another unit",
        ),
        ("typed = true", "typed = false", "01 column 3: one of sum, same, count, typed is asked"),
        (
            "typed = true",
            "typed = true\nsum = [2]",
            "01 column 3: one of sum, same, count, typed is asked",
        ),
        (
            "no = 3\nlabel = \"Nhập\"",
            "no = 4\nlabel = \"Nhập\"",
            "01 column 4: column 3 is missing",
        ),
        ("code = \"02\"", "code = \"01\"", "01: a form of this code before it"),
        ("c1 <= 01.c1", "c1 <= 01.c4", "check 1: column 01.4"),
        ("c1 <= 01.c1", "c1 <= 03.c1", "check 1: column 03.1"),
        ("c1 <= 01.c1", "c5 <= 01.c1", "check 1: column 02.5"),
        ("c1 <= 01.c1", "c1 < 01.c1", "check 1: rule c1 < 01.c1"),
        ("c1 <= 01.c1", "c1 <= c2 - c3", "check 1: rule c1 <= c2 - c3"),
        ("c1 <= 01.c1", "c1 <= 5 c2", "check 1: rule c1 <= 5 c2"),
        ("c1 <= 01.c1", "c1 <=", "check 1: rule c1 <="),
        ("c1 <= 01.c1", "c1 == c2", "check 1: rule c1 == c2"),
        ("form = \"02\"\nrule", "form = \"03\"\nrule", "check 1: form 03"),
        (
            "rule = \"c1",
            "test = \"counted\"\n#rule = \"c1",
            "check 1: a rule or a known test is asked",
        ),
        (
            "rule = \"c1",
            "test = \"counted-once\"\nrule = \"c1",
            "check 1: a rule or a known test is asked",
        ),
        ("severity = \"error\"", "severity = \"fatal\"", "check 1: severity fatal"),
        ("to = [3, 14]", "to = [2, 30]", "Q1: a day that is none"),
        ("from = [-12, 15]", "from = [13, 15]", "Q1: a day that is none"),
        ("due_day = 17", "due_day = 32", "Q1: a day that is none"),
        ("valid_from = 2030-01-01", "valid_from = 10:00:00", "1/2030/TT: 10:00:00 is no day"),
    ] {
        assert!(GOOD.contains(good), "{good}");
        match Circular::parse(&GOOD.replacen(good, bad, 1)) {
            Ok(_) => panic!("{bad} is taken"),
            Err(error) => assert_eq!(error.to_string(), told),
        }
    }
}

#[test]
fn what_the_format_does_not_know_is_refused() {
    for (good, bad, told) in [
        ("note_number = 4", "note_numbers = 4", "unknown field `note_numbers`"),
        ("origin = \"printed\"", "", "missing field `origin`"),
        ("no = 1", "no = \"1\"", "invalid type: string"),
        ("circular = ", "circular ", "expected"),
    ] {
        let error = Circular::parse(&GOOD.replacen(good, bad, 1)).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[test]
fn a_cycle_over_several_columns_is_refused() {
    let column = |no: u32, sum: &str| {
        format!("[[form.column]]\nno = {no}\nlabel = \"Cột\"\nsum = [{sum}]\n")
    };
    let form = "\n[[form]]\ncode = \"03\"\ntitle = \"BA\"\nnote_number = 5\nnotes = []\n";
    let cells = |sums: [&str; 4]| {
        let columns: String = (1..).zip(sums).map(|(no, sum)| column(no, sum)).collect();
        let (head, checks) = GOOD.split_once("[[check]]").unwrap();
        format!("{head}{form}{columns}\n[[check]]{checks}")
    };
    let error = Circular::parse(&cells(["2", "3", "4", "1"])).unwrap_err();
    assert_eq!(error.to_string(), "03 column 1: sum of column 2");
    let error = Circular::parse(&cells(["2, 3", "3", "4", "2"])).unwrap_err();
    assert_eq!(error.to_string(), "03 column 2: sum of column 3");
}
