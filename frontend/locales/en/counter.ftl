# Entry at the counter.

counter-title = Enter a letter
counter-lead = Enter a paper letter, a letter by post or an oral statement. The receipt can be printed at once.
counter-received = Received on
counter-group = Several people together
counter-people-hint = With the first one. Leave empty if all are named below.
counter-others-hint = One person a line: name; address.
counter-representatives-hint = Names of the representatives, one a line; they must be among the people named.
counter-content-hint = A summary of the letter, or the statement as it was made.
counter-complaint-only = For complaints only.
counter-submit = Receive the letter
counter-ended = Done. The next letter can be entered.
field-channel = How it came
field-kind-of = Kind
field-complainants = Number of people
field-others = Further people
error-people-too-many = There are { $count } people, only { $max } can be named. Put the others into a file and count them.
error-person-too-long = A line is too long. One line holds the name and address of one person.
error-people-count = The number must be from { $min } to { $max }.
error-representative-unknown = A representative must be one of the people named.

counter-second = First or second time
field-second = This is a second complaint
field-first_was = Result of the first time
first-was-decided = A first decision was issued
first-was-unanswered = The period went by without a decision
field-first_on = Day the first decision was received, or the first period ended
counter-first-hint = The window for a second complaint runs from this day (Article 33 of the Law on Complaints).
error-second-kind = Only a complaint can be made a second time.
error-second-same-office = A second complaint is received by the direct superior of whoever resolved the first (Articles 7 and 21 of the Law on Complaints).
counter-denunciation = Denunciations are entered on a page of their own, without any place for an identity:
