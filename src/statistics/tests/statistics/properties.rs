//! Tables of any records and entered figures equal a naive count written here from the text of the circular.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use statistics::{Circular, Evidence, Group, Opening, SOURCES, Source, Tables};
use toml::Value;

use crate::support::{BEFORE, CURRENT};

static TEXTS: LazyLock<[(&str, Value); 2]> = LazyLock::new(|| {
    [
        (BEFORE, include_str!("../../circulars/tt02-2021.toml").parse().unwrap()),
        (CURRENT, include_str!("../../circulars/tt06-2025.toml").parse().unwrap()),
    ]
});

const LEAVES: [&str; 9] = [
    "land.dispute",
    "land.planning",
    "housing",
    "policy.merit",
    "admin.duty",
    "admin.other",
    "corruption",
    "judicial",
    "other",
];

fn values_of(mark: &str) -> &'static [&'static str] {
    match mark {
        "field" => &LEAVES,
        "by" => &["regular", "head", "delegate"],
        "known" | "carried" | "finished" | "concluded" => &["yes", "no"],
        "state" => &["waiting", "processed", "open"],
        "handling" => &["within", "guided", "forwarded", "filed", ""],
        "status" => &["reviewing", "accepted", "refused", "stopped"],
        "level" => &["first", "second"],
        "outcome" => &["right", "partly", "wrong"],
        "change" => &["issued", "amended", "cancelled"],
        "kind" => &["complaint", "denunciation", "petition"],
        other => panic!("mark {other}"),
    }
}

/// Records of any source with any marks and amounts.
fn any_group() -> impl Strategy<Value = Group> {
    let picks = prop::collection::vec(any::<prop::sample::Index>(), 8);
    let amounts = prop::collection::vec(0_i64..1_000_000, 14);
    (prop::sample::select(&SOURCES[..]), picks, amounts).prop_map(|(source, picks, amounts)| {
        let pick = |(mark, pick): (&&'static str, &prop::sample::Index)| {
            (*mark, (*pick.get(values_of(mark))).to_owned())
        };
        Group {
            source,
            marks: source.marks().iter().zip(&picks).map(pick).collect(),
            amounts: source.takes().iter().copied().zip(amounts).collect(),
        }
    })
}

/// A figure entered for any column, sums and unknown ones too, which take none.
fn any_opening() -> impl Strategy<Value = Opening> {
    const FORMS: [&str; 8] =
        ["01/TCD", "02/XLD", "03/GQKN", "04/GQTC", "05/KQTH", "06/QLKNTC", "02/TCD", "04/KQGQ"];
    (prop::sample::select(&FORMS[..]), 0_u32..34, 0_i64..1_000_000)
        .prop_map(|(form, no, value)| Opening { form: form.to_owned(), no, value })
}

/// The text of a circular, read anew and counted the slow way.
struct Naive<'r> {
    text: &'r Value,
    groups: &'r [Group],
    openings: &'r [Opening],
}

impl Naive<'_> {
    fn column(&self, form: &str, no: i64) -> Option<&Value> {
        let forms = self.text["form"].as_array().unwrap();
        let form = forms.iter().find(|one| one["code"].as_str() == Some(form))?;
        form["column"].as_array().unwrap().iter().find(|one| one["no"].as_integer() == Some(no))
    }

    fn value(&self, form: &str, no: i64) -> i64 {
        let Some(column) = self.column(form, no) else { return 0 };
        if let Some(parts) = column.get("sum") {
            return parts
                .as_array()
                .unwrap()
                .iter()
                .map(|part| self.value(form, part.as_integer().unwrap()))
                .sum();
        }
        if let Some(same) = column.get("same") {
            let (form, no) = same.as_str().unwrap().rsplit_once('.').unwrap();
            return self.value(form, no.parse().unwrap());
        }
        let entered =
            self.openings.iter().filter(|one| one.form == form && i64::from(one.no) == no);
        let entered: i64 = entered.map(|one| one.value).sum();
        let Some(count) = column.get("count") else { return entered };
        entered + self.groups.iter().map(|group| self.taken(count, group)).sum::<i64>()
    }

    fn taken(&self, count: &Value, group: &Group) -> i64 {
        let of = |name: &str| count[name].as_str().unwrap();
        if Source::from_code(of("source")) != Some(group.source) {
            return 0;
        }
        let marks: BTreeMap<_, _> =
            group.marks.iter().map(|(mark, value)| (*mark, value.as_str())).collect();
        let empty = toml::map::Map::new();
        let filter = count.get("where").map_or(&empty, |filter| filter.as_table().unwrap());
        let is_counted = filter.iter().all(|(mark, values)| {
            let values: Vec<_> =
                values.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
            match mark.as_str() {
                "group" => values == [self.group_of(marks["kind"], marks["field"])],
                mark => values.contains(&marks[mark]),
            }
        });
        let amount = group.amounts.iter().find(|(take, _)| *take == of("take"));
        if is_counted { amount.unwrap().1 } else { 0 }
    }

    /// The group of a form a leaf belongs to.
    fn group_of(&self, kind: &str, leaf: &str) -> &str {
        let groups = self.text["fields"][kind].as_table().unwrap();
        let holds = |leaves: &Value| {
            leaves.as_array().unwrap().iter().any(|one| one.as_str() == Some(leaf))
        };
        groups.iter().find(|(_, leaves)| holds(leaves)).map_or("other", |(group, _)| group)
    }
}

fn added(one: &Tables, other: &Tables) -> Tables {
    let mut sum = one.clone();
    sum.add(other);
    sum
}

proptest! {
    #[test]
    fn tables_equal_a_naive_count(
        groups in prop::collection::vec(any_group(), 0..40),
        openings in prop::collection::vec(any_opening(), 0..12),
    ) {
        for (number, text) in TEXTS.iter() {
            let circular = Circular::numbered(number).unwrap();
            let tables = circular.tables(&groups, &openings);
            let naive = Naive { text, groups: &groups, openings: &openings };
            prop_assert_eq!(tables.values.len(), circular.forms.len());
            for form in &circular.forms {
                prop_assert_eq!(tables.values[&form.code].len(), form.columns.len());
                for column in &form.columns {
                    let expected = naive.value(&form.code, i64::from(column.no));
                    let found = tables.value(&form.code, column.no);
                    prop_assert_eq!(found, expected, "{} column {} of {}", form.code, column.no, number);
                }
            }
        }
    }

    #[test]
    fn tables_of_two_units_add_up(
        one in prop::collection::vec(any_group(), 0..20),
        other in prop::collection::vec(any_group(), 0..20),
        openings in prop::collection::vec(any_opening(), 0..6),
    ) {
        let circular = Circular::numbered(CURRENT).unwrap();
        let both: Vec<Group> = one.iter().chain(&other).cloned().collect();
        let parts = [circular.tables(&one, &openings), circular.tables(&other, &[])];
        let total = added(&parts[0], &parts[1]);
        prop_assert_eq!(&total, &circular.tables(&both, &openings));
        let evidence = Evidence { unit_kind: "province", parts: Some(&parts), ..Evidence::default() };
        let found = circular.check(&total, &evidence);
        prop_assert!(found.iter().find(|one| one.number == 55).unwrap().passed);
        // Sums that are computed never fail the checks that ask for them.
        for number in [1, 2, 3, 4, 15, 17, 19, 21, 23, 24, 25, 26, 28, 31, 32, 34] {
            prop_assert!(found.iter().find(|one| one.number == number).unwrap().passed, "check {number}");
        }
    }

    #[test]
    fn frozen_tables_read_as_they_were_written(groups in prop::collection::vec(any_group(), 0..20)) {
        let tables = Circular::numbered(CURRENT).unwrap().tables(&groups, &[]);
        let text = toml::to_string(&tables).unwrap();
        prop_assert_eq!(toml::from_str::<Tables>(&text).unwrap(), tables);
    }
}
