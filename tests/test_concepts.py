"""What is measured, in the words of the sentence: one invented sentence a way of saying it."""

from __future__ import annotations

import pytest

from pipeline import extract

SAID = (
    ("If wage growth slowed below 6%, the bank would act.", "6%", "wage growth"),
    ("The yield on ten-year bonds dropped 6 basis points.", "6 basis points", "yield"),
    ("The ministry revised May’s gain down to 2,700.", "2,700", "gain"),
    ("Broadcast income was down from £51m.", "£51m", "broadcast income"),
    ("Bus fares in Norway will go up by 4%.", "4%", "bus fares"),
    ("Pay in Norway rose from $30 to $31.", "$30", "pay"),
    ("Costs were flat while operating profit dropped by a fifth.", "a fifth", "operating profit"),
    ("The £1 child fare at weekends stays.", "£1", "child fare"),
    ("Staff get a 5% pay rise.", "5%", "pay"),
    ("The lender offers 95% loan-to-value mortgages.", "95%", "loan-to-value mortgages"),
    ("Shares - sold by the heirs last week - were at $9.", "$9", "shares"),
    ("The charge was 2.5 volts and the resistance across it was 5 ohms.", "5 ohms", "resistance"),
    ("Rents rose 4%, with house prices expected to rise 6%.", "6%", "house prices"),
    ("It was a package for the director, Ann Lee, which was worth $5m.", "$5m", "package"),
    ("Since opening the mine, the firm has brought down the accident rate to 4%.", "4%", "accident rate"),
    ("Sales of 80,000 units are planned.", "80,000 units", "sales"),
    ("The firm sold 80,000 units in May.", "80,000 units", "sales"),
    ("The firm sold 4,000 of its first van in May.", "4,000", "sales"),
    ("The firm has mills in 14 countries.", "14 countries", "mills"),
    ("The firm bought 30 planes for $3bn.", "$3bn", "planes"),
    ("Between 700 and 800 will be sold.", "700 and 800", "sales"),
    ("Sales were $9bn. The earlier forecast was $8bn.", "$8bn", "sales"),
    ("The dollar fell. The currency was trading at 104 yen.", "104 yen", "dollar"),
    ("A fine of 10 million yen ($7m) or 10% of turnover is due.", "$7m", "fine"),
    ("The storm killed 12 and injured 30.", "30", "injuries"),
    ("The race has a 750 metre swim and a 20 kilometre bike ride.", "20 kilometre", "bike ride"),
    ("Ann Lee, 74, waited five hours.", "five hours", "wait"),
    ("Permits take 140 days.", "140 days", "permits"),
    ("Oil made up 61% of the total and gas 39%.", "39%", "gas"),
    ("The firm sold its oil for $65 a barrel and its gas for $29.", "$29", "gas"),
    ("Sales, profit and debt came to $9bn, $2bn and $5bn.", "$2bn", "profit"),
    ("Shares have lost 17% since the strike began, and closed at $84.", "$84", "shares"),
    ("The price of sending a parcel rose by $3.", "$3", "price"),
    ("Norway doubled the number of new flats.", "doubled", "number of flats"),
    ("Fuel makes up 23% of running costs.", "23%", "fuel"),
    ("Norway makes up 23% of exports.", "23%", "exports"),
    ("The economy grew at an annual rate of 5%.", "5%", "economy"),
    ("Economists expect growth of 2%.", "2%", "growth"),
    ("Traders spoke of the dollar’s fall to 1.31 euros.", "1.31 euros", "dollar"),
    ("Like-for-like sales fell 3%.", "3%", "like-for-like sales"),
    ("Oslo raised its stake in chemist Zeta to 9%.", "9%", "stake"),
    ("The strike will cost the bank $5m.", "$5m", "cost"),
    ("The mill must pay investors $5m.", "$5m", "payment"),
    ("The mill said exports grew 5%.", "5%", "exports"),
    ("Its load, a sign of how full its ships are, fell 5%.", "5%", "load"),
    ("The firm, which denies any blame, paid $5m.", "$5m", "payment"),
    ("Oslo bought the port for $9m in cash.", "$9m", "purchase"),
    ("The mill has $9m in cash.", "$9m", "cash"),
    ("The deal will add $5m a year to profits.", "$5m", "profits"),
    ("The deficit will widen to 3.6% of GDP.", "3.6%", "deficit"),
    ("Sales were $5m, about 9% of the total.", "9%", "sales"),
    ("It will pay an extra $5m.", "$5m", "payment"),
    ("Fuel is 23% of its costs, compared with 17% two years ago.", "17%", "costs"),
    ("Sales rose 2%. May’s figure was put at 3%.", "3%", "sales"),
    ("With 500 trucks on the road, the ferry cut the risk by 75%.", "75%", "risk"),
)


@pytest.mark.parametrize(("text", "exact", "concept"), SAID, ids=[exact + " " + concept for _, exact, concept in SAID])
def test_a_number_measures_what_its_clause_says(text: str, exact: str, concept: str) -> None:
    found = {fact.exact: fact.concept for fact in extract(text).facts}
    assert found[exact] == concept
