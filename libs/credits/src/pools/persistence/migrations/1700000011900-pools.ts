import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pools of small reducers: members by pseudonymous number, published terms, periods, shares, settlements. What is
 * issued or settled is never changed; the database itself keeps a member's thing to one pool at a time.
 */
export class Pools1700000011900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema if not exists credits;
      grant usage on schema credits to carbon_app;
    `);
    await runner.query(POOLS);
    await runner.query(PERIODS);
    await runner.query(SETTLEMENTS);
    await runner.query(FINAL);
    await runner.query(`
      grant select, insert on credits.pool, credits.pool_terms, credits.pool_member, credits.pool_period,
        credits.pool_share, credits.pool_settlement, credits.pool_settlement_line to carbon_app;
      grant update (left_on, left_reason, left_by) on credits.pool_member to carbon_app;
      grant update (holder_id) on credits.pool to carbon_app;
      grant update (aggregator_id, holder_id) on credits.pool_member to carbon_app;
      grant update (state, verified_ug, verifier_id, verified_by, verified_at, report_hash, terms_version, tonnes,
        remainder_ug, instrument, transaction_id, backed_by, issued_at) on credits.pool_period to carbon_app;
      grant update (measure, told_by, verified_ug, carried_in_ug, own_ug, issued_ug, carried_out_ug)
        on credits.pool_share to carbon_app;
      grant usage on sequence credits.pool_number, credits.pool_settlement_number to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table credits.pool_settlement_line, credits.pool_settlement, credits.pool_share, credits.pool_period,
        credits.pool_member, credits.pool_terms, credits.pool;
      drop function credits.keep_issued_period(), credits.keep_issued_share(), credits.keep_departure();
      drop sequence credits.pool_number, credits.pool_settlement_number;
      do $$ begin
        if not exists (select from pg_class where relnamespace = 'credits'::regnamespace) then
          drop schema credits;
        end if;
      end $$;
    `);
  }
}

const POOLS = `
  create sequence credits.pool_number as bigint;

  create table credits.pool (
    id uuid primary key,
    number text not null unique check (number ~ '^PL[0-9]{6,12}$'),
    holder_id uuid not null,
    account_number text not null references ledger.account (number),
    scheme text not null check (scheme ~ '^PHER-[A-Z]{2,8}$'),
    name_zh text not null,
    name_en text not null,
    methodology text not null,
    basis text not null check (basis in ('grams', 'micrograms', 'kwh', 'weight')),
    -- what one of a weight is: kW, mu
    weight_unit text check ((basis = 'weight') = (weight_unit is not null)),
    source text not null,
    created_by text not null,
    created_at timestamptz not null
  );
  create index pool_holder on credits.pool (holder_id, number);

  -- PHI-005: what the aggregator takes and gives, as it was published
  create table credits.pool_terms (
    pool_id uuid not null references credits.pool,
    version int not null check (version > 0),
    published_on date not null,
    fee_basis_points int not null check (fee_basis_points between 0 and 10000),
    sharing_zh text not null,
    sharing_en text not null,
    -- beyond so much in a period the rest stays the member's own
    member_limit_ug bigint check (member_limit_ug > 0),
    document_hash bytea check (length(document_hash) = 32),
    published_by text not null,
    published_at timestamptz not null,
    primary key (pool_id, version)
  );

  create table credits.pool_member (
    id uuid primary key,
    pool_id uuid not null references credits.pool,
    -- whose pool it is, again, so that the constraint below can see it
    aggregator_id uuid not null,
    -- given by the aggregator; says nothing of the person
    reference text not null check (reference ~ '^[A-Z0-9][A-Z0-9._-]{0,39}$'),
    kind text not null check (kind in ('household', 'farmer', 'resident', 'organisation')),
    -- who it is, as a holder here or as a person of the vault; both empty when only the aggregator knows
    holder_id uuid,
    person_id uuid,
    asset_kind text not null check (asset_kind in ('meter', 'parcel', 'device', 'plant')),
    -- what its reductions are counted under: a plant's code, or a keyed fingerprint of the number
    asset_key text not null,
    weight_thousandths bigint check (weight_thousandths > 0),
    joined_on date not null,
    -- the last day of membership
    left_on date,
    left_reason text,
    left_by text,
    consent_on date not null,
    consent_document bytea check (length(consent_document) = 32),
    consent_record text,
    entered_by text not null,
    entered_at timestamptz not null,
    unique (pool_id, reference),
    check (holder_id is null or person_id is null),
    check (left_on is null or left_on >= joined_on),
    constraint member_consents_before check (consent_on <= joined_on),
    constraint member_consent_is_shown check (consent_document is not null or consent_record is not null),
    -- one thing is in one pool at a time
    constraint member_asset_in_one_pool exclude using gist
      (asset_key with =, daterange(joined_on, left_on, '[]') with &&),
    -- and one member under one aggregator at a time
    constraint member_under_one_aggregator exclude using gist
      (coalesce(holder_id, person_id) with =, aggregator_id with <>, daterange(joined_on, left_on, '[]') with &&)
      where (holder_id is not null or person_id is not null)
  );
  create index pool_member_holder on credits.pool_member (holder_id) where holder_id is not null;
  create index pool_member_person on credits.pool_member (person_id) where person_id is not null;
`;

const PERIODS = `
  create table credits.pool_period (
    id uuid primary key,
    pool_id uuid not null references credits.pool,
    ordinal int not null check (ordinal > 0),
    from_day date not null,
    to_day date not null,
    -- micrograms of CO2 per Wh, for pools that count energy
    factor_ug_per_wh bigint check (factor_ug_per_wh > 0),
    factor_source text,
    state text not null default 'open' check (state in ('open', 'verified', 'issued')),
    verified_ug bigint check (verified_ug > 0),
    verifier_id uuid,
    verified_by text,
    verified_at timestamptz,
    report_hash bytea check (length(report_hash) = 32),
    terms_version int,
    tonnes bigint check (tonnes >= 0),
    remainder_ug bigint check (remainder_ug >= 0),
    instrument text,
    transaction_id bigint unique,
    -- the transaction whose units this period's reductions stand behind
    backed_by bigint,
    issued_at timestamptz,
    opened_by text not null,
    opened_at timestamptz not null,
    unique (pool_id, ordinal),
    check (to_day >= from_day),
    check ((factor_ug_per_wh is null) = (factor_source is null)),
    check ((state = 'open') = (verified_ug is null)),
    check ((state = 'issued') = (tonnes is not null and remainder_ug is not null and issued_at is not null)),
    check (state <> 'issued' or (tonnes = 0) = (transaction_id is null)),
    constraint periods_do_not_overlap exclude using gist
      (pool_id with =, daterange(from_day, to_day, '[]') with &&)
  );

  -- one row a member and period: what it told, and what became of it. Micrograms.
  create table credits.pool_share (
    period_id uuid not null references credits.pool_period,
    member_id uuid not null references credits.pool_member,
    -- micrograms, Wh or thousandths of a weight; empty where something was carried in only
    measure bigint check (measure >= 0),
    told_by text not null,
    verified_ug bigint not null default 0 check (verified_ug >= 0),
    carried_in_ug bigint not null default 0 check (carried_in_ug >= 0),
    own_ug bigint not null default 0 check (own_ug >= 0),
    issued_ug bigint check (issued_ug >= 0),
    carried_out_ug bigint check (carried_out_ug >= 0),
    primary key (period_id, member_id),
    constraint share_is_conserved check
      ((issued_ug is null) = (carried_out_ug is null)
       and (issued_ug is null or carried_in_ug + verified_ug = own_ug + issued_ug + carried_out_ug))
  );
  create index pool_share_member on credits.pool_share (member_id);
`;

const SETTLEMENTS = `
  create sequence credits.pool_settlement_number as bigint;

  create table credits.pool_settlement (
    id uuid primary key,
    number text not null unique,
    pool_id uuid not null references credits.pool,
    period_id uuid not null references credits.pool_period,
    sale_reference text not null,
    tonnes bigint not null check (tonnes > 0),
    proceeds_fen bigint not null check (proceeds_fen >= 0),
    fee_basis_points int not null,
    fee_fen bigint not null check (fee_fen >= 0),
    net_fen bigint not null check (net_fen >= 0),
    document_hash bytea check (length(document_hash) = 32),
    proposed_by text not null,
    approved_by text not null,
    settled_at timestamptz not null,
    unique (pool_id, sale_reference),
    check (fee_fen + net_fen = proceeds_fen)
  );

  create table credits.pool_settlement_line (
    settlement_id uuid not null references credits.pool_settlement,
    member_id uuid not null references credits.pool_member,
    sold_ug bigint not null check (sold_ug > 0),
    fen bigint not null check (fen >= 0),
    primary key (settlement_id, member_id)
  );
  create index pool_settlement_line_member on credits.pool_settlement_line (member_id);
`;

const FINAL = `
  create function credits.keep_issued_period() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - 'backed_by') is distinct from (to_jsonb(old) - 'backed_by') or old.backed_by is not null then
      raise exception 'an issued period is kept as it is' using errcode = 'CL190';
    end if;
    return new;
  end $$;
  create trigger issued_period_is_final before update on credits.pool_period
    for each row when (old.state = 'issued') execute function credits.keep_issued_period();

  create function credits.keep_issued_share() returns trigger language plpgsql as $$
  begin
    raise exception 'the shares of an issued period are kept as they are' using errcode = 'CL191';
  end $$;
  create trigger issued_share_is_final before update on credits.pool_share
    for each row when (old.issued_ug is not null) execute function credits.keep_issued_share();

  create function credits.keep_departure() returns trigger language plpgsql as $$
  begin
    raise exception 'a member leaves once' using errcode = 'CL192';
  end $$;
  create trigger departure_is_final before update of left_on on credits.pool_member
    for each row when (old.left_on is not null and new.left_on is distinct from old.left_on)
    execute function credits.keep_departure();
`;
