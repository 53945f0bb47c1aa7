"""A whole site as one file, for another office or another program; and blogs from elsewhere.

The package: a ZIP with `manifest.json`, a JSON-lines part for each kind of row (`data/articles.jsonl` …) and the stored
files under the names they are kept by (`files/…`). UTF-8; times in UTC (ISO 8601), days as YYYY-MM-DD, years of the
common era.

    manifest.json   {"format": "kmc-exchange", "version": 1, "scope": "whole" or "public", "made_at", "site",
                     "parts": [{"path", "kind", "rows", "bytes", "sha256"}], "files": {"count", "bytes"}}
    a line          {"ref": …, column: value, …}: `ref` is what other lines name the row by. A column that holds another
                    row holds that row's `ref`; a file is {"path", "size", "sha256"} or null.
    an article      also "number" (its lasting number), "authors", "keywords", "reads"

`ref` and identity come from what lasts, never from row numbers: user name, codes of units and plans, the UUID a row was
made with, otherwise the row it belongs to with its name, number or moment (`kinds.py` says which for each kind).

Whole (`export_site FILE.zip`): units, people with their profiles, roles, trust; competencies, surveys and their answers,
development plans, skills and certificates; networks; topics, keywords, synonyms; articles in every state with credits,
versions, next versions, files, review trail, comments, reports, thanks, uses, trials, read totals; awards, issued
certificates, wanted topics; plans, targets, evidence, reviews, the history of figures. It holds personal data: guard it.
Never in it: passwords, second steps, sign-in addresses and sessions, keys of programs, invitations, logs, mail,
notifications, and what is one's own affair: bookmarks, follows, saved searches, mail choices, privacy requests,
acceptances. `LEFT_OUT` names every table with its reason; a test holds it complete.

Public (`--public`): what every visitor may read and nothing else, in the same form: units that published, names of
those credited, topics, published public articles with their files. It is for other programs; `import_site` refuses it.

Coming in (`import_site`): the whole file is checked before anything is written; then batch by batch, each kept or not as
a whole. Stopped half-way, the same command goes on where it was: what is there is not made twice. A row that is
here stays; where it says when it was changed and the file's is later, its content is taken over (of an article the
text that stood is kept as a version; its state, readers and unit stay); otherwise only what is empty here is filled in.
People are found by e-mail address, else by user name (of another address: another person, with a new user name).
New ones come in as accounts nobody has used: they wait for their invitation. Nothing of a person who is here is changed.
Roles, coordinators and trust come in with `--with-roles` only. An article keeps its number where that is free; links in the
texts follow where it is not.
Best into a fresh database: `migrate`, `sync_roles`, `import_site`, and `prepare` last.
"""
