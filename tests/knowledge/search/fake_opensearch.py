"""A small OpenSearch in the test's own process: it really evaluates what it is asked, and refuses what the real one would.

Written after its documentation and source (rank features keep nine bits, scores are floats, no feature name holds a
dot, 1,024 clauses, 65,536 terms, windows of 10,000, external versions with tombstones). It is not the real one.
"""

import json
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST_CLAUSES, MOST_TERMS, MOST_WINDOW = 1024, 65_536, 10_000


class Refused(Exception):
    """What the real one answers with an error."""

    def __init__(self, kind, status=400):
        super().__init__(kind)
        self.status, self.answer = status, {"error": {"type": kind, "reason": "…"}, "status": status}


def single(number):
    return struct.unpack("<f", struct.pack("<f", number))[0]


def feature(number):
    """Return a rank feature as it comes back: a float without its last 15 bits."""
    (bits,) = struct.unpack("<I", struct.pack("<f", number))
    return struct.unpack("<f", struct.pack("<I", bits >> 15 << 15))[0]


class Evaluation:
    """One query over the documents: `score` of one, None where it does not match."""

    def __init__(self):
        self.clauses = 0

    def score(self, query, doc):
        ((kind, body),) = query.items()
        return getattr(self, kind)(body, doc)

    def match_none(self, body, doc):
        return None

    def bool(self, body, doc):
        if set(body) - {"filter", "must_not", "should", "minimum_should_match"}:
            raise Refused("parsing_exception")
        if any(self.score(part, doc) is None for part in body.get("filter", ())):
            return None
        if any(self.score(part, doc) is not None for part in body.get("must_not", ())):
            return None
        scores = [self.score(part, doc) for part in body.get("should", ())]
        fitting = [score for score in scores if score is not None]
        fewest = body.get("minimum_should_match", 0 if body.get("filter") else 1)
        return single(sum(fitting)) if len(fitting) >= (fewest if scores else 0) else None

    def rank_feature(self, body, doc):
        if set(body) - {"field", "linear", "boost"} or body["linear"] != {} or body.get("boost", 1) <= 0:
            raise Refused("parsing_exception")
        field, _dot, name = body["field"].rpartition(".")
        assert field == "terms"
        number = doc["terms"].get(name)
        return None if number is None else single(feature(number) * body.get("boost", 1))

    def constant_score(self, body, doc):
        return None if self.score(body["filter"], doc) is None else body["boost"]

    def function_score(self, body, doc):
        score = self.score(body["query"], doc)
        return score if score is not None and score >= body["min_score"] else None

    def range(self, body, doc):
        ((field, limits),) = body.items()
        assert set(limits) == {"lte"}
        return 1 if doc[field] <= limits["lte"] else None

    def terms(self, body, doc):
        ((field, values),) = body.items()
        if len(values) > MOST_TERMS:
            raise Refused("search_phase_execution_exception")
        return 1 if doc[field] in values else None

    def match_phrase(self, body, doc):
        ((field, phrase),) = body.items()
        return 1 if any(f" {phrase} " in f" {line} " for line in doc[field]) else None


def clauses_of(query):
    """Return how many leaves a query has."""
    ((kind, body),) = query.items()
    if kind == "bool":
        return sum(
            clauses_of(part) for name in ("filter", "must_not", "should") for part in body.get(name, ())
        )
    inner = body.get("query") or body.get("filter") if kind in ("function_score", "constant_score") else None
    return clauses_of(inner) if inner else 1


class FakeOpenSearch(ThreadingHTTPServer):
    """Indexes with their documents, aliases, and what a test wants to go wrong."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.indexes, self.aliases, self.asked = {}, {}, []
        self.fault, self.delay, self.before = 0, 0, None  # a status; seconds; called with method and path
        self.lock = threading.RLock()
        self.headers = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/kmc"

    @property
    def documents(self):
        """Return what the alias holds, by number."""
        return {int(pk): doc for pk, (_version, doc) in self.indexes[self.aliases["kmc"]].items() if doc}

    def answer(self, method, path, body):
        """Return status and answer of a request."""
        place, _mark, query = path.partition("?")
        parts = place.strip("/").split("/")
        self.asked.append((method, place))
        calls = {"_bulk": self.bulk, "_msearch": self.search, "_refresh": lambda *_rest: {}}
        if parts == ["_aliases"]:
            return self.change_aliases(json.loads(body))
        if parts[0] == "_alias":
            name = self.resolved(parts[1])
            return {name: {"aliases": {parts[1]: {}}}}
        if len(parts) == 2:
            return calls[parts[1]](parts[0], body, query)
        return self.create(parts[0], json.loads(body)) if method == "PUT" else self.drop(parts[0])

    def create(self, name, shape):
        if name in self.indexes:
            raise Refused("resource_already_exists_exception")
        assert shape["mappings"]["properties"]["terms"] == {"type": "rank_features"}
        self.indexes[name] = {}
        return {"acknowledged": True, "index": name}

    def drop(self, name):
        if name not in self.indexes:
            raise Refused("index_not_found_exception", 404)
        del self.indexes[name]
        return {"acknowledged": True}

    def change_aliases(self, body):
        for action in body["actions"]:
            ((kind, place),) = action.items()
            if place["index"] not in self.indexes:
                raise Refused("index_not_found_exception", 404)
            assert kind == "add" or self.aliases[place["alias"]] == place["index"]
            self.aliases[place["alias"]] = place["index"]
        return {"acknowledged": True}

    def resolved(self, name):
        if name not in self.aliases:
            raise Refused("index_not_found_exception", 404)
        return self.aliases[name]

    def bulk(self, name, body, query):
        """Enter and take out, each line for itself; the highest version stays, also of what is gone."""
        lines, items = [json.loads(line) for line in body.splitlines()], []
        while lines:
            ((kind, place),) = lines.pop(0).items()
            doc = lines.pop(0) if kind == "index" else None
            items.append({kind: {"_id": place["_id"], **self.entered(name, query, kind, place, doc)}})
        return {"errors": any("error" in item for one in items for item in one.values()), "items": items}

    def entered(self, name, query, kind, place, doc):
        if "require_alias=true" in query and name not in self.aliases:
            return {"status": 404, "error": {"type": "index_not_found_exception"}}
        index = self.indexes[self.aliases.get(name, name)]
        version, held = index.get(place["_id"], (0, None))
        if place["version_type"] != "external" or place["version"] <= version:
            return {"status": 409, "error": {"type": "version_conflict_engine_exception"}}
        if doc and any("." in word or number <= 0 for word, number in doc["terms"].items()):
            return {"status": 400, "error": {"type": "mapper_parsing_exception"}}
        index[place["_id"]] = (place["version"], doc)
        return {"status": 200 if held else 201} if doc else {"status": 200 if held else 404}

    def search(self, name, body, query):
        lines = [json.loads(line) for line in body.splitlines()]
        return {"responses": [self.searched(name, one) for one in lines[1::2]]}

    def searched(self, name, body):
        try:
            return self.found(name, body)
        except Refused as refusal:
            return refusal.answer

    def found(self, name, body):
        if set(body) - {"query", "from", "size", "sort", "min_score", "track_total_hits", "_source"}:
            raise Refused("parsing_exception")
        if body.get("from", 0) + body["size"] > MOST_WINDOW or body.get("from", 0) < 0:
            raise Refused("illegal_argument_exception")
        if clauses_of(body["query"]) > MOST_CLAUSES:
            raise Refused("too_many_nested_clauses")
        evaluation, found = Evaluation(), []
        for pk, (_version, doc) in list(self.indexes[self.resolved(name)].items()):
            score = evaluation.score(body["query"], doc) if doc else None
            if score is not None and score >= body.get("min_score", float("-inf")):
                found.append((pk, score, doc))
        for order in reversed(body["sort"]):
            ((field, way),) = order.items()
            at = (lambda row: row[1]) if field == "_score" else (lambda row, field=field: row[2][field])
            found.sort(key=at, reverse=way == "desc")
        is_scored = any("_score" in order for order in body["sort"])
        shown = found[body.get("from", 0) :][: body["size"]]
        hits = [{"_id": pk, "_score": score if is_scored else None} for pk, score, _doc in shown]
        most = body["track_total_hits"]
        total = {"value": min(len(found), most), "relation": "eq" if len(found) <= most else "gte"}
        return {
            "timed_out": False,
            "_shards": {"failed": 0},
            "status": 200,
            "hits": {"total": total, "hits": hits},
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize, disable_nagle_algorithm = -1, True

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.headers.append(self.headers)
        if self.server.before:
            self.server.before(self.command, self.path)
        time.sleep(self.server.delay)
        status, answer = 200, {}
        try:
            with self.server.lock:
                status = self.server.fault or 200
                answer = {} if self.server.fault else self.server.answer(self.command, self.path, body)
        except Refused as refusal:
            status, answer = refusal.status, refusal.answer
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, *args):
        """Say nothing."""
