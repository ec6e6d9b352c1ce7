"""What words mean: TOML rows with their own examples, validated and frozen on load."""


def glued_before() -> tuple[str, ...]:
    """What may be written right before a number as its currency, letters only: USD, Rs, RM."""
    return tuple("USD EUR GBP JPY CNY INR AUD CAD CHF HKD NZD SGD SEK NOK DKK ZAR BRL MXN KRW RUB TRY PLN THB IDR MYR PHP NGN KES PKR AED SAR ILS CZK HUF Rs RM Rp Fr Sfr".split())


def glued_after() -> tuple[str, ...]:
    """What may be written right after a number: scales (bn, m, crore), subunits (p, c) and units (km, mph)."""
    return tuple("p c bn mn tn trn m k K M B b mln bln cr crore lakh million billion trillion km kg mm cm g t MW GW kW TW MWh GWh kWh TWh mph kph km/h mb pp pct bps bp x ft lb lbs ha GB MB TB bpd boe oz hr hrs min am pm km²".split())
