-- Where a one-time secret was sent, so that its use proves that address; and how often a flow's secret was tried.

ALTER TABLE one_time_secret ADD COLUMN via TEXT;
ALTER TABLE one_time_secret ADD COLUMN address TEXT;
ALTER TABLE flow ADD COLUMN submissions INTEGER;
