-- When a role was told: which of several holds must not depend on the order in which they arrive.
alter table memberships add column role_seen_at timestamptz, add column role_message_id text;
