# Words shared by all pages.

site-place = Receiving and resolving citizens' letters
title-error = Error:
skip-link = Skip to main content
demo-label = Trial
demo-note = Trial version: all names, addresses and cases here are made up.
demo-mail-link = See the trial mailbox
nav-label = Main
nav-filing = File
nav-tracking = Track
nav-denunciation = Denounce
nav-my-cases = My cases
nav-cases = Cases
nav-counter = Counter entry
nav-reports = Reports
nav-mail = Mail
nav-accounts = Accounts
other-language = Tiếng Việt
footer-text = Gần Dân – follows complaints, petitions, feedback and household dialogues until they are resolved.
sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in
sign-in-register = No account yet? Register
role-citizen = Citizen
role-reception = Reception officer
role-officer = Case officer
role-chairman = Resolver
role-leader = Leader
role-admin = Administrator
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
field-login = Sign-in name or e-mail address
field-password = Password

# Home
home-title = Home
home-heading = What would you like to do?
home-lead = File a complaint, petition or feedback with the People's Committee and follow what happens to it.
home-door-filing = File a letter
home-door-filing-help = Complaint, petition or feedback. About ten minutes, no account needed.
home-door-tracking = Track a letter
home-door-tracking-help = You need the number and the tracking secret on your receipt.
home-door-denunciation = Denounce
home-door-denunciation-help = How to denounce in person or by letter so that your identity is protected.

# Beside a field
error-summary-title = Some answers need correcting
error-link = { $field }:
error-required = Please fill this in.
error-too-long = This has { $count } characters; at most { $max } are allowed. Please shorten it.
error-date-required = Please give a date.
error-date = This date does not exist. Write day, month, year, for example 25/11/2026.
error-choice = Please choose one of the list.
error-phone = A phone number has 8 to 15 digits, for example 0203 385 4567.
error-email = This is not an e-mail address, for example name@example.vn.
error-file-too-large = This file is too large.
error-file-empty = This file is empty.
error-file-type = This kind of file is not taken. Send PDF, pictures (JPG, PNG, WEBP, HEIC), Word (DOCX), Excel (XLSX), MP3, MP4 or plain text (TXT).
error-file-too-many = Too many files.
error-sign-in = The sign-in name or password is wrong, or the account is locked.
error-sign-in-wait = Too many wrong tries with this name. Please try again in { $minutes } minutes.

# Error pages
error-page-home = To the home page
error-page-not-found = This page was not found
error-page-not-found-help = It does not exist, or you may not see it. Please check the address.
error-page-denied = You may not do this
error-page-denied-help = Your account has no right to this step.
error-page-sign-in-needed = Please sign in
error-page-sign-in-needed-help = Sign in and try again.
error-page-refused = This step cannot be done yet
error-page-refused-help = By law this step is not possible now.
error-page-conflict = Somebody else has just changed this case
error-page-conflict-help = Please look at the newest version and try again.
error-page-too-many-requests = Too many attempts
error-page-too-many-requests-help = Please wait a minute and try again.
error-page-bad-request = The request could not be read
error-page-bad-request-help = What was sent is broken or came from another site. Open the page again and retry.
error-page-too-large = Too much was sent
error-page-too-large-help = Please send fewer or smaller files.
error-page-wrong-content-type = Sent in the wrong way
error-page-wrong-content-type-help = Open the page again and use the form on it.
error-page-internal = The system has a problem
error-page-internal-help = What you just sent may not have been saved. Try again in a few minutes; if it persists, contact the office.
denied-out-of-scope = The case is outside your scope.
denied-role = This step is another person's right.
denied-not-assigned = Only the officer the case is assigned to can do this.

pager-shown = { $first }–{ $last } of { $total }
unit-office = People’s Committee of { $unit }
demo-denunciations = , handles denunciations
