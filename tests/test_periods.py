"""When a number holds: sentences and short stories of business news, each with the period of one number."""

from __future__ import annotations

import pytest

from pipeline import extract

ROWS: list[tuple[str, str, str | None]] = [
    ("In July and August 2025 it collected $9m in taxes.", "$9m", "2025-07/2025-08"),
    ("Exports rose by 5% in 2023 and 2024.", "5%", "2023/2024"),
    ("Ghana sold 9 tonnes of cocoa in the 2023/24 season.", "9 tonnes", "2023/2024"),
    ("Sales were up 4% in July 2025 from a year earlier, less than the 5% that banks had seen.", "5%", "2025-07"),
    ("Exports rose by 5% in 2021 and 2024.", "5%", "2021"),
    ("Exports rose by 5% and 3% in July and August 2025.", "3%", "2025-07"),
    ("Norway's exports hit $9m in 2024. Chile is next with $5m.", "$5m", "2024"),
    ("When the pact was signed in April 2024, exports stood at $9bn.", "$9bn", "2024-04"),
    ("Its share was 5% in 2024 and 9% in 2017. Chile's grew 3 times over the period.", "3 times", "2017/2024"),
    ("Its shares have doubled from the low of $9 that they touched in 2002.", "$9", "2002"),
    ("Norway lost $9bn in 2024, more than the $7bn it lost in 2023.", "$7bn", "2023"),
    ("Zeta Bank made $9m in 2004. It reported a profit of $7m on Monday for its mills.", "$7m", "2004"),
    ("Zeta Bank sold its port in 2003. Last week it reported a profit of $7m.", "$7m", None),
    ("Growth was short of the 24% gain that it notched up in 2003.", "24%", "2003"),
    ("Norway's shares fell to $9, their biggest fall since the floods in Oslo of 2001.", "$9", None),
    ("Ann Lee came in 2002, when Norway was near to collapse with debts of $9bn.", "$9bn", "2002"),
    ("Exports were $5bn in 2024. Two years earlier Norway sold $3bn.", "$3bn", "2022"),
    (
        "OSLO, March 24, 2005 - Sales fell 4% in February, it said Thursday. Prices rose 9% from a year earlier.",
        "9%",
        "2005-02",
    ),
    ("Velmora expects to earn $9m from exports this year, 4% more than in 2004.", "$9m", "2005"),
    ("Norway expects sales to rise this year, 4% more than in 2004. They fell 2% in 2001.", "4%", "2005"),
    (
        "Sales fell in December 2004. Debt had come to £6m in November, against £4m in the same month of 2003.",
        "£4m",
        "2003-11",
    ),
    (
        "Tax fell 3% in May 2004. It was 2% up on a year ago, well below the 4% seen in April. Banks had expected 6%.",
        "6%",
        "2004-05",
    ),
    ("Trade hit 9bn euros in 2022.\n\nIt held 14bn euros in the six states at the end of 2021.", "14bn euros", "2021"),
    ("The charge is to go up to 8 euros from 1 March 2005.", "8 euros", "2005-03-01"),
    ("Borrowing will fall to £9bn in 2005-06.", "£9bn", "2005/2006"),
    ("Trade was worth $9bn in 2023. Peru accounted for 6% of it, compared with 12% in 2003.", "6%", "2023"),
    (
        "Prices fell 4% in November, Holm Homes said.\n\nLoans fell 9% last month, 7% less than in November 2003.",
        "9%",
        "2004-11",
    ),
    ("Costs fell 3% in May 2004. Sales were $5m, down 6% on the same month in 2003.", "$5m", "2004-05"),
    ("It cut its forecast for growth in Peru this year to 3% from 4%. Growth was 5% in 2004.", "4%", "2005"),
    ("Growth was 5% in 2004. It cut its forecast for 2005 from 4% to 3% last month.", "3%", "2005"),
    ("Output grew 5% in 2004. Debt fell to 51% of output from 57% in 2003.", "51%", "2004"),
    ("The IMF forecasts growth of 4% for Europe in 2005. Norway is expected to grow 6%.", "6%", "2005"),
    ("It has cut fares five times since May 2003. Coal rose 17%, compared with 12% a year ago.", "12%", None),
    ("Output fell 2% in the last three months of 2004, and a survey found orders slipping to 96.", "96", None),
    ("Output fell 2% in the last three months of 2004. Orders slipped to 96 from 97 a month earlier.", "97", None),
    ("Output fell 2% in the last three months of 2004. Another poll put support at 96%.", "96%", None),
    ("Velmora sold 5 mills in March 2005.\n\nFirst-half profit halved to $4m.", "$4m", "2005-01/2005-06"),
    ("In its best year, 2005 sales rose to $4m.", "$4m", "2005"),
    ("The firm cut its forecast for 2005 operating profit to $2m from $3m.", "$3m", "2005"),
    ("It raised its 2005 growth forecast to 3% from 2%.", "2%", "2005"),
    ("Oil has lost a tenth since October 2004, when it touched $55.", "$55", "2004-10"),
    ("Profit peaked in 2001, when the mill was sold for $5m.", "$5m", "2001"),
    ("Growth was 4% in 2004, the fastest since 1996. It was 2% the year before.", "2%", "2003"),
    ("The economy grew 4% in 2004. Oslo is aiming for 5% in 2005 and 6% in 2006. It fell 1% this year.", "1%", "2005"),
    ("Rents will rise 2% in 2005 after a 15% jump in 2004.\n\nA room cost $90 in December.", "$90", "2004-12"),
    ("Velmora lost $9m last year, compared with a profit of $3m in 2003.", "$9m", "2004"),
    ("Exports were $8m in May 2004. The surplus more than doubled to $4m.", "$4m", "2004-05"),
    ("Film-goers spent $9m in 2004, more than the $8m of the year before. Visits fell 2%.", "2%", "2004"),
    ("The firm had 900 staff and sales of $5m in 2004.", "900 staff", "2004"),
    ("Before the war of 1959 it received 200 guests.", "200 guests", None),
    ("It is to spend $9m in Oslo in 2004, its third purchase in two years.", "$9m", "2004"),
    ("Prices sank to 42 cents in 2001 but have recovered to $1.04.", "$1.04", None),
    ("Prices fell by almost a quarter in 2004.", "a quarter", "2004"),
]


@pytest.mark.parametrize(("text", "exact", "period"), ROWS)
def test_a_number_holds_at_its_time(text: str, exact: str, period: str | None) -> None:
    assert [fact.period for fact in extract(text).facts if fact.exact == exact] == [period]


@pytest.mark.parametrize(
    ("text", "exact", "scenario"),
    [
        ("The minister does not rule out a tax of 21%.", "21%", "hypothetical"),
        ("Trade can reach $3bn in ten years.", "$3bn", "hypothetical"),
        ("Output has the potential to reach $3bn.", "$3bn", "hypothetical"),
        ("Norway set the goal of exports of $3bn.", "$3bn", "forecast"),
        ("Under the optimistic view trade grows to $3bn by 2030.", "$3bn", "forecast"),
        ("Trade had grown to $3bn by 2020.", "$3bn", "actual"),
        ("Zeta Bank sold it for $9m in a move that will cut its debts.", "$9m", "actual"),
        ("A poll found that 57% of firms plan to hire people.", "57%", "actual"),
        ("Some 57% of firms are expected to hire people.", "57%", "forecast"),
        ("The minister ruled out a tax of 21%.", "21%", "denied"),
        ("Output grew half as fast as banks had forecast, taking the rate to 3%.", "3%", "actual"),
        ("Inflation is running at 2.3%, inside the bank's target range of 2% to 3%.", "2.3%", "actual"),
        ("It plans to add 20 hotels to the existing 45.", "45", "actual"),
        ("Debt would reach £9bn, compared with the £8bn he predicted in March.", "£8bn", "forecast"),
        ("Inflation is seen at 1.75% in 2005.", "1.75%", "forecast"),
        ("There was a gap of £9bn in the budget, which would mean tax rises.", "£9bn", "actual"),
        ("Economists had been looking for a surplus of $8bn.", "$8bn", "forecast"),
        ("Some 900 people were looking for work.", "900 people", "actual"),
        ("The board suggests that the age be raised to 67%.", "67%", "hypothetical"),
        ("The board suggests that output rose to 67%.", "67%", "actual"),
        ("It recommends cutting the rate to 4%.", "4%", "hypothetical"),
        ("Some 12 million workers are not saving enough.", "12 million workers", "actual"),
        ("A bonus of $5m was not paid.", "$5m", "denied"),
        ("It will walk away if it does not get half of the shares.", "half", "hypothetical"),
        ("It cut its profit forecast to $2m from $3m.", "$3m", "forecast"),
        ("Its profit will fall to $2m from $3m.", "$3m", "actual"),
        ("Velmora said the merged group would have sales of $4m.", "$4m", "hypothetical"),
        ("Velmora said sales would reach $4m.", "$4m", "forecast"),
        ("It expects 2005 to be \u201canother good year\u201d, with growth of at least 5%.", "5%", "forecast"),
        ("\u201cWe expect more,\u201d said Ann Lee, who had sales of 5%.", "5%", "actual"),
        ("It is shutting mills in a bid to save $4m.", "$4m", "forecast"),
    ],
)
def test_a_claim_is_as_sure_as_it_is_told(text: str, exact: str, scenario: str) -> None:
    assert [fact.scenario for fact in extract(text).facts if fact.exact == exact] == [scenario]
