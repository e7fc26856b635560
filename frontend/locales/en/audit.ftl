# Audit log
nav-audit = Audit
audit-title = Audit log
audit-lead = Each deed is a row in a chain; a row that is changed, removed or put in is found when the chain is verified. The log holds codes, nothing of the cases.
audit-deed = Deed
audit-all = All
audit-who = By
audit-object = Object id
audit-detail = Detail
audit-at = At
audit-chain = Chain and place
audit-filter = Filter
audit-empty = There is no such row.
audit-no-unit = Installation
audit-signed-in = Signed in
audit-sign-in-refused = Sign-in refused
audit-signed-out = Signed out
audit-case-filed = Filed a case
audit-step-recorded = Recorded a step
audit-sealed-read = Opened a denunciation
audit-file-read = Downloaded a file of a denunciation
audit-account-changed = Changed an account
audit-calendar-changed = Changed the calendar
audit-report-exported = Exported a report
audit-letter-retried = Sent a letter again

audit-envelope-stored = Received a sealed envelope
audit-envelope-exported = Carried an envelope away
audit-envelope-resealed = Replaced an envelope sealed anew
audit-identity-opened = Opened the identity of a denouncer
audit-keys-changed = Changed the sealing keys
audit-message-written = Message with a denouncer
audit-signed-copy-uploaded = The sender uploaded a signed copy

audit-confidentiality-changed = Changed the confidentiality of a case
audit-substitution-changed = Changed a substitution
audit-reception-changed = Planned, posted, put off or recorded a reception day
audit-cases-listed = Took a list of cases by a program
