# Public figures.

nav-figures = Public figures
figures-title = Cases received and resolved
figures-lead = Complaints, petitions and feedback that offices received and resolved, by quarter. A quarter is published once it has ended.
field-year = Year
figures-open = Show
error-figures-year = Please enter a year from { $from } to { $to }.
figures-unit = Office
figures-all = All offices
figures-quarter = Quarter { $n }
figures-year = Year
figures-so-far = Sum
figures-complaints = Complaints received, { $year }
figures-petitions = Petitions and feedback received, { $year }
figures-resolved = Cases resolved, { $year }
figures-on-time = Cases resolved in time, { $year }
figures-median = Days to resolve (median), { $year }
figures-small = under 5
figures-withheld = withheld
figures-how = How figures are shown
figures-how-small = Numbers from 1 to 4 are shown as “under 5” so that nobody is known by them. A “withheld” cell may be any number; it is kept back so that those under 5 cannot be worked out. The median is shown from 5 resolved cases on.
figures-how-counted = Without denunciations, and without letters sent online and not signed. In time: by Article 28 of the Law on Complaints for complaints, by the promise of the office for petitions. Counted once a day.
