# Chữ dùng chung cho mọi trang.

site-place = Tiếp nhận và giải quyết đơn của công dân
title-error = Lỗi:
skip-link = Đi thẳng đến nội dung chính
demo-label = Bản dùng thử
demo-note = Bản dùng thử: mọi tên người, địa chỉ và vụ việc ở đây đều là giả định.
demo-mail-link = Xem hộp thư thử nghiệm
nav-label = Mục chính
nav-filing = Gửi đơn
nav-tracking = Tra cứu
nav-denunciation = Tố cáo
nav-my-cases = Đơn của tôi
nav-cases = Vụ việc
nav-counter = Nhập đơn
nav-reports = Báo cáo
nav-mail = Thư báo
nav-accounts = Tài khoản
other-language = English
footer-text = Gần Dân – phần mềm theo dõi giải quyết khiếu nại, kiến nghị, phản ánh và đối thoại với hộ dân.
sign-in = Đăng nhập
sign-out = Đăng xuất
sign-in-title = Đăng nhập
sign-in-register = Công dân chưa có tài khoản? Đăng ký
role-citizen = Công dân
role-reception = Công chức tiếp công dân
role-officer = Cán bộ thụ lý, xác minh
role-chairman = Người giải quyết
role-leader = Lãnh đạo
role-admin = Quản trị hệ thống
weekday-1 = thứ Hai
weekday-2 = thứ Ba
weekday-3 = thứ Tư
weekday-4 = thứ Năm
weekday-5 = thứ Sáu
weekday-6 = thứ Bảy
weekday-7 = Chủ nhật
field-login = Tên đăng nhập hoặc địa chỉ thư điện tử
field-password = Mật khẩu

# Trang đầu
home-title = Trang đầu
home-heading = Ông/bà cần làm gì?
home-lead = Nơi công dân gửi khiếu nại, kiến nghị, phản ánh đến Ủy ban nhân dân và theo dõi việc giải quyết.
home-door-filing = Gửi đơn
home-door-filing-help = Khiếu nại, kiến nghị hoặc phản ánh. Mất khoảng mười phút, không cần tài khoản.
home-door-tracking = Tra cứu đơn đã gửi
home-door-tracking-help = Cần số đơn và mã tra cứu trên biên nhận.
home-door-denunciation = Tố cáo
home-door-denunciation-help = Cách tố cáo trực tiếp hoặc bằng đơn để được giữ bí mật danh tính.

# Lỗi bên cạnh ô nhập
error-summary-title = Có thông tin cần sửa
error-link = { $field }:
error-required = Xin ông/bà điền mục này.
error-too-long = Mục này dài { $count } ký tự, nhiều nhất được { $max } ký tự. Xin rút ngắn lại.
error-date-required = Xin chọn ngày.
error-date = Ngày này không có trong lịch. Xin ghi ngày, tháng, năm, ví dụ 25/11/2026.
error-choice = Xin chọn một mục trong danh sách.
error-phone = Số điện thoại chỉ gồm chữ số, từ 8 đến 15 số, ví dụ 0203 385 4567.
error-email = Địa chỉ thư điện tử chưa đúng, ví dụ ten@example.vn.
error-file-too-large = Tệp này quá lớn.
error-file-empty = Tệp này không có nội dung.
error-file-type = Loại tệp này không nhận được. Xin gửi PDF, ảnh (JPG, PNG, WEBP, HEIC), Word (DOCX), Excel (XLSX), âm thanh MP3, phim MP4 hoặc văn bản TXT.
error-file-too-many = Số tệp đã quá mức cho phép.
error-sign-in = Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa.
error-sign-in-wait = Đã nhập sai nhiều lần với tên này. Xin thử lại sau { $minutes } phút.

# Trang báo lỗi
error-page-home = Về trang đầu
error-page-not-found = Không tìm thấy trang này
error-page-not-found-help = Trang không có, hoặc ông/bà không có quyền xem. Xin kiểm tra lại địa chỉ.
error-page-denied = Không có quyền làm việc này
error-page-denied-help = Tài khoản của ông/bà không có quyền làm bước này.
error-page-sign-in-needed = Cần đăng nhập
error-page-sign-in-needed-help = Xin đăng nhập rồi thử lại.
error-page-refused = Chưa thể làm bước này
error-page-refused-help = Theo quy định, bước này chưa làm được vào lúc này.
error-page-conflict = Hồ sơ vừa được người khác thay đổi
error-page-conflict-help = Xin xem lại bản mới nhất rồi làm lại.
error-page-too-many-requests = Ông/bà thao tác quá nhiều lần
error-page-too-many-requests-help = Xin chờ một phút rồi thử lại.
error-page-bad-request = Yêu cầu không đọc được
error-page-bad-request-help = Thông tin gửi lên bị lỗi hoặc đến từ một trang khác. Xin mở lại trang và thử lần nữa.
error-page-too-large = Nội dung gửi lên quá lớn
error-page-too-large-help = Xin gửi ít tệp hơn hoặc tệp nhỏ hơn.
error-page-wrong-content-type = Cách gửi không đúng
error-page-wrong-content-type-help = Xin mở lại trang và gửi bằng biểu mẫu trên trang.
error-page-internal = Hệ thống đang gặp lỗi
error-page-internal-help = Thông tin ông/bà vừa gửi có thể chưa được lưu. Xin thử lại sau ít phút; nếu vẫn lỗi, xin liên hệ cơ quan.
denied-out-of-scope = Vụ việc không thuộc phạm vi của ông/bà.
denied-role = Bước này thuộc quyền của người khác.
denied-not-assigned = Chỉ cán bộ được giao vụ việc làm được bước này.

pager-shown = { $first }–{ $last } trong tổng số { $total }
unit-office = Ủy ban nhân dân { $unit }
demo-denunciations = , xử lý tố cáo
