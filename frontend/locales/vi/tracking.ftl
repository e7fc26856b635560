# Tra cứu.

tracking-title = Tra cứu đơn
tracking-lead = Nhập số đơn và mã tra cứu trên biên nhận.
tracking-number-hint = Ví dụ 2026/KN-000012.
tracking-secret-hint = 16 chữ số, có thể viết liền hoặc cách nhau.
tracking-open = Xem tiến độ
tracking-lost-title = Mất mã tra cứu?
tracking-lost = Mã không thể cấp lại qua mạng. Xin mang giấy tờ tùy thân đến nơi đã nộp đơn để được cho biết tiến độ.
tracking-ended = Xin nhập số đơn và mã tra cứu.
tracking-closed = Đã đóng trang tra cứu.
tracking-office = Cơ quan giải quyết
tracking-progress = Tiến độ giải quyết
tracking-due = Việc tiếp theo của cơ quan
tracking-dialogue = Buổi đối thoại
tracking-rights = Ông/bà có thể làm gì
tracking-files = Tệp ông/bà đã gửi
tracking-end = Đóng trang này
error-tracking = Số đơn hoặc mã tra cứu không đúng. Xin xem lại biên nhận.
field-number = Số đơn
field-secret = Mã tra cứu
right-withdraw = Rút khiếu nại bằng đơn có chữ ký hoặc điểm chỉ, vào bất cứ lúc nào trong quá trình giải quyết (Điều 10 Luật Khiếu nại).
right-add-papers = Nộp thêm giấy tờ, tài liệu cho cơ quan giải quyết.
right-attend = Dự buổi đối thoại, trình bày ý kiến và đưa ra chứng cứ.
right-second-complaint = Nếu không đồng ý với quyết định: khiếu nại lần hai hoặc khởi kiện tại Tòa án (Điều 33 Luật Khiếu nại).
right-lawsuit = Nếu không đồng ý: khởi kiện vụ án hành chính tại Tòa án.
right-new-facts = Nếu có tình tiết mới: báo cho cơ quan để xem xét lại.

right-denunciation-withdraw = Rút toàn bộ hoặc một phần nội dung tố cáo trước khi có kết luận, bằng đơn có chữ ký hoặc điểm chỉ (Điều 33 Luật Tố cáo).
right-denunciation-protection = Yêu cầu được bảo vệ, vào bất cứ lúc nào; khẩn cấp thì gọi điện hoặc đến trực tiếp (Điều 50 Luật Tố cáo).
right-denunciation-continue = Nếu có căn cứ cho rằng kết quả giải quyết không đúng pháp luật: tố cáo tiếp với cấp trên trực tiếp (Điều 37 Luật Tố cáo).
