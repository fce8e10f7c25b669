#!/bin/sh
# Run once by the image of PostgreSQL: the role of portal and worker, which owns nothing. What it may do is given by
# "manage.py limit_database_role portal" after each migration.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE portal LOGIN PASSWORD :'password';
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
SQL
