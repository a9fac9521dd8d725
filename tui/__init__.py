"""Dossier's screen: everything that draws. It imports `index`, never the reverse.

__main__             `python -m tui [FOLDER]` opens the browser, `python -m tui COMMAND ...` runs a data command
app                  the application: themes, keymap, the error dialog
commands, messages   the one table of actions; the few messages that cross panes
engine_thread        the one thread that owns the Library
screens/             browse (composes the panes) and one file per further screen
panes/               search box, document list, reader, entity sidebar, timeline, status line
widgets/             line-drawing pieces that panes share
opening, copying     the original in a browser, the file in an editor; the clipboard
"""
