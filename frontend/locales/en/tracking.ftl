# Tracking.

tracking-title = Follow a case
tracking-lead = Enter the number and the tracking secret on your receipt.
tracking-number-hint = For example 2026/KN-000012.
tracking-secret-hint = 16 digits, with or without spaces.
tracking-open = Show progress
tracking-lost-title = Lost your secret?
tracking-lost = It cannot be given again online. Please bring your identity papers to the office where you handed in the letter.
tracking-ended = Please enter the number and the tracking secret.
tracking-closed = The page has been closed.
tracking-office = Office in charge
tracking-progress = Progress
tracking-due = What the office must do next
tracking-dialogue = Dialogue
tracking-rights = What you can do
tracking-files = Files you sent
tracking-end = Close this page
error-tracking = The number or the secret is not right. Please look at your receipt again.
field-number = Number
field-secret = Tracking secret
right-withdraw = Withdraw the complaint with a signed letter at any time while it is being handled (Article 10 of the Law on Complaints).
right-add-papers = Hand in further papers.
right-attend = Attend the dialogue, speak and bring evidence.
right-second-complaint = If you disagree with the decision: lodge a second complaint or file a lawsuit (Article 33 of the Law on Complaints).
right-lawsuit = If you disagree: file an administrative lawsuit.
right-new-facts = If there are new facts: tell the office so that it looks again.

right-denunciation-withdraw = Withdraw all or part of it before the conclusion, by a signed letter (Article 33 of the Law on Denunciations).
right-denunciation-protection = Ask for protection at any time; by phone or in person if it is urgent (Article 50).
right-denunciation-continue = If there are grounds that the result is against the law: denounce again to the next higher office (Article 37).
