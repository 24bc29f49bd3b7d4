"""The declared answer of every route, with every method, to every sort of person.

One line says what the places named in it answer: a word for GET and one for POST (for the API also PUT, PATCH
and DELETE), a letter for each actor in the order of `tests.security.world.ACTORS`: stranger, nobody, viewer,
speaker, manager, manager of another event, category manager, admin, and a token that may read (API only, and two
pages that do not look at tokens). A place is a route, and after the colon the thing it is asked for.

o 2xx, or 422 with a form that says what is missing · r redirect · l redirect to signing in · x 404 · f 403 · u 401
m 405 · t 415 · b 400 · c 409

POST is sent without data: "o" shows a form with what is missing, "x" names nothing that exists.

Routes of abstracts have a second line for those who submitted, review, convene and chair: COMMITTEE_ROWS of
`matrix_abstracts_<area>.py`, in the order of `abstracts_world.COMMITTEE_ACTORS`.
"""

from importlib import import_module
from pathlib import Path

MATRIX = """
# Open to everybody
oooooooo mmmmmmmm : healthz readyz account_inactive account_email_verification_sent
    account_reset_password_from_key_done account_reset_password_done category:category
    category-feed:category event-ics:main event:main now-and-next:main timetable:main timetable-ics:main
    contributions:main contribution:talk contribution-ics:talk people:main person:person
    my-schedule:main my-schedule-ics:feed schedule-xml:main schedule-json:main my-calendar:feed
    room-calendar floor-plans floor-plan:plan room-finder room:bookable room-photo:bookable docs-of-tag
ooooooooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-category-list api-category-detail:category
ooooooooo ufffffftf ummmmmmmf ummmmmmmf ummmmmmmf : api-location-list
ooooooooo ummmmmmmf ummmmmmmf ufffffoof ufffffccf : api-location-detail:location
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-list
ooooooooo ummmmmmmf ummmmmmmf ufffffoof ummmmmmmf : api-room-detail:bookable
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-event-list
bbbbbbbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-calendar:bookable
    api-room-calendar:hidden_bookable api-availability-list
ooooooooo ummmmmmmf ummmmmmmf ufffofoof ummmmmmmf : api-event-detail:main
ooooooooo mmmmmmmmm mmmmmmmmm mmmmmmmmm mmmmmmmmm : api-schema api-docs
# For everybody with an account: bookings of rooms they see, and what those concerned and those who decide may do
uoooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-list api-blocking-list
xoooooooo ummmmmmmf ummmmmmmf ufofofoof uffffffcf : api-booking-detail:booking
xoooooooo ummmmmmmf ummmmmmmf uffoofoof uffffffcf : api-booking-detail:request
mmmmmmmmm uffftfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-approve:booking
    api-booking-approve:request api-booking-reject:booking api-booking-reject:request
mmmmmmmmm uftftfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-cancel:booking api-booking-move:booking
    api-booking-check-in:booking
mmmmmmmmm uffttfttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-cancel:request api-booking-move:request
    api-booking-check-in:request
xoooooooo ummmmmmmf ummmmmmmf ufoffffof ummmmmmmf : api-blocking-detail:blocking
mmmmmmmmm utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-blocking-accept:blocking api-blocking-reject:blocking
mmmmmmmmm ufoffffof ummmmmmmf ummmmmmmf ummmmmmmf : api-blocking-end:blocking
oooooooo rrrrrrrr : language
oooooooo oooooooo : account_reset_password account_reset_password_from_key
oooooooo xxxxxxxx : account_confirm_email
ooooooooo mmmmmmmmm : home
# Signing in and out; what a signed-in person is sent away from
orrrrrrr orrrrrrr : account_login account_signup
rooooooo rrrrrrrr : account_logout
rrrrrrrr rrrrrrrr : me/
# For everybody with an account
lmmmmmmm looooooo : markdown_preview
looooooo looooooo : account_reauthenticate account_change_password profile tokens event-create
    import-schedule
lrrrrrrr lrrrrrrr : account_set_password
looooooo lrrrrrrr : account_email
looooooo lmmmmmmm : calendar people-search
lmmmmmmm lrrrrrrr : reset-calendar favourite:bookable
looooooo looooooo : book-room:bookable
lxoxxxoo lxoxxxoo : book-room:hidden_bookable
lmmmmmmm lxrxxxrr : favourite:hidden_bookable
loooooool lmmmmmmml : my-events
# For those who run the conference: its manager, who runs its category, admins
lmmmmmmm lxxxrxxx : revoke-token:api_token
lxxxoxoo lxxxoxoo : event-settings:main event-move:main manage-talk-new:main manage-talk:talk
    manage-talk:hidden manage-talk-protection:talk manage-session-new:main manage-session:session
    manage-session:hidden_session manage-session-protection:session manage-slot-new:main
    manage-slot:slot event-import:main
lxxxoxoo lxxxxxxx : event-protection:main event-people:main manage-talk-protection:hidden
    manage-session-protection:hidden_session manage-types:main
lxxxoxoo lmmmmmmm : event-log:main manage-people-suggestions:main manage-sessions:main manage-event:main
    manage-talks:main manage-timetable:main
lxxxoxoo lxxxrxrr : event-rooms:main manage-tracks:main
lmmmmmmm lxxxrxrr : event-publish:main event-delete:main event-restore:main manage-talk-withdraw:talk
    manage-talk-withdraw:hidden manage-talk-reinstate:talk manage-talk-reinstate:hidden
    manage-talk-delete:talk manage-talk-delete:hidden manage-talk-restore:talk
    manage-talk-restore:hidden manage-session-delete:session manage-session-delete:hidden_session
    manage-session-restore:session manage-session-restore:hidden_session manage-talks-assign:main
    manage-slot-remove:slot
lxxxoxoo lmmmmmmm : event-room-bookings:main event-room-suggestions:main
lxxxoxoo lxxxxxxx : book-event-room:main
lxxxoxoo lxxxrxrr : move-event-rooms:main
lmmmmmmm lxxxxxxx : link-event-booking:main link-event-booking:closed
lmmmmmmm lxxxrxrr : unlink-event-booking:room_link free-event-booking:room_link
# For those who run its category
lxxxxxoo lmmmmmmm : event-room-bookings:closed event-room-suggestions:closed
lxxxxxoo lxxxxxxx : book-event-room:closed
lxxxxxoo lxxxxxrr : move-event-rooms:closed
lxxxxxoo lxxxxxoo : category-settings:category category-settings:inner category-create:category
    category-create:inner event-settings:closed event-settings:draft event-move:closed
    manage-talk-new:closed manage-session-new:closed manage-slot-new:closed event-import:closed
lxxxxxoo lxxxxxxx : category-protection:category category-protection:inner event-protection:closed
    event-people:closed manage-types:closed
lxxxxxoo lmmmmmmm : category-log:category category-log:inner event-log:closed
    manage-people-suggestions:closed manage-sessions:closed manage-event:closed manage-talks:closed
    manage-timetable:closed
lxxxxxoo lxxxxxrr : event-rooms:closed manage-tracks:closed
lmmmmmmm lxxxxxrr : event-publish:closed event-delete:closed event-restore:closed event-restore:draft
    event-restore:deleted manage-talks-assign:closed
# For admins
lxxxxxxo lxxxxxxr : venue-settings
lxxxxxxo lxxxxxxo : groups group:group category-settings:vault category-create:vault
    event-settings:vaulted
lxxxxxxm lxxxxxxo : rename-group:group
lxxxxxxo lxxxxxxr : delete-group:group
lxxxxxxm lxxxxxxx : remove-member:group
lxxxxxxo lxxxxxxx : category-protection:vault
lxxxxxxo lmmmmmmm : category-log:vault mail outbox
lxxxxxxx lxxxxxxx : event-settings:deleted import-review
lmmmmmmm lxxxxxxr : event-restore:vaulted send-again:notice
# For those who run rooms: the owner of one (who reads it only), who runs its location, admins
lxxxoxoo lmmmmmmm : manage-rooms room-log:bookable export-rooms room-statistics room-statistics-hours
    room-statistics-table
lxxxoxoo lxxxoxoo : import-bookings
lxxxxxoo lxxxxxoo : import-rooms
lxxxoxoo lxxxfxoo : manage-room:bookable
lxxxfxoo lxxxfxoo : room-hours:bookable room-closures:bookable edit-photo:bookable retire-room:bookable
lxxxfxoo lxxxfxrr : room-parts:bookable
lxxxfxoo lxxxfxxx : room-protection:bookable
lmmmmmmm lxxxfxrr : bring-back-room:bookable reset-door-key:bookable
lxxxxxoo lxxxxxoo : new-room manage-location:location location-hours:location
    location-closures:location manage-plans manage-plan:plan manage-room:hidden_bookable
    room-hours:hidden_bookable room-closures:hidden_bookable edit-photo:hidden_bookable
lxxxxxoo lxxxxxrr : room-parts:hidden_bookable retire-room:hidden_bookable
lxxxxxoo lxxxxxxx : location-protection:location room-protection:hidden_bookable
lxxxxxoo lmmmmmmm : manage-locations location-log:location room-log:hidden_bookable
lmmmmmmm lxxxxxrr : bring-back-room:hidden_bookable reset-door-key:hidden_bookable
lxxxxxxo lxxxxxxo : new-location manage-equipment manage-attributes room-settings
lxxxxxxo lxxxxxxx : rooms-protection
lxxxxxxo lmmmmmmm : rooms-log
# Bookings: whoever sees the room reads them; whom they are for, and the owner of the room, change them; the
# owner decides. Of hidden and private ones only those concerned know.
looooooo lmmmmmmm : booking:booking booking:request booking-ics:booking booking-ics:request
    my-bookings bookings-in-my-rooms room-dates
looooooo looooooo : approvals room-mail
lxoxxxoo lmmmmmmm : booking:hidden_booking booking-ics:hidden_booking
lxoxoxoo lmmmmmmm : booking:private_booking booking-ics:private_booking
lfofofoo lfofofoo : edit-booking:booking move-booking:booking
lffoofoo lffoofoo : edit-booking:request move-booking:request
lxoxxxoo lxoxxxoo : edit-booking:hidden_booking move-booking:hidden_booking
lxoxoxoo lxoxoxoo : edit-booking:private_booking move-booking:private_booking
lfofofoo lfrfrfrr : cancel-booking:booking cancel-occurrence:booking
lffoofoo lffrrfrr : cancel-booking:request cancel-occurrence:request
lxoxxxoo lxrxxxrr : cancel-booking:hidden_booking cancel-occurrence:hidden_booking
lxoxoxoo lxrxrxrr : cancel-booking:private_booking cancel-occurrence:private_booking
lmmmmmmm lrrrrrrr : undo-cancelling:booking undo-cancelling:request
lmmmmmmm lxrxxxrr : undo-cancelling:hidden_booking end-occurrence:hidden_booking
lmmmmmmm lxrxrxrr : undo-cancelling:private_booking end-occurrence:private_booking
lmmmmmmm lfrfrfrr : end-occurrence:booking
lmmmmmmm lffrrfrr : end-occurrence:request
lfffofoo lfffrfrr : approve-booking:booking
lfffofoo lfffcfcc : approve-booking:request
lxfxxxoo lxfxxxrr : approve-booking:hidden_booking
lxfxoxoo lxfxrxrr : approve-booking:private_booking
lfffofoo lfffofoo : reject-booking:booking reject-booking:request
lxfxxxoo lxfxxxoo : reject-booking:hidden_booking
lxfxoxoo lxfxoxoo : reject-booking:private_booking
# Stars: the stranger's POST comes from no page of ours
mmmmmmmm frrrrrrr : star:talk
mmmmmmmm fxrxrxrr : star:hidden
# For those who were let in, or run it; for nobody when deleted or withdrawn
xxoxxxxox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-category-detail:vault
xxxxxxoox ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-category-detail:inner
xxoxxxoox ummmmmmmf ummmmmmmf uxfxxxoof ummmmmmmf : api-event-detail:closed
xxxxxxoox ummmmmmmf ummmmmmmf uxxxxxoof ummmmmmmf : api-event-detail:draft
xxxxxxxxx ummmmmmmf ummmmmmmf uxxxxxxxf ummmmmmmf : api-event-detail:deleted
xxoxxxxox ummmmmmmf ummmmmmmf uxfxxxxof ummmmmmmf : api-event-detail:vaulted
xxoxxxoox ummmmmmmf ummmmmmmf uxfxxxoof ummmmmmmf : api-room-detail:hidden_bookable
xxoxxxoox ummmmmmmf ummmmmmmf uxoxxxoof uxfxxxfcf : api-booking-detail:hidden_booking
xxoxoxooo ummmmmmmf ummmmmmmf uxoxoxoof uxfxfxfcf : api-booking-detail:private_booking
xxoxxxoox ummmmmmmf ummmmmmmf uxoxxxfof ummmmmmmf : api-blocking-detail:hidden_blocking
mmmmmmmmm uxfxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-approve:hidden_booking
    api-booking-reject:hidden_booking
mmmmmmmmm uxfxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-approve:private_booking
    api-booking-reject:private_booking
mmmmmmmmm uxtxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-cancel:hidden_booking
    api-booking-move:hidden_booking api-booking-check-in:hidden_booking
    api-blocking-accept:hidden_blocking api-blocking-reject:hidden_blocking
mmmmmmmmm uxtxtxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-cancel:private_booking
    api-booking-move:private_booking api-booking-check-in:private_booking
mmmmmmmmm uxoxxxfof ummmmmmmf ummmmmmmf ummmmmmmf : api-blocking-end:hidden_blocking
xxoxxxxo mmmmmmmm : category:vault category-feed:vault event-ics:vaulted event:vaulted timetable:vaulted
    schedule-json:vaulted
xxxxxxoo mmmmmmmm : category:inner category-feed:inner event-ics:draft event:draft timetable:draft
    schedule-json:draft
xxoxxxoo mmmmmmmm : room:hidden_bookable room-photo:hidden_bookable event-ics:closed event:closed
    now-and-next:closed timetable:closed timetable-ics:closed contributions:closed people:closed
    my-schedule:closed schedule-xml:closed
    schedule-json:closed
xxxxxxxx mmmmmmmm : event-ics:deleted event:deleted timetable:deleted contribution:withdrawn
    contribution:removed schedule-json:deleted
xxoxoxoo mmmmmmmm : contribution:hidden contribution-ics:hidden
xxxxoxoo mmmmmmmm : person:hidden_person
# Jobs: for who started them and for admins, who do not start them again in the name of others
looooooo lmmmmmmm : jobs
lxxxoxxo lmmmmmmm : job:job job-file:job
lmmmmmmm lxxxrxxr : job-cancel:job
lmmmmmmm lxxxrxxf : job-retry:job
uoooooooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-job-list
xxxxoxxoo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-job-detail:job api-job-file:job
mmmmmmmmm uxxxcxxcf ummmmmmmf ummmmmmmf ummmmmmmf : api-job-cancel:job
# Addresses that carry their own right
oooooooo oooooooo : check-in:check_in_pass reconfirm:reconfirm_pass door:door_pass
xxxxxxxx xxxxxxxx : door:crossed_door_pass
oooooooo mmmmmmmm : my-bookings-feed:room_key room-feed:room_key room-busy-feed:room_key
    location-feed:location_key
xxxxxxxx mmmmmmmm : room-feed:hidden_room_key room-busy-feed:hidden_room_key
# Rooms: for members, for those who see them, for those who run them
looooooo looooooo : check-in-here:here_pass new-blocking
lxoxxxoo lxoxxxoo : check-in-here:hidden_here_pass
looooooo lmmmmmmm : blockings room-calendars
xooooooo mmmmmmmm : my-bookings-ics room-ics:bookable room-freebusy:bookable location-ics:location
xxoxxxoo mmmmmmmm : room-ics:hidden_bookable room-freebusy:hidden_bookable
looooooo lfrffffr : blocking:blocking
lxoxxxoo lxrxxxfr : blocking:hidden_blocking
lfoffffo lfoffffo : edit-blocking:blocking
lxoxxxfo lxoxxxfo : edit-blocking:hidden_blocking
lfffofoo lmmmmmmm : door-sheet:bookable
lxfxxxoo lmmmmmmm : door-sheet:hidden_bookable
"""


def declared() -> dict[tuple[str, str], list[str]]:
    """By route and thing: the words of the line that names the place."""
    return read(MATRIX + _rows_beside("ROWS"))


def declared_to_the_committee() -> dict[tuple[str, str], list[str]]:
    """The same for routes of abstracts, a letter for each of `abstracts_world.COMMITTEE_ACTORS`."""
    return read(_rows_beside("COMMITTEE_ROWS"))


def read(text: str) -> dict[tuple[str, str], list[str]]:
    rows: dict[tuple[str, str], list[str]] = {}
    cells: list[str] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        words, colon, places = line.partition(" : ")
        if colon:
            cells = words.split()
        for place in (places if colon else line).split():
            route, _colon, thing = place.partition(":")
            key = (route, thing or "-")
            if key in rows:
                raise ValueError(f"The matrix names {place} twice.")
            rows[key] = cells
    return rows


def _rows_beside(name: str) -> str:
    """The rows of that name of each `matrix_<area>.py` in this folder."""
    areas = sorted(path.stem for path in Path(__file__).parent.glob("matrix_*.py"))
    return "".join(getattr(import_module(f"tests.security.{area}"), name, "") for area in areas)
