"""Who clones events; in the words of `tests.security.matrix`."""

ROWS = """
# Who runs the event; POST alone names no date. What an act tells of, and what undo takes back, its own address says.
lxxxoxoo lxxxoxoo : clone-event:main
lxxxxxoo lxxxxxoo : clone-event:closed
lxxxxxxx lmmmmmmm : cloned-events:main cloned-events:closed
lmmmmmmm lxxxxxxx : undo-cloning:main undo-cloning:closed
mmmmmmmmm uffftfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-clone-event:main
mmmmmmmmm uxfxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-clone-event:closed
mmmmmmmmm uxxxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-clone-event:draft
mmmmmmmmm uxxxxxxxf ummmmmmmf ummmmmmmf ummmmmmmf : api-clone-event:deleted
mmmmmmmmm uxfxxxxtf ummmmmmmf ummmmmmmf ummmmmmmf : api-clone-event:vaulted
"""
