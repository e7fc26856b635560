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
