"""What those who run rooms may do over the API, and delete; in the words of `tests.security.matrix`."""

ROWS = """
# Who runs the location, and admins; the owner of a room where the settings say so (here they do not)
ufffffoof ufffffttf ummmmmmmf ufffffbbf ufffffbbf : api-location-access:location api-room-access:bookable
ufffffoof ufffffttf ummmmmmmf ummmmmmmf ufffffbbf : api-location-closures:location
    api-room-closures:bookable
ufffffoof ummmmmmmf ufffffbbf ummmmmmmf ummmmmmmf : api-location-hours:location api-room-hours:bookable
mmmmmmmmm ufffffoof ummmmmmmf ummmmmmmf ummmmmmmf : api-room-bring-back:bookable
    api-room-door-key:bookable
mmmmmmmmm ummmmmmmf ufffffbbf ummmmmmmf ummmmmmmf : api-room-parts:bookable
ooooooooo ummmmmmmf ufffffbbf ummmmmmmf ufffffoof : api-room-photo:bookable
mmmmmmmmm ufffffttf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-retire:bookable
ooooooooo ummmmmmmf ummmmmmmf ufffffoof ufffffoof : api-plan-detail:plan
ooooooooo utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-plan-list
# The same for a room that nobody else knows of, but the viewer
uxfxxxoox uxfxxxttf ummmmmmmf uxfxxxbbf uxfxxxbbf : api-room-access:hidden_bookable
uxfxxxoox uxfxxxttf ummmmmmmf ummmmmmmf uxfxxxbbf : api-room-closures:hidden_bookable
uxfxxxoox ummmmmmmf uxfxxxbbf ummmmmmmf ummmmmmmf : api-room-hours:hidden_bookable
mmmmmmmmm uxfxxxoof ummmmmmmf ummmmmmmf ummmmmmmf : api-room-bring-back:hidden_bookable
    api-room-door-key:hidden_bookable
mmmmmmmmm ummmmmmmf uxfxxxbbf ummmmmmmf ummmmmmmf : api-room-parts:hidden_bookable
xxoxxxoox ummmmmmmf uxfxxxbbf ummmmmmmf uxfxxxoof : api-room-photo:hidden_bookable
mmmmmmmmm uxfxxxttf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-retire:hidden_bookable
# Admins, and who runs all rooms
uffffffof ufffffftf ummmmmmmf uffffffbf uffffffbf : api-room-all-access
uffffffof ummmmmmmf ummmmmmmf uffffffof ummmmmmmf : api-room-settings
uoooooooo ufffffftf ummmmmmmf ummmmmmmf ummmmmmmf : api-equipment-list api-feature-list api-attribute-list
uoooooooo ummmmmmmf ummmmmmmf uffffffof uffffffcf : api-equipment-detail:equipment
    api-feature-detail:feature
uoooooooo ummmmmmmf ummmmmmmf uffffffof uffffffof : api-attribute-detail:attribute
uxxxoxooo ummmmmmmf ummmmmmmf uffffffof uffffffcf : api-attribute-detail:hidden_attribute
# Whoever runs any room
ufffofooo ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-export
ufffbfbbb ummmmmmmf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-statistics
mmmmmmmmm ufffffbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-room-import
mmmmmmmmm ufffbfbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-booking-import
# Everybody with an account, for themselves
uoooooooo ummmmmmmf ummmmmmmf uooooooof ummmmmmmf : api-room-mail
mmmmmmmmm ummmmmmmf uooooooof ummmmmmmf uooooooof : api-room-favourite:bookable
mmmmmmmmm ummmmmmmf uxoxxxoof ummmmmmmf uxoxxxoof : api-room-favourite:hidden_bookable
# Bookings are deleted by admins and who runs all rooms; these here are not cancelled, and none was deleted
lmmmmmmm lfffffff : delete-booking:booking delete-booking:request
lmmmmmmm lxfxxxff : delete-booking:hidden_booking
lmmmmmmm lxfxfxff : delete-booking:private_booking
lmmmmmmm lxxxxxxx : undelete-booking:booking undelete-booking:request
    undelete-booking:hidden_booking undelete-booking:private_booking
"""
