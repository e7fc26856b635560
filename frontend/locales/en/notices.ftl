# Letters on paper, addresses that take no letters.

mail-state-paper = To be printed
mail-state-printed = Printed
mail-state-undeliverable = Addresses that take no letters
mail-to-print = Print letters on paper ({ $count })
mail-paper-instead = e-mail did not arrive ({ $why }), goes on paper
mail-in-digest = waits for the letter of the day
mail-in-digest-sent = in the letter of the day, { $at }
mail-address-cleared = Noted: the address works. New letters go to it again; send those that failed before once more.

dead-title = Addresses that take no letters
dead-lead = Letters to these addresses came back. Later ones go on paper where there is a postal address; where there is none, please reach the person in another way and mend the address.
dead-empty = There is no such address in your cases.
dead-address = Address
dead-since = Since
dead-reason = What the mail server said
dead-cases = Cases concerned
dead-clear = The address works
dead-clear-named = The address { $address } works

print-title = Letters on paper to print
print-lead = Letters to people without an e-mail address, or whose address takes none. Print them, post them or hand them over, and then mark them as printed.
print-empty = No letter waits to be printed.
print-shown = The { $shown } letters that have waited longest, of { $total } to be printed
print-choose = Choose
print-choose-named = Choose the letter “{ $subject }” to { $name }
print-pdf = Make a PDF to print
print-mark = Mark as printed
print-mark-hint = A letter leaves the list only when it is marked as printed.
print-marked = The letters are marked as printed.
print-unmark = Not printed, back to the list
print-unmarked = The letter waits to be printed again.
print-printed-link = Printed letters
print-reference = About letter { $number }
print-fault = This letter cannot be printed, because of: { $what }.
field-letters = Letters to print
error-print-none = Please choose at least one letter that waits to be printed.
error-print-fault = A letter cannot be printed. It is no longer ticked; the others can be printed now.

audit-letters-printed = Made a file to print letters
audit-letter-marked = Marked a letter as printed or not
audit-address-changed = Noted that an address takes no letters, or does again

# Escalation.

nav-escalations = Overdue
escalations-title = Overdue and told to heads
escalations-lead = What is overdue goes up: to whom it is assigned, to the head of the unit, then to the head of the unit above; once a level, the oldest first. A letter nobody has processed for 45 days is told to the head at once.
escalations-all = Overdue now
escalations-nobody = Nobody to tell
escalations-empty = No case here.
escalations-shown = { $first }–{ $last } of { $total }
escalations-rule = Period
escalations-late = due { $due }, { $days } days over
escalations-level = Level
escalations-level-1 = Head of the unit
escalations-level-2 = Head of the unit above
escalations-who = Told
escalations-told = { $name }, { $at }
escalations-no-one = nobody to tell

mail-escalation-subject = Overdue: { $count } cases need a decision
mail-escalation-body-1 = { $count } cases of your unit are past their day and not done. The oldest come first.
mail-escalation-body-2 = { $count } cases of a unit below are past their day; its head was told, and they are not done. The oldest come first.
mail-escalation-late = Due { $due }, { $days } days over: { $what }
mail-escalation-more = { $count } more cases stand on the page of overdue cases.
mail-escalation-link = Open the list of overdue cases

# How staff are told.

notice-settings-title = How you are told
notice-settings-lead = Letters to staff leave in office hours alone. The letter of the day collects what waits, once a day when the office opens.
notice-settings-empty = There is nothing to choose for this role.
notice-settings-save = Save
notice-settings-saved = Saved how you are told.
field-topic-assigned = A case is assigned to you; a signed copy is to be confirmed
field-topic-denunciation = New denunciations and news in them (without content)
field-topic-dialogue = Dialogues chaired or prepared, what households say of commitments
field-topic-due-soon = Due soon
field-topic-overdue = Overdue
field-topic-escalation = Overdue cases that go up to you
field-topic-weekly = Letter of the week
topic-mandatory = This cannot be switched off.
delivery-at-once = At once
delivery-digest = In the letter of the day
delivery-none = Not at all
audit-notices-chosen = Chose how to be told

mail-digest-subject = Letter of { $day }: { $count } notices
mail-digest-body = { $count } notices wait for you.
mail-digest-link = Change how you are told

# The page of leaders and the letter of the week.

nav-overview = Overview
overview-title = Overview
overview-figures = Figures of the week
overview-figure-open = Open
overview-figure-overdue = Overdue
overview-figure-received = Received in the last 7 days
overview-figure-resolved = Resolved in the last 7 days
overview-figure-on-time = Resolved in time, last 7 days
overview-trend = { $change } against the week before
overview-trend-points = { $change } points against the week before
overview-trend-same = as in the week before
overview-trend-none = nothing to compare with yet
overview-more = See all
overview-case = { $how }; { $why }; responsible: { $who }
overview-nobody-assigned = assigned to nobody
overview-reception = { $host }, { $unit }, { $stage }
overview-escalation = { $level }: { $who }; due { $due }
overview-overdue = Overdue, the oldest first
overview-overdue-empty = No case is overdue.
overview-due = Due this week
overview-due-empty = No case is due this week.
overview-receptions = Reception days this week
overview-receptions-empty = There is no reception day this week.
overview-escalations = Told to heads
overview-escalations-empty = Nothing had to go up.
overview-unheard = Nobody to tell
overview-unheard-empty = Somebody was told of everything overdue.
overview-undeliverable = Addresses that take no letters
overview-undeliverable-empty = No letter came back.

mail-weekly-subject = The week { $from } – { $to }
mail-weekly-body = The week { $from } – { $to }. All figures and lists stand on the overview; this letter has nothing of denunciations.
mail-weekly-dashboard = The dashboard of the last 7 days and of this month is attached as PDF.
mail-weekly-link = Open the overview

# Letters looked at before they leave, and all kinds of letters.

preview-show = Look at the letter first
preview-title = The letter that would leave; the step is not recorded yet
preview-help = This is what the citizen would get if the step were recorded as it is typed. Nothing was sent or kept.
preview-nobody = nobody to write to: neither e-mail nor postal address is known
preview-by-mail = { $name } (e-mail)
preview-on-paper = { $name } (on paper)

nav-templates = Letters
templates-title = Kinds of letters
templates-lead = Every kind of letter the system sends, with made-up data, in Vietnamese and English. This page is for reading only.
sample-name = Nguyễn Văn A (made up)
sample-subject = Disagrees with the price of compensation for a garden (made up)
sample-note = What the official wrote for the citizen (made up).
sample-place = Office of the ward (made up)
letter-kind-filed = Received
letter-kind-lodged = Sent online, signature awaited
letter-kind-signed = Signed copy received
letter-kind-accepted = Complaint accepted
letter-kind-refused = Complaint not accepted
letter-kind-guided = Guided, returned or passed on
letter-kind-reclassified = Found to be of another kind
letter-kind-dialogue-invited = Invitation to a dialogue
letter-kind-suspended = Suspended
letter-kind-resumed = Goes on
letter-kind-terminated = Terminated
letter-kind-decision-issued = Decision issued
letter-kind-taken-on = Petition taken on
letter-kind-transferred = Passed on to the competent body
letter-kind-answered = Petition answered
letter-kind-found-complex = Found to be complex
letter-kind-execution-stayed = Execution of the contested decision stayed
letter-kind-stay-lifted = Stay of execution lifted
letter-kind-execution-started = Decision being carried out
letter-kind-filed-away = Petition filed away
letter-kind-assigned = Staff: a case is assigned
letter-kind-signed-copy = Staff: signed copy to be confirmed
letter-kind-due-soon = Staff: due soon
letter-kind-overdue = Staff: overdue
letter-kind-sealed-filed = Staff: a new denunciation
letter-kind-sealed-assigned = Staff: a denunciation is assigned
letter-kind-sealed-answered = Staff: news in a denunciation
letter-kind-escalation-1 = Head of the unit: overdue cases
letter-kind-escalation-2 = Head of the unit above: overdue cases
letter-kind-account-confirmation = Account: confirm the address
letter-kind-account-exists = Account: the address has one already
letter-kind-account-invitation = Account: invitation of staff
letter-kind-account-new-address = Account: new address
letter-kind-account-old-address = Account: told at the old address
