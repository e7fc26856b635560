//! The paper and the article of each fact of a complaint.

use super::event::{Event, REFUSAL_BASIS};
use crate::citation::{Citation, lkn, ltcd, nd124};
use crate::dialogue::NOTICE_BASIS;
use crate::jurisdiction::Instance;
use crate::paper::{Paper, kn, tcd, xld};
use crate::results::TABLES;

impl Event {
    /// Papers the fact makes; none for an internal step.
    pub fn papers(&self, instance: Instance) -> &'static [Paper] {
        const DECISION_1: &[Paper] = &[kn("15")];
        const DECISION_2: &[Paper] = &[kn("16")];
        match self {
            Self::Lodged { .. } => const { &[kn("01")] },
            Self::Received { .. } | Self::Signed { .. } => const { &[tcd("02/TCD")] },
            Self::Accepted { .. } => const { &[xld("01"), kn("03")] },
            Self::Refused { .. } => const { &[kn("04")] },
            Self::Guided { .. } => const { &[xld("")] },
            Self::VerificationAssigned { .. } => const { &[kn("05")] },
            Self::FindingsReported { .. } => const { &[kn("13")] },
            Self::DialogueInvited { .. }
            | Self::FoundComplex { .. }
            | Self::CouncilConvened { .. } => const { &[kn("")] },
            Self::DialogueHeld { .. } => const { &[kn("14")] },
            Self::Suspended { .. } | Self::Terminated { .. } => const { &[kn("14a")] },
            Self::Resumed { .. } => const { &[kn("14b")] },
            Self::ExecutionStayed { .. } => const { &[kn("11")] },
            Self::StayLifted { .. } => const { &[kn("12")] },
            Self::DecisionIssued { .. } => match instance {
                Instance::First => DECISION_1,
                Instance::Second => DECISION_2,
            },
            Self::ExecutionStarted { .. } => const { &[kn("")] },
            Self::CheckStarted { .. }
            | Self::FiledAway { .. }
            | Self::Reclassified { .. }
            | Self::FoundRightAtOnce { .. }
            | Self::VerificationReopened { .. }
            | Self::DraftingStarted { .. }
            | Self::Withdrawn { .. }
            | Self::OrderSent { .. }
            | Self::Served { .. }
            | Self::Published { .. }
            | Self::SecondComplaintLodged { .. }
            | Self::LawsuitFiled { .. }
            | Self::LegalEffectConfirmed { .. }
            | Self::ExecutionRecorded { .. }
            | Self::Closed { .. }
            | Self::ReviewOrdered { .. } => &[],
        }
    }

    /// The article it rests on; none for an internal step.
    pub fn basis(&self, instance: Instance) -> Option<Citation> {
        let by = |first, second| match instance {
            Instance::First => first,
            Instance::Second => second,
        };
        Some(match self {
            Self::Lodged { .. } | Self::Signed { .. } | Self::Received { .. } => lkn("8", None),
            Self::CheckStarted { .. } | Self::Accepted { .. } => {
                by(lkn("27", None), lkn("36", None))
            }
            Self::Refused { .. } => REFUSAL_BASIS,
            Self::Guided { .. } => ltcd("26", Some("1")),
            Self::Reclassified { .. } => ltcd("25", Some("3")),
            Self::FoundRightAtOnce { .. } => lkn("29", Some("1")),
            Self::VerificationAssigned { .. } | Self::FindingsReported { .. } => {
                by(lkn("29", None), lkn("36", None))
            }
            Self::CouncilConvened { .. } => lkn("36", Some("2")),
            Self::DialogueInvited { .. } => NOTICE_BASIS,
            Self::DialogueHeld { .. } => by(lkn("30", None), lkn("39", None)),
            Self::FoundComplex { .. } => nd124("3a", None),
            Self::Withdrawn { .. } => super::WITHDRAWAL,
            Self::Suspended { .. } | Self::Resumed { .. } | Self::Terminated { .. } => {
                lkn("11a", None)
            }
            Self::OrderSent { .. } => nd124("28b", None),
            Self::ExecutionStayed { .. } | Self::StayLifted { .. } => lkn("35", None),
            Self::DecisionIssued { .. } => by(lkn("31", None), lkn("40", None)),
            Self::Served { .. } => by(lkn("32", None), lkn("41", None)),
            Self::Published { .. } => nd124("29", Some("3")),
            Self::SecondComplaintLodged { .. } => lkn("33", Some("1")),
            Self::LawsuitFiled { .. } => by(lkn("33", Some("2")), lkn("42", None)),
            Self::LegalEffectConfirmed { .. } => lkn("44", None),
            Self::ExecutionStarted { .. } => nd124("31", Some("1")),
            Self::ExecutionRecorded { .. } => TABLES,
            Self::ReviewOrdered { .. } => nd124("38", None),
            Self::FiledAway { .. }
            | Self::VerificationReopened { .. }
            | Self::DraftingStarted { .. }
            | Self::Closed { .. } => return None,
        })
    }
}
