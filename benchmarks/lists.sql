-- A database for lists.py, PostgreSQL: {claims} claims with one mention each, five an article; one in twelve was merged
-- into an earlier one. Actors are drawn as in real news: a few make up most. All is drawn from the keys, so it is the
-- same each time. `session_replication_role` leaves out the triggers, which would look at every row.
SET session_replication_role = replica;
INSERT INTO sources_actor (id, slug, name, name_de, kind, curated, created_at)
  SELECT 1000 + n, 'actor-' || n, 'Actor ' || n, 'Akteur ' || n, 'organisation', false, now() FROM generate_series(1, 1500) n
  UNION ALL SELECT 9000 + n, 'outlet-' || n, 'Outlet ' || n, '', 'outlet', false, now() FROM generate_series(0, 16) n;
INSERT INTO sources_article (id, url, title, published_on, sha256, translated_from, adapted_by, state, leased_by, attempts,
    error, withdrawn_reason, created_at, outlet_id)
  SELECT n, 'https://news.example/' || n, 'Meldung ' || n, date '2020-01-01' + (n * 7919 % 2200)::int, md5(n::text) || md5('x' || n),
    '', '', 'done', '', 0, '', '', now(), 9000 + (n * 31 % 23) % 17
  FROM generate_series(1::bigint, {claims} / 5) n;
INSERT INTO sources_articletext (article_id, text, length) SELECT id, repeat('Wort ', 400), 2000 FROM sources_article;
INSERT INTO claims_extraction (id, extractor, version, model, provenance, created_at, article_id)
  SELECT id, 'made', '1', '', '{{}}', now(), id FROM sources_article;
INSERT INTO claims_claim (id, statement, status, created_at, mentions_count, origins_count, denied, disputed, within)
  SELECT n, 'Aussage ' || n || repeat(' Wort' || n % 97, 20), CASE WHEN n % 50 = 0 THEN 'accepted' WHEN n % 77 = 0 THEN 'rejected'
    ELSE 'unreviewed' END, now(), 1, 1, n % 80 = 3, n % 40 = 3, n % 15 = 4 FROM generate_series(1::bigint, {claims}) n;
INSERT INTO claims_mention (id, number, form, spans, start, "end", text, fragments, stance, certainty, polarity, denies, hearsay,
    tense, confidence, why, claim_id, extraction_id)
  SELECT n, n, (ARRAY['direct','indirect','narrative','reported','direct','indirect'])[(1 + n * 7919 % 6)::int], '[[0, 100]]', 0, 100,
    'Aussage ' || n || repeat(' Wort' || n % 97, 20), '[]', 'asserts',
    (ARRAY['certain','certain','certain','probable','possible'])[(1 + n * 104729 % 5)::int],
    CASE WHEN n % 9 = 0 THEN 'negative' ELSE 'positive' END, n % 9 = 0, false, 'past', 0.9, '["cue: sagte"]', n, 1 + (n - 1) / 5
  FROM generate_series(1::bigint, {claims}) n;
UPDATE claims_claim SET merged_into_id = id - 7, mentions_count = 0, origins_count = 0 WHERE id % 12 = 0;
UPDATE claims_claim SET mentions_count = 2, origins_count = 1 + id % 2 WHERE id % 12 = 5;
INSERT INTO claims_mentionactor (position, text, start, "end", role, actor_id, mention_id)
  SELECT DISTINCT ON (m, a) p, 'Wort', 0, 4, 'about', a, m FROM (SELECT n AS m, p,
    1000 + least(1500, greatest(1, floor(power(1500, (n * 7919 * (p + 1) % 1009) / 1009.0))))::int AS a
    FROM generate_series(1::bigint, {claims}) n, generate_series(0, 1) p) drawn;
INSERT INTO claims_attribution (mention_id, position, actor_id, kind, surface, role, affiliation, anonymity, cue)
  SELECT n, 0, CASE WHEN n % 5 = 0 THEN NULL ELSE 1000 + greatest(1, floor(power(1500, (n * 104729 % 997) / 997.0)))::int END,
    CASE WHEN n % 5 = 0 THEN 'unknown' ELSE 'organisation' END, '', '', '',
    (ARRAY['named','named','collective','anonymous'])[(1 + n % 4)::int], ''
  FROM generate_series(1::bigint, {claims}) n WHERE n % 10 < 8;
INSERT INTO claims_quantity (position, text, start, "end", value, low_open, high_open, qualifier, unit, concept, mention_id,
    directed, measure)
  SELECT 0, 'Wort', 0, 4, n % 1000, false, false, 'exact', 'Dinge', '', n, false, '' FROM generate_series(1::bigint, {claims}) n
  WHERE n % 5 = 1;
INSERT INTO claims_claimactor (claim_id, actor_id, part, exact)
  SELECT DISTINCT coalesce(c.merged_into_id, c.id), a.actor_id, 'actor', true
    FROM claims_mentionactor a JOIN claims_claim c ON c.id = a.mention_id
  UNION ALL SELECT DISTINCT coalesce(c.merged_into_id, c.id), a.actor_id, 'source', true
    FROM claims_attribution a JOIN claims_claim c ON c.id = a.mention_id WHERE a.actor_id IS NOT NULL;
SET session_replication_role = origin;
