"""Asks a served model, and says how long it takes: serve_load.py PORT DOCUMENTS.jsonl.gz [CRYSTALS]

First one crystal of 20 atoms, 50 times a second for 30 s, on one connection: quantiles of the time from asking to the whole answer.
Then batches of 64 on two connections, so that one request is there when another is answered, ten times over: crystals a second.
"""
import concurrent.futures
import gzip
import http.client
import json
import sys
import time

port, path = int(sys.argv[1]), sys.argv[2]
count = int(sys.argv[3]) if len(sys.argv) > 3 else 3200
with gzip.open(path, "rt") as lines:
    documents = [next(lines).strip() for _ in range(count)]
connection = http.client.HTTPConnection("127.0.0.1", port)


def ask(body, connection=connection):
    start = time.perf_counter()
    connection.request("POST", "/v1/predict", body)
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 200, answer
    return time.perf_counter() - start


twenty = next(each for each in documents if len(json.loads(each)["structure"]["sites"]) == 20)
for _ in range(500):
    ask(twenty)  # until the JVM has compiled
times = []
begin = time.perf_counter()
for k in range(1500):
    time.sleep(max(0, begin + k / 50 - time.perf_counter()))
    times.append(ask(twenty))
times.sort()
quantiles = ", ".join(f"{q:g} % {times[int(len(times) * q / 100)] * 1e3:.2f}" for q in (50, 90, 99, 99.9))
print(f"one crystal of 20 atoms, 50 a second, ms: {quantiles}, longest {times[-1] * 1e3:.2f}")

batches = ["[" + ",".join(documents[k : k + 64]) + "]" for k in range(0, len(documents), 64)]


def ask_all(part):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for batch in part:
        ask(batch, connection)


with concurrent.futures.ThreadPoolExecutor(2) as clients:
    for _ in range(10):
        start = time.perf_counter()
        list(clients.map(ask_all, [batches[::2], batches[1::2]]))
        print(f"batches of 64: {len(documents) / (time.perf_counter() - start):.0f} crystals a second")
