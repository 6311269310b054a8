"""The two narrow functions by which a referral passes between a county and its city; nothing else reads across.

Each works on the caller's own row, found by the transaction's tenant, and writes the other side's copy as that tenant;
no id of a tenant is ever an argument.
"""

from yipanqi_core.database.schema import APP_ROLE

HAND_OVER = """
CREATE FUNCTION app_hand_over(referral uuid) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  sender uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  city uuid;
  city_name text;
  sent referrals;
BEGIN
  SELECT * INTO sent FROM referrals WHERE tenant_id = sender AND id = referral AND issue_id IS NOT NULL;
  SELECT p.id, p.name INTO city, city_name FROM tenants t JOIN tenants p ON p.id = t.parent_id
    WHERE t.id = sender AND p.kind = 'city';
  IF sent.id IS NULL OR city IS NULL THEN RETURN NULL; END IF;
  sent.tenant_id := city;
  sent.county_id := sender;
  sent.issue_id := NULL;
  PERFORM set_config('app.tenant_id', city::text, true);
  INSERT INTO referrals SELECT sent.* ON CONFLICT DO NOTHING;
  PERFORM set_config('app.tenant_id', sender::text, true);
  RETURN city_name;
END $$
"""

HAND_BACK = """
CREATE FUNCTION app_hand_back(referral uuid, event uuid, note uuid, trail uuid, body bytea) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  city uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  copy referrals;
  own referrals;
  city_name text;
  today date;
  stood issue_stays;
  below issue_stays;
BEGIN
  SELECT * INTO copy FROM referrals WHERE tenant_id = city AND id = referral AND county_id IS NOT NULL;
  SELECT name INTO city_name FROM tenants WHERE id = city;
  IF copy.id IS NULL OR copy.state <> 'answered' THEN RETURN false; END IF;
  PERFORM set_config('app.tenant_id', copy.county_id::text, true);
  today := app_today();
  UPDATE referrals SET state = 'answered', answer = copy.answer, answered_on = today, answered_by = city_name
    WHERE tenant_id = copy.county_id AND id = referral AND state = 'sent' RETURNING * INTO own;
  IF own.id IS NOT NULL THEN
    PERFORM FROM issues WHERE tenant_id = own.tenant_id AND id = own.issue_id FOR UPDATE;
    SELECT * INTO stood FROM issue_stays
      WHERE tenant_id = own.tenant_id AND issue_id = own.issue_id AND until_on IS NULL AND cause = 'referred';
    IF stood.issue_id IS NOT NULL THEN
      SELECT * INTO below FROM issue_stays
        WHERE tenant_id = own.tenant_id AND issue_id = own.issue_id AND position = stood.position - 1;
      UPDATE issue_stays SET until_on = today
        WHERE tenant_id = own.tenant_id AND issue_id = own.issue_id AND position = stood.position;
      INSERT INTO issue_stays
        (tenant_id, issue_id, position, rung, unit_id, post_id, since_on, cause, reason, decided_by)
        VALUES (own.tenant_id, own.issue_id, stood.position + 1, below.rung, below.unit_id, below.post_id, today,
                'answered', copy.answer, city_name);
      INSERT INTO inbox (tenant_id, id, unit_id, post_id, subject, received_on)
        SELECT own.tenant_id, note, below.unit_id, below.post_id,
               city_name || '已答复上报问题：' || own.description, today
        WHERE below.unit_id IS NOT NULL OR below.post_id IS NOT NULL;
    END IF;
    UPDATE issues SET version = version + 1 WHERE tenant_id = own.tenant_id AND id = own.issue_id;
    INSERT INTO project_events (tenant_id, id, project_id, on_date, actor, kind, line, clause)
      SELECT own.tenant_id, event, project_id, today, city_name, 'issue',
             '上报问题“' || own.description || '”得到' || city_name || '答复：' || copy.answer, own.clause
      FROM issues WHERE tenant_id = own.tenant_id AND id = own.issue_id;
    INSERT INTO audit (tenant_id, id, actor, action, subject, body)
      VALUES (own.tenant_id, trail, city_name, 'answer_referral', 'referral:' || referral, body);
  END IF;
  PERFORM set_config('app.tenant_id', city::text, true);
  RETURN own.id IS NOT NULL;
END $$
"""

SIGNATURES = "app_hand_over(uuid), app_hand_back(uuid, uuid, uuid, uuid, bytea)"

FUNCTIONS = (
    HAND_OVER,
    HAND_BACK,
    f"REVOKE ALL ON FUNCTION {SIGNATURES} FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION {SIGNATURES} TO {APP_ROLE}",
)
"""What the migration lays."""
