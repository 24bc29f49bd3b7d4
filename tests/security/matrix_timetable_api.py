"""Who reads and works on timetables over the API; in the words of `tests.security.matrix`."""

ROWS = """
# What is published is for everybody who may see it; the draft for those who run the event
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-entry-list
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ufffofoof : api-entry-detail:slot
xxoxoxooo ummmmmmmf ummmmmmmf uxfxoxoof uxfxoxoof : api-entry-detail:hidden_slot
ooooooooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:main api-timetable-changelog:main
xxoxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-detail:closed api-timetable-changelog:closed
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
# Talks, sessions, tracks and types: read by whoever sees something of them, written by who runs the event
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-contribution-list api-contribution-type-list
    api-session-list api-session-type-list api-track-list
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ufffofoof : api-contribution-detail:talk
    api-contribution-type-detail:talk_type api-session-detail:session api-track-detail:track
xxoxoxooo ummmmmmmf ummmmmmmf uxfxoxoof uxfxoxoof : api-contribution-detail:hidden
    api-track-detail:hidden_track
xxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof uxxxcxccf : api-session-detail:hidden_session
xxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof uxxxoxoof : api-session-type-detail:session_type
xxxxxxxxx ummmmmmmf ummmmmmmf uxxxoxoof uxxxoxoof : api-contribution-detail:withdrawn
xxxxxxxxx ummmmmmmf ummmmmmmf uxxxxxxxf uxxxxxxxf : api-contribution-detail:removed
mmmmmmmmm utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-track-order
mmmmmmmmm ufffofoof ummmmmmmf ummmmmmmf ummmmmmmf : api-contribution-reinstate:talk
    api-contribution-restore:talk api-contribution-withdraw:talk api-session-restore:session
mmmmmmmmm uxfxoxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-contribution-reinstate:hidden
    api-contribution-restore:hidden api-contribution-withdraw:hidden
mmmmmmmmm uxxxoxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-contribution-restore:removed
    api-session-restore:hidden_session
mmmmmmmmm uxxxxxxxf ummmmmmmf ummmmmmmf ummmmmmmf : api-contribution-reinstate:removed
    api-contribution-withdraw:removed
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ufffcfccf : api-event-room-detail:event_room
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-event-room-list
xxxxoxooo ummmmmmmf ummmmmmmf uxxxoxoof uxxxcxccf : api-event-room-detail:hidden_event_room
# The timetable of one session: its convener (the speaker), who looks on without the switches, and who runs the event
uxxooxooo uxxttxttf ummmmmmmf uxxbbxbbf uxxbbxbbf : api-session-timetable:session
uxxxoxooo uxxxtxttf ummmmmmmf uxxxbxbbf uxxxbxbbf : api-session-timetable:hidden_session
ufffofooo uffftfttf ufffbfbbf ummmmmmmf ummmmmmmf : api-session-boards:session
uxxxoxooo uxxxtxttf uxxxbxbbf ummmmmmmf ummmmmmmf : api-session-boards:hidden_session
mmmmmmmmm uxxttxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-session-timetable-acts:session
mmmmmmmmm uxxxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-session-timetable-acts:hidden_session
mmmmmmmmm ummmmmmmf ummmmmmmf uxxfbxbbf ummmmmmmf : api-session-timetable-talk:session
mmmmmmmmm ummmmmmmf ummmmmmmf uxxxbxbbf ummmmmmmf : api-session-timetable-talk:hidden_session
# People and files of an event for who runs it; what is one's own for whoever takes part, and for nobody else
ufffofooo ummmmmmmf ufffbfbbf ummmmmmmf ummmmmmmf : api-timetable-availabilities:main
    api-timetable-confirmations:main
uxfxxxoox ummmmmmmf uxfxxxbbf ummmmmmmf ummmmmmmf : api-timetable-availabilities:closed
    api-timetable-confirmations:closed
mmmmmmmmm ufffofoof ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-ask:main
mmmmmmmmm uxfxxxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-ask:closed
bbbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-pdf:main
xxbxxxbbx ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-pdf:closed
xxxxxxbbx ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-pdf:draft
xxbxxxxbx ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-pdf:vaulted
xxxxxxxxx ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-pdf:deleted
mmmmmmmmm uxxxxxbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-import:draft
mmmmmmmmm uxfxxxxbf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-import:vaulted
mmmmmmmmm uxxxxxxxf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-import:deleted
mmmmmmmmm ufffbfbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-import:main
mmmmmmmmm uxfxxxbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-availabilities-import:closed
mmmmmmmmm uffftfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-confirmations-ask:main
    api-timetable-programme:main
mmmmmmmmm uxfxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-confirmations-ask:closed
    api-timetable-programme:closed
mmmmmmmmm ufffbfbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-import:main
mmmmmmmmm uxfxxxbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-import:closed
ufffofooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-tables:main
uxfxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-timetable-tables:closed
uxxoxxxxx ummmmmmmf uxxbxxxxf ummmmmmmf ummmmmmmf : api-timetable-my-availability:main
    api-timetable-my-talks:main
uxxxxxxxx ummmmmmmf uxxxxxxxf ummmmmmmf ummmmmmmf : api-timetable-my-availability:closed
    api-timetable-my-talks:closed
"""
