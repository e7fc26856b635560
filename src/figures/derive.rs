//! From the facts of a case to what is counted of it.

use chrono::NaiveDate;
use law::complaint::{DecisionOutcome, Event as C, TerminationGround};
use law::denunciation::{Event as D, Finding, Origin, TerminationGround as DenunciationGround};
use law::petition::Event as P;
use law::procedure::Event;
use law::results::{Executed, Recommended};

/// How a letter was handled (kết quả xử lý đơn) once its eligibility was reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// Eligible and within authority (thuộc thẩm quyền).
    Within,
    /// Outside authority, guided (hướng dẫn).
    Guided,
    /// Outside authority, forwarded (chuyển đơn).
    Forwarded,
    /// Not eligible (không đủ điều kiện xử lý), filed or set aside.
    Filed,
}

impl Handling {
    pub fn code(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Guided => "guided",
            Self::Forwarded => "forwarded",
            Self::Filed => "filed",
        }
    }
}

/// A letter (đơn) with the days on which something became so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    pub received_on: NaiveDate,
    /// The day from which another case stands for it (reclassified).
    pub ends_on: Option<NaiveDate>,
    /// The day the review of its eligibility ended, and how.
    pub processed: Option<(NaiveDate, Handling)>,
    /// A later result, which replaces that one from its day on.
    pub changed: Option<(NaiveDate, Handling)>,
    pub accepted_on: Option<NaiveDate>,
    pub refused_on: Option<NaiveDate>,
    /// Withdrawn as a whole and terminated.
    pub stopped_on: Option<NaiveDate>,
    /// The day from which nothing is left to resolve here: decided on, refused, terminated, or gone to a court, to
    /// who resolves second complaints or to investigators.
    pub resolved_on: Option<NaiveDate>,
    /// A second complaint, or a denunciation that continues one.
    pub is_second: bool,
}

/// A decision or conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Of the fact.
    pub seq: i32,
    pub issued_on: NaiveDate,
    /// `right`, `partly`, `wrong`.
    pub outcome: &'static str,
    pub recommended: Recommended,
    /// The day from which it is not to be carried out any more.
    pub left_on: Option<NaiveDate>,
    /// The day it was carried out wholly.
    pub executed_on: Option<NaiveDate>,
}

/// What was carried out of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Of the fact.
    pub seq: i32,
    pub decision_seq: i32,
    pub on: NaiveDate,
    pub executed: Executed,
}

/// All that is counted of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFigures {
    /// None while a complaint awaits its signature: it is no letter yet.
    pub letter: Option<Letter>,
    pub decisions: Vec<Decision>,
    pub executions: Vec<Execution>,
}

/// What is counted of a case with these facts, in their order and numbered from 1.
pub fn figures<'e>(facts: impl IntoIterator<Item = &'e Event>) -> CaseFigures {
    let mut found = CaseFigures::default();
    // A complaint says whether it is a second one when it is lodged, before it is a letter.
    let mut is_second = false;
    for (seq, fact) in (1..).zip(facts) {
        match fact {
            Event::Complaint(event) => {
                if let C::Lodged { first, .. } | C::Received { first, .. } = event {
                    is_second = first.is_some();
                }
                found.complaint(seq, event, is_second);
            }
            Event::Denunciation(event) => found.denunciation(seq, event),
            Event::Petition(event) => found.petition(event),
        }
    }
    found
}

impl CaseFigures {
    fn begin(&mut self, received_on: NaiveDate, is_second: bool) {
        self.letter = Some(Letter {
            received_on,
            ends_on: None,
            processed: None,
            changed: None,
            accepted_on: None,
            refused_on: None,
            stopped_on: None,
            resolved_on: None,
            is_second,
        });
    }

    fn change(&mut self, change: impl FnOnce(&mut Letter)) {
        if let Some(letter) = &mut self.letter {
            change(letter);
        }
    }

    fn handled(&mut self, on: NaiveDate, handling: Handling) {
        self.change(|letter| match letter.changed.or(letter.processed) {
            None => letter.processed = Some((on, handling)),
            Some((_, known)) if known == handling => {}
            Some(_) => letter.changed = Some((on, handling)),
        });
    }

    fn accepted(&mut self, on: NaiveDate) {
        self.handled(on, Handling::Within);
        self.change(|letter| letter.accepted_on = letter.accepted_on.or(Some(on)));
    }

    fn resolved(&mut self, on: NaiveDate) {
        self.change(|letter| letter.resolved_on = letter.resolved_on.or(Some(on)));
    }

    fn refused(&mut self, on: NaiveDate) {
        self.handled(on, Handling::Within);
        self.resolved(on);
        self.change(|letter| letter.refused_on = letter.refused_on.or(Some(on)));
    }

    /// Column 6 of 03/GQKN and 04/GQTC counts withdrawal as a whole alone. What ended for another reason stays
    /// accepted if it was, else it was not accepted.
    fn terminated(&mut self, on: NaiveDate, is_withdrawn: bool) {
        let was_accepted = self.letter.is_some_and(|letter| letter.accepted_on.is_some());
        self.resolved(on);
        match (is_withdrawn, was_accepted) {
            (true, _) => {
                self.handled(on, Handling::Within);
                self.change(|letter| letter.stopped_on = Some(on));
            }
            (false, false) => self.refused(on),
            (false, true) => {}
        }
    }

    fn decided(&mut self, seq: i32, on: NaiveDate, outcome: &'static str, what: Recommended) {
        self.leave(on, false);
        self.resolved(on);
        self.decisions.push(Decision {
            seq,
            issued_on: on,
            outcome,
            recommended: what,
            left_on: None,
            executed_on: None,
        });
    }

    /// The last decision is not to be carried out any more, because it is done or because it was contested or
    /// replaced.
    fn leave(&mut self, on: NaiveDate, is_executed: bool) {
        let open = self.decisions.last_mut().filter(|last| last.left_on.is_none());
        if let Some(last) = open {
            last.left_on = Some(on);
            last.executed_on = is_executed.then_some(on);
        }
    }

    fn executed(&mut self, seq: i32, on: NaiveDate, executed: Executed) {
        if let Some(decision) = self.decisions.last() {
            let decision_seq = decision.seq;
            self.executions.push(Execution { seq, decision_seq, on, executed });
        }
    }

    fn complaint(&mut self, seq: i32, event: &C, is_second: bool) {
        let on = event.on();
        match *event {
            C::Received { .. } | C::Signed { .. } => self.begin(on, is_second),
            // The check of the conditions of acceptance begins with a letter that is eligible and within
            // authority (03/GQKN column 3).
            C::CheckStarted { .. } => self.handled(on, Handling::Within),
            C::Accepted { .. } | C::FoundRightAtOnce { .. } => self.accepted(on),
            C::Refused { .. } => self.refused(on),
            C::Guided { .. } => self.handled(on, Handling::Guided),
            C::FiledAway { .. } => self.handled(on, Handling::Filed),
            C::Reclassified { .. } => self.change(|letter| letter.ends_on = Some(on)),
            C::Terminated { ground, .. } => {
                self.terminated(on, ground == TerminationGround::Withdrawn);
            }
            C::DecisionIssued { outcome, recommended, .. } => {
                let outcome = match outcome {
                    DecisionOutcome::Right => "right",
                    DecisionOutcome::PartlyRight => "partly",
                    DecisionOutcome::Wrong => "wrong",
                };
                self.decided(seq, on, outcome, recommended);
            }
            C::SecondComplaintLodged { .. } | C::LawsuitFiled { .. } => {
                self.leave(on, false);
                self.resolved(on);
            }
            C::ExecutionRecorded { executed, .. } => self.executed(seq, on, executed),
            C::Closed { .. } => self.leave(on, true),
            _ => {}
        }
    }

    fn denunciation(&mut self, seq: i32, event: &D) {
        let on = event.on();
        match *event {
            D::Received { origin, .. } => self.begin(on, origin != Origin::New),
            // Identity and conditions were checked and hold: what is left is to accept it (04/GQTC column 3).
            D::IdentityChecked { identified: true, eligible: true, .. }
            | D::ReportDemanded { .. } => self.handled(on, Handling::Within),
            D::Accepted { .. } | D::TakenUpAgain { .. } | D::TakenOver { .. } => self.accepted(on),
            D::Refused { .. } | D::ResultUpheld { .. } => self.refused(on),
            D::Transferred { .. } => self.handled(on, Handling::Forwarded),
            D::SetAside { .. } | D::SentToInspection { .. } => self.handled(on, Handling::Filed),
            D::SentToInvestigators { whole: true, .. } => {
                let was_accepted = self.letter.is_some_and(|letter| letter.accepted_on.is_some());
                if !was_accepted {
                    self.handled(on, Handling::Forwarded);
                }
                self.resolved(on);
            }
            D::Terminated { ground, .. } => {
                self.terminated(on, ground == DenunciationGround::Withdrawn);
            }
            D::Concluded { finding, recommended, .. } => {
                let outcome = match finding {
                    Finding::True => "right",
                    Finding::PartlyTrue => "partly",
                    Finding::Untrue => "wrong",
                };
                self.decided(seq, on, outcome, recommended);
            }
            D::ExecutionRecorded { executed, .. } => self.executed(seq, on, executed),
            D::Closed { .. } => {
                self.leave(on, true);
                // A report that was asked for and came (Điều 38 Luật Tố cáo) ends without a conclusion.
                self.resolved(on);
            }
            _ => {}
        }
    }

    fn petition(&mut self, event: &P) {
        let on = event.on();
        match *event {
            P::Received { .. } => self.begin(on, false),
            P::TakenOn { .. } => self.accepted(on),
            P::Transferred { .. } => self.handled(on, Handling::Forwarded),
            P::FiledAway { .. } => self.handled(on, Handling::Filed),
            P::Reclassified { .. } => self.change(|letter| letter.ends_on = Some(on)),
            _ => {}
        }
    }
}

/// `first` or `second`, as the columns tell letters and decisions apart.
pub fn level(is_second: bool) -> &'static str {
    if is_second { "second" } else { "first" }
}
