//! Numbers of the rows in the digest of the law.

use crate::codes;

/// A rule, by its row in the digest of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleId {
    /// Filing limitation (thời hiệu) of a first complaint.
    Kn01,
    /// First complaint against discipline.
    Kn02a,
    /// Second complaint against discipline.
    Kn02b,
    /// Second complaint against dismissal (buộc thôi việc).
    Kn02c,
    /// Acceptance or refusal of a complaint, to 30/6/2026.
    Kn03a,
    /// Acceptance or refusal of a complaint, since 1/7/2026.
    Kn03b,
    /// First resolution.
    Kn04,
    /// Second resolution.
    Kn05,
    /// Resolution of a complaint against discipline.
    Kn06,
    /// Answer to a request for documents or evidence.
    Kn07,
    /// Notice before a dialogue.
    Kn08,
    /// Sending of a suspension, termination or resume decision.
    Kn09,
    /// Service of the first decision.
    Kn10,
    /// Service of the second decision.
    Kn11,
    /// Publication of the decision.
    Kn12,
    /// Window of the second complaint.
    Kn13,
    /// Legal effect of the first decision.
    Kn14,
    /// Legal effect of the second decision.
    Kn15,
    /// Start of enforcement.
    Kn16,
    /// Stay of the contested decision (tạm đình chỉ thi hành).
    Kn17,
    /// Suspended time of a complaint.
    Kn18,
    /// Lawsuit (khởi kiện).
    Kn19,
    /// Initial processing of a denunciation.
    Tc01,
    /// The same where several places or a delegated check are needed.
    Tc01b,
    /// Telling the denouncer why it is refused.
    Tc02,
    /// Transfer to the competent body.
    Tc03,
    /// Telling the forwarder the outcome.
    Tc04,
    /// File to investigators on signs of crime.
    Tc05,
    /// Notices after acceptance (forms 05 and 06).
    Tc06,
    /// Resolution of a denunciation.
    Tc07,
    /// Extension, complex.
    Tc08,
    /// Each of two extensions, specially complex.
    Tc09,
    /// Suspended and forensic time of a denunciation.
    Tc10,
    /// Sending of a suspension or termination decision.
    Tc11,
    /// Sending of the conclusion.
    Tc12,
    /// Acting on the conclusion.
    Tc13,
    /// Report of the body that handled a recommendation.
    Tc14,
    /// Publication of the conclusion.
    Tc15,
    /// How long it stays posted.
    Tc16,
    /// Continuing denunciation, result wrong: review.
    Tc17,
    /// Continuing denunciation, overdue: the superior demands a report.
    Tc18a,
    /// Continuing denunciation, overdue: the resolver reports.
    Tc18b,
    /// Reception by the commune chairman, to 30/6/2026.
    Td01a,
    /// Reception by the commune chairman, since 1/7/2026.
    Td01b,
    /// Reception by the district chairman.
    Td02,
    /// Reception by the province chairman.
    Td03,
    /// Reception by the head of another agency.
    Td04,
    /// Unscheduled reception (đột xuất).
    Td05,
    /// Reception by the province's Party secretary.
    Td06a,
    /// Reception by the commune's Party secretary.
    Td06b,
    /// Posting of the reception schedule.
    Td07,
    /// Answer to the person received.
    Td08,
    /// Telling the forwarder the result.
    Td09,
    /// Telling the citizen the result.
    Td10,
    /// Written notice of refusal to receive (form 01/TCD).
    Td11,
    /// Notice of an online session.
    Td12,
    /// Technical test of an online session.
    Td13a,
    /// Connection of an online session.
    Td13b,
    /// Letter left unprocessed: alarm.
    Td14,
    /// Group of people (đoàn đông người).
    Td15,
    /// Where letters come from.
    Xl01,
    /// Every letter is numbered.
    Xl02,
    /// Class by content.
    Xl03,
    /// What makes a letter eligible.
    Xl04,
    /// What makes a letter not eligible.
    Xl05,
    /// Further letters that are not eligible.
    Xl06,
    /// Class by signers.
    Xl07,
    /// Originals are given back.
    Xl08,
    /// Proposal to accept a complaint.
    Xl09,
    /// Reply to a complaint that cannot be accepted.
    Xl10,
    /// Guidance where another body is competent.
    Xl11,
    /// Proposal to accept a denunciation.
    Xl12,
    /// Transfer of a denunciation.
    Xl13,
    /// Demand to a subordinate that is overdue.
    Xl14,
    /// Denunciation of Party members.
    Xl15,
    /// Serious harm threatens.
    Xl16,
    /// Petition: proposal or transfer.
    Xl17,
    /// Several matters: guidance to split.
    Xl18,
    /// Courts, elected bodies, service units: guidance or transfer.
    Xl19,
    /// Complex and heated matters: report to the head.
    Xl20,
    /// How long a letter filed away is kept.
    Xl21,
    /// Letter left unprocessed: alarm.
    Xl22,
    /// What a petition is.
    Pa01,
    /// Own competence or transfer.
    Pa02,
    /// Telling the citizen what happens to a petition.
    Pa03,
    /// Answering a petition: the office's own commitment.
    Pa04,
    /// Answer in time and a channel for feedback.
    Pa05,
    /// Refusal to receive a petition answered before.
    Pa06,
    /// Feedback on administrative rules: passing on.
    Pa07,
    /// Answer to the People's Inspection Committee.
    Pa08,
    /// Answer to the People's Inspection Committee, and information on results.
    Dc16,
}

codes!(RuleId {
    Kn01 => "KN-01",
    Kn02a => "KN-02a",
    Kn02b => "KN-02b",
    Kn02c => "KN-02c",
    Kn03a => "KN-03a",
    Kn03b => "KN-03b",
    Kn04 => "KN-04",
    Kn05 => "KN-05",
    Kn06 => "KN-06",
    Kn07 => "KN-07",
    Kn08 => "KN-08",
    Kn09 => "KN-09",
    Kn10 => "KN-10",
    Kn11 => "KN-11",
    Kn12 => "KN-12",
    Kn13 => "KN-13",
    Kn14 => "KN-14",
    Kn15 => "KN-15",
    Kn16 => "KN-16",
    Kn17 => "KN-17",
    Kn18 => "KN-18",
    Kn19 => "KN-19",
    Tc01 => "TC-01",
    Tc01b => "TC-01b",
    Tc02 => "TC-02",
    Tc03 => "TC-03",
    Tc04 => "TC-04",
    Tc05 => "TC-05",
    Tc06 => "TC-06",
    Tc07 => "TC-07",
    Tc08 => "TC-08",
    Tc09 => "TC-09",
    Tc10 => "TC-10",
    Tc11 => "TC-11",
    Tc12 => "TC-12",
    Tc13 => "TC-13",
    Tc14 => "TC-14",
    Tc15 => "TC-15",
    Tc16 => "TC-16",
    Tc17 => "TC-17",
    Tc18a => "TC-18a",
    Tc18b => "TC-18b",
    Td01a => "TD-01a",
    Td01b => "TD-01b",
    Td02 => "TD-02",
    Td03 => "TD-03",
    Td04 => "TD-04",
    Td05 => "TD-05",
    Td06a => "TD-06a",
    Td06b => "TD-06b",
    Td07 => "TD-07",
    Td08 => "TD-08",
    Td09 => "TD-09",
    Td10 => "TD-10",
    Td11 => "TD-11",
    Td12 => "TD-12",
    Td13a => "TD-13a",
    Td13b => "TD-13b",
    Td14 => "TD-14",
    Td15 => "TD-15",
    Xl01 => "XL-01",
    Xl02 => "XL-02",
    Xl03 => "XL-03",
    Xl04 => "XL-04",
    Xl05 => "XL-05",
    Xl06 => "XL-06",
    Xl07 => "XL-07",
    Xl08 => "XL-08",
    Xl09 => "XL-09",
    Xl10 => "XL-10",
    Xl11 => "XL-11",
    Xl12 => "XL-12",
    Xl13 => "XL-13",
    Xl14 => "XL-14",
    Xl15 => "XL-15",
    Xl16 => "XL-16",
    Xl17 => "XL-17",
    Xl18 => "XL-18",
    Xl19 => "XL-19",
    Xl20 => "XL-20",
    Xl21 => "XL-21",
    Xl22 => "XL-22",
    Pa01 => "PA-01",
    Pa02 => "PA-02",
    Pa03 => "PA-03",
    Pa04 => "PA-04",
    Pa05 => "PA-05",
    Pa06 => "PA-06",
    Pa07 => "PA-07",
    Pa08 => "PA-08",
    Dc16 => "DC-16",
});
