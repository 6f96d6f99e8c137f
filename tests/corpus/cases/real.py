"""Real files; the figures are from the papers and pages that published them (../data/SOURCES.md)."""


def make(corpus):
    purchases = {"kind": "orders", "delimiter": "white-space", "date_order": "YMD", "first_day": "1997-01-01", "rows_rejected": 0, "rejected": []}
    corpus.put("../../data/cdnow_master.txt", "CDNOW, all purchases",
               {**purchases, "rows_read": 69_659, "rows_kept": 69_659, "customers": 23_570, "last_day": "1998-06-30"}, header=True)
    corpus.put("../../data/cdnow_sample.txt", "CDNOW, the sample of the papers",
               {**purchases, "rows_read": 6_919, "rows_kept": 6_919, "customers": 2_357}, header=False)
    corpus.put("../../data/telco_churn.csv", "telephone customers of whom some left",
               {"kind": "customers", "rows_read": 7_043, "rows_kept": 7_043, "rows_rejected": 0, "rejected": [], "customers": 7_043})
