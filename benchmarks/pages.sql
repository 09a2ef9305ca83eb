-- A database for pages.py, PostgreSQL, around what that wrote into the temporary tables `told` (claims as articles tell them),
-- `written` (articles) and `named` (actors, the most frequent first). All is drawn from the keys, so it is the same each time.
-- `session_replication_role` leaves out the triggers, which would look at every row.
SET session_replication_role = replica;
CREATE FUNCTION pg_temp.draw(n bigint, salt bigint) RETURNS float LANGUAGE sql IMMUTABLE AS
  'SELECT (hashint8extended(n, salt) & 1048575) / 1048576.0';
-- An actor: the first one in a third of all, the others the more seldom the later they come.
CREATE FUNCTION pg_temp.who(n bigint, salt bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  'SELECT CASE WHEN pg_temp.draw(n, salt) < 0.3 THEN 1001 ELSE 1000 + floor(power(1500, pg_temp.draw(n, salt + 1)))::bigint END';

INSERT INTO sources_actor (id, slug, name, name_de, kind, curated, created_at, part_of_id)
  SELECT 1000 + n, 'actor-' || n, name, name, 'organisation', false, now(),
    CASE WHEN n % 5 = 0 THEN 1000 + floor(power(n - 1, pg_temp.draw(n, 1)))::bigint END FROM named;
INSERT INTO sources_actor (id, slug, name, name_de, kind, curated, created_at)
  SELECT 9000 + n, 'outlet-' || n, 'Blatt ' || n, '', 'outlet', false, now() FROM generate_series(0, 39) n;
INSERT INTO sources_alias (id, text, key, kind, language, ambiguous, actor_id, stem, spelling, core)
  SELECT id, name, lower(name), 'name', 'de', false, id, lower(name), lower(name), lower(name) FROM sources_actor;
INSERT INTO sources_article (id, url, title, published_on, sha256, translated_from, adapted_by, state, leased_by, attempts,
    error, withdrawn_reason, created_at, outlet_id)
  SELECT n, 'https://news.example/' || n, title, date '2026-06-30' - floor(2200 * power(pg_temp.draw(n, 2), 1.5))::int,
    md5(n::text) || md5('x' || n), '', '', 'done', '', 0, '', '', now(), 9000 + floor(power(40, pg_temp.draw(n, 3)))::int - 1
  FROM written;
INSERT INTO sources_articletext (article_id, text, length) SELECT n, text, length(text) FROM written;
INSERT INTO claims_extraction (id, extractor, version, model, provenance, created_at, article_id)
  SELECT n, 'made', '2', '', '{}', now(), n FROM written;
-- One article in twenty was read before.
INSERT INTO claims_extraction (id, extractor, version, model, provenance, created_at, retired_at, article_id)
  SELECT 1000000 + n, 'made', '1', '', '{}', now(), now(), n FROM written WHERE n % 20 = 0;

-- One claim in twelve was merged into an earlier one, a few of these have many; one merge in ten leads to what was merged itself.
INSERT INTO claims_claim (id, statement, status, created_at, mentions_count, origins_count, denied, disputed, within, merged_into_id)
  SELECT n, statement, CASE WHEN n % 50 = 0 THEN 'accepted' WHEN n % 77 = 0 THEN 'rejected' ELSE 'unreviewed' END, now(),
    0, 0, false, false, n % 12 <> 0 AND n % 15 = 4,
    CASE WHEN n % 12 = 0 THEN 12 * near + CASE WHEN near > 0 AND pg_temp.draw(n, 4) < 0.1 THEN 0 ELSE 5 END END
  FROM (SELECT *, floor(20 * (power(n / 240.0 + 1, pg_temp.draw(n, 5)) - 1))::bigint AS near FROM told) drawn;
INSERT INTO claims_mention (id, number, form, spans, start, "end", text, fragments, stance, certainty, polarity, denies, hearsay,
    tense, confidence, why, claim_id, extraction_id)
  SELECT n, number, (ARRAY['direct','indirect','narrative','reported','direct','indirect'])[1 + floor(6 * pg_temp.draw(n, 6))::int],
    jsonb_build_array(jsonb_build_array(start, "end")), start, "end", statement, '[]', 'asserts',
    (ARRAY['certain','certain','certain','probable','possible'])[1 + floor(5 * pg_temp.draw(n, 7))::int],
    CASE WHEN n % 9 = 0 THEN 'negative' ELSE 'positive' END, n % 9 = 0, n % 10 = 1, CASE WHEN n % 25 = 7 THEN 'future' ELSE 'past' END,
    0.5 + pg_temp.draw(n, 8) / 2, '["cue: sagte"]', n, article
  FROM told;
INSERT INTO claims_mention (id, number, form, spans, start, "end", text, fragments, stance, certainty, polarity, denies, hearsay,
    tense, confidence, why, claim_id, extraction_id)
  SELECT 1000000 + id, number, 'narrative', spans, start, "end", text, fragments, stance, certainty, polarity, denies, hearsay,
    tense, confidence, why, claim_id, 1000000 + extraction_id
  FROM claims_mention WHERE extraction_id % 20 = 0;
CREATE TEMPORARY TABLE family AS
  WITH RECURSIVE up(id, root) AS (
    SELECT id, id FROM claims_claim WHERE merged_into_id IS NULL
    UNION ALL SELECT below.id, up.root FROM claims_claim below JOIN up ON below.merged_into_id = up.id
  ) SELECT id, root FROM up;
UPDATE claims_mention SET root_id = root FROM family WHERE family.id = claim_id AND extraction_id < 1000000;
UPDATE claims_claim SET mentions_count = n, origins_count = greatest(1, n * 2 / 3), denied = sides > 1, disputed = sides > 1
  FROM (SELECT root, count(*) AS n, count(DISTINCT m.denies) AS sides
        FROM family f JOIN claims_mention m ON m.claim_id = f.id AND m.id < 1000000 GROUP BY root) told
  WHERE told.root = claims_claim.id;

INSERT INTO claims_mentionactor (position, text, start, "end", role, actor_id, mention_id)
  SELECT DISTINCT ON (n, a) p, split_part(statement, ' ', 1), start, start + length(split_part(statement, ' ', 1)), 'about', a, n
  FROM (SELECT *, pg_temp.who(n, 10 + 2 * p) AS a FROM told, generate_series(0, 1) p WHERE p < 1 + n % 2) drawn;
INSERT INTO claims_attribution (mention_id, position, actor_id, kind, surface, role, affiliation, anonymity, cue)
  SELECT n, p, CASE WHEN unknown THEN NULL ELSE pg_temp.who(n, 20 + 2 * p) END,
    CASE WHEN unknown THEN 'unknown' ELSE 'organisation' END, '', '', '',
    CASE WHEN unknown THEN (ARRAY['anonymous','collective'])[1 + n % 2] ELSE 'named' END, ''
  FROM (SELECT n, p, pg_temp.draw(n, 30 + p) < 0.15 AS unknown FROM told, generate_series(0, 2) p
        WHERE n % 10 < 8 AND (p = 0 OR pg_temp.draw(n, 40) < 0.25 / p)) drawn;
INSERT INTO claims_claimactor (claim_id, actor_id, part, exact)
  WITH told AS (
    SELECT f.root, a.actor_id AS actor, 'actor' AS part FROM claims_mentionactor a JOIN family f ON f.id = a.mention_id
    UNION SELECT f.root, a.actor_id, 'source' FROM claims_attribution a JOIN family f ON f.id = a.mention_id WHERE a.actor_id IS NOT NULL
  ) SELECT root, actor, part, bool_or(exact) FROM (
    SELECT root, actor, part, true AS exact FROM told
    UNION ALL SELECT root, part_of_id, part, false FROM told JOIN sources_actor s ON s.id = actor WHERE part_of_id IS NOT NULL
  ) both_ GROUP BY root, actor, part;

INSERT INTO claims_series (id, key, noun, measure, deed, points_count, origins_count, directed_count, newest, least, most, agent_id)
  SELECT n, 'series-' || n, 'ding' || n, '', '', 30, 20, 30, date '2026-06-30' - n::int, 1, 999, 1000 + n FROM generate_series(1, 400) n;
INSERT INTO claims_quantity (position, text, start, "end", value, least, most, low_open, high_open, qualifier, unit, concept, mention_id,
    directed, measure, series_id)
  SELECT 0, split_part(statement, ' ', 1), start, start + length(split_part(statement, ' ', 1)), n % 1000 + 1, n % 1000 + 1, n % 1000 + 1,
    false, false, 'exact', 'Dinge', '', n, false, '',
    CASE WHEN pg_temp.draw(n, 50) < 0.6 THEN floor(power(400, pg_temp.draw(n, 51)))::bigint END
  FROM told WHERE n % 5 = 1;
INSERT INTO claims_claimtime (position, text, start, "end", first_day, last_day, precision, mention_id)
  SELECT 0, split_part(statement, ' ', 1), start, start + length(split_part(statement, ' ', 1)), date '2025-01-01', date '2025-01-01', 'day', n
  FROM told WHERE n % 3 = 1;
INSERT INTO claims_gist (mention_id, statement, terms, doers, modes)
  SELECT n, statement, jsonb_build_array(jsonb_build_array(split_part(statement, ' ', 2), 'thing', '[]'::jsonb, '[]'::jsonb)), '[]', '[]'
  FROM told;
INSERT INTO claims_prediction (claim_id, said_on, due_first, due_last, outcome, decided)
  SELECT id, date '2026-01-01', NULL, date '2025-01-01' + (id % 1500)::int, 'open', false
  FROM claims_claim WHERE id % 25 = 7 AND merged_into_id IS NULL;
INSERT INTO claims_predictionsource (prediction_id, actor_id, denies)
  SELECT p.claim_id, a.actor_id, false FROM claims_prediction p
  JOIN claims_attribution a ON a.mention_id = p.claim_id AND a.position = 0 AND a.actor_id IS NOT NULL;
INSERT INTO claims_relation (kind, status, reason, reasons, created_at, from_claim_id, to_claim_id, score)
  SELECT DISTINCT ON (one, other, kind) kind, 'suggested', '', '[]', now(), one, other, pg_temp.draw(n, 60) FROM (
    SELECT n, CASE WHEN n % 3 = 0 THEN 'contradicts' ELSE 'same' END AS kind, f.root AS one,
      f.root + 1 + floor(1000 * pg_temp.draw(n, 61))::bigint AS other FROM told JOIN family f ON f.id = n WHERE n % 30 = 0 OR n % 47 = 0
  ) drawn JOIN claims_claim c ON c.id = other AND c.merged_into_id IS NULL;
UPDATE claims_claim SET disputed = true
  FROM claims_relation r WHERE r.kind = 'contradicts' AND claims_claim.id IN (r.from_claim_id, r.to_claim_id);
INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
  VALUES (1, '!', false, 'curator', '', '', '', true, true, now());
INSERT INTO claims_decision (made_at, action, before, after, claim_id, user_id)
  SELECT now(), 'accept', '{"status": "unreviewed"}', '{"status": "accepted"}', id, 1 FROM claims_claim WHERE status = 'accepted';
SET session_replication_role = origin;
