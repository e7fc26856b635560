//! What the application can know about a case when a paper is drafted. The caller computes the
//! values; a form names the fact that a field is drafted from.

/// A fact: its key and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    pub key: &'static str,
    pub meaning: &'static str,
    /// A made-up value, for previews.
    pub example: &'static str,
}

const fn fact(key: &'static str, meaning: &'static str, example: &'static str) -> Fact {
    Fact { key, meaning, example }
}

/// Every fact a field may be drafted from. Dates are "dd/mm/yyyy".
pub const FACTS: &[Fact] = &[
    fact("case.number", "Number of the case in the tracker.", "2027/KN-000123"),
    fact(
        "case.subject",
        "What the case is about, in one line.",
        "thu hồi đất của hộ gia đình tại khu phố 3",
    ),
    fact(
        "case.content",
        "What the citizen wrote.",
        "Quyết định thu hồi đất ghi thiếu 12 m² so với thực tế.\nGia đình chưa được mời tham gia kiểm đếm.",
    ),
    fact(
        "case.demand",
        "What the citizen asks for.",
        "Đo đạc lại và bồi thường phần diện tích còn thiếu",
    ),
    fact(
        "case.contested_act",
        "The contested decision or act.",
        "Quyết định số 45/QĐ-UBND ngày 12/11/2026 về việc thu hồi đất",
    ),
    fact("case.received_on", "Day on which the petition was received.", "04/01/2027"),
    fact("case.filed_on", "Day written on the petition.", "02/01/2027"),
    fact("case.instance", "\"lần đầu\" or \"lần hai\".", "lần đầu"),
    fact(
        "case.register_code",
        "Code in the paper register of denunciations; tells nothing about who denounced.",
        "TC-07/2027",
    ),
    fact("case.people_count", "How many people signed.", "6"),
    fact("person.name", "Name of the citizen, the first of several.", "Nguyễn Thị Ví Dụ"),
    fact(
        "person.address",
        "Address of the citizen.",
        "số 12 đường Giả Định, khu phố 3, phường Bến Mẫu",
    ),
    fact("person.phone", "Telephone of the citizen.", "0900 000 001"),
    fact(
        "person.id_number",
        "Number of the identity paper, with day and place of issue if known.",
        "000000000001, cấp ngày 03/02/2022",
    ),
    fact(
        "person.all",
        "Names of all who signed, a line each.",
        "Nguyễn Thị Ví Dụ\nTrần Văn Mẫu\nLê Thị Thí Nghiệm",
    ),
    fact(
        "person.representatives",
        "Representatives of a group, or the one who was authorised.",
        "Trần Văn Mẫu",
    ),
    fact(
        "identity.label",
        "What the law of the day calls the identity papers.",
        "Số căn cước/giấy chứng nhận căn cước/số định danh cá nhân/hộ chiếu",
    ),
    fact(
        "respondent.name",
        "Who is complained about or denounced.",
        "ông Phạm Văn Thử, Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
    ),
    fact(
        "respondent.address",
        "Address of that person or body.",
        "trụ sở Ủy ban nhân dân phường Bến Mẫu",
    ),
    fact(
        "step.note",
        "Reason or content written with the step.",
        "Đơn đã được xem xét và đối chiếu với hồ sơ địa chính.",
    ),
    fact("step.on", "Day of the step.", "08/01/2027"),
    fact(
        "step.ground",
        "Legal ground of the step in words.",
        "thời hiệu, thời hạn khiếu nại đã hết mà không có lý do chính đáng",
    ),
    fact("step.until", "Day until which the step holds.", "10/03/2027"),
    fact("accepted.on", "Day of acceptance.", "11/01/2027"),
    fact("accepted.number", "Number of the notice or decision of acceptance.", "05/QĐ-UBND"),
    fact("accepted.days", "Days to settle the case.", "30 ngày"),
    fact(
        "accepted.content",
        "What was accepted for settlement, an entry a line.",
        "Việc xác nhận sai nguồn gốc đất\nViệc không niêm yết công khai phương án bồi thường",
    ),
    fact("verifier.name", "Who verifies.", "ông Đỗ Văn Thực"),
    fact(
        "verifier.unit",
        "The unit that verifies.",
        "Phòng Kinh tế, Hạ tầng và Đô thị phường Bến Mẫu",
    ),
    fact(
        "findings.text",
        "Result of the verification.",
        "Diện tích thu hồi thực tế là 112 m².\nBiên bản kiểm đếm không có chữ ký của hộ gia đình.",
    ),
    fact("findings.number", "Number of the verification report.", "14/BC-KTHTĐT"),
    fact("findings.on", "Day of the verification report.", "25/01/2027"),
    fact("dialogue.on", "Day of the dialogue.", "29/01/2027"),
    fact("dialogue.time", "Time of the dialogue.", "08 giờ 30 phút"),
    fact(
        "dialogue.place",
        "Place of the dialogue.",
        "Phòng tiếp công dân, trụ sở Ủy ban nhân dân phường Bến Mẫu",
    ),
    fact(
        "dialogue.chair",
        "Who chairs the dialogue, with the office.",
        "ông Hoàng Văn Minh Họa, Chủ tịch Ủy ban nhân dân phường Bến Mẫu",
    ),
    fact("dialogue.agreed", "What was agreed.", "Hai bên thống nhất đo đạc lại thửa đất"),
    fact("dialogue.open", "What stayed open.", "Đơn giá bồi thường cây trồng"),
    fact(
        "dialogue.minutes",
        "Opinions, as noted in the minutes.",
        "Bà Nguyễn Thị Ví Dụ: đề nghị đo đạc lại.\nĐại diện Phòng Kinh tế, Hạ tầng và Đô thị: đồng ý đo đạc lại.",
    ),
    fact(
        "dialogue.attendance",
        "Who came and who was absent, a line each.",
        "Bà Nguyễn Thị Ví Dụ - có mặt\nÔng Phạm Văn Thử - có mặt",
    ),
    fact("decision.number", "Number of the decision that settles the complaint.", "21/QĐ-UBND"),
    fact("decision.on", "Day of that decision.", "09/02/2027"),
    fact("decision.outcome", "Its outcome in words.", "Khiếu nại đúng một phần"),
    fact("first.number", "Number of the first decision, in a second complaint.", "18/QĐ-UBND"),
    fact("first.on", "Day of the first decision.", "15/12/2026"),
    fact("first.body", "Who made the first decision.", "Chủ tịch Ủy ban nhân dân phường Bến Mẫu"),
    fact("conclusion.number", "Number of the conclusion on a denunciation.", "03/KL-UBND"),
    fact("conclusion.on", "Day of the conclusion.", "10/02/2027"),
    fact(
        "conclusion.summary",
        "Summary of the conclusion.",
        "Nội dung thứ nhất: tố cáo đúng một phần.\nNội dung thứ hai: tố cáo sai.",
    ),
    fact("visit.on", "Day of a reception.", "05/01/2027"),
    fact("visit.time", "Time of a reception.", "09 giờ 15 phút"),
    fact("visit.place", "Place of a reception.", "địa điểm tiếp công dân phường Bến Mẫu"),
    fact("visit.content", "What the citizen said.", "thoát nước gây ngập tại khu phố 3"),
    fact("visit.demand", "What the citizen asked for.", "Nạo vét cống thoát nước trước mùa mưa"),
    fact(
        "visit.papers",
        "Papers handed over, a line each.",
        "Đơn phản ánh ngày 02/01/2027\nBốn bức ảnh hiện trạng",
    ),
    fact(
        "visit.receiver",
        "Who received the citizen, with the office.",
        "ông Hoàng Văn Minh Họa, Chủ tịch Ủy ban nhân dân phường Bến Mẫu",
    ),
    fact(
        "visit.ground",
        "Ground on which reception was refused.",
        "nội dung đã được trả lời bằng văn bản và không có tình tiết mới",
    ),
    fact(
        "visit.answer",
        "What was answered or concluded.",
        "Giao Phòng Kinh tế, Hạ tầng và Đô thị kiểm tra, trả lời trước ngày 20/01/2027",
    ),
    fact("meeting.on", "Day of a meeting.", "12/01/2027"),
    fact("meeting.time", "When a meeting began.", "14 giờ 00 phút"),
    fact("meeting.until", "When it ended.", "16 giờ 10 phút"),
    fact("meeting.place", "Where it took place.", "Nhà văn hóa khu phố 3, phường Bến Mẫu"),
    fact(
        "meeting.chair",
        "Who chaired, with the office.",
        "ông Hoàng Văn Minh Họa, Chủ tịch Ủy ban nhân dân phường Bến Mẫu",
    ),
    fact(
        "meeting.recorder",
        "Who wrote the minutes, with the office.",
        "bà Vũ Thị Tiếp Dân, công chức Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    ),
    fact("meeting.household", "The household invited.", "Hộ bà Nguyễn Thị Ví Dụ"),
    fact("meeting.kind", "Kind of the meeting in words.", "đối thoại giải quyết khiếu nại"),
    fact(
        "meeting.agenda",
        "Points to discuss, an entry a line.",
        "Diện tích đất thu hồi\nPhương án bồi thường",
    ),
    fact(
        "meeting.opening",
        "What the chair said at the beginning.",
        "Người chủ trì nêu mục đích, yêu cầu và tóm tắt kết quả xác minh.",
    ),
    fact(
        "meeting.findings",
        "Result of the verification as told in the meeting.",
        "Kết quả xác minh: diện tích thu hồi thực tế là 112 m².",
    ),
    fact(
        "meeting.opinions",
        "Opinions, a line each.",
        "Bà Nguyễn Thị Ví Dụ: đề nghị đo đạc lại.\nÔng Phạm Văn Thử: tiếp thu ý kiến.",
    ),
    fact(
        "meeting.agreed",
        "What was agreed, an entry a line.",
        "Đo đạc lại thửa đất trước ngày 20/01/2027\nThông báo kết quả cho hộ gia đình",
    ),
    fact("meeting.open", "What stayed open, an entry a line.", "Đơn giá bồi thường cây trồng"),
    fact(
        "meeting.closing",
        "What the chair said at the end.",
        "Người chủ trì ghi nhận các ý kiến và giao bộ phận chuyên môn theo dõi.",
    ),
    fact(
        "meeting.people",
        "Who took part, with their role, a line each.",
        "Bà Nguyễn Thị Ví Dụ - người khiếu nại\nÔng Phạm Văn Thử - người bị khiếu nại",
    ),
    fact(
        "meeting.absent",
        "Who was absent, and whether with a reason, a line each.",
        "Ông Trần Văn Mẫu - vắng mặt có lý do",
    ),
    fact("meeting.copies", "How many copies of the minutes.", "03"),
    fact(
        "receipt.items",
        "Papers received: name, pages and state, a row a line.",
        "Đơn khiếu nại | 02 | Bản chính\nQuyết định thu hồi đất | 01 | Bản phô tô",
    ),
    fact("officer.name", "The officer who drafts.", "Vũ Thị Tiếp Dân"),
    fact("officer.title", "The title of that officer.", "công chức tiếp công dân"),
    fact("unit.place", "Where the office is.", "trụ sở Ủy ban nhân dân phường Bến Mẫu"),
    fact("inspectorate.name", "The state inspectorate of the level.", "Thanh tra tỉnh Mẫu"),
    fact("second.office", "To whom a second complaint goes.", "Chủ tịch Ủy ban nhân dân tỉnh Mẫu"),
    fact("court.name", "The court that is competent.", "Tòa án nhân dân có thẩm quyền"),
    fact(
        "transfer.body",
        "The body that is competent and to which the petition goes.",
        "Chủ tịch Ủy ban nhân dân tỉnh Mẫu",
    ),
    fact(
        "forwarder.name",
        "Who forwarded the petition; empty if nobody did.",
        "Ban Tiếp công dân tỉnh Mẫu",
    ),
];

/// Whether a fact may say who a citizen is, or lead to it: it is refused in a sealed form.
pub fn may_name_a_citizen(key: &str) -> bool {
    const SESSIONS: [&str; 4] =
        ["meeting.household", "meeting.people", "meeting.absent", "meeting.opinions"];
    ["person.", "visit.", "dialogue.", "receipt."].iter().any(|group| key.starts_with(group))
        || SESSIONS.contains(&key)
}
