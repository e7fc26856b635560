# Interface for programs.

api-problem-invalid = Some fields need correction
api-problem-invalid-help = Please correct the fields named in “errors” and send again.
api-error-json = The body is not well-formed JSON: error in line { $line }, column { $column }.
api-error-shape = This field cannot be read: { $reason }
api-error-idempotency-key = The header Idempotency-Key is needed: 16 to 128 visible ASCII characters, a new value for each filing.
api-error-key-reused = This Idempotency-Key was used for another filing. Please use a new value for a new filing.
api-error-future = This day cannot be after today.
api-error-first-party = The first party must be a complainant.
api-error-too-many-parties = At most 50 people; all others are only counted in “complainants”.
api-error-complainants = The number must be at least 1 and not less than the people named.
api-error-limit = Cases in one answer: 1 to { $max }.
