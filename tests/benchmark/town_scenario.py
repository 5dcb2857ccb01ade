#!/usr/bin/env python3
"""Writes a scenario of any size: town_scenario.py DOMAINS LETTERS > town.toml

Each domain has four machines (a mail server, a nameserver, a resolver, a user's). Letters go from
domain to domain, one every half second, and are fetched a minute later. One letter makes about
360 events, so 250 domains and 2,800 letters make a thousand machines and a million events:

    tests/benchmark/town_scenario.py 250 2800 > /tmp/town.toml
    mailtown run /tmp/town.toml --format json --out /tmp/town.trace
    mailtown-view --trace /tmp/town.trace --measure
"""
import sys

domains, letters = int(sys.argv[1]), int(sys.argv[2])
print(f'title = {{ en = "A town of {domains} domains", ru = "Город из {domains} доменов" }}')
print('learn = { en = "How a map of many machines is read", ru = "Как читать карту многих машин" }')
print('watch = { en = "The one link that loses packets.", ru = "Единственный канал с потерями." }')
print('simulated_only = "loss"\n')
for d in range(domains):
    print(f'[domain."d{d}.test"]')
    print('machines = { mail = ["mta", "mda"], ns1 = ["nameserver"] }')
    print(f'users = {{ ivanov = "secret-{d}" }}\n')
print('[[link]]\nfrom = "mail.d0.test"\nto = "mail.d1.test"\nlatency = "80ms"\njitter = "20ms"\nloss = 0.2\n')
print('[[fault]]\nat = "mail.d1.test"\nrefuse_connections = { from = "+8s", until = "+20s" }\n')


def at(half_seconds):
    return f"+{5 + half_seconds / 2}s"


for n in range(letters):
    sender, recipient = n % domains, (n * 7 + 1 + n // domains) % domains
    print(f'[[do]]\nat = "{at(n)}"')
    print(f'send = {{ from = "ivanov@d{sender}.test", to = ["ivanov@d{recipient}.test"], subject = "Letter {n}" }}')
    print(f'[[do]]\nat = "{at(n + 120)}"\nfetch = {{ user = "ivanov@d{recipient}.test" }}')
