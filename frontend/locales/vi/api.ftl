# Giao diện cho phần mềm khác.

api-problem-invalid = Có thông tin cần sửa
api-problem-invalid-help = Xin sửa các trường được nêu trong “errors” rồi gửi lại.
api-error-json = Nội dung gửi lên không phải JSON đúng cách viết: lỗi ở dòng { $line }, cột { $column }.
api-error-shape = Trường này không đọc được: { $reason }
api-error-idempotency-key = Cần tiêu đề Idempotency-Key gồm 16 đến 128 ký tự ASCII nhìn thấy được, mỗi đơn một giá trị mới.
api-error-key-reused = Idempotency-Key này đã dùng cho một đơn khác. Xin dùng giá trị mới cho đơn mới.
api-error-future = Ngày này không thể sau ngày hôm nay.
api-error-first-party = Người đầu tiên phải là người khiếu nại, kiến nghị hoặc phản ánh (complainant).
api-error-too-many-parties = Nhiều nhất 50 người; những người khác chỉ cần tính vào “complainants”.
api-error-complainants = Số người phải từ 1 trở lên và không ít hơn số người đã nêu tên.
api-error-limit = Số vụ việc mỗi lần từ 1 đến { $max }.
