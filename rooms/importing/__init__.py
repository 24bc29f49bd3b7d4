"""Lists of bookings and rooms from elsewhere, read into rows; every row that can not be used says why."""
