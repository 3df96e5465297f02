-- Where a one-time secret was sent, so that its use proves that address; and how often a flow's secret was tried.

ALTER TABLE one_time_secret ADD COLUMN IF NOT EXISTS via text COLLATE "C";
ALTER TABLE one_time_secret ADD COLUMN IF NOT EXISTS address text COLLATE "C";
ALTER TABLE flow ADD COLUMN IF NOT EXISTS submissions bigint;
