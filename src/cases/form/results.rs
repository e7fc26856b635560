//! The amounts of a decision, a conclusion and a record of execution: their fields, and how they are read.

use law::procedure::Kind;
use law::results::{Executed, Recommended};

use super::{Part, Reading, StepForm};
use crate::cases::results::Measure::{self, Count, Land, Money};
use crate::cases::view::AmountGroup;
use crate::web::amount::{self, NoAmount};
use crate::web::i18n::Lang;

/// Most people, organisations or cases of one decision.
const MOST_COUNTED: u64 = 999_999;

/// Fields of a group, below the words that name it.
type Group = (&'static str, &'static [&'static str]);

/// The fields of a part: those that the table of the kind counts.
fn groups(part: Part, kind: Kind) -> Vec<Group> {
    let handled: &[&str] = match kind {
        Kind::Denunciation => &["handled_organisations", "handled_people", "handled_officials"],
        // Neither 03/GQKN nor the half of 05/KQTH on complaints has a column for organisations.
        Kind::Complaint | Kind::Petition => &["handled_people", "handled_officials"],
    };
    let state: Group = ("amounts-state", &["state_money", "state_land"]);
    match part {
        Part::Recommended => vec![
            state,
            (
                "amounts-returned",
                &["returned_money", "returned_land", "returned_organisations", "returned_people"],
            ),
            ("amounts-handled", handled),
            (
                "amounts-transferred",
                &["transferred_cases", "transferred_people", "transferred_officials"],
            ),
        ],
        Part::Executed => vec![
            state,
            ("amounts-returned", &["returned_money", "returned_land"]),
            ("amounts-handled", handled),
            (
                "amounts-prosecuted",
                &["prosecuted_cases", "prosecuted_people", "prosecuted_officials"],
            ),
        ],
        _ => Vec::new(),
    }
}

/// The fields of a step's amounts with what was typed into them; none where a step has none.
pub fn fields(lang: Lang, kind: Kind, parts: &[Part], form: &StepForm) -> Vec<AmountGroup> {
    let group = |(legend, names): Group| AmountGroup {
        legend: lang.t(legend),
        fields: names.iter().map(|name| (*name, typed(form, name).to_owned())).collect(),
    };
    parts.iter().flat_map(|part| groups(*part, kind)).map(group).collect()
}

fn typed<'f>(form: &'f StepForm, name: &str) -> &'f str {
    match name {
        "state_money" => &form.state_money,
        "state_land" => &form.state_land,
        "returned_money" => &form.returned_money,
        "returned_land" => &form.returned_land,
        "returned_organisations" => &form.returned_organisations,
        "returned_people" => &form.returned_people,
        "handled_organisations" => &form.handled_organisations,
        "handled_people" => &form.handled_people,
        "handled_officials" => &form.handled_officials,
        "transferred_cases" => &form.transferred_cases,
        "transferred_people" => &form.transferred_people,
        "transferred_officials" => &form.transferred_officials,
        "prosecuted_cases" => &form.prosecuted_cases,
        "prosecuted_people" => &form.prosecuted_people,
        "prosecuted_officials" => &form.prosecuted_officials,
        _ => "",
    }
}

impl Reading<'_> {
    fn amount(&mut self, name: &'static str, measure: Measure) -> u64 {
        let raw = typed(self.form, name);
        let read = match measure {
            Money => amount::whole(raw),
            Land => amount::hundredths(raw),
            Count => match amount::whole(raw) {
                Ok(number) if number > MOST_COUNTED => Err(NoAmount::TooLarge),
                read => read,
            },
        };
        match (read, measure) {
            (Ok(number), _) => return number,
            (Err(NoAmount::Unreadable), Money) => self.errors.add(name, "error-money"),
            (Err(NoAmount::Unreadable), Land) => self.errors.add(name, "error-land"),
            (Err(NoAmount::Unreadable), Count) => self.errors.add(name, "error-count"),
            (Err(NoAmount::TooLarge), _) => {
                let most = match measure {
                    Money => amount::show(amount::MOST),
                    Land => amount::show_hundredths(amount::MOST),
                    Count => amount::show(MOST_COUNTED),
                };
                self.errors.add_with(name, "error-amount-large", vec![("max", most)]);
            }
        }
        0
    }

    /// Organisations handled, which are counted of conclusions on denunciations alone.
    fn handled_organisations(&mut self, kind: Kind) -> u64 {
        if kind == Kind::Denunciation { self.amount("handled_organisations", Count) } else { 0 }
    }

    pub(super) fn recommended(&mut self, kind: Kind) -> Recommended {
        let recommended = Recommended {
            state_money: self.amount("state_money", Money),
            state_land: self.amount("state_land", Land),
            returned_money: self.amount("returned_money", Money),
            returned_land: self.amount("returned_land", Land),
            returned_organisations: self.amount("returned_organisations", Count),
            returned_people: self.amount("returned_people", Count),
            handled_organisations: self.handled_organisations(kind),
            handled_people: self.amount("handled_people", Count),
            handled_officials: self.amount("handled_officials", Count),
            transferred_cases: self.amount("transferred_cases", Count),
            transferred_people: self.amount("transferred_people", Count),
            transferred_officials: self.amount("transferred_officials", Count),
        };
        self.officials_among_people(&recommended.exceeding());
        recommended
    }

    pub(super) fn executed(&mut self, kind: Kind) -> Executed {
        let before = self.errors.0.len();
        let executed = Executed {
            state_money: self.amount("state_money", Money),
            state_land: self.amount("state_land", Land),
            returned_money: self.amount("returned_money", Money),
            returned_land: self.amount("returned_land", Land),
            handled_organisations: self.handled_organisations(kind),
            handled_people: self.amount("handled_people", Count),
            handled_officials: self.amount("handled_officials", Count),
            prosecuted_cases: self.amount("prosecuted_cases", Count),
            prosecuted_people: self.amount("prosecuted_people", Count),
            prosecuted_officials: self.amount("prosecuted_officials", Count),
        };
        self.officials_among_people(&executed.exceeding());
        if executed.is_empty() && self.errors.0.len() == before {
            self.errors.add("state_money", "error-nothing-executed");
        }
        executed
    }

    /// Says so beside each field with too many officials. Where the number of people cannot be read, that is
    /// what is wrong.
    fn officials_among_people(&mut self, exceeding: &[&'static str]) {
        for name in exceeding {
            let people = name.replace("_officials", "_people");
            if self.errors.of(&people).is_none() {
                self.errors.add(name, "error-officials-exceed");
            }
        }
    }
}
