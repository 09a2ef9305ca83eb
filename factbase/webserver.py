"""How gunicorn serves factbase, here and in the container (`--config python:factbase.webserver`)."""

workers = 2
threads = 4  # requests wait for the database more than they compute
loglevel = "warning"
limit_request_line = 8190  # the most that gunicorn allows: queries may name many actors
