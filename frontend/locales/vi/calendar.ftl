# Lịch làm việc
nav-calendar = Lịch làm việc
calendar-title = Lịch làm việc năm { $year }
calendar-covers = Ngày nghỉ, ngày làm bù đã có đủ đến hết ngày { $day }.
calendar-runs-out = Lịch chỉ có đến hết ngày { $day }. Hạn sau ngày đó chưa trừ được ngày nghỉ lễ của năm { $year }.
calendar-runs-out-admin = Xin nhập ngày nghỉ năm { $year } ngay khi có thông báo. Chưa có thông báo thì nhập các ngày nghỉ theo Điều 112 Bộ luật Lao động, rồi sửa lại sau; các hạn sẽ được tính lại. Khi lịch còn dưới 12 tháng, phần mềm không khởi động.
calendar-year = Năm
calendar-show = Xem
calendar-country = Cả nước
calendar-key-work = Ngày làm việc
calendar-key-rest = Thứ Bảy, Chủ nhật
day-kind-off = Ngày nghỉ
day-kind-worked = Ngày làm bù
day-kind-ordinary = Trở lại ngày thường
calendar-working-days = { $n } ngày làm việc
weekday-short = { $n ->
    [1] T2
    [2] T3
    [3] T4
    [4] T5
    [5] T6
    [6] T7
   *[7] CN
}
weekday-name = { $n ->
    [1] Thứ Hai
    [2] Thứ Ba
    [3] Thứ Tư
    [4] Thứ Năm
    [5] Thứ Sáu
    [6] Thứ Bảy
   *[7] Chủ nhật
}
month-1 = Tháng 1
month-2 = Tháng 2
month-3 = Tháng 3
month-4 = Tháng 4
month-5 = Tháng 5
month-6 = Tháng 6
month-7 = Tháng 7
month-8 = Tháng 8
month-9 = Tháng 9
month-10 = Tháng 10
month-11 = Tháng 11
month-12 = Tháng 12
calendar-days = Ngày nghỉ và ngày làm bù năm { $year }
calendar-days-empty = Năm này không có ngày nghỉ nào được nhập.
calendar-day = Ngày
calendar-see-change = Xem căn cứ
calendar-changes = Các lần thay đổi lịch
calendar-at = Nhập lúc
calendar-what = Nội dung
calendar-who = Người nhập
calendar-by-program = Kèm theo phần mềm
calendar-by-command = Người vận hành máy chủ
calendar-basis-shipped = Căn cứ ghi ở từng ngày
calendar-days-count = { $n } ngày
calendar-declares = đủ ngày nghỉ năm { $year }
calendar-pending = đang tính lại hạn

calendar-new-title = Thay đổi lịch
calendar-new-note = Khi lưu, mọi thời hạn đang chạy được tính lại; hạn nào đổi đều được ghi cả ngày cũ và ngày mới. Thay đổi đã lưu không xóa được, chỉ thay bằng lần sau.
calendar-unit-hint = Để “Cả nước” trừ khi tỉnh hoặc xã có ngày nghỉ, ngày làm bù riêng.
calendar-spans-hint = Mỗi dòng là một ngày hoặc một khoảng ngày liền nhau. Trong khoảng ngày nghỉ, thứ Bảy và Chủ nhật được bỏ qua vì vốn là ngày nghỉ.
calendar-span = Khoảng ngày { $n }
field-calendar_unit = Áp dụng cho
field-effective_on = Ngày văn bản có hiệu lực
field-basis = Căn cứ
field-declares = Năm đã đủ ngày nghỉ
field-from_1 = Từ ngày
field-from_2 = Từ ngày (khoảng 2)
field-from_3 = Từ ngày (khoảng 3)
field-from_4 = Từ ngày (khoảng 4)
field-to_1 = Đến ngày
field-to_2 = Đến ngày (khoảng 2)
field-to_3 = Đến ngày (khoảng 3)
field-to_4 = Đến ngày (khoảng 4)
field-kind_1 = Loại ngày
field-name_1 = Tên gọi
field-name_2 = Tên gọi (khoảng 2)
field-name_3 = Tên gọi (khoảng 3)
field-name_4 = Tên gọi (khoảng 4)
calendar-effective-hint = Ngày ghi trên thông báo hoặc quyết định.
calendar-basis-hint = Số, ngày và cơ quan ban hành, ví dụ: Thông báo 9441/TB-BNV ngày 16/10/2025.
calendar-declares-hint = Chỉ chọn khi mọi ngày nghỉ, ngày làm bù của năm đã được nhập. Từ đó các hạn rơi vào năm ấy mới trừ ngày nghỉ.
calendar-declares-none = Chưa khẳng định năm nào
calendar-declare-choice = Năm { $year } đã đủ ngày nghỉ
calendar-save = Lưu thay đổi
calendar-changed = Đã lưu thay đổi lịch. Các thời hạn đang được tính lại.

error-calendar-year = Chỉ nhập được ngày từ năm 2023 đến hết năm { $last }.
error-calendar-span = Ngày cuối phải từ ngày đầu trở đi, và khoảng không quá { $most } ngày.
error-calendar-weekend = Ngày này là thứ Bảy hoặc Chủ nhật, vốn đã là ngày nghỉ.
error-calendar-worked = Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.
calendar-refused-empty = Xin nhập ít nhất một ngày, hoặc chọn năm đã đủ ngày nghỉ.
calendar-refused-twice = Ngày { $day } được nhập hai lần. Mỗi ngày chỉ nhập một lần.
calendar-refused-worked-weekday = Ngày { $day } không phải thứ Bảy hay Chủ nhật nên không thể là ngày làm bù.
calendar-refused-gap = Phải khẳng định lần lượt từng năm; năm tiếp theo là { $next }.
calendar-refused-year-of-unit = Năm đủ ngày nghỉ được khẳng định cho cả nước, không cho riêng một đơn vị.
calendar-refused-too-few-holidays = Năm này mới có { $found } ngày làm việc được nghỉ, ít hơn { $least } ngày nghỉ lễ, tết theo Điều 112 Bộ luật Lao động. Xin nhập đủ rồi mới khẳng định.
calendar-refused-no-working-day = Nhập như vậy thì hơn một năm liền không có ngày làm việc. Xin xem lại.

calendar-change-title = Một lần thay đổi lịch
calendar-moves = Thời hạn đã đổi
calendar-applied = Đã tính lại lúc { $at }: xem lại { $cases } vụ việc, { $moved } thời hạn đổi ngày.
calendar-pending-note = Các thời hạn đang được tính lại. Xin tải lại trang sau ít phút.
calendar-moves-empty = Không có thời hạn nào của đơn vị ông/bà đổi ngày vì lần này.
calendar-moves-hidden = Danh sách chỉ hiện với người được xem vụ việc.
calendar-deadline = Thời hạn
calendar-old = Hạn cũ
calendar-new = Hạn mới
deadline-moved = Chuyển từ { $old } sang { $new } do lịch làm việc thay đổi.
