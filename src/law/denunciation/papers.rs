//! The paper and the article of each fact of a denunciation.

use super::Event;
use crate::citation::{Act, Citation, cite, ltc, nd31};
use crate::paper::{Paper, tc, xld};
use crate::results::TABLES;

impl Event {
    /// Papers the fact makes; none for an internal step.
    pub fn papers(&self) -> &'static [Paper] {
        match self {
            Self::Accepted { .. } | Self::TakenUpAgain { .. } | Self::TakenOver { .. } => {
                const { &[xld("01"), tc("04")] }
            }
            Self::Transferred { .. } => const { &[xld("03")] },
            Self::PartiesNotified { .. } => const { &[tc("05"), tc("06")] },
            Self::VerificationAssigned { .. } => const { &[tc("07")] },
            Self::ForensicStarted { .. } => const { &[tc("09")] },
            Self::FindingsReported { .. } => const { &[tc("10"), tc("11")] },
            Self::Extended { .. } => const { &[tc("01")] },
            Self::Withdrawn { .. } => const { &[tc("02"), tc("03")] },
            Self::Concluded { .. } => const { &[tc("12")] },
            // Prescribed, with no form of its own.
            Self::Refused { .. }
            | Self::Suspended { .. }
            | Self::Resumed { .. }
            | Self::Terminated { .. }
            | Self::ActedOn { .. }
            | Self::ResultUpheld { .. }
            | Self::ReportDemanded { .. }
            | Self::SentToInvestigators { .. }
            | Self::ProtectionDecided { .. }
            | Self::ProtectionEnded { .. } => const { &[tc("")] },
            Self::Received { .. }
            | Self::ProcessingStarted { .. }
            | Self::CheckWidened { .. }
            | Self::IdentityChecked { .. }
            | Self::SetAside { .. }
            | Self::SentToInspection { .. }
            | Self::ForensicEnded { .. }
            | Self::VerificationReopened { .. }
            | Self::OrderSent { .. }
            | Self::ConclusionSent { .. }
            | Self::Published { .. }
            | Self::MonitoringStarted { .. }
            | Self::ExecutionRecorded { .. }
            | Self::Closed { .. }
            | Self::ReportReceived { .. }
            | Self::ProtectionRequested { .. } => &[],
        }
    }

    /// The article it rests on; none for an internal step.
    pub fn basis(&self) -> Option<Citation> {
        Some(match self {
            Self::Received { .. } => ltc("22", None),
            Self::ProcessingStarted { .. }
            | Self::CheckWidened { .. }
            | Self::IdentityChecked { .. }
            | Self::Refused { .. } => ltc("24", Some("1")),
            Self::Accepted { .. } => ltc("29", None),
            Self::PartiesNotified { .. } => ltc("29", Some("3")),
            Self::Transferred { .. } => ltc("24", Some("2")),
            Self::SetAside { .. } | Self::SentToInspection { .. } => ltc("25", None),
            Self::SentToInvestigators { .. } => ltc("27", Some("1")),
            Self::VerificationAssigned { .. } => nd31("10", None),
            Self::ForensicStarted { .. } | Self::ForensicEnded { .. } => nd31("15", Some("4")),
            Self::FindingsReported { .. } => ltc("31", None),
            Self::Extended { .. } => ltc("30", None),
            Self::Withdrawn { .. } => super::WITHDRAWAL,
            Self::Suspended { .. } | Self::Resumed { .. } | Self::Terminated { .. } => {
                ltc("34", None)
            }
            Self::OrderSent { .. } => ltc("34", Some("4")),
            Self::Concluded { .. } => ltc("35", None),
            Self::ConclusionSent { .. } => ltc("35", Some("3")),
            Self::Published { .. } => ltc("40", Some("1")),
            Self::ActedOn { .. } => ltc("36", Some("1")),
            Self::MonitoringStarted { .. } => ltc("44", Some("3")),
            Self::ExecutionRecorded { .. } => TABLES,
            Self::ResultUpheld { .. } | Self::TakenUpAgain { .. } => ltc("37", None),
            Self::ReportDemanded { .. } => cite(Act::DenunciationsLaw, "38", Some("2")),
            Self::ReportReceived { .. } => ltc("38", Some("3")),
            Self::TakenOver { .. } => ltc("38", Some("5")),
            Self::ProtectionRequested { .. } => ltc("50", None),
            Self::ProtectionDecided { .. } => ltc("52", None),
            Self::ProtectionEnded { .. } => ltc("54", Some("2")),
            Self::VerificationReopened { .. } | Self::Closed { .. } => return None,
        })
    }
}
