"""Who reads and works on timetables over the API; in the words of `tests.security.matrix`."""

ROWS = """
# What is published is for everybody who may see it; the draft for those who run the event
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-entry-list
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ufffofoof : api-entry-detail:slot
xxoxoxooo ummmmmmmf ummmmmmmf uxfxoxoof uxfxoxoof : api-entry-detail:hidden_slot
ooooooooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:main
xxoxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:closed
xxxxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:draft
xxoxxxxox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:vaulted
xxxxxxxxx ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:deleted
# How it is made is for those who run the event; the others learn that they may not, where they see the event
mmmmmmmmm uffftfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-acts:main api-timetable-moves:main
    api-timetable-conflict-accept:main api-timetable-conflict-fix:main api-timetable-conflict-reopen:main
mmmmmmmmm uxfxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-acts:closed api-timetable-moves:closed
    api-timetable-conflict-accept:closed api-timetable-conflict-fix:closed
    api-timetable-conflict-reopen:closed
ufffofooo uffftfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-proposals:main api-timetable-versions:main
uxfxxxoox uxfxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-proposals:closed
    api-timetable-versions:closed
ufffofooo ummmmmmmf ummmmmmmf ufffofoof ummmmmmmf : api-timetable-settings:main
uxfxxxoox ummmmmmmf ummmmmmmf uxfxxxoof ummmmmmmf : api-timetable-settings:closed
ufffofooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-conflicts:main api-timetable-diff:main
    api-timetable-history:main
uxfxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-conflicts:closed
    api-timetable-diff:closed api-timetable-history:closed
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-version-detail:version
mmmmmmmmm uxxxoxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-version-roll-back:version
uxxxoxooo ummmmmmmf ummmmmmmf ummmmmmmf uxxxoxoof : api-timetable-proposal-detail:proposal
mmmmmmmmm uxxxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-proposal-accept:proposal
"""
