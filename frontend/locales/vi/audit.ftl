# Nhật ký hệ thống
nav-audit = Nhật ký
audit-title = Nhật ký hệ thống
audit-lead = Mỗi việc ghi một dòng, nối thành chuỗi; dòng nào bị sửa, xóa hay chèn đều bị phát hiện khi kiểm tra. Nhật ký chỉ có mã, không có nội dung vụ việc.
audit-deed = Việc
audit-all = Tất cả
audit-who = Người làm
audit-object = Mã đối tượng
audit-detail = Chi tiết
audit-at = Lúc
audit-chain = Chuỗi và số thứ tự
audit-filter = Lọc
audit-empty = Không có dòng nào như vậy.
audit-no-unit = Toàn hệ thống
audit-signed-in = Đăng nhập
audit-sign-in-refused = Đăng nhập không thành công
audit-signed-out = Đăng xuất
audit-case-filed = Lập vụ việc
audit-step-recorded = Ghi một bước giải quyết
audit-sealed-read = Mở vụ việc tố cáo
audit-file-read = Tải tệp của vụ việc tố cáo
audit-account-changed = Thay đổi tài khoản
audit-calendar-changed = Thay đổi lịch làm việc
audit-report-exported = Xuất báo cáo
audit-letter-retried = Gửi lại thư

audit-envelope-stored = Nhận phong bì niêm phong
audit-envelope-exported = Mang phong bì niêm phong đi
audit-envelope-resealed = Thay phong bì đã niêm phong lại
audit-identity-opened = Mở danh tính người tố cáo
audit-keys-changed = Thay đổi khóa niêm phong
audit-message-written = Trao đổi với người tố cáo
audit-signed-copy-uploaded = Người gửi tải lên bản có chữ ký

audit-confidentiality-changed = Đổi mức độ mật của vụ việc
audit-substitution-changed = Thay đổi người thay thế
audit-reception-changed = Xếp, niêm yết, hoãn hoặc ghi nhận ngày tiếp công dân
audit-cases-listed = Lấy danh sách vụ việc bằng phần mềm khác
