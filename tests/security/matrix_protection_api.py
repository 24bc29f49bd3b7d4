"""Who reads and changes who sees talks and sessions over the API; in the words of `tests.security.matrix`."""

ROWS = """
# Who runs the event; the others learn that they may not, where they see the thing
ufffofooo uffftfttf ummmmmmmf ufffbfbbf ufffbfbbf : api-contribution-access:talk api-session-access:session
uxfxoxooo uxfxtxttf ummmmmmmf uxfxbxbbf uxfxbxbbf : api-contribution-access:hidden
uxxxoxooo uxxxtxttf ummmmmmmf uxxxbxbbf uxxxbxbbf : api-contribution-access:withdrawn
    api-session-access:hidden_session
uxxxxxxxx uxxxxxxxf ummmmmmmf uxxxxxxxf uxxxxxxxf : api-contribution-access:removed
"""
