"""The worker's form: six short pages, kept on the server as they are typed, sent once.

`fields` and `forms` read what people type, `sheet` is a draft with all that its pages need, `answers` turns it
into a dossier's `Content` and back, `views` answer requests.
"""
