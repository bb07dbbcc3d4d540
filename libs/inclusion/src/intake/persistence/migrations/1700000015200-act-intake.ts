import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What partners told afterwards of acts, files and feeds that wait, and what came of batches by reason. */
export class ActIntake1700000015200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CORRECTIONS);
    await runner.query(BATCHES);
    await runner.query(WAYS_IN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table inclusion.partner_feed;
      drop table inclusion.act_file;
      drop index inclusion.resident_restricted;
      drop index inclusion.intake_batch_partner;
      drop table inclusion.intake_count;
      drop table inclusion.act_correction;
      drop function inclusion.keep_correction();
    `);
  }
}

const CORRECTIONS = `
  create table inclusion.act_correction (
    id bigint primary key generated always as identity,
    resident_id bigint not null,
    month date not null,
    act_no bigint not null,
    partner_id int not null references inclusion.partner,
    kind text not null check (kind in ('revoked', 'corrected')),
    -- null where it stays as it was told
    started_at timestamptz,
    duration_s int check (duration_s >= 0),
    amount bigint check (amount > 0),
    reason text not null,
    actor text not null,
    told_at timestamptz not null,
    -- the pass that took it; null while it waits
    pass_id bigint,
    check ((kind = 'corrected') = (num_nonnulls(started_at, duration_s, amount) > 0))
  );
  create index act_correction_waiting on inclusion.act_correction (resident_id, id) where pass_id is null;
  create index act_correction_act on inclusion.act_correction (resident_id, act_no);
  create index act_correction_partner on inclusion.act_correction (partner_id, id);
  -- one at a time of each act
  create unique index act_correction_open on inclusion.act_correction (resident_id, act_no) where pass_id is null;

  create function inclusion.keep_correction() returns trigger language plpgsql as $$
  begin
    if old.pass_id is not null or (to_jsonb(new) - 'pass_id') <> (to_jsonb(old) - 'pass_id') then
      raise exception 'a correction is kept as it was told' using errcode = 'CL102';
    end if;
    return new;
  end $$;
  create trigger act_correction_is_kept before update on inclusion.act_correction
    for each row execute function inclusion.keep_correction();

  grant select, insert, delete on inclusion.act_correction to carbon_app;
  grant update (pass_id) on inclusion.act_correction to carbon_app;
`;

const BATCHES = `
  -- acts of a batch by what came of them when they were told: totals without reading outcomes
  create table inclusion.intake_count (
    batch_id bigint not null references inclusion.intake_batch,
    outcome smallint not null,
    acts int not null check (acts > 0),
    primary key (batch_id, outcome)
  );
  create index intake_batch_partner on inclusion.intake_batch (partner_id, id);
  -- few: whose acts are refused while their data may only be kept
  create index resident_restricted on inclusion.resident (id) where state = 'restricted';

  grant select, insert on inclusion.intake_count to carbon_app;
`;

const WAYS_IN = `
  -- a partner's file until its acts have landed
  create table inclusion.act_file (
    id uuid primary key,
    partner_id int not null references inclusion.partner,
    name text not null,
    sha256 bytea not null check (length(sha256) = 32),
    bytes bytea not null,
    actor text not null,
    received_at timestamptz not null
  );
  alter table inclusion.act_file alter column bytes set storage external;

  -- where a partner's acts are fetched, page by page
  create table inclusion.partner_feed (
    partner_id int primary key references inclusion.partner,
    url text not null,
    state text not null default 'active' check (state in ('active', 'paused')),
    -- of the next page; null before the first
    cursor text,
    pages bigint not null default 0,
    set_at timestamptz not null,
    turned_at timestamptz,
    fault text,
    failures int not null default 0,
    next_at timestamptz not null
  );
  create index partner_feed_due on inclusion.partner_feed (next_at) where state = 'active';

  grant select, insert, delete on inclusion.act_file to carbon_app;
  grant select, insert, update on inclusion.partner_feed to carbon_app;
`;
