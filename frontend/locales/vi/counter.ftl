# Nhập đơn tại quầy.

counter-title = Nhập đơn tại quầy
counter-lead = Nhập đơn giấy, đơn gửi bưu điện hoặc lời trình bày trực tiếp. Biên nhận có thể in ngay.
counter-received = Ngày nhận đơn
counter-group = Nhiều người cùng đứng tên
counter-people-hint = Tính cả người thứ nhất. Bỏ trống nếu đã kê đủ tên bên dưới.
counter-others-hint = Mỗi người một dòng: họ tên; địa chỉ.
counter-representatives-hint = Họ tên người đại diện, mỗi người một dòng, phải là người trong danh sách.
counter-content-hint = Tóm tắt nội dung đơn, hoặc ghi lại lời trình bày.
counter-complaint-only = Chỉ cần cho khiếu nại.
counter-submit = Nhận đơn
counter-ended = Đã xong. Có thể nhập đơn tiếp theo.
field-channel = Cách gửi
field-kind-of = Loại đơn
field-complainants = Số người đứng tên
field-others = Những người khác
error-people-too-many = Có { $count } người, chỉ kê được { $max } người. Những người còn lại ghi trong tệp kèm theo và tính vào số người đứng tên.
error-person-too-long = Có dòng quá dài. Mỗi dòng chỉ ghi họ tên và địa chỉ một người.
error-people-count = Số người phải từ { $min } đến { $max }.
error-representative-unknown = Người đại diện phải là một trong những người đứng tên.

counter-second = Lần khiếu nại
field-second = Đây là khiếu nại lần hai
field-first_was = Kết quả lần đầu
first-was-decided = Đã có quyết định giải quyết lần đầu
first-was-unanswered = Quá thời hạn mà không được giải quyết
field-first_on = Ngày nhận quyết định lần đầu, hoặc ngày hết thời hạn giải quyết lần đầu
counter-first-hint = Thời hiệu khiếu nại lần hai tính từ ngày này (Điều 33 Luật Khiếu nại).
error-second-kind = Chỉ khiếu nại mới có lần hai.
error-second-same-office = Khiếu nại lần hai phải do cấp trên trực tiếp của người giải quyết lần đầu tiếp nhận (Điều 7, Điều 21 Luật Khiếu nại).
counter-denunciation = Đơn tố cáo, lời tố cáo trực tiếp nhập ở trang riêng, không có chỗ ghi danh tính:
