//! What the made-up cases are about.

use law::procedure::Kind;

/// Stands at the end of every made-up content.
pub const MADE_UP: &str = "(Vụ việc giả định, chỉ dùng để dùng thử phần mềm.)";

/// A matter; `{nơi}` becomes the place where the household lives.
pub struct Matter {
    pub kind: Kind,
    pub field: &'static str,
    pub subject: &'static str,
    pub content: &'static str,
    pub demand: &'static str,
    /// What is complained about; empty for petitions.
    pub act: &'static str,
}

const fn complaint(
    field: &'static str,
    subject: &'static str,
    act: &'static str,
    content: &'static str,
    demand: &'static str,
) -> Matter {
    Matter { kind: Kind::Complaint, field, subject, content, demand, act }
}

const fn petition(
    field: &'static str,
    subject: &'static str,
    content: &'static str,
    demand: &'static str,
) -> Matter {
    Matter { kind: Kind::Petition, field, subject, content, demand, act: "" }
}

pub const MATTERS: [Matter; 26] = [
    complaint(
        "land.compensation",
        "Đơn giá bồi thường đất ở tại {nơi} thấp hơn các hộ liền kề",
        "Quyết định phê duyệt phương án bồi thường, hỗ trợ khi thu hồi đất làm đường",
        "Gia đình tôi bị thu hồi 86 m² đất ở để mở rộng đường. Cùng mặt đường, cùng vị trí nhưng phương án áp giá vị trí 3, trong khi hai hộ liền kề được áp giá vị trí 2. Tôi đã hỏi tại buổi công khai phương án nhưng chưa được trả lời rõ.",
        "Đề nghị xác định lại vị trí thửa đất và tính lại tiền bồi thường.",
    ),
    complaint(
        "land.compensation",
        "Kiểm đếm thiếu cây trồng và công trình phụ tại {nơi}",
        "Biên bản kiểm đếm tài sản trên đất và phương án bồi thường kèm theo",
        "Khi kiểm đếm, tổ công tác không ghi nhận bếp và chuồng trại xây năm 2012 cùng 24 cây ăn quả. Tôi không ký biên bản nhưng phương án vẫn được phê duyệt theo số liệu đó.",
        "Đề nghị kiểm đếm lại và bổ sung phần tài sản còn thiếu vào phương án bồi thường.",
    ),
    complaint(
        "land.recovery",
        "Ranh giới thu hồi đất tại {nơi} không đúng bản đồ địa chính",
        "Thông báo thu hồi đất kèm trích đo",
        "Trích đo kèm thông báo thu hồi đất vượt vào phần đất ở của gia đình tôi khoảng 1,5 m so với mốc cũ. Gia đình sử dụng ổn định từ năm 1994, có sơ đồ thửa đất trong giấy chứng nhận.",
        "Đề nghị đo lại ranh giới có mặt các hộ và điều chỉnh thông báo thu hồi đất.",
    ),
    complaint(
        "land.certificate",
        "Chậm giải quyết hồ sơ cấp giấy chứng nhận quyền sử dụng đất tại {nơi}",
        "Việc không giải quyết hồ sơ cấp giấy chứng nhận đúng thời hạn ghi trong giấy hẹn",
        "Tôi nộp đủ hồ sơ tại bộ phận một cửa, giấy hẹn trả kết quả đã quá ba tháng. Mỗi lần đến hỏi tôi được hẹn lại bằng lời, không có văn bản nêu lý do chậm.",
        "Đề nghị giải quyết hồ sơ và trả lời bằng văn bản lý do chậm trễ.",
    ),
    complaint(
        "land.certificate",
        "Diện tích trên giấy chứng nhận nhỏ hơn thực tế sử dụng tại {nơi}",
        "Giấy chứng nhận quyền sử dụng đất cấp đổi",
        "Sau khi cấp đổi, diện tích thửa đất của gia đình tôi giảm 32 m² dù ranh giới với các hộ xung quanh không thay đổi và không có tranh chấp. Tôi không được mời khi đo đạc lại.",
        "Đề nghị kiểm tra việc đo đạc và đính chính giấy chứng nhận.",
    ),
    complaint(
        "land.planning",
        "Không cho tách thửa tại {nơi} vì quy hoạch đã quá hạn thực hiện",
        "Văn bản từ chối hồ sơ tách thửa đất",
        "Hồ sơ tách thửa cho con của tôi bị từ chối với lý do đất nằm trong quy hoạch công viên. Quy hoạch này công bố đã nhiều năm, không thấy thực hiện và cũng không thấy điều chỉnh.",
        "Đề nghị xem lại văn bản từ chối và cho tách thửa theo quy định.",
    ),
    complaint(
        "admin.order_urban",
        "Buộc tháo dỡ mái che tại {nơi} khi chưa kiểm tra thực tế",
        "Quyết định buộc khắc phục hậu quả về trật tự xây dựng",
        "Mái che của gia đình tôi nằm trong ranh giới đất ở, có từ trước khi đường được mở rộng. Quyết định ghi mái lấn vỉa hè nhưng chưa có buổi đo đạc, kiểm tra nào tại nhà.",
        "Đề nghị kiểm tra thực tế và hủy quyết định.",
    ),
    complaint(
        "admin.sanction",
        "Mức phạt vi phạm xây dựng tại {nơi} chưa đúng hành vi",
        "Quyết định xử phạt vi phạm hành chính về trật tự xây dựng",
        "Gia đình tôi xây tường rào có giấy phép. Quyết định xử phạt áp dụng hành vi xây dựng không phép và mức phạt cao hơn quy định. Biên bản không ghi ý kiến của tôi.",
        "Đề nghị xem lại hành vi và mức phạt.",
    ),
    complaint(
        "policy.social",
        "Bị dừng trợ cấp xã hội hằng tháng không rõ lý do tại {nơi}",
        "Quyết định thôi hưởng trợ cấp xã hội hằng tháng",
        "Mẹ tôi 82 tuổi, đang hưởng trợ cấp hằng tháng thì bị dừng từ quý trước. Gia đình chỉ biết khi đến nhận tiền, không nhận được văn bản nào.",
        "Đề nghị xem xét khôi phục trợ cấp và chi trả phần đã dừng.",
    ),
    complaint(
        "policy.merit",
        "Trả lại hồ sơ hưởng chế độ người có công của bố tôi tại {nơi}",
        "Văn bản trả lại hồ sơ đề nghị hưởng chế độ",
        "Hồ sơ của bố tôi có giấy xác nhận của đơn vị cũ và hai người làm chứng, nhưng bị trả lại vì thiếu bản gốc quyết định. Bản gốc đã thất lạc trong trận lụt, gia đình đã có đơn trình bày.",
        "Đề nghị tiếp nhận và xem xét hồ sơ theo các giấy tờ thay thế.",
    ),
    complaint(
        "admin.business",
        "Từ chối đăng ký hộ kinh doanh tại {nơi}",
        "Thông báo không cấp giấy chứng nhận đăng ký hộ kinh doanh",
        "Tôi đăng ký bán tạp hóa tại nhà ở của mình. Thông báo từ chối nêu địa điểm không phù hợp nhưng không dẫn quy định nào. Các hộ cùng dãy vẫn đang kinh doanh có giấy chứng nhận.",
        "Đề nghị cấp giấy chứng nhận hoặc nêu rõ căn cứ từ chối.",
    ),
    complaint(
        "admin.civil_status",
        "Từ chối cải chính ngày sinh trong giấy khai sinh của con tôi ở {nơi}",
        "Văn bản từ chối cải chính hộ tịch",
        "Giấy khai sinh của con tôi ghi sai ngày sinh so với giấy chứng sinh của bệnh viện. Tôi đã nộp bản gốc giấy chứng sinh nhưng vẫn bị từ chối vì sổ gốc ghi như vậy.",
        "Đề nghị cải chính ngày sinh theo giấy chứng sinh.",
    ),
    complaint(
        "housing",
        "Không được xét hỗ trợ sửa nhà cho hộ khó khăn tại {nơi}",
        "Danh sách hộ được hỗ trợ sửa chữa nhà ở đã phê duyệt",
        "Hội nghị khu đã bình xét gia đình tôi vào danh sách nhưng danh sách phê duyệt không có tên. Không có thông báo lý do loại.",
        "Đề nghị công khai lý do và xét lại.",
    ),
    petition(
        "admin.infrastructure",
        "Ngõ ở {nơi} ngập mỗi khi mưa lớn",
        "Cứ mưa khoảng một giờ là nước ngập đến bánh xe, chảy vào nhà ba hộ đầu ngõ. Rãnh thoát nước bị lấp một phần từ khi làm lại mặt đường.",
        "Đề nghị nạo vét và làm lại rãnh thoát nước trước mùa mưa.",
    ),
    petition(
        "admin.infrastructure",
        "Đèn đường hỏng kéo dài tại {nơi}",
        "Bốn bóng đèn liền nhau không sáng đã hơn hai tháng. Buổi tối trẻ em đi học thêm về rất tối, đã có người ngã xe.",
        "Đề nghị sửa đèn và kiểm tra định kỳ.",
    ),
    petition(
        "admin.environment",
        "Rác thải dồn ứ ở điểm tập kết {nơi}",
        "Điểm tập kết chỉ được thu gom hai ngày một lần, mùi hôi lan vào các nhà xung quanh. Nhiều người nơi khác cũng mang rác đến bỏ.",
        "Đề nghị tăng lần thu gom và đặt biển, camera nhắc nhở.",
    ),
    petition(
        "admin.environment",
        "Xe chở vật liệu làm rơi vãi, bụi bẩn qua {nơi}",
        "Xe chở đất đá chạy từ sớm, không che bạt, đường bụi mù. Người già và trẻ nhỏ trong khu bị ho nhiều.",
        "Đề nghị tổ chức kiểm tra, yêu cầu che chắn và tưới đường.",
    ),
    petition(
        "admin.order_urban",
        "Vỉa hè bị chiếm làm chỗ bán hàng tại {nơi}",
        "Người đi bộ phải xuống lòng đường vì vỉa hè bày bàn ghế và đỗ xe cả ngày, nhất là giờ tan học.",
        "Đề nghị nhắc nhở các hộ và kẻ vạch phần đường cho người đi bộ.",
    ),
    petition(
        "admin.education_health",
        "Trạm y tế không có người trực buổi chiều, người dân {nơi} phải đi xa",
        "Ba buổi chiều liền tôi đưa cháu đến tiêm nhắc lại nhưng trạm đóng cửa, không có thông báo lịch mới.",
        "Đề nghị công khai lịch làm việc của trạm và bố trí người trực.",
    ),
    petition(
        "admin.duty",
        "Hướng dẫn thủ tục tại bộ phận một cửa chưa rõ, người dân {nơi} phải đi lại nhiều lần",
        "Tôi đi ba lần mới đủ giấy tờ vì mỗi lần được hướng dẫn một khác. Người cao tuổi không biết dùng điện thoại càng khó.",
        "Đề nghị có bảng hướng dẫn bằng giấy và một người giúp người cao tuổi.",
    ),
    petition(
        "land.planning",
        "Đề nghị công khai quy hoạch chi tiết khu vực {nơi}",
        "Nhiều hộ nghe nói đất nằm trong quy hoạch nhưng không biết xem ở đâu. Bản đồ dán ở nhà văn hóa đã mờ.",
        "Đề nghị công khai bản đồ mới và cử người giải thích tại cuộc họp khu.",
    ),
    petition(
        "policy.social",
        "Đề nghị rà soát lại hộ cận nghèo tại {nơi}",
        "Đợt rà soát vừa qua có hộ khó khăn bị bỏ sót vì vắng nhà đi làm xa. Hội nghị khu họp ngày làm việc nên ít người dự.",
        "Đề nghị rà soát bổ sung và họp vào buổi tối.",
    ),
    petition(
        "admin.infrastructure",
        "Nước sinh hoạt yếu và đục tại {nơi}",
        "Từ giữa tháng nước chảy rất yếu vào buổi tối, có lúc đục vàng. Gọi tổng đài được hẹn nhưng chưa thấy ai đến.",
        "Đề nghị cơ quan làm việc với đơn vị cấp nước và trả lời người dân.",
    ),
    petition(
        "land.compensation",
        "Chậm chi trả tiền hỗ trợ di chuyển cho các hộ ở {nơi}",
        "Chúng tôi đã bàn giao mặt bằng đúng hẹn nhưng tiền hỗ trợ di chuyển và thuê nhà tạm chưa được nhận đủ.",
        "Đề nghị cho biết thời gian chi trả.",
    ),
    petition(
        "admin.civil_status",
        "Đề nghị làm thủ tục lưu động cho người già ở {nơi}",
        "Khu có nhiều người trên 80 tuổi, đi lại khó khăn, không đến được trụ sở để làm giấy tờ.",
        "Đề nghị mỗi quý một lần cán bộ đến nhà văn hóa khu làm thủ tục.",
    ),
    petition(
        "other",
        "Góp ý về giờ mở cửa nhà văn hóa {nơi}",
        "Nhà văn hóa thường đóng cửa buổi tối, trong khi các đội văn nghệ và câu lạc bộ cần chỗ tập.",
        "Đề nghị mở cửa đến 21 giờ và công khai lịch sử dụng.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::field::FIELDS;

    #[test]
    fn every_matter_has_a_known_field_and_names_its_place() {
        for matter in &MATTERS {
            assert!(FIELDS.contains(&matter.field), "{}", matter.field);
            assert!(matter.subject.contains("{nơi}"), "{}", matter.subject);
            let asks_for_review = matter.kind == Kind::Complaint;
            assert_eq!(matter.act.is_empty(), !asks_for_review, "{}", matter.subject);
        }
    }
}
