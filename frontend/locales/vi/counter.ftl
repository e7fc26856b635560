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
