//! Steps somebody can take.

use crate::codes;

/// A step somebody can take; its code is the noun in the address of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Xác nhận đã nhận bản có chữ ký.
    ConfirmSignature,
    /// Xem xét điều kiện thụ lý.
    StartCheck,
    /// Phân loại.
    StartClassification,
    /// Xử lý ban đầu.
    StartProcessing,
    /// Kiểm tra, xác minh điều kiện thụ lý ở nhiều nơi.
    WidenCheck,
    /// Kiểm tra thông tin về người tố cáo và điều kiện thụ lý.
    CheckIdentity,
    /// Thụ lý.
    Accept,
    /// Không thụ lý.
    Refuse,
    /// Nhận giải quyết.
    TakeOn,
    /// Hướng dẫn, trả đơn, chuyển đơn.
    Guide,
    /// Chuyển đơn.
    Transfer,
    /// Không xử lý.
    SetAside,
    /// Chuyển thanh tra, kiểm tra.
    SendToInspection,
    /// Chuyển cơ quan điều tra.
    SendToInvestigators,
    /// Chuyển loại đơn.
    Reclassify,
    /// Lưu đơn.
    FileAway,
    /// Công nhận khiếu nại đúng ngay (Điều 29 khoản 1).
    FindRightAtOnce,
    /// Thông báo việc thụ lý và nội dung tố cáo.
    NotifyParties,
    /// Giao xác minh.
    AssignVerification,
    /// Phân công.
    AssignPetition,
    /// Bắt đầu xem xét.
    StartConsideration,
    /// Trưng cầu giám định.
    StartForensic,
    /// Nhận kết luận giám định.
    EndForensic,
    /// Báo cáo kết quả xác minh.
    ReportFindings,
    /// Lập Hội đồng tư vấn.
    ConveneCouncil,
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
    /// Ban hành kết luận.
    Conclude,
    /// Trả lời.
    Answer,
    /// Ghi nhận việc gửi quyết định.
    RecordService,
    /// Gửi kết luận.
    SendConclusion,
    /// Công khai.
    Publish,
    /// Xử lý kết luận.
    ActOnConclusion,
    /// Theo dõi thực hiện.
    StartMonitoring,
    /// Theo dõi cam kết.
    FollowCommitments,
    /// Ghi nhận khiếu nại lần hai.
    RecordSecondComplaint,
    /// Ghi nhận khởi kiện.
    RecordLawsuit,
    /// Xác nhận có hiệu lực pháp luật.
    ConfirmEffect,
    /// Tổ chức thi hành.
    StartExecution,
    /// Ghi nhận kết quả thi hành.
    RecordExecution,
    /// Ghi nhận trả lời của cơ quan được chuyển đơn.
    RecordReply,
    /// Không giải quyết lại.
    UpholdResult,
    /// Giải quyết lại.
    TakeUpAgain,
    /// Yêu cầu báo cáo.
    DemandReport,
    /// Nhận báo cáo.
    RecordReport,
    /// Cấp trên trực tiếp giải quyết.
    TakeOver,
    /// Xác định vụ việc phức tạp.
    FindComplex,
    /// Gia hạn.
    Extend,
    /// Ghi nhận việc rút đơn.
    RecordWithdrawal,
    /// Tạm đình chỉ.
    Suspend,
    /// Tiếp tục giải quyết.
    Resume,
    /// Đình chỉ.
    Terminate,
    /// Gửi quyết định tạm đình chỉ, đình chỉ, tiếp tục.
    SendOrder,
    /// Tạm đình chỉ thi hành quyết định bị khiếu nại.
    StayExecution,
    /// Hủy bỏ việc tạm đình chỉ thi hành.
    LiftStay,
    /// Ghi nhận yêu cầu bảo vệ.
    RequestProtection,
    /// Quyết định bảo vệ.
    DecideProtection,
    /// Chấm dứt bảo vệ.
    EndProtection,
    /// Kết thúc.
    Close,
    /// Mở lại.
    Reopen,
    /// Xem xét lại.
    OrderReview,
}

codes!(Step {
    ConfirmSignature => "confirm-signature",
    StartCheck => "check",
    StartClassification => "classification",
    StartProcessing => "processing",
    WidenCheck => "wider-check",
    CheckIdentity => "identity-check",
    Accept => "acceptance",
    Refuse => "refusal",
    TakeOn => "takeover",
    Guide => "guidance",
    Transfer => "transfer",
    SetAside => "setting-aside",
    SendToInspection => "inspection",
    SendToInvestigators => "investigation",
    Reclassify => "reclassification",
    FileAway => "filing-away",
    FindRightAtOnce => "recognition",
    NotifyParties => "party-notices",
    AssignVerification => "verification",
    AssignPetition => "assignment",
    StartConsideration => "consideration",
    StartForensic => "forensic",
    EndForensic => "forensic-result",
    ReportFindings => "findings",
    ConveneCouncil => "council",
    InviteDialogue => "dialogue-invitation",
    RecordDialogue => "dialogue-minutes",
    ReopenVerification => "verification-reopening",
    StartDrafting => "draft",
    IssueDecision => "decision",
    Conclude => "conclusion",
    Answer => "answer",
    RecordService => "service",
    SendConclusion => "conclusion-dispatch",
    Publish => "publication",
    ActOnConclusion => "handling",
    StartMonitoring => "monitoring",
    FollowCommitments => "commitments",
    RecordSecondComplaint => "second-complaint",
    RecordLawsuit => "lawsuit",
    ConfirmEffect => "legal-effect",
    StartExecution => "execution",
    RecordExecution => "execution-results",
    RecordReply => "reply",
    UpholdResult => "upholding",
    TakeUpAgain => "new-resolution",
    DemandReport => "report-demand",
    RecordReport => "report",
    TakeOver => "superior-takeover",
    FindComplex => "complexity",
    Extend => "extension",
    RecordWithdrawal => "withdrawal",
    Suspend => "suspension",
    Resume => "resumption",
    Terminate => "termination",
    SendOrder => "order-dispatch",
    StayExecution => "stay",
    LiftStay => "stay-lifting",
    RequestProtection => "protection-request",
    DecideProtection => "protection",
    EndProtection => "protection-end",
    Close => "closure",
    Reopen => "reopening",
    OrderReview => "review",
});
