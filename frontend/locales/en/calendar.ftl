# Working calendar
nav-calendar = Calendar
calendar-title = Working calendar { $year }
calendar-covers = Days off and worked Saturdays are complete to the end of { $day }.
calendar-runs-out = The calendar ends on { $day }. Deadlines after that day do not yet leave out the holidays of { $year }.
calendar-runs-out-admin = Please enter the days off of { $year } as soon as they are announced. Before that, enter the days of Article 112 of the Labour Code and correct them later; deadlines are counted again. With less than 12 months left the program does not start.
calendar-year = Year
calendar-show = Show
calendar-country = Whole country
calendar-key-work = Working day
calendar-key-rest = Saturday, Sunday
day-kind-off = Day off
day-kind-worked = Make-up working day
day-kind-ordinary = Ordinary again
calendar-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
weekday-short = { $n ->
    [1] Mo
    [2] Tu
    [3] We
    [4] Th
    [5] Fr
    [6] Sa
   *[7] Su
}
weekday-name = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
calendar-days = Days off and make-up working days in { $year }
calendar-days-empty = No days off are entered for this year.
calendar-day = Day
calendar-see-change = See basis
calendar-changes = Changes of the calendar
calendar-at = Entered
calendar-what = Content
calendar-who = Entered by
calendar-by-program = Comes with the program
calendar-by-command = Operator of the server
calendar-basis-shipped = The basis is named with each day
calendar-days-count = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
calendar-declares = year { $year } complete
calendar-pending = deadlines being counted

calendar-new-title = Change the calendar
calendar-new-note = On saving, every running deadline is counted again; each that moves is kept with its old and new date. A saved change cannot be deleted, only followed by another.
calendar-unit-hint = Leave “Whole country” unless a province or commune has days of its own.
calendar-spans-hint = Each line is a day or a span of days. In a span of days off, Saturdays and Sundays are left out, being off anyway.
calendar-span = Span { $n }
field-calendar_unit = Applies to
field-effective_on = Effective date of the document
field-basis = Basis
field-declares = Year with all days off known
field-from_1 = From
field-from_2 = From (span 2)
field-from_3 = From (span 3)
field-from_4 = From (span 4)
field-to_1 = To
field-to_2 = To (span 2)
field-to_3 = To (span 3)
field-to_4 = To (span 4)
field-kind_1 = Kind of day
field-name_1 = Name
field-name_2 = Name (span 2)
field-name_3 = Name (span 3)
field-name_4 = Name (span 4)
calendar-effective-hint = The date on the notice or decision.
calendar-basis-hint = Number, date and issuing body, for example: Notice 9441/TB-BNV of 16/10/2025.
calendar-declares-hint = Choose only when every day off and make-up day of the year is entered. From then on deadlines in that year leave out its holidays.
calendar-declares-none = No year declared
calendar-declare-choice = All days off of { $year } are known
calendar-save = Save the change
calendar-changed = The change is saved. Deadlines are being counted again.

error-calendar-year = Days from 2023 to the end of { $last } can be entered.
error-calendar-span = The last day must not be before the first, and a span has at most { $most } days.
error-calendar-weekend = This is a Saturday or Sunday and off anyway.
error-calendar-worked = A make-up working day must be a Saturday or Sunday.
calendar-refused-empty = Please enter at least one day, or choose the year that is complete.
calendar-refused-twice = { $day } is entered twice. Please enter each day once.
calendar-refused-worked-weekday = { $day } is not a Saturday or Sunday and cannot be a make-up working day.
calendar-refused-gap = Years are declared one after the other; the next is { $next }.
calendar-refused-year-of-unit = A year is declared for the whole country, not for one unit.
calendar-refused-too-few-holidays = The year has only { $found } weekdays off, fewer than the { $least } public holidays of Article 112 of the Labour Code. Please enter them all first.
calendar-refused-no-working-day = With this there would be no working day for more than a year. Please check.

calendar-change-title = A change of the calendar
calendar-moves = Deadlines that moved
calendar-applied = Counted again at { $at }: { $cases } cases looked at, { $moved } deadlines moved.
calendar-pending-note = Deadlines are being counted again. Please reload this page in a few minutes.
calendar-moves-empty = No deadline of your unit moved because of this change.
calendar-moves-hidden = The list is shown to those who may see cases.
calendar-deadline = Deadline
calendar-old = Old date
calendar-new = New date
deadline-moved = Moved from { $old } to { $new } because the working calendar changed.
