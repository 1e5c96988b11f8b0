"""Facts about real calendars, clocks and rotas that were computed by other means before any of this was written.

They must come out of the product's own code. What they were computed for, and where each of them is held:

- how a rota of a few people resonates with the calendar, what each of the five plans makes of its own promises:
  `test_rotas`, and number for number in `tests/plans/test_cells`
- which Mondays, 25ths and firsts are days off, which regions share which holidays, how feasts move: `test_days`
- what the 'last week of a month' and 'a quarter before' mean: `test_days`
- weeks of 167 and 169 hours, gaps and repeats, ISO weeks: `test_clocks`
- hours fair and holidays not, weighted burdens, spread, Jain, Gini and leximax: `tests/model/duty/test_burden`,
  `tests/model/test_fairness`
"""
