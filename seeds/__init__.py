"""The bundled collection: five Markdown digests, the names they speak of, and the collection's own settings.

It is a package so that the wheel ships it and ``importlib.resources.files("seeds")`` finds it from a checkout and from
an installed copy alike. There is no code here; `names.yaml` describes its own schema in its first lines.
"""
