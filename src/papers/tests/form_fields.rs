//! Each field that the documents used daily must have (a list made from the annexes of the decrees and
//! from papers in use) has its place in the built-in form.

use chrono::NaiveDate;
use papers::{Document, Form, form, sample, sample_frame};

/// Document and field of the list, and what answers it: a field of the form in braces, or words that
/// stand in its text, subject or recipients.
const PLACES: &[(&str, &str, &str)] = &[
    ("receipt_documents", "time", "{giờ nhận}"),
    ("receipt_documents", "receiver_name", "{người nhận}"),
    ("receipt_documents", "receiver_title", "{chức vụ người nhận}"),
    ("receipt_documents", "giver_salutation_name", "{người cung cấp}"),
    ("receipt_documents", "id_document", "{số giấy tờ}"),
    ("receipt_documents", "address", "{địa chỉ}"),
    ("receipt_documents", "phone", "{điện thoại}"),
    ("receipt_documents", "content", "{nội dung}"),
    ("receipt_documents", "items", "{tài liệu}"),
    ("receipt_documents", "copies", "{số bản}"),
    ("receipt_documents", "sign_giver", "NGƯỜI CUNG CẤP"),
    ("receipt_documents", "sign_receiver", "NGƯỜI NHẬN"),
    ("guidance_slip", "addressee", "{người gửi đơn}"),
    ("guidance_slip", "address", "{địa chỉ}"),
    ("guidance_slip", "content", "{nội dung đơn}"),
    ("guidance_slip", "legal_basis", "05/2021/TT-TTCP"),
    ("guidance_slip", "competent_body", "{cơ quan có thẩm quyền}"),
    ("guidance_slip", "advice", "gửi đơn đến {cơ quan có thẩm quyền} để được giải quyết"),
    ("transfer_slip_denunciation", "addressee", "Kính gửi: {cơ quan có thẩm quyền}"),
    ("transfer_slip_denunciation", "received_on", "{ngày nhận đơn}"),
    ("transfer_slip_denunciation", "petition_date", "{ngày ghi trên đơn}"),
    ("transfer_slip_denunciation", "content", "{nội dung tố cáo}"),
    ("transfer_slip_denunciation", "legal_basis", "31/2019/NĐ-CP"),
    ("transfer_slip_denunciation", "request", "thông báo kết quả đến {cơ quan}"),
    ("transfer_slip_denunciation", "note", "không ghi trong phiếu này"),
    ("transfer_slip_feedback", "addressee", "Kính gửi: {cơ quan có thẩm quyền}"),
    ("transfer_slip_feedback", "received_on", "{ngày nhận đơn}"),
    ("transfer_slip_feedback", "petitioner", "{người gửi đơn}"),
    ("transfer_slip_feedback", "address", "{địa chỉ}"),
    ("transfer_slip_feedback", "content", "{nội dung đơn}"),
    ("transfer_slip_feedback", "legal_basis", "05/2021/TT-TTCP"),
    ("transfer_slip_feedback", "request", "thông báo kết quả giải quyết"),
    ("transfer_slip_feedback", "cc_petitioner", "{người gửi đơn} (thay trả lời)"),
    ("complaint_accept_notice", "addressee", "Kính gửi: {người khiếu nại}"),
    ("complaint_accept_notice", "received_on", "{ngày nhận đơn}"),
    ("complaint_accept_notice", "address", "{địa chỉ}"),
    ("complaint_accept_notice", "id_document", "{số giấy tờ}"),
    ("complaint_accept_notice", "about", "{việc khiếu nại}"),
    ("complaint_accept_notice", "finding", "đủ điều kiện thụ lý"),
    ("complaint_accept_notice", "closing", "Vậy thông báo để {người khiếu nại} được biết"),
    ("complaint_accept_notice", "recipients_detail", "{cơ quan thanh tra}"),
    ("complaint_refuse_notice", "addressee", "Kính gửi: {người khiếu nại}"),
    ("complaint_refuse_notice", "received_on", "{ngày nhận đơn}"),
    ("complaint_refuse_notice", "address", "{địa chỉ}"),
    ("complaint_refuse_notice", "id_document", "{số giấy tờ}"),
    ("complaint_refuse_notice", "about", "{việc khiếu nại}"),
    ("complaint_refuse_notice", "legal_basis", "căn cứ Điều 11 của Luật Khiếu nại"),
    ("complaint_refuse_notice", "reason", "{lý do}"),
    ("complaint_refuse_notice", "closing", "Vậy thông báo để {người khiếu nại} được biết"),
    ("dialogue_invitation", "inviter", "{cơ quan} trân trọng kính mời"),
    ("dialogue_invitation", "invitee", "{người được mời}"),
    ("dialogue_invitation", "event", "buổi đối thoại về {việc khiếu nại}"),
    ("dialogue_invitation", "chair", "{chủ trì}"),
    ("dialogue_invitation", "time", "{ngày đối thoại}"),
    ("dialogue_invitation", "place", "{địa điểm}"),
    ("dialogue_invitation", "content_notes", "{nội dung đối thoại}"),
    ("dialogue_minutes", "time_place", "{giờ bắt đầu}, ngày {ngày đối thoại}, tại {địa điểm}"),
    ("dialogue_minutes", "p1_settler", "{người chủ trì}"),
    ("dialogue_minutes", "p2_recorder", "{người ghi biên bản}"),
    ("dialogue_minutes", "p3_complainant", "{người khiếu nại}"),
    ("dialogue_minutes", "p3_absent", "{người vắng mặt}"),
    ("dialogue_minutes", "p4_complained", "{người bị khiếu nại}"),
    ("dialogue_minutes", "p5_interested", "{người có quyền nghĩa vụ liên quan}"),
    ("dialogue_minutes", "p6_other", "{đại diện cơ quan liên quan}"),
    ("dialogue_minutes", "c1_opening", "{phần mở đầu}"),
    ("dialogue_minutes", "c2_opinions", "{ý kiến}"),
    ("dialogue_minutes", "result", "{nội dung thống nhất}"),
    ("dialogue_minutes", "end_time", "{giờ kết thúc}"),
    ("dialogue_minutes", "read_confirm", "{người không ký}"),
    ("dialogue_minutes", "copies", "{số bản}"),
    ("dialogue_minutes", "signatures", "NGƯỜI GHI BIÊN BẢN"),
    ("complaint_decision_first", "signer_office", "! {CHỨC DANH}"),
    ("complaint_decision_first", "bases", "Luật Khiếu nại ngày 11 tháng 11 năm 2011"),
    ("complaint_decision_first", "petition", "Xét đơn khiếu nại ngày {ngày ghi trên đơn}"),
    ("complaint_decision_first", "report", "Văn bản số {số báo cáo} ngày {ngày báo cáo}"),
    ("complaint_decision_first", "s1_content", "{nội dung khiếu nại}"),
    ("complaint_decision_first", "s2_verification", "{kết quả xác minh}"),
    ("complaint_decision_first", "s3_dialogue", "{kết quả đối thoại}"),
    ("complaint_decision_first", "s4_conclusion", "{kết luận}"),
    ("complaint_decision_first", "art1", "Điều 1. {nội dung quyết định}"),
    ("complaint_decision_first", "art2", "Điều 2. {giải quyết vấn đề liên quan}"),
    ("complaint_decision_first", "art3", "khiếu nại đến {người giải quyết lần hai} hoặc khởi kiện"),
    ("complaint_decision_first", "art4", "chịu trách nhiệm thi hành Quyết định này"),
    ("complaint_decision_first", "recipients_detail", "{cấp trên trực tiếp}"),
    ("denunciation_accept_decision", "signer_office", "! {CHỨC DANH}"),
    ("denunciation_accept_decision", "bases", "Điều 29 Luật Tố cáo"),
    (
        "denunciation_accept_decision",
        "art1_person",
        "Điều 1. Thụ lý tố cáo đối với {người bị tố cáo}",
    ),
    ("denunciation_accept_decision", "art1_content", "{nội dung tố cáo}"),
    ("denunciation_accept_decision", "art1_term", "{thời hạn giải quyết}"),
    ("denunciation_accept_decision", "art2", "chịu trách nhiệm thi hành Quyết định này"),
    ("denunciation_notice_to_denouncer", "received", "đã nhận được đơn tố cáo của ông (bà) …"),
    ("denunciation_notice_to_denouncer", "result", "{kết quả}"),
    ("denunciation_notice_to_denouncer", "closing", "quyền, nghĩa vụ của người tố cáo"),
    ("denunciation_notice_to_denounced", "received", "vi phạm pháp luật của {người bị tố cáo}"),
    ("denunciation_notice_to_denounced", "accepted", "{nội dung tố cáo}"),
    ("denunciation_notice_to_denounced", "closing", "quyền, nghĩa vụ của người bị tố cáo"),
    ("denunciation_conclusion", "accept_ref", "{số quyết định thụ lý}"),
    ("denunciation_conclusion", "basis", "Căn cứ nội dung tố cáo, giải trình của người bị tố cáo"),
    ("denunciation_conclusion", "s1", "{kết quả xác minh}"),
    ("denunciation_conclusion", "s2", "{căn cứ pháp luật}"),
    ("denunciation_conclusion", "s3", "{kết luận}"),
    ("denunciation_conclusion", "s4", "{biện pháp xử lý}"),
    ("denunciation_conclusion", "recipients_detail", "lược bỏ bí mật nhà nước"),
    ("denunciation_result_notice", "addressee", "Kính gửi: …"),
    ("denunciation_result_notice", "conclusion_ref", "{số kết luận}"),
    ("denunciation_result_notice", "summary", "{tóm tắt kết luận}"),
    ("denunciation_result_notice", "measures", "{biện pháp xử lý}"),
    ("denunciation_result_notice", "rights", "có quyền tố cáo tiếp"),
    ("denunciation_result_notice", "term", "trong thời hạn 05 ngày làm việc"),
    ("reception_minutes", "time_place", "{giờ bắt đầu}, ngày {ngày tiếp}, tại {địa điểm}"),
    ("reception_minutes", "p1", "{người tiếp}"),
    ("reception_minutes", "p2", "{người được tiếp}"),
    ("reception_minutes", "c1", "{nội dung}"),
    ("reception_minutes", "c2", "{yêu cầu}"),
    ("reception_minutes", "c3", "{tài liệu}"),
    ("reception_minutes", "r1", "{ý kiến thành viên}"),
    ("reception_minutes", "r2", "{kết luận}"),
    ("reception_minutes", "r3", "{ý kiến người được tiếp}"),
    ("reception_minutes", "end", "{giờ kết thúc}"),
    ("reception_minutes", "signatures", "CÁN BỘ TIẾP CÔNG DÂN"),
    ("appointment_slip", "agency_line", "Cơ quan, đơn vị :: {cơ quan}"),
    ("appointment_slip", "person", "{người được hẹn}"),
    ("appointment_slip", "id_document", "{số giấy tờ}"),
    ("appointment_slip", "address", "{địa chỉ}"),
    ("appointment_slip", "when_where", "Có mặt tại {địa điểm} vào hồi {giờ hẹn}, ngày {ngày hẹn}"),
    ("appointment_slip", "bring", "{giấy tờ mang theo}"),
];

/// The boxes around the text (Decree 30/2020), by the names of the list.
fn is_in_a_box(document: &Document, field: &str) -> Option<bool> {
    let signature = document.signatures.first();
    Some(match field {
        "agency_parent" => !document.parent_body.is_empty(),
        "agency" => !document.issuing_body.is_empty(),
        "national_title" => !document.labels.national_title.is_empty(),
        "doc_number" => document.number.starts_with("Số: "),
        "place_date" => document.place_and_date.contains("ngày"),
        "title" => !document.title.is_empty(),
        "subject" => document.letter_subject.starts_with("V/v "),
        "recipients" => document.recipients.iter().any(|line| line.starts_with("Lưu: ")),
        "signer_title" => signature.is_some_and(|signature| !signature.titles.is_empty()),
        "signature_seal" => signature.is_some(),
        "signer_name" => signature.is_some_and(|signature| !signature.name.is_empty()),
        _ => return None,
    })
}

/// Everything in which a form can name a field or say something.
fn written(form: &Form) -> String {
    let source = form.source();
    let bases = source.bases.iter().map(|basis| basis.text.as_str());
    let titles = source.signatures.iter().flat_map(|signature| &signature.titles);
    [source.text.body.as_str(), &source.subject]
        .into_iter()
        .chain(source.recipients.iter().map(String::as_str))
        .chain(bases)
        .chain(titles.map(String::as_str))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_field_of_the_documents_in_daily_use_has_its_place() {
    let mut list = csv::Reader::from_reader(include_str!("document-fields.csv").as_bytes());
    let mut count = 0;
    for row in list.records() {
        let row = row.unwrap();
        let (document, field) = (&row[0], &row[3]);
        // The list has the receipt as it was before Decree 154/2026.
        let on = if document == "receipt_documents" { (2026, 6, 30) } else { (2027, 1, 5) };
        let on = NaiveDate::from_ymd_opt(on.0, on.1, on.2).unwrap();
        let form = form(&document.replace('_', "-"), on).unwrap();
        let paper = form.document(&sample(form), &sample_frame(form), on).unwrap();
        let has_place = is_in_a_box(&paper, field).unwrap_or_else(|| {
            let place = PLACES.iter().find(|place| (place.0, place.1) == (document, field));
            let (_, _, place) = place.unwrap_or_else(|| panic!("{document} {field}: no place"));
            written(form).contains(place)
        });
        assert!(has_place, "{document} {field}");
        count += 1;
    }
    assert_eq!(count, 275);
}
