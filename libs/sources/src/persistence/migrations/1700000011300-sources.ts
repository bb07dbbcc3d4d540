import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What stands behind units: assets with all they are known by, who filed them as what, which of them may be one, and whose
 * their energy is. What the ledger made of it (issuances, ranges) stands there.
 */
export class Sources1700000011300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema sources;
      grant usage on schema sources to carbon_app;
      create function sources.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'this record is kept as it is' using errcode = 'CL090';
      end $$;
    `);
    await runner.query(ASSETS);
    await runner.query(SUSPICIONS);
    await runner.query(RESERVATIONS);
    await runner.query(`grant usage on all sequences in schema sources to carbon_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema sources cascade`);
  }
}

const ASSETS = `
  create table sources.asset (
    id uuid primary key,
    ordinal bigint not null unique generated always as identity,
    number text not null unique
      generated always as ('AS-' || lpad(ordinal::text, greatest(6, length(ordinal::text)), '0')) stored,
    kind text not null check (kind in ('power-plant', 'site', 'land', 'group-of-devices')),
    holder_id uuid not null,
    province text,
    technology text,
    capacity_kw numeric check (capacity_kw >= 0),
    started_on date,
    latitude numeric check (latitude between -90 and 90),
    longitude numeric check (longitude between -180 and 180),
    -- another that this was found to be; always one that is itself no other
    same_as uuid references sources.asset check (same_as <> id),
    registered_at timestamptz not null,
    check ((latitude is null) = (longitude is null))
  );
  create index asset_holder on sources.asset (holder_id, ordinal);
  create index asset_same_as on sources.asset (same_as) where same_as is not null;
  create index asset_place on sources.asset (latitude) where latitude is not null;

  -- Facts are filled in where a first file was silent, never changed.
  create function sources.keep_asset() returns trigger language plpgsql as $$
  begin
    if (new.id, new.kind, new.registered_at) is distinct from (old.id, old.kind, old.registered_at)
       or old.province is not null and new.province is distinct from old.province
       or old.technology is not null and new.technology is distinct from old.technology
       or old.capacity_kw is not null and new.capacity_kw is distinct from old.capacity_kw
       or old.started_on is not null and new.started_on is distinct from old.started_on
       or old.latitude is not null and (new.latitude, new.longitude) is distinct from (old.latitude, old.longitude)
    then raise exception 'this record is kept as it is' using errcode = 'CL090';
    end if;
    if new.same_as is distinct from old.same_as and (new.same_as is null
       or exists (select from sources.asset a where a.id = new.same_as and a.same_as is not null)
       or exists (select from sources.asset a where a.same_as = new.id))
    then raise exception 'an asset is the same as one that is itself no other' using errcode = 'CL091';
    end if;
    return new;
  end $$;
  create trigger asset_is_kept before update on sources.asset
    for each row execute function sources.keep_asset();

  -- All an asset is known by, as it was written and as it is compared.
  create table sources.asset_identity (
    id bigint primary key generated always as identity,
    asset_id uuid not null references sources.asset,
    kind text not null check (kind in ('name', 'meter', 'number', 'parcel')),
    -- who gave a number; empty for what needs no giver
    giver text not null default '',
    value text not null,
    normal text not null check (normal <> ''),
    grams text[],
    filed_as text not null,
    at timestamptz not null,
    check ((kind = 'number') = (giver <> '')),
    check ((kind = 'name') = (grams is not null)),
    unique (asset_id, kind, giver, normal, value)
  );
  -- a meter, and a number of one giver, is of one asset
  create unique index one_asset_a_meter on sources.asset_identity (normal) where kind = 'meter';
  create unique index one_asset_a_number on sources.asset_identity (giver, normal) where kind = 'number';
  create index identity_normal on sources.asset_identity (kind, normal);
  create index identity_grams on sources.asset_identity using gin (grams) where kind = 'name';
  create trigger identity_is_kept before update or delete or truncate on sources.asset_identity
    for each statement execute function sources.refuse_change();

  -- Which file is of which asset, and what it said.
  create table sources.asset_filing (
    filed_as text primary key,
    asset_id uuid not null references sources.asset,
    holder_id uuid not null,
    facts jsonb not null,
    at timestamptz not null
  );
  create index asset_filing_of on sources.asset_filing (asset_id);
  create trigger filing_is_kept before update or delete or truncate on sources.asset_filing
    for each statement execute function sources.refuse_change();

  create table sources.asset_holder_change (
    asset_id uuid not null references sources.asset,
    from_holder uuid not null,
    to_holder uuid not null,
    at timestamptz not null,
    by_whom text not null,
    approver text,
    reason text not null,
    document_hash bytea check (length(document_hash) = 32),
    primary key (asset_id, at)
  );
  create trigger holder_change_is_kept before update or delete or truncate on sources.asset_holder_change
    for each statement execute function sources.refuse_change();

  grant select, insert on sources.asset, sources.asset_identity, sources.asset_filing, sources.asset_holder_change
    to carbon_app;
  grant update (holder_id, same_as, province, technology, capacity_kw, started_on, latitude, longitude)
    on sources.asset to carbon_app;
`;

const SUSPICIONS = `
  -- Two assets that may be one; the later one waits until two people have decided.
  create table sources.asset_suspicion (
    id uuid primary key,
    asset_id uuid not null references sources.asset,
    other_id uuid not null references sources.asset,
    signs text[] not null check (cardinality(signs) > 0),
    state text not null default 'open' check (state in ('open', 'same', 'different')),
    raised_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    approver text,
    reason text,
    document_hash bytea check (length(document_hash) = 32),
    check (asset_id <> other_id),
    check ((state = 'open') = (decided_at is null)),
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (reason is null)),
    unique (asset_id, other_id)
  );
  create index suspicion_other on sources.asset_suspicion (other_id);
  create index suspicion_open on sources.asset_suspicion (id) where state = 'open';
  create trigger decided_suspicion_is_kept before update on sources.asset_suspicion
    for each row when (old.state <> 'open'
      or (new.id, new.asset_id, new.other_id, new.signs, new.raised_at)
         is distinct from (old.id, old.asset_id, old.other_id, old.signs, old.raised_at))
    execute function sources.refuse_change();
  create trigger suspicion_is_kept before delete or truncate on sources.asset_suspicion
    for each statement execute function sources.refuse_change();
  grant select, insert on sources.asset_suspicion to carbon_app;
  grant update (state, decided_at, decided_by, approver, reason, document_hash)
    on sources.asset_suspicion to carbon_app;
`;

const RESERVATIONS = `
  -- EXC-003: whose the energy of an asset is, by months. One project at a time; what ended stays as history.
  create table sources.reservation (
    id uuid primary key,
    project text not null,
    asset_id uuid not null references sources.asset,
    months daterange not null check (not isempty(months) and not lower_inf(months) and not upper_inf(months)
      and extract(day from lower(months)) = 1 and extract(day from upper(months)) = 1),
    reserved_at timestamptz not null,
    ended_at timestamptz check (ended_at >= reserved_at),
    constraint one_project_a_month exclude using gist (asset_id with =, months with &&) where (ended_at is null)
  );
  create index reservation_project on sources.reservation (project);
  create trigger reservation_is_kept before update on sources.reservation
    for each row when (old.ended_at is not null or to_jsonb(new) - 'ended_at' is distinct from to_jsonb(old) - 'ended_at')
    execute function sources.refuse_change();
  create trigger reservations_stay before delete or truncate on sources.reservation
    for each statement execute function sources.refuse_change();
  grant select, insert on sources.reservation to carbon_app;
  grant update (ended_at) on sources.reservation to carbon_app;
`;
