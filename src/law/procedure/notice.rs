//! Notices (thông báo) that follow from facts.

use super::Event;
use crate::{codes, complaint, denunciation, petition};

impl Event {
    /// The notice that follows from the fact.
    pub fn notice(&self) -> Option<Notice> {
        use complaint::Event as C;
        use denunciation::Event as D;
        use petition::Event as P;
        match self {
            Self::Complaint(C::Lodged { .. }) => Some(Notice::Lodged),
            Self::Complaint(C::Signed { .. }) => Some(Notice::Signed),
            Self::Complaint(C::Received { .. })
            | Self::Denunciation(D::Received { .. })
            | Self::Petition(P::Received { .. }) => Some(Notice::Filed),
            Self::Complaint(C::Accepted { .. }) => Some(Notice::Accepted),
            Self::Complaint(C::Refused { .. }) => Some(Notice::Refused),
            Self::Complaint(C::Guided { .. }) => Some(Notice::Guided),
            Self::Complaint(C::DialogueInvited { .. })
            | Self::Petition(P::DialogueInvited { .. }) => Some(Notice::DialogueInvited),
            Self::Complaint(C::DecisionIssued { .. }) => Some(Notice::DecisionIssued),
            Self::Complaint(C::Suspended { .. }) => Some(Notice::Suspended),
            Self::Complaint(C::Resumed { .. }) => Some(Notice::Resumed),
            Self::Complaint(C::Terminated { .. }) => Some(Notice::Terminated),
            // The period grows from 30 to 45 days (KN-04), 45 to 60 the second time (KN-05).
            Self::Complaint(C::FoundComplex { .. }) => Some(Notice::FoundComplex),
            // Sent to the complainant (Điều 35 Luật Khiếu nại, KN-17).
            Self::Complaint(C::ExecutionStayed { .. }) => Some(Notice::ExecutionStayed),
            Self::Complaint(C::StayLifted { .. }) => Some(Notice::StayLifted),
            Self::Complaint(C::ExecutionStarted { .. }) => Some(Notice::ExecutionStarted),
            // The result of handling is told in writing (Điều 28 khoản 1 Luật Tiếp công dân, PA-03).
            Self::Petition(P::FiledAway { .. }) => Some(Notice::FiledAway),
            Self::Complaint(C::VerificationAssigned { .. })
            | Self::Denunciation(D::VerificationAssigned { .. })
            | Self::Petition(P::Assigned { .. }) => Some(Notice::Assigned),
            Self::Complaint(C::Reclassified { .. }) | Self::Petition(P::Reclassified { .. }) => {
                Some(Notice::Reclassified)
            }
            Self::Petition(P::TakenOn { .. }) => Some(Notice::TakenOn),
            Self::Petition(P::Transferred { .. }) => Some(Notice::Transferred),
            Self::Petition(P::Answered { .. }) => Some(Notice::Answered),
            // Of a denunciation nothing goes out by mail but that it was received and, to the
            // officer, that it was assigned.
            Self::Complaint(_) | Self::Denunciation(_) | Self::Petition(_) => None,
        }
    }
}

/// A notice that somebody must get when a fact is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// The filing was received.
    Filed,
    /// A complaint was lodged online and awaits its signature (KN-20, KN-21).
    Lodged,
    /// Its signed copy was received: the periods run.
    Signed,
    /// The complaint was accepted (form 03).
    Accepted,
    /// The complaint was not accepted (form 04).
    Refused,
    /// Guided, returned or passed on.
    Guided,
    /// Found to be a letter of another kind.
    Reclassified,
    /// Invitation to a dialogue.
    DialogueInvited,
    /// Suspended (form 14a).
    Suspended,
    /// Goes on (form 14b).
    Resumed,
    /// Terminated (form 14a).
    Terminated,
    /// The decision was issued (form 15, 16).
    DecisionIssued,
    /// The petition was taken on.
    TakenOn,
    /// The petition was passed on.
    Transferred,
    /// The petition was answered.
    Answered,
    /// Found complex: the period to resolve is longer (Điều 3a Nghị định 124/2020).
    FoundComplex,
    /// Execution of the contested decision was stayed (form 11).
    ExecutionStayed,
    /// It goes on (form 12).
    StayLifted,
    /// The decision is being carried out (KN-16).
    ExecutionStarted,
    /// The petition is not taken on and filed away.
    FiledAway,
    /// The case was assigned: to the officer.
    Assigned,
}

codes!(Notice {
    Filed => "filed",
    Lodged => "lodged",
    Signed => "signed",
    Accepted => "accepted",
    Refused => "refused",
    Guided => "guided",
    Reclassified => "reclassified",
    DialogueInvited => "dialogue-invited",
    Suspended => "suspended",
    Resumed => "resumed",
    Terminated => "terminated",
    DecisionIssued => "decision-issued",
    TakenOn => "taken-on",
    Transferred => "transferred",
    Answered => "answered",
    FoundComplex => "found-complex",
    ExecutionStayed => "execution-stayed",
    StayLifted => "stay-lifted",
    ExecutionStarted => "execution-started",
    FiledAway => "filed-away",
    Assigned => "assigned",
});

impl Notice {
    /// Whether it goes to the officer and not to the citizen.
    pub fn is_for_staff(self) -> bool {
        self == Self::Assigned
    }
}
