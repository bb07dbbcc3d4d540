import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where the energy of a month went, the certificates that each class of it made, energy that makes none, and later
 * figures of months that are issued. What was issued before becomes one lot of one class.
 */
export class ClassesAndCorrections1700000011700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SPLIT);
    await runner.query(LOTS);
    await runner.query(ISSUES);
    await runner.query(CORRECTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      begin
        if exists (select from certificates.issue_lot where ordinal > 0 or electricity_class in ('price-settled', 'grid-agency'))
          or exists (select from certificates.issue where added_wh > 0 or withheld_wh > 0)
          or exists (select from certificates.meter_month_correction) then
          raise exception 'months of several classes, withheld energy and corrections have no place in the older form';
        end if;
      end $$;
      drop table certificates.meter_month_correction;

      alter table certificates.issue
        add column electricity_class text check (electricity_class in ('on-grid', 'self-use', 'off-grid')),
        add column trade_class text check (trade_class in ('tradable', 'non-tradable'));
      update certificates.issue i set electricity_class = told.electricity_class, trade_class = told.trade_class
        from (select one.id, coalesce(l.electricity_class, p.power_use) as electricity_class,
                     coalesce(l.trade_class, 'non-tradable') as trade_class
                from certificates.issue one
                join certificates.plant p on p.id = one.plant_id
                left join certificates.issue_lot l on l.issue_id = one.id) told
       where told.id = i.id;
      alter table certificates.issue
        alter column electricity_class set not null,
        alter column trade_class set not null,
        drop constraint issue_energy_is_conserved,
        drop constraint issue_remainder,
        drop column added_wh,
        drop column withheld_wh,
        drop column withheld,
        drop column locked_for,
        add constraint issue_check check (remainder_wh >= 0 and remainder_wh < wh_per_certificate),
        add constraint issue_energy_is_conserved
          check (carried_in_wh + energy_wh = certificates * wh_per_certificate + remainder_wh);
      drop table certificates.issue_lot;

      alter table certificates.meter_month
        drop constraint meter_month_split,
        drop column price_settled_wh,
        drop column grid_agency_wh,
        drop column self_use_wh,
        drop column off_grid_wh,
        drop column storage_wh;
    `);
  }
}

const SPLIT = `
  -- GEC-005 to GEC-007, GEC-011: what of the month went where; the rest goes where the plant's power goes
  alter table certificates.meter_month
    add column price_settled_wh bigint not null default 0 check (price_settled_wh >= 0),
    add column grid_agency_wh bigint not null default 0 check (grid_agency_wh >= 0),
    add column self_use_wh bigint not null default 0 check (self_use_wh >= 0),
    add column off_grid_wh bigint not null default 0 check (off_grid_wh >= 0),
    add column storage_wh bigint not null default 0 check (storage_wh >= 0),
    add constraint meter_month_split
      check (price_settled_wh + grid_agency_wh + self_use_wh + off_grid_wh + storage_wh <= energy_wh);
`;

const LOTS = `
  -- GEC-018: serials of one electricity class and one trade class; also a class that only carries energy on
  create table certificates.issue_lot (
    issue_id uuid not null references certificates.issue,
    ordinal int not null check (ordinal >= 0),
    electricity_class text not null check (electricity_class in
      ('on-grid', 'price-settled', 'grid-agency', 'self-use', 'off-grid')),
    trade_class text not null check (trade_class in ('tradable', 'non-tradable')),
    account_number text not null references ledger.account (number),
    first_serial bigint not null check (first_serial > 0),
    certificates bigint not null check (certificates >= 0),
    carried_in_wh bigint not null check (carried_in_wh >= 0),
    energy_wh bigint not null check (energy_wh >= 0),
    -- a correction upwards of an earlier month
    added_wh bigint not null check (added_wh >= 0),
    issued_wh bigint not null check (issued_wh >= 0),
    withheld_wh bigint not null check (withheld_wh >= 0),
    remainder_wh bigint not null check (remainder_wh >= 0),
    -- a correction downwards that later energy has yet to make up for
    owed_wh bigint not null check (owed_wh >= 0),
    carried jsonb not null,
    primary key (issue_id, ordinal),
    unique (issue_id, electricity_class),
    constraint lot_energy_is_conserved
      check (carried_in_wh + energy_wh + added_wh = issued_wh + withheld_wh + remainder_wh)
  );
  create trigger issue_lot_is_kept before update or delete or truncate on certificates.issue_lot
    for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.issue_lot to carbon_app;

  insert into certificates.issue_lot (issue_id, ordinal, electricity_class, trade_class, account_number, first_serial,
         certificates, carried_in_wh, energy_wh, added_wh, issued_wh, withheld_wh, remainder_wh, owed_wh, carried)
    select i.id, 0, i.electricity_class, i.trade_class, p.account_number, 1, i.certificates, i.carried_in_wh,
           i.energy_wh, 0, i.certificates * i.wh_per_certificate, 0, i.remainder_wh, 0, i.carried
      from certificates.issue i join certificates.plant p on p.id = i.plant_id;
`;

const ISSUES = `
  alter table certificates.issue
    drop column electricity_class,
    drop column trade_class,
    drop constraint issue_energy_is_conserved,
    -- several classes may each leave a remainder
    drop constraint issue_check,
    add column added_wh bigint not null default 0 check (added_wh >= 0),
    add column withheld_wh bigint not null default 0 check (withheld_wh >= 0),
    -- ranges [{month, fromWh, toWh, reason}] that make no certificate: storage, used elsewhere, corrected
    add column withheld jsonb not null default '[]',
    -- EXC-003: the credit project that had reserved these months, when certificates were born locked
    add column locked_for text,
    add constraint issue_remainder check (remainder_wh >= 0),
    add constraint issue_energy_is_conserved check
      (carried_in_wh + energy_wh + added_wh = certificates * wh_per_certificate + withheld_wh + remainder_wh);
`;

const CORRECTIONS = `
  -- A later figure of a month that is issued: the month stays as it is, the difference counts from the next issue on.
  create table certificates.meter_month_correction (
    id uuid primary key,
    plant_id uuid not null references certificates.plant,
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    electricity_class text not null,
    -- the latest issued month when it was made: the issue after it takes it in
    after_month text not null,
    previous_wh bigint not null check (previous_wh >= 0),
    energy_wh bigint not null check (energy_wh >= 0),
    -- upwards: a new stretch of the month's energy
    added_from_wh bigint,
    added_to_wh bigint,
    -- downwards: what was issued too much, less what was cancelled
    owed_wh bigint not null check (owed_wh >= 0),
    cancelled bigint not null check (cancelled >= 0),
    transaction_id bigint unique,
    wh_per_certificate bigint not null,
    basis text not null,
    evidence_hash bytea not null check (length(evidence_hash) = 32),
    document_hash bytea check (length(document_hash) = 32),
    proposed_by text not null,
    approved_by text,
    recorded_at timestamptz not null,
    constraint correction_up_or_down check (case when energy_wh > previous_wh
      then added_to_wh - added_from_wh = energy_wh - previous_wh and owed_wh = 0 and cancelled = 0
      else added_from_wh is null and added_to_wh is null and energy_wh < previous_wh
        and owed_wh + cancelled * wh_per_certificate = previous_wh - energy_wh end),
    constraint correction_cancels_with_a_transaction check ((cancelled = 0) = (transaction_id is null))
  );
  create index meter_month_correction_plant on certificates.meter_month_correction (plant_id, after_month);
  create trigger meter_month_correction_is_kept before update or delete or truncate
    on certificates.meter_month_correction for each statement execute function certificates.refuse_change();
  grant select, insert on certificates.meter_month_correction to carbon_app;
`;
