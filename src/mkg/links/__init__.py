"""Links: whether the web addresses that data point to still lead somewhere.

Each module imports only from lines above its own:

    addresses · turns       what is cited · who may ask a host when
    verdicts                what can be said of an address
    web · cache · crowd     one request · what is known already · many hosts side by side
    asking                  one address, its redirects followed
    check                   the whole check, as a report
"""
