"""Finding a room: what the address asks for, which rooms match and fit, in which order, and what to try instead.

Reading only. `asked` → `stock` (the rooms a person sees) → `standing` (how each stands to the times) → `filters`,
`ranking`; `rails` draws the days, `offer` the dates of one room, `suggestions` what could be had instead.
"""
