//! What officials write down with a made-up step.

use law::procedure::Step;

/// Whether somebody is named to do the work.
pub fn assigns(step: Step) -> bool {
    matches!(step, Step::AssignVerification | Step::AssignPetition)
}

/// Kind of the paper behind a step, if it has one.
pub fn paper(step: Step) -> Option<&'static str> {
    match step {
        Step::Accept | Step::Refuse | Step::TakeOn => Some("TB-UBND"),
        Step::Guide | Step::Transfer | Step::Answer => Some("UBND-TCD"),
        Step::AssignVerification => Some("QĐ-UBND"),
        Step::ReportFindings => Some("BC-TXM"),
        Step::InviteDialogue => Some("GM-UBND"),
        Step::RecordDialogue => Some("BB-ĐT"),
        Step::IssueDecision => Some("QĐ-GQKN"),
        _ => None,
    }
}

pub fn note(step: Step) -> &'static str {
    match step {
        Step::ConfirmSignature => "Người gửi mang bản có chữ ký đến nơi tiếp công dân.",
        Step::StartCheck => "Đã kiểm tra đơn, đủ chữ ký, có bản sao quyết định kèm theo.",
        Step::Accept => {
            "Đủ điều kiện thụ lý, thuộc thẩm quyền của Chủ tịch Ủy ban nhân dân phường."
        }
        Step::Refuse => "Đã giải thích lý do cho người khiếu nại tại buổi tiếp.",
        Step::Guide => "Hướng dẫn gửi đơn đến cơ quan có thẩm quyền, trả lại giấy tờ gốc.",
        Step::FileAway => "Đơn trùng nội dung đã được giải quyết, không có tình tiết mới.",
        Step::FindRightAtOnce => "Kiểm tra lại thấy yêu cầu có căn cứ, không cần xác minh thêm.",
        Step::AssignVerification => "Giao xác minh, báo cáo trước khi hết nửa thời hạn giải quyết.",
        Step::ReportFindings => "Đã làm việc với các bên, đo đạc tại chỗ, đối chiếu hồ sơ lưu.",
        Step::InviteDialogue => "Nội dung vụ việc, ý kiến của các bên và hướng giải quyết.",
        Step::RecordDialogue => "Các bên trình bày ý kiến, biên bản đã đọc lại và ký tên.",
        Step::ReopenVerification => "Người khiếu nại cung cấp thêm sơ đồ cũ, cần xác minh bổ sung.",
        Step::StartDrafting => "Bắt đầu soạn dự thảo quyết định.",
        Step::IssueDecision => "Đã ban hành quyết định giải quyết khiếu nại.",
        Step::RecordService => "Giao tận tay, có chữ ký nhận.",
        Step::RecordSecondComplaint => "Người khiếu nại đã gửi đơn lần hai, có bản chụp đơn.",
        Step::RecordLawsuit => "Tòa án đã thông báo thụ lý vụ án.",
        Step::ConfirmEffect => "Hết thời hạn khiếu nại lần hai, không có đơn mới.",
        Step::StartClassification => "Đã đọc đơn, xem xét thẩm quyền.",
        Step::TakeOn => "Thuộc thẩm quyền, nhận giải quyết.",
        Step::Transfer => "Chuyển đến đơn vị quản lý công trình để giải quyết theo thẩm quyền.",
        Step::AssignPetition => "Giao kiểm tra thực tế và đề xuất trả lời.",
        Step::StartConsideration => "Đã hẹn người gửi đơn đi kiểm tra tại chỗ.",
        Step::Answer => "Đã kiểm tra và khắc phục, cảm ơn ý kiến của ông/bà.",
        Step::Close => "Người gửi đơn không có ý kiến thêm.",
        Step::Reopen => "Người gửi đơn báo tình trạng lặp lại.",
        Step::RecordWithdrawal => "Người khiếu nại rút đơn tại buổi làm việc, có ký biên bản.",
        Step::Suspend => "Người khiếu nại đang điều trị dài ngày, có giấy của bệnh viện.",
        Step::Terminate => "Người khiếu nại đã rút toàn bộ khiếu nại.",
        Step::SendOrder => "Đã gửi quyết định cho những người liên quan.",
        Step::Publish => "Niêm yết tại trụ sở và nơi tiếp công dân.",
        Step::StartExecution => "Đã có văn bản chỉ đạo thi hành.",
        Step::RecordExecution => "Đã chi trả và bàn giao theo biên bản, có chứng từ kèm theo.",
        Step::FollowCommitments => "Theo dõi việc sửa chữa đã hứa.",
        Step::OrderReview => "Cấp trên yêu cầu xem xét lại.",
        _ => "",
    }
}
