import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The transparency log: tiles, checkpoints and their way to the chain, alerts, reconciliations
 * (docs/architecture.md, "The transparency log and the chain").
 */
export class Log1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TILES_AND_CHECKPOINTS);
    await runner.query(CHAIN);
    await runner.query(WATCH);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema log cascade`);
  }
}

const TILES_AND_CHECKPOINTS = `
  create schema log;

  -- C2SP tlog-tiles, height 8. Hashes do not compress: they are stored as they are.
  create table log.tile (
    level smallint not null check (level between 0 and 7),
    index bigint not null check (index >= 0),
    hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    primary key (level, index)
  );
  alter table log.tile alter column hashes set storage external;

  create function log.tile_only_grows() returns trigger language plpgsql as $$
  begin
    if new.level <> old.level or new.index <> old.index
      or substring(new.hashes from 1 for length(old.hashes)) <> old.hashes then
      raise exception 'a tile of the log only grows' using errcode = 'CL020';
    end if;
    return new;
  end $$;
  create trigger tile_only_grows before update on log.tile
    for each row execute function log.tile_only_grows();

  create function log.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'the log is append-only' using errcode = 'CL021';
  end $$;
  create trigger tile_is_kept before delete or truncate on log.tile
    for each statement execute function log.refuse_change();

  -- What was signed stands in columns that nobody may update; the rest tells how far it is on its way to the chain.
  create table log.checkpoint (
    size bigint primary key,
    previous_size bigint not null unique check (previous_size >= 0),
    root bytea not null check (length(root) = 32),
    note text not null,
    -- [{instrument, issued, retired, surrendered, cancelled, expired, converted}], changes since previous_size
    supply_deltas jsonb not null,
    created_at timestamptz not null default now(),
    state text not null default 'built' check (state in ('built', 'sent', 'mined', 'final')),
    -- the anchored checkpoint whose consistency proof passed over this one
    covered_by bigint,
    tx_hash text,
    block_number bigint,
    block_hash text,
    check (size > previous_size),
    check (covered_by is null or covered_by > size)
  );
  create index checkpoint_open on log.checkpoint (size) where state <> 'final';
  create index checkpoint_anchored on log.checkpoint (size)
    where state in ('mined', 'final') and covered_by is null;
  create trigger checkpoint_is_kept before delete or truncate on log.checkpoint
    for each statement execute function log.refuse_change();
`;

const CHAIN = `
  -- Where the log is anchored. One row is in force; former ones are kept.
  create table log.chain_binding (
    id int primary key generated always as identity,
    chain_id bigint not null,
    contract text not null check (contract ~ '^0x[0-9a-f]{40}$'),
    deployed_block bigint not null,
    genesis_hash text not null,
    bound_at timestamptz not null default now(),
    bound_by text not null,
    -- why anchoring stands still until an operator acts
    halted_code text,
    retired_at timestamptz
  );
  create unique index one_binding_in_force on log.chain_binding ((true)) where retired_at is null;

  -- Each try to tell the chain something, and what came of it. Append-only.
  create table log.anchor_attempt (
    id bigint primary key generated always as identity,
    at timestamptz not null default clock_timestamp(),
    subject text not null check (subject in ('checkpoint', 'issuance', 'caps', 'chain')),
    checkpoint_size bigint,
    happened text not null,
    tx_hash text,
    error text,
    details jsonb not null default '{}'
  );
  create index anchor_attempt_checkpoint on log.anchor_attempt (checkpoint_size, id);

  -- The outbox of issuances: filled when they are sequenced, in the order of the log.
  create table log.issuance_record (
    issuance_id bigint primary key,
    leaf_index bigint not null unique,
    -- sha256 of the source key, and the key that the contract sees; they differ from the second issuance on that has
    -- the key of a reversed one, because on chain a key is used once for good
    source_hash bytea not null,
    chain_key bytea not null unique,
    state text not null default 'pending' check (state in ('pending', 'sent', 'mined', 'final')),
    tx_hash text,
    block_number bigint,
    block_hash text
  );
  create index issuance_record_source on log.issuance_record (source_hash);
  create index issuance_record_open on log.issuance_record (leaf_index) where state <> 'final';
`;

const WATCH = `
  create table log.alert (
    id bigint primary key generated always as identity,
    code text not null,
    -- what it is about, so that the same thing is not raised twice while it is open
    subject text not null default '',
    severity text not null check (severity in ('warning', 'critical')),
    text_zh text not null,
    text_en text not null,
    details jsonb not null default '{}',
    raised_at timestamptz not null default now(),
    acknowledged_at timestamptz,
    acknowledged_by text
  );
  create unique index alert_open on log.alert (code, subject) where acknowledged_at is null;

  create table log.reconciliation (
    id uuid primary key,
    -- REG-013 names the first three; FAILED is a run that could not be finished
    status text not null default 'INITIATED' check (status in ('INITIATED', 'COMPLETED', 'INCONSISTENT', 'FAILED')),
    started_by text not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    progress jsonb not null default '{}',
    summary jsonb not null default '{}',
    error text
  );
  create index reconciliation_started on log.reconciliation (started_at desc, id desc);

  create table log.difference (
    reconciliation_id uuid not null references log.reconciliation,
    ordinal int not null,
    kind text not null,
    journal_id bigint,
    transaction_id bigint,
    account text,
    instrument text,
    place text,
    expected text,
    found text,
    text_zh text not null,
    text_en text not null,
    primary key (reconciliation_id, ordinal)
  );
`;

const GRANTS = `
  grant usage on schema log to carbon_app;
  grant select, insert on all tables in schema log to carbon_app;
  grant update (hashes) on log.tile to carbon_app;
  grant update (state, covered_by, tx_hash, block_number, block_hash) on log.checkpoint to carbon_app;
  grant update (state, tx_hash, block_number, block_hash) on log.issuance_record to carbon_app;
  grant update (halted_code, retired_at) on log.chain_binding to carbon_app;
  grant update (acknowledged_at, acknowledged_by) on log.alert to carbon_app;
  grant update (status, ended_at, progress, summary, error) on log.reconciliation to carbon_app;
`;
