//! Steps somebody can take.

use crate::codes;

/// A step somebody can take; its code is the noun in the address of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Xem xét điều kiện thụ lý.
    StartCheck,
    /// Thụ lý.
    Accept,
    /// Không thụ lý.
    Refuse,
    /// Hướng dẫn, trả đơn, chuyển đơn.
    Guide,
    /// Lưu đơn.
    FileAway,
    /// Công nhận khiếu nại đúng ngay (Điều 29 khoản 1).
    FindRightAtOnce,
    /// Giao xác minh.
    AssignVerification,
    /// Báo cáo kết quả xác minh.
    ReportFindings,
    /// Mời đối thoại.
    InviteDialogue,
    /// Ghi biên bản đối thoại.
    RecordDialogue,
    /// Xác minh lại.
    ReopenVerification,
    /// Soạn quyết định.
    StartDrafting,
    /// Ban hành quyết định.
    IssueDecision,
    /// Ghi nhận việc gửi quyết định.
    RecordService,
    /// Ghi nhận khiếu nại lần hai.
    RecordSecondComplaint,
    /// Ghi nhận khởi kiện.
    RecordLawsuit,
    /// Xác nhận có hiệu lực pháp luật.
    ConfirmEffect,
    /// Phân loại.
    StartClassification,
    /// Nhận giải quyết.
    TakeOn,
    /// Chuyển đơn.
    Transfer,
    /// Phân công.
    AssignPetition,
    /// Bắt đầu xem xét.
    StartConsideration,
    /// Trả lời.
    Answer,
    /// Kết thúc.
    Close,
    /// Mở lại.
    Reopen,
}

codes!(Step {
    StartCheck => "check",
    Accept => "acceptance",
    Refuse => "refusal",
    Guide => "guidance",
    FileAway => "filing-away",
    FindRightAtOnce => "recognition",
    AssignVerification => "verification",
    ReportFindings => "findings",
    InviteDialogue => "dialogue-invitation",
    RecordDialogue => "dialogue-minutes",
    ReopenVerification => "verification-reopening",
    StartDrafting => "draft",
    IssueDecision => "decision",
    RecordService => "service",
    RecordSecondComplaint => "second-complaint",
    RecordLawsuit => "lawsuit",
    ConfirmEffect => "legal-effect",
    StartClassification => "classification",
    TakeOn => "takeover",
    Transfer => "transfer",
    AssignPetition => "assignment",
    StartConsideration => "consideration",
    Answer => "answer",
    Close => "closure",
    Reopen => "reopening",
});
