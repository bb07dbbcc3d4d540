import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles of accounts, what a filing says of grid connection and storage, the asset behind a plant, trades with their
 * price, and the expiry run of each day.
 */
export class AccountsAndTrades1700000011701 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNTS);
    await runner.query(PLANTS);
    await runner.query(TRADES);
    await runner.query(EXPIRY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index certificates.expiry_run_of_a_day;
      alter table certificates.expiry_run drop column scheduled;
      drop index certificates.claim_consumer;

      drop table certificates.green_power_settlement;
      drop table certificates.trade;
      drop table certificates.delivered_range;
      alter table certificates.sold_range drop column ground;

      drop table certificates.plant_asset;
      alter table certificates.plant
        drop column connected_on,
        drop column filed_by,
        drop column has_storage,
        drop column subsidy_class;

      drop table certificates.account_role;
    `);
  }
}

const ACCOUNTS = `
  -- GEC-017: what an account is beside a generator's or a buyer's, which its holder tells
  create table certificates.account_role (
    account_number text primary key references ledger.account (number),
    role text not null check (role in ('agent', 'provincial')),
    province text check (province ~ '^[0-9]{2}$'),
    assigned_by text not null,
    assigned_at timestamptz not null,
    check ((role = 'provincial') = (province is not null))
  );
  create unique index account_role_of_a_province on certificates.account_role (province) where role = 'provincial';
  create trigger account_role_is_kept before update or delete or truncate on certificates.account_role
    for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.account_role to carbon_app;
`;

const PLANTS = `
  alter table certificates.plant
    add column connected_on date,
    add column filed_by text not null default 'owner' check (filed_by in ('owner', 'grid-company')),
    -- GEC-006: storage beside the plant, which must be metered apart
    add column has_storage boolean not null default false,
    add column subsidy_class text not null default 'unknown'
      check (subsidy_class in ('subsidised', 'unsubsidised', 'unknown'));

  -- The physical thing a plant is, one plant an asset: known to the room of sources.
  create table certificates.plant_asset (
    plant_id uuid primary key references certificates.plant,
    asset_id uuid not null unique,
    registered_at timestamptz not null
  );
  create trigger plant_asset_is_kept before update or delete or truncate on certificates.plant_asset
    for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.plant_asset to carbon_app;
`;

const TRADES = `
  -- whatever moves a certificate for good: a sale, green-power trade, self-use with proof, a provincial plan
  alter table certificates.sold_range add column ground text not null default 'sale';

  -- GEC-017: an agent hands a certificate to the user it bought for, once; that is no second sale.
  create table certificates.delivered_range (
    instrument text not null,
    first_serial bigint not null,
    last_serial bigint not null,
    transaction_id bigint not null,
    primary key (transaction_id, instrument, first_serial),
    check (first_serial > 0 and last_serial >= first_serial)
  );
  create index delivered_range_serials on certificates.delivered_range (instrument, first_serial);
  create trigger delivered_range_is_kept before update or delete or truncate on certificates.delivered_range
    for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.delivered_range to carbon_app;

  -- GEC-019: each change of hands, with what was paid for one certificate where it is known
  create table certificates.trade (
    id bigint generated always as identity,
    transaction_id bigint not null,
    instrument text not null,
    first_serial bigint not null,
    last_serial bigint not null,
    ground text not null,
    form text check (form in ('listed', 'bilateral', 'auction')),
    from_account text not null,
    to_account text not null,
    price_fen bigint check (price_fen >= 0),
    reference text,
    -- of the contract and the settlement, or the published plan: what the move rests on
    contract_hash bytea check (length(contract_hash) = 32),
    proof_hash bytea check (length(proof_hash) = 32),
    site text,
    traded_at timestamptz not null,
    primary key (transaction_id, instrument, first_serial),
    unique (id),
    check (first_serial > 0 and last_serial >= first_serial)
  );
  create index trade_from on certificates.trade (from_account, id);
  create index trade_to on certificates.trade (to_account, id);
  create index trade_instrument on certificates.trade (instrument, first_serial);
  create trigger trade_is_kept before update or delete or truncate on certificates.trade
    for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.trade to carbon_app;

  -- GEC-010: what users were settled for, row by row; a contract settles a plant-month for a buyer once.
  create table certificates.green_power_settlement (
    id uuid primary key,
    plant_id uuid not null references certificates.plant,
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    buyer_account text not null references ledger.account (number),
    contract text not null,
    energy_wh bigint not null check (energy_wh > 0),
    certificates bigint not null check (certificates >= 0),
    -- fen per MWh, that is per certificate
    price_fen bigint not null check (price_fen >= 0),
    transaction_id bigint,
    imported_by text not null,
    imported_at timestamptz not null,
    check ((certificates = 0) = (transaction_id is null)),
    unique (plant_id, month, buyer_account, contract)
  );
  create trigger green_power_settlement_is_kept before update or delete or truncate
    on certificates.green_power_settlement for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.green_power_settlement to carbon_app;
`;

const EXPIRY = `
  -- one scheduled run a day; others are asked for
  alter table certificates.expiry_run add column scheduled boolean not null default false;
  create unique index expiry_run_of_a_day on certificates.expiry_run (as_of) where scheduled;

  -- claims of a consumer, by period
  create index claim_consumer on certificates.claim (beneficiary_identifier, id);
`;
