# Thư in giấy, địa chỉ không nhận được thư.

mail-state-paper = Chờ in
mail-state-printed = Đã in
mail-state-undeliverable = Địa chỉ không nhận được thư
mail-to-print = In thư giấy ({ $count })
mail-paper-instead = thư điện tử không đến được ({ $why }), gửi bằng giấy
mail-in-digest = chờ thư tổng hợp trong ngày
mail-in-digest-sent = trong thư tổng hợp lúc { $at }
mail-address-cleared = Đã ghi nhận địa chỉ dùng được. Thư mới sẽ lại gửi đến địa chỉ này; thư không gửi được trước đây xin bấm Gửi lại.

dead-title = Địa chỉ không nhận được thư
dead-lead = Thư gửi đến các địa chỉ này bị trả lại. Thư sau đó được chuyển sang in giấy nếu có địa chỉ bưu chính; nếu không, xin liên hệ người nhận bằng cách khác và sửa địa chỉ.
dead-empty = Không có địa chỉ nào như vậy trong các vụ việc của ông/bà.
dead-address = Địa chỉ
dead-since = Từ lúc
dead-reason = Máy chủ thư báo
dead-cases = Vụ việc liên quan
dead-clear = Địa chỉ dùng được
dead-clear-named = Địa chỉ { $address } dùng được

print-title = Danh sách thư in giấy
print-lead = Thư gửi người không có thư điện tử, hoặc thư điện tử không đến được. In, gửi theo đường bưu chính hoặc trao tận tay, rồi đánh dấu đã in.
print-empty = Không có thư nào chờ in.
print-shown = { $shown } thư chờ lâu nhất trong tổng số { $total } thư chờ in
print-choose = Chọn
print-choose-named = Chọn thư “{ $subject }” gửi { $name }
print-pdf = Tạo tệp PDF để in
print-mark = Đánh dấu đã in
print-mark-hint = Thư chỉ rời danh sách sau khi được đánh dấu đã in.
print-marked = Đã đánh dấu các thư là đã in.
print-unmark = Chưa in, đưa lại danh sách
print-unmarked = Thư đã trở lại danh sách chờ in.
print-printed-link = Thư đã in
print-reference = Về đơn số { $number }
print-fault = Không in được thư này, vì ký tự hoặc chỗ: { $what }.
field-letters = Thư cần in
error-print-none = Xin chọn ít nhất một thư đang chờ in.
error-print-fault = Có thư không in được. Thư ấy đã được bỏ chọn; các thư khác in được ngay.

audit-letters-printed = Tạo tệp in thư giấy
audit-letter-marked = Đánh dấu thư đã in hoặc chưa in
audit-address-changed = Ghi nhận địa chỉ không nhận được thư, hoặc dùng lại được

# Chuyển cấp trên.

nav-escalations = Quá hạn
escalations-title = Quá hạn đã chuyển cấp trên
escalations-lead = Vụ việc quá hạn được báo dần lên: người được giao, người đứng đầu đơn vị, rồi người đứng đầu đơn vị cấp trên; mỗi cấp một lần, việc quá hạn lâu nhất trước. Đơn quá 45 ngày chưa xử lý được báo ngay cho người đứng đầu.
escalations-all = Đang quá hạn
escalations-nobody = Không có người nhận
escalations-empty = Không có vụ việc nào ở mục này.
escalations-shown = { $first }–{ $last } trong tổng số { $total }
escalations-rule = Thời hạn
escalations-late = hạn { $due }, quá { $days } ngày
escalations-level = Cấp
escalations-level-1 = Người đứng đầu đơn vị
escalations-level-2 = Người đứng đầu đơn vị cấp trên
escalations-who = Đã báo cho
escalations-told = { $name }, { $at }
escalations-no-one = không có người nhận

mail-escalation-subject = Quá hạn: { $count } vụ việc cần chỉ đạo
mail-escalation-body-1 = Có { $count } vụ việc của đơn vị do ông/bà đứng đầu đã quá hạn mà chưa xong. Việc quá hạn lâu nhất đứng trước.
mail-escalation-body-2 = Có { $count } vụ việc của đơn vị cấp dưới đã quá hạn, đã báo người đứng đầu đơn vị đó mà chưa xong. Việc quá hạn lâu nhất đứng trước.
mail-escalation-late = Hạn { $due }, quá { $days } ngày: { $what }
mail-escalation-more = Còn { $count } vụ việc khác, xem trên trang Quá hạn.
mail-escalation-link = Mở danh sách quá hạn

# Cách nhận thông báo.

notice-settings-title = Cách nhận thông báo
notice-settings-lead = Thư gửi cán bộ chỉ đi trong giờ hành chính. Thư tổng hợp gom các thông báo chờ, gửi một lần mỗi ngày lúc mở cửa.
notice-settings-empty = Vai trò này không có thông báo nào để chọn.
notice-settings-save = Lưu
notice-settings-saved = Đã lưu cách nhận thông báo.
field-topic-assigned = Được giao vụ việc; bản có chữ ký chờ xác nhận
field-topic-denunciation = Tố cáo mới và tin mới trong tố cáo (thư không ghi nội dung)
field-topic-dialogue = Buổi đối thoại chủ trì hoặc chuẩn bị, ý kiến của hộ về cam kết
field-topic-due-soon = Sắp đến hạn
field-topic-overdue = Quá hạn
field-topic-escalation = Việc quá hạn chuyển lên cấp mình
field-topic-weekly = Tổng hợp hằng tuần
topic-mandatory = Thông báo này không tắt được.
delivery-at-once = Ngay khi có
delivery-digest = Gom vào thư tổng hợp trong ngày
delivery-none = Không nhận
audit-notices-chosen = Chọn cách nhận thông báo

mail-digest-subject = Tổng hợp ngày { $day }: { $count } thông báo
mail-digest-body = Có { $count } thông báo chờ ông/bà.
mail-digest-link = Đổi cách nhận thông báo

# Trang của lãnh đạo và thư tổng hợp tuần.

nav-overview = Tổng quan
overview-title = Tổng quan
overview-figures = Số liệu tuần
overview-figure-open = Đang giải quyết
overview-figure-overdue = Quá hạn
overview-figure-received = Nhận trong 7 ngày qua
overview-figure-resolved = Giải quyết trong 7 ngày qua
overview-figure-on-time = Giải quyết đúng hạn trong 7 ngày qua
overview-trend = { $change } so với tuần trước
overview-trend-points = { $change } điểm phần trăm so với tuần trước
overview-trend-same = như tuần trước
overview-trend-none = chưa có gì để so
overview-more = Xem tất cả
overview-case = { $how }; { $why }; phụ trách: { $who }
overview-nobody-assigned = chưa giao cho ai
overview-reception = { $host }, { $unit }, { $stage }
overview-escalation = { $level }: { $who }; hạn { $due }
overview-overdue = Quá hạn, lâu nhất trước
overview-overdue-empty = Không có vụ việc quá hạn.
overview-due = Đến hạn trong tuần
overview-due-empty = Không có vụ việc đến hạn trong tuần.
overview-receptions = Ngày tiếp công dân trong tuần
overview-receptions-empty = Tuần này không có ngày tiếp công dân.
overview-escalations = Đã chuyển cấp trên
overview-escalations-empty = Không có việc nào phải chuyển cấp trên.
overview-unheard = Không có người nhận
overview-unheard-empty = Việc quá hạn nào cũng đã có người nhận.
overview-undeliverable = Địa chỉ không nhận được thư
overview-undeliverable-empty = Không có thư nào bị trả lại.

mail-weekly-subject = Tổng hợp tuần { $from } – { $to }
mail-weekly-body = Tình hình tuần { $from } – { $to }. Số liệu và danh sách đầy đủ ở trang Tổng quan; thư này không ghi gì về tố cáo.
mail-weekly-dashboard = Báo cáo điều hành của 7 ngày qua và của tháng này ở tệp PDF kèm theo.
mail-weekly-link = Mở trang Tổng quan

# Xem trước thư, mẫu thư.

preview-show = Xem trước thư
preview-title = Thư sẽ gửi, chưa ghi nhận bước này
preview-help = Đây là thư người dân sẽ nhận nếu bước này được ghi nhận như đang nhập. Chưa có gì được gửi hay lưu.
preview-nobody = không có ai để gửi: người nộp đơn chưa có thư điện tử và địa chỉ
preview-by-mail = { $name } (thư điện tử)
preview-on-paper = { $name } (in giấy)

nav-templates = Mẫu thư
templates-title = Mẫu thư báo
templates-lead = Mọi loại thư hệ thống gửi, với dữ liệu giả định, bằng tiếng Việt và tiếng Anh. Trang này chỉ để đọc.
sample-name = Nguyễn Văn A (giả định)
sample-subject = Không đồng ý đơn giá bồi thường đất vườn (giả định)
sample-note = Nội dung cán bộ ghi cho người dân (giả định).
sample-place = Trụ sở Ủy ban nhân dân phường (giả định)
letter-kind-filed = Đã nhận đơn
letter-kind-lodged = Đơn gửi qua mạng đang chờ ký
letter-kind-signed = Đã nhận bản có chữ ký
letter-kind-accepted = Thụ lý khiếu nại
letter-kind-refused = Không thụ lý khiếu nại
letter-kind-guided = Hướng dẫn, trả đơn, chuyển đơn
letter-kind-reclassified = Chuyển loại đơn
letter-kind-dialogue-invited = Mời đối thoại
letter-kind-suspended = Tạm đình chỉ giải quyết
letter-kind-resumed = Tiếp tục giải quyết
letter-kind-terminated = Đình chỉ giải quyết
letter-kind-decision-issued = Ban hành quyết định giải quyết
letter-kind-taken-on = Nhận giải quyết kiến nghị, phản ánh
letter-kind-transferred = Chuyển đơn đến cơ quan có thẩm quyền
letter-kind-answered = Trả lời kiến nghị, phản ánh
letter-kind-found-complex = Xác định vụ việc phức tạp
letter-kind-execution-stayed = Tạm đình chỉ thi hành quyết định bị khiếu nại
letter-kind-stay-lifted = Hủy bỏ việc tạm đình chỉ thi hành
letter-kind-execution-started = Tổ chức thi hành quyết định
letter-kind-filed-away = Lưu đơn kiến nghị, phản ánh
letter-kind-assigned = Cán bộ: được giao vụ việc
letter-kind-signed-copy = Cán bộ: bản có chữ ký chờ xác nhận
letter-kind-due-soon = Cán bộ: sắp đến hạn
letter-kind-overdue = Cán bộ: quá hạn
letter-kind-sealed-filed = Cán bộ: tố cáo mới
letter-kind-sealed-assigned = Cán bộ: được giao xác minh tố cáo
letter-kind-sealed-answered = Cán bộ: tin mới trong tố cáo
letter-kind-escalation-1 = Người đứng đầu đơn vị: việc quá hạn
letter-kind-escalation-2 = Người đứng đầu đơn vị cấp trên: việc quá hạn
letter-kind-account-confirmation = Tài khoản: xác nhận địa chỉ
letter-kind-account-exists = Tài khoản: địa chỉ đã có tài khoản
letter-kind-account-invitation = Tài khoản: mời cán bộ
letter-kind-account-new-address = Tài khoản: địa chỉ mới
letter-kind-account-old-address = Tài khoản: báo địa chỉ cũ
