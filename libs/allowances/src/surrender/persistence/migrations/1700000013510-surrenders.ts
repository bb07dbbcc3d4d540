import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Surrenders from the application to the end of the window in which they can be undone, the units of each by their
 * serials, who may surrender for whom, and whose obligations went to whom.
 */
export class Surrenders1700000013510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OBLIGATIONS);
    await runner.query(SURRENDERS);
    await runner.query(CONSENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.assistance_consent, allowances.surrender_lot, allowances.surrender;
      drop function allowances.step_surrender();
      drop view allowances.obligor;
      drop table allowances.obligation_successor, allowances.obligation;
    `);
  }
}

const OBLIGATIONS = `
  -- whoever changes what meets an obligation holds its row, so that applications at the same moment are judged in turn
  create table allowances.obligation (
    market text not null,
    year int not null check (year between 2000 and 2199),
    holder_id uuid not null,
    acts bigint not null default 1,
    primary key (market, year, holder_id)
  );
  grant select, insert, update (acts) on allowances.obligation to carbon_app;

  -- ETS-015: obligations of a holder that was merged are its successor's
  create table allowances.obligation_successor (
    holder_id uuid primary key,
    successor_id uuid not null,
    at timestamptz not null,
    by_whom text not null,
    approver text,
    check (holder_id <> successor_id)
  );
  create trigger obligation_successor_is_kept before update or delete or truncate on allowances.obligation_successor
    for each statement execute function allowances.refuse_change();
  grant select, insert on allowances.obligation_successor to carbon_app;

  -- who has the obligations of a merged holder now, over any number of mergers; others have their own
  create view allowances.obligor as
    with recursive led (holder_id, obligor_id) as (
      select holder_id, successor_id from allowances.obligation_successor
      union all
      select led.holder_id, s.successor_id
        from led join allowances.obligation_successor s on s.holder_id = led.obligor_id)
    select holder_id, obligor_id from led
     where not exists (select from allowances.obligation_successor s where s.holder_id = led.obligor_id);
  grant select on allowances.obligor to carbon_app;
`;

const SURRENDERS = `
  create table allowances.surrender (
    -- the task that asks for it
    id uuid primary key,
    market text not null,
    -- the year of the obligation that it counts for
    year int not null check (year between 2000 and 2199),
    -- whose obligation, and whose units
    holder_id uuid not null,
    payer_id uuid not null,
    account text not null references ledger.account (number),
    ground text not null check (ground in ('own', 'assistance-consented', 'assistance-blocked', 'provincial', 'judicial')),
    -- where the units wait: set apart for it, or under a court's freeze
    part text not null check (part in ('pending', 'judicial')),
    arrears boolean not null,
    allowances_t bigint not null check (allowances_t >= 0),
    credits_t bigint not null check (credits_t >= 0),
    -- what was due when it was applied for, and the pack it was judged by: {id, version, hash, certainty, rules}
    due_t bigint not null,
    pack jsonb not null,
    document_hash bytea check (length(document_hash) = 32),
    applied_at timestamptz not null,
    applied_by text not null,
    state text not null default 'pending'
      check (state in ('pending', 'completed', 'rejected', 'withdrawn', 'expired', 'failed', 'reversed')),
    completed_at timestamptz,
    completed_pack jsonb,
    approved_by text,
    transaction_id bigint unique,
    reversible_until timestamptz,
    -- when nothing came of it, or it was undone
    ended_at timestamptz,
    ended_by text,
    end_reason text,
    reversal_id bigint unique,
    check (allowances_t + credits_t > 0),
    check ((ground in ('own')) <= (holder_id = payer_id)),
    check ((ground = 'judicial') = (part = 'judicial')),
    check ((state in ('completed', 'reversed')) = (transaction_id is not null)),
    check (num_nulls(completed_at, completed_pack, approved_by, transaction_id, reversible_until) in (0, 5)),
    check ((state in ('pending', 'completed')) = (ended_at is null)),
    check ((state = 'reversed') = (reversal_id is not null))
  );
  create index surrender_of_obligation on allowances.surrender (market, year, holder_id);
  create index surrender_holder on allowances.surrender (holder_id, id);
  create index surrender_payer on allowances.surrender (payer_id, id);

  create function allowances.step_surrender() returns trigger language plpgsql as $$
  begin
    if old.state = 'pending' and new.state in ('completed', 'rejected', 'withdrawn', 'expired', 'failed')
      or old.state = 'completed' and new.state = 'reversed' then
      return new;
    end if;
    raise exception 'a surrender does not go from % to %', old.state, new.state using errcode = 'CL040';
  end $$;
  create trigger surrender_steps before update on allowances.surrender
    for each row execute function allowances.step_surrender();
  create trigger surrender_stays before delete or truncate on allowances.surrender
    for each statement execute function allowances.refuse_change();
  grant select, insert on allowances.surrender to carbon_app;
  grant update (state, completed_at, completed_pack, approved_by, transaction_id, reversible_until, ended_at, ended_by,
    end_reason, reversal_id) on allowances.surrender to carbon_app;

  create table allowances.surrender_lot (
    surrender_id uuid not null references allowances.surrender,
    ordinal int not null,
    kind text not null check (kind in ('allowance', 'credit')),
    instrument text not null,
    quantity bigint not null check (quantity > 0),
    serials int8multirange not null,
    -- of credits, what their scheme told of them then; null is what it did not know
    credit_scheme text,
    registered_on date,
    covered_by_ets boolean,
    local boolean,
    primary key (surrender_id, ordinal),
    unique (surrender_id, instrument)
  );
  create trigger surrender_lot_is_kept before update or delete or truncate on allowances.surrender_lot
    for each statement execute function allowances.refuse_change();
  grant select, insert on allowances.surrender_lot to carbon_app;
`;

const CONSENTS = `
  -- SUR-013: a holder agrees that another surrenders for it
  create table allowances.assistance_consent (
    -- the task of the two people who agreed to it
    id uuid primary key,
    market text not null,
    year int not null check (year between 2000 and 2199),
    holder_id uuid not null,
    assistant_id uuid not null,
    -- the most, in tonnes, over all of the assistant's surrenders
    limit_t bigint not null check (limit_t > 0),
    given_at timestamptz not null,
    given_by text not null,
    approved_by text not null,
    check (holder_id <> assistant_id)
  );
  create index assistance_consent_of on allowances.assistance_consent (market, year, holder_id, assistant_id);
  create trigger assistance_consent_is_kept before update or delete or truncate on allowances.assistance_consent
    for each statement execute function allowances.refuse_change();
  grant select, insert on allowances.assistance_consent to carbon_app;
`;
