//! What a decision or conclusion recommends and what of it was executed, as people read it.

use law::procedure::{Event, Kind};
use law::results::{Executed, Recommended, Results};
use law::{complaint, denunciation};

use super::view::{ResultRow, ResultsTable};
use crate::web::amount;
use crate::web::i18n::Lang;

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Whole đồng.
    Money,
    /// Hundredths of a square metre.
    Land,
    /// People, organisations, cases.
    Count,
}

impl Measure {
    fn show(self, number: u64) -> String {
        match self {
            Self::Money | Self::Count => amount::show(number),
            Self::Land => amount::show_hundredths(number),
        }
    }
}

/// Its name, which is that of its field, what it counts, and how much.
type Amount = (&'static str, Measure, u64);

/// All amounts of a recommendation, in the order of tables 03/GQKN and 04/GQTC.
fn recommended(one: &Recommended) -> [Amount; 12] {
    use Measure::{Count, Land, Money};
    [
        ("state_money", Money, one.state_money),
        ("state_land", Land, one.state_land),
        ("returned_money", Money, one.returned_money),
        ("returned_land", Land, one.returned_land),
        ("returned_organisations", Count, one.returned_organisations),
        ("returned_people", Count, one.returned_people),
        ("handled_organisations", Count, one.handled_organisations),
        ("handled_people", Count, one.handled_people),
        ("handled_officials", Count, one.handled_officials),
        ("transferred_cases", Count, one.transferred_cases),
        ("transferred_people", Count, one.transferred_people),
        ("transferred_officials", Count, one.transferred_officials),
    ]
}

/// All amounts of a record of execution, in the order of table 05/KQTH.
fn executed(one: &Executed) -> [Amount; 10] {
    use Measure::{Count, Land, Money};
    [
        ("state_money", Money, one.state_money),
        ("state_land", Land, one.state_land),
        ("returned_money", Money, one.returned_money),
        ("returned_land", Land, one.returned_land),
        ("handled_organisations", Count, one.handled_organisations),
        ("handled_people", Count, one.handled_people),
        ("handled_officials", Count, one.handled_officials),
        ("prosecuted_cases", Count, one.prosecuted_cases),
        ("prosecuted_people", Count, one.prosecuted_people),
        ("prosecuted_officials", Count, one.prosecuted_officials),
    ]
}

/// The amounts a fact tells of, each as `name: how much`. They are the office's own: neither letters nor the
/// page of the sender show them.
pub fn lines(lang: Lang, event: &Event) -> Vec<String> {
    use complaint::Event as C;
    use denunciation::Event as D;
    let amounts = match event {
        Event::Complaint(C::DecisionIssued { recommended: one, .. })
        | Event::Denunciation(D::Concluded { recommended: one, .. }) => recommended(one).to_vec(),
        Event::Complaint(C::ExecutionRecorded { executed: one, .. })
        | Event::Denunciation(D::ExecutionRecorded { executed: one, .. }) => executed(one).to_vec(),
        Event::Complaint(_) | Event::Denunciation(_) | Event::Petition(_) => Vec::new(),
    };
    let told = amounts.into_iter().filter(|(_, _, number)| *number > 0);
    told.map(|(name, measure, number)| format!("{}: {}", label(lang, name), measure.show(number)))
        .collect()
}

fn label(lang: Lang, name: &str) -> String {
    lang.t(&format!("field-{name}"))
}

/// To be executed, executed and left, of the amounts a case has; none where it has no amount.
pub fn table(lang: Lang, kind: Kind, results: &Results) -> Option<ResultsTable> {
    if results.is_empty() {
        return None;
    }
    let (due, done) = (recommended(&results.recommended), executed(&results.executed));
    let find = |all: &[Amount], name: &str| all.iter().find(|one| one.0 == name).map(|one| one.2);
    let only_done = done.iter().filter(|one| find(&due, one.0).is_none());
    let row = |(name, measure, _): &Amount| {
        let (due, done) = (find(&due, name), find(&done, name));
        // What investigators make of a case is not the office's to finish: nothing of it is left.
        let left = due.zip(done).map(|(due, done)| due.saturating_sub(done));
        let shown = |number: Option<u64>| {
            number.map_or_else(|| "–".to_owned(), |number| measure.show(number))
        };
        let is_there = due.unwrap_or(0) > 0 || done.unwrap_or(0) > 0;
        is_there.then(|| ResultRow {
            name: label(lang, name),
            due: shown(due),
            done: shown(done),
            left: shown(left),
        })
    };
    Some(ResultsTable {
        title: lang.t(match kind {
            Kind::Denunciation => "results-title-conclusion",
            Kind::Complaint | Kind::Petition => "results-title-decision",
        }),
        rows: due.iter().chain(only_done).filter_map(row).collect(),
        finished: results
            .finished_on
            .map(|day| lang.ta("results-finished", &[("day", lang.date(day))])),
    })
}
