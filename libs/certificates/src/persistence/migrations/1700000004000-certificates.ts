import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Plants, metered months, issues, sales, claims and expiry runs of green certificates.
 *
 * The application adds rows and reads them; nothing but the end of an expiry run is ever updated. Where units are is
 * the ledger's to say: these tables say what they stand for and why they moved.
 */
export class Certificates1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema certificates;
      grant usage on schema certificates to carbon_app;
    `);
    await runner.query(PLANTS);
    await runner.query(ISSUES);
    await runner.query(ENDS);
    await runner.query(`
      grant select, insert on all tables in schema certificates to carbon_app;
      grant update (finished_at, holdings, certificates, refused) on certificates.expiry_run to carbon_app;
      grant usage on all sequences in schema certificates to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema certificates cascade`);
  }
}

const MONTH = `'^20[0-9]{2}-(0[1-9]|1[0-2])$'`;

const PLANTS = `
  create table certificates.plant (
    id uuid primary key,
    -- GEC-018: the 17 digits under which the plant is filed
    code text not null unique check (code ~ '^[0-9]{17}$'),
    short_code text not null unique check (short_code ~ '^[A-Z0-9][A-Z0-9-]{0,31}$'),
    name_zh text not null,
    name_en text not null,
    province text not null check (province ~ '^[0-9]{2}$'),
    technology text not null,
    capacity_w bigint not null check (capacity_w > 0),
    connected_month text not null check (connected_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    power_use text not null check (power_use in ('on-grid', 'self-use', 'off-grid')),
    market_based boolean not null,
    holder_id uuid not null,
    -- the owner's account, to which certificates are issued
    account_number text not null references ledger.account (number),
    published_annual_wh bigint check (published_annual_wh >= 0),
    -- where the figures come from; synthetic ones say so
    source text not null,
    filed_at timestamptz not null
  );
  create index plant_holder on certificates.plant (holder_id, code);

  -- What was metered, as one reporter says it. Never changed: a month is final once it is issued.
  create table certificates.meter_month (
    id uuid primary key,
    plant_id uuid not null references certificates.plant,
    month text not null check (month ~ ${MONTH}),
    reported_by text not null check (reported_by in ('grid-company', 'power-exchange', 'owner')),
    energy_wh bigint not null check (energy_wh >= 0),
    basis text not null,
    -- SHA-256 of the canonical row, and of the file it stood in
    evidence_hash bytea not null check (length(evidence_hash) = 32),
    file_hash bytea check (length(file_hash) = 32),
    imported_by text not null,
    imported_at timestamptz not null,
    unique (plant_id, month, reported_by)
  );
  create index meter_month_month on certificates.meter_month (month, plant_id);
`;

const ISSUES = `
  -- GEC-001: one row a plant-month, however many certificates it makes; also for none, since the energy carries on.
  create table certificates.issue (
    id uuid primary key,
    plant_id uuid not null references certificates.plant,
    month text not null check (month ~ ${MONTH}),
    meter_month_id uuid not null unique references certificates.meter_month,
    instrument text not null unique,
    transaction_id bigint unique,
    certificates bigint not null check (certificates >= 0),
    energy_wh bigint not null check (energy_wh >= 0),
    carried_in_wh bigint not null check (carried_in_wh >= 0),
    remainder_wh bigint not null check (remainder_wh >= 0 and remainder_wh < wh_per_certificate),
    wh_per_certificate bigint not null check (wh_per_certificate > 0),
    -- ranges [{month, fromWh, toWh}]: behind the certificates, and left for later months
    consumed jsonb not null,
    carried jsonb not null,
    electricity_class text not null check (electricity_class in ('on-grid', 'self-use', 'off-grid')),
    trade_class text not null check (trade_class in ('tradable', 'non-tradable')),
    pack_id text not null,
    pack_version text not null,
    issued_at timestamptz not null,
    unique (plant_id, month),
    constraint issue_energy_is_conserved
      check (carried_in_wh + energy_wh = certificates * wh_per_certificate + remainder_wh),
    constraint issue_without_certificates_moves_nothing check ((certificates = 0) = (transaction_id is null))
  );
  create index issue_month on certificates.issue (month, plant_id);

  -- GEC-009: a certificate is sold once. The database itself refuses a second sale.
  create table certificates.sold_range (
    instrument text not null,
    first_serial bigint not null,
    last_serial bigint not null,
    transaction_id bigint not null,
    primary key (instrument, first_serial),
    check (first_serial > 0 and last_serial >= first_serial),
    constraint sold_once exclude using gist
      (instrument with =, int8range(first_serial, last_serial, '[]') with &&)
  );
`;

const ENDS = `
  create sequence certificates.receipt as bigint;

  -- GEC-014 (核销): certificates used by a beneficiary for a period, once.
  create table certificates.claim (
    id uuid primary key,
    receipt_number text not null unique,
    account_number text not null references ledger.account (number),
    transaction_id bigint not null unique,
    quantity bigint not null check (quantity > 0),
    beneficiary_kind text not null check (beneficiary_kind in ('organisation', 'person')),
    beneficiary_zh text not null,
    beneficiary_en text not null,
    beneficiary_identifier text not null,
    purpose text not null,
    consumption_start date not null,
    consumption_end date not null,
    place text not null,
    -- GEC-015: whether production and consumption year agree, for all certificates of the claim
    year_judgement text not null check (year_judgement in ('match', 'flag')),
    pack_id text not null,
    pack_version text not null,
    -- the ledger's document hash is SHA-256(domain || salt || canonical claim): it tells nothing without the salt
    salt bytea not null check (length(salt) = 16),
    document_hash bytea not null check (length(document_hash) = 32),
    claimed_by text not null,
    created_at timestamptz not null,
    check (consumption_end >= consumption_start)
  );
  create index claim_account on certificates.claim (account_number, id);

  create table certificates.claim_item (
    claim_id uuid not null references certificates.claim,
    ordinal int not null,
    instrument text not null,
    first_serial bigint not null,
    last_serial bigint not null,
    year_judgement text not null check (year_judgement in ('match', 'flag')),
    primary key (claim_id, ordinal),
    check (first_serial > 0 and last_serial >= first_serial),
    constraint claimed_once exclude using gist
      (instrument with =, int8range(first_serial, last_serial, '[]') with &&)
  );

  -- GEC-014: certificates past their validity are ended; a run that never finished has no finished_at.
  create table certificates.expiry_run (
    id uuid primary key,
    as_of date not null,
    pack_id text not null,
    pack_version text not null,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    holdings int not null default 0,
    certificates bigint not null default 0,
    refused int not null default 0
  );
`;
