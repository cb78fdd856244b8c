-- The two roles of flevonorm on PostgreSQL: one that owns the tables, and one that the application
-- signs in with. The second owns nothing, so it can neither drop a trigger nor change a table, and
-- in the audit log it only reads and adds.
--
--   psql --dbname=flevonorm --set=owner=flevonorm_owner --set=app=flevonorm \
--        --file=deploy/postgresql-roles.sql
--
-- Run it as a superuser in the database of flevonorm, before the first `migrate` and once more
-- after it: the audit log must be there for its rights to be taken away. Running it again does no
-- harm. Roles that exist keep their password; new ones get one with psql's \password.
--
-- `migrate` and `purge` run as the owner. docs/beheer.md tells the rest, in Dutch.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
SET client_min_messages = warning;

\if :{?owner}
\else
  \set owner flevonorm_owner
\endif
\if :{?app}
\else
  \set app flevonorm
\endif

BEGIN;

-- What follows takes powers away: from the wrong role that would break the server.
SELECT set_config('flevonorm.owner', :'owner', true), set_config('flevonorm.app', :'app', true)
\g /dev/null
DO $$
DECLARE
  owner_name CONSTANT text := current_setting('flevonorm.owner');
  app_name CONSTANT text := current_setting('flevonorm.app');
BEGIN
  IF owner_name = app_name THEN
    RAISE EXCEPTION 'owner en app zijn dezelfde rol (%); kies twee namen.', owner_name;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname IN (owner_name, app_name) AND rolsuper) THEN
    RAISE EXCEPTION 'owner en app mogen geen superuser zijn (% en %).', owner_name, app_name;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = app_name)
    AND EXISTS (SELECT FROM pg_roles WHERE rolname = owner_name)
    AND pg_has_role(app_name, owner_name, 'MEMBER')
  THEN
    RAISE EXCEPTION '% is lid van %; trek dat eerst in met REVOKE.', app_name, owner_name;
  END IF;
END
$$;

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY[:'owner', :'app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE :"owner" LOGIN NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE :"app" LOGIN NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

-- An installation that began with one role: what that one owns goes to the owner.
REASSIGN OWNED BY :"app" TO :"owner";

REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC, :"app";
GRANT CONNECT ON DATABASE :"DBNAME" TO :"owner", :"app";
REVOKE ALL ON SCHEMA public FROM PUBLIC, :"app";
GRANT USAGE, CREATE ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"app";

-- Tables that are there, and those of a later `migrate`.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, :"app";
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, :"app";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"app";
GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
  GRANT SELECT, USAGE ON SEQUENCES TO :"app";

-- The audit log and what it knows of people are only added to; `purge` erases as the owner. Which
-- migrations have run is for the owner to write down.
SELECT format('REVOKE %s ON %I FROM %I', taken, name, :'app')
FROM (VALUES
  ('accounts_auditevent', 'UPDATE, DELETE'),
  ('accounts_auditpersonaldata', 'UPDATE, DELETE'),
  ('django_migrations', 'INSERT, UPDATE, DELETE')
) AS protected (name, taken)
WHERE to_regclass(format('public.%I', name)) IS NOT NULL
\gexec

COMMIT;

SELECT to_regclass('public.accounts_auditevent') IS NOT NULL AS has_audit_log
\gset
\if :has_audit_log
  \echo 'Klaar. In het logboek mag' :app 'alleen lezen en toevoegen.'
\else
  \echo 'De rollen zijn klaar. Voer nu migrate uit als' :owner 'en daarna dit bestand nog een keer.'
\endif
