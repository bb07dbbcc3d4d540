import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what, when, from where and why (INV-08). Append-only but for the origins, which can be erased. */
export class AuditTrail1700000002500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORDS);
    await runner.query(ORIGINS);
    await runner.query(SEARCH);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema audit cascade`);
  }
}

const RECORDS = `
  create schema audit;

  create table audit.record (
    id bigint primary key generated always as identity,
    at timestamptz not null,
    actor text not null,
    role text,
    holder_id uuid,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    origin_hash bytea check (length(origin_hash) = 32),
    correlation_id text,
    before jsonb,
    after jsonb,
    reason text,
    approver text,
    document_hash bytea check (length(document_hash) = 32),
    personal boolean not null default false,
    salt bytea not null check (length(salt) = 16),
    leaf bytea not null check (length(leaf) = 32)
  );
  create index record_subject on audit.record (subject_kind, subject_id, id);
  create index record_holder on audit.record (holder_id, id);
  create index record_actor on audit.record (actor, id);
  create index record_action on audit.record (action text_pattern_ops, id);
  create index record_at on audit.record (at);
  create index record_personal on audit.record (id) where personal;

  create function audit.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the audit trail is append-only' using errcode = 'CL030';
  end $$;
  create trigger record_is_kept before update or delete or truncate on audit.record
    for each statement execute function audit.refuse_change();
`;

const ORIGINS = `
  -- Network address and browser tell of a person: they stand apart, under a salt of their own, and can be erased. The
  -- record keeps origin_hash.
  create table audit.origin (
    record_id bigint primary key references audit.record,
    ip text,
    agent text,
    salt bytea not null check (length(salt) = 16)
  );
  create trigger origin_is_not_rewritten before update or truncate on audit.origin
    for each statement execute function audit.refuse_change();
`;

const SEARCH = `
  -- Pairs of neighbouring characters. pg_trgm needs three to find anything, and most Chinese words have two.
  create function audit.pairs(words text) returns text[] language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct substr(words, n, 2)), '{}') from generate_series(1, length(words) - 1) as n
  $$;
  create function audit.words(action text, subject_kind text, subject_id text, reason text)
    returns text language sql immutable parallel safe as $$
    select lower(action || ' ' || subject_kind || ' ' || subject_id || ' ' || coalesce(reason, ''))
  $$;
  create index record_words on audit.record
    using gin (audit.pairs(audit.words(action, subject_kind, subject_id, reason)));
`;

/** No grant on the id: the application cannot choose where in the trail its entry stands. */
const GRANTS = `
  grant usage on schema audit to carbon_app;
  grant select on audit.record to carbon_app;
  grant insert (at, actor, role, holder_id, action, subject_kind, subject_id, origin_hash, correlation_id, before,
                after, reason, approver, document_hash, personal, salt, leaf) on audit.record to carbon_app;
  grant select, insert, delete on audit.origin to carbon_app;
`;
