# Số liệu công khai.

nav-figures = Số liệu công khai
figures-title = Số liệu tiếp nhận, giải quyết đơn
figures-lead = Số khiếu nại và kiến nghị, phản ánh các cơ quan đã nhận, đã giải quyết theo từng quý. Quý nào kết thúc thì công bố quý đó.
field-year = Năm
figures-open = Xem số liệu
error-figures-year = Xin nhập năm từ { $from } đến { $to }.
figures-unit = Cơ quan
figures-all = Tất cả cơ quan
figures-quarter = Quý { $n }
figures-year = Cả năm
figures-so-far = Cộng
figures-complaints = Khiếu nại đã nhận, năm { $year }
figures-petitions = Kiến nghị, phản ánh đã nhận, năm { $year }
figures-resolved = Đơn đã giải quyết, năm { $year }
figures-on-time = Đơn giải quyết đúng hạn, năm { $year }
figures-median = Số ngày giải quyết ở mức giữa (trung vị), năm { $year }
figures-small = dưới 5
figures-withheld = không nêu
figures-how = Cách nêu số liệu
figures-how-small = Số từ 1 đến 4 ghi là “dưới 5” để không ai bị nhận ra. Ô “không nêu” có thể là số bất kỳ; ô đó được giữ lại để không tính ra được ô “dưới 5”. Trung vị chỉ nêu khi có từ 5 đơn đã giải quyết trở lên.
figures-how-counted = Không gồm tố cáo và đơn gửi qua mạng chưa ký. Đúng hạn: theo Điều 28 Luật Khiếu nại đối với khiếu nại, theo cam kết của cơ quan đối với kiến nghị, phản ánh. Số liệu tính lại mỗi ngày một lần.
