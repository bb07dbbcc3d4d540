import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Groups of audit records on their way into the transparency log: the root of each group is one leaf of it (INV-05).
 * What waits is kept as a list, not as "ids above the last sealed one": a record whose transaction commits late has a
 * lower id than records that were sealed before it could be seen.
 */
export class AuditSeals1700000005500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAITING);
    await runner.query(SEALS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger record_waits on audit.record;
      drop table audit.sealed_record, audit.seal, audit.unsealed;
      drop function audit.wait_for_seal, audit.waits_no_longer;
    `);
  }
}

/** The functions run as the owner: the application itself can neither add to the list nor take from it. */
const WAITING = `
  create table audit.unsealed (record_id bigint primary key references audit.record);
  insert into audit.unsealed select id from audit.record;

  create function audit.wait_for_seal() returns trigger language plpgsql security definer set search_path = '' as $$
  begin
    insert into audit.unsealed values (new.id);
    return null;
  end $$;
  create trigger record_waits after insert on audit.record for each row execute function audit.wait_for_seal();
  grant select on audit.unsealed to carbon_app;
`;

const SEALS = `
  create table audit.seal (
    id bigint primary key generated always as identity,
    -- RFC 9162 root over the leaves of its records, and how many they are: what the leaf in the log commits to
    root bytea not null check (length(root) = 32),
    count int not null check (count > 0),
    log_position bigint not null unique check (log_position >= 0),
    sealed_at timestamptz not null default now()
  );
  create table audit.sealed_record (
    record_id bigint primary key references audit.record,
    seal_id bigint not null references audit.seal,
    ordinal int not null check (ordinal >= 0),
    -- as it was sealed: tells which record of a group was rewritten
    leaf bytea not null check (length(leaf) = 32),
    unique (seal_id, ordinal)
  );
  create trigger seal_is_kept before update or delete or truncate on audit.seal
    for each statement execute function audit.refuse_change();
  create trigger sealed_record_is_kept before update or delete or truncate on audit.sealed_record
    for each statement execute function audit.refuse_change();

  create function audit.waits_no_longer() returns trigger language plpgsql security definer set search_path = '' as $$
  declare
    taken bigint;
  begin
    delete from audit.unsealed u using sealed s where u.record_id = s.record_id;
    get diagnostics taken = row_count;
    if taken <> (select count(*) from sealed) then
      raise exception 'only a record that waits can be sealed' using errcode = 'CL031';
    end if;
    return null;
  end $$;
  create trigger sealed_record_waits_no_longer after insert on audit.sealed_record
    referencing new table as sealed for each statement execute function audit.waits_no_longer();

  grant select on audit.seal, audit.sealed_record to carbon_app;
  grant insert (root, count, log_position) on audit.seal to carbon_app;
  grant insert on audit.sealed_record to carbon_app;
`;
