import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds of allocation, their calculations line by line, and what enterprises object to. */
export class AllocationRounds1700000013410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence allowances.allocation_round_number as bigint;
      create sequence allowances.allocation_appeal_number as bigint;
      grant usage on sequence allowances.allocation_round_number, allowances.allocation_appeal_number to carbon_app;

      create table allowances.allocation_round (
        id uuid primary key,
        number text not null unique check (number ~ '^AR[0-9]{6,}$'),
        market text not null,
        year int not null check (year between 2000 and 2199),
        phase text not null check (phase in ('pre', 'final')),
        sectors text[] not null check (cardinality(sectors) > 0),
        -- null for all
        provinces text[] check (cardinality(provinces) > 0),
        -- the authority whose round it is
        office_id uuid,
        note text,
        created_at timestamptz not null,
        created_by text not null,
        -- moved by events only
        state text not null default 'new'
          check (state in ('new', 'draft', 'calculated', 'published', 'reviewed', 'approved', 'issuing', 'issued', 'cancelled')),
        calculation int not null default 0,
        published_on date,
        appeals_until date
      );
      create index allocation_round_market on allowances.allocation_round (market, year, phase);
      create trigger allocation_round_stays before delete or truncate on allowances.allocation_round
        for each statement execute function allowances.refuse_change();
      create trigger allocation_round_is_kept before update on allowances.allocation_round
        for each row when (
          to_jsonb(new) - 'state' - 'calculation' - 'published_on' - 'appeals_until'
            is distinct from to_jsonb(old) - 'state' - 'calculation' - 'published_on' - 'appeals_until')
        execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_round to carbon_app;

      -- which round decides on an enterprise's allocation: one at a time
      create table allowances.allocation_claim (
        market text not null,
        year int not null,
        phase text not null,
        holder_id uuid not null,
        round_id uuid not null references allowances.allocation_round,
        primary key (market, year, phase, holder_id)
      );
      create index allocation_claim_round on allowances.allocation_claim (round_id);
      grant select, insert on allowances.allocation_claim to carbon_app;

      create table allowances.allocation_round_event (
        id bigint generated always as identity primary key,
        round_id uuid not null references allowances.allocation_round,
        act text not null,
        from_state text not null,
        to_state text not null,
        at timestamptz not null,
        by_whom text not null,
        approver text,
        reason text,
        calculation int,
        published_on date,
        appeals_until date,
        constraint allocation_round_steps check ((act, from_state, to_state) in (
          ('open', 'new', 'draft'),
          ('calculate', 'draft', 'calculated'), ('calculate', 'calculated', 'calculated'),
          ('publish', 'calculated', 'published'),
          ('review', 'published', 'reviewed'),
          ('approve', 'reviewed', 'approved'),
          ('issue', 'approved', 'issuing'), ('issue', 'issuing', 'issuing'),
          ('finish', 'issuing', 'issued'),
          ('cancel', 'draft', 'cancelled'), ('cancel', 'calculated', 'cancelled'), ('cancel', 'published', 'cancelled'),
          ('cancel', 'reviewed', 'cancelled'), ('cancel', 'approved', 'cancelled'))),
        check ((act = 'calculate') = (calculation is not null)),
        check ((act = 'publish') = (appeals_until is not null) and (act = 'publish') = (published_on is not null)),
        check (act <> 'cancel' or reason is not null)
      );
      create index allocation_round_event_round on allowances.allocation_round_event (round_id, id);
      create trigger allocation_round_event_is_kept before update or delete or truncate
        on allowances.allocation_round_event for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_round_event to carbon_app;

      -- CL134: not from where the round is
      create function allowances.move_allocation_round() returns trigger
      language plpgsql security definer set search_path = allowances, pg_temp as $$
      begin
        update allocation_round r
           set state = new.to_state, calculation = coalesce(new.calculation, r.calculation),
               published_on = coalesce(new.published_on, r.published_on),
               appeals_until = coalesce(new.appeals_until, r.appeals_until)
         where r.id = new.round_id and r.state = new.from_state;
        if not found then
          raise exception 'the allocation round % is not %', new.round_id, new.from_state using errcode = 'CL134';
        end if;
        if new.act = 'cancel' then
          delete from allocation_claim where round_id = new.round_id;
        end if;
        return new;
      end $$;
      revoke all on function allowances.move_allocation_round() from public;
      create trigger allocation_round_event_moves before insert on allowances.allocation_round_event
        for each row execute function allowances.move_allocation_round();

      -- ALC-022: the balance value of a sector, as the authority gives it
      create table allowances.balance_value (
        id uuid primary key,
        market text not null,
        year int not null,
        sector text not null,
        version int not null check (version > 0),
        value text not null check (value ~ '^[0-9]+([.][0-9]+)?$'),
        source text not null,
        document_hash bytea check (length(document_hash) = 32),
        given_at timestamptz not null,
        given_by text not null,
        approved_by text not null,
        unique (market, year, sector, version)
      );
      create trigger balance_value_is_kept before update or delete or truncate on allowances.balance_value
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.balance_value to carbon_app;

      create table allowances.allocation_calculation (
        round_id uuid not null references allowances.allocation_round,
        version int not null check (version > 0),
        as_of date not null,
        -- by sector: the pack's id, version, hash and certainty, the balance value and who supplied it
        sectors jsonb not null check (jsonb_typeof(sectors) = 'array'),
        lines int not null,
        units int not null,
        verified_t bigint not null,
        amount_t bigint not null,
        job_id uuid,
        at timestamptz not null,
        by_whom text not null,
        primary key (round_id, version)
      );
      create trigger allocation_calculation_is_kept before update or delete or truncate
        on allowances.allocation_calculation for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_calculation to carbon_app;

      create table allowances.allocation_line (
        round_id uuid not null references allowances.allocation_round,
        holder_id uuid not null,
        version int not null check (version > 0),
        -- the calculation it belongs to; an adjusted line stays with the one it adjusts
        calculation int not null,
        sector text not null,
        province text not null,
        verified_id uuid not null,
        verified_t bigint not null check (verified_t >= 0),
        amount_t bigint not null check (amount_t >= 0),
        why text not null
          check (why in ('calculation', 'appeal', 'figures-changed', 're-approval', 'adjustment')),
        reason text,
        -- inputs that were adjusted, each with its unit, field and value
        adjustments jsonb not null default '[]' check (jsonb_typeof(adjustments) = 'array'),
        -- why it cannot be calculated
        fault text,
        -- every input and intermediate figure; the hash is that of its canonical JSON
        document jsonb not null,
        hash bytea not null check (length(hash) = 32),
        at timestamptz not null,
        by_whom text not null,
        approver text,
        primary key (round_id, holder_id, version),
        check ((why = 'calculation') = (reason is null))
      );
      create index allocation_line_holder on allowances.allocation_line (holder_id, round_id, version);
      create trigger allocation_line_is_kept before update or delete or truncate on allowances.allocation_line
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_line to carbon_app;

      create view allowances.allocation_line_now as
        select l.* from allowances.allocation_line l
          join allowances.allocation_round r on r.id = l.round_id and r.calculation = l.calculation
         where not exists (
           select from allowances.allocation_line n
            where n.round_id = l.round_id and n.holder_id = l.holder_id and n.version > l.version
              and n.calculation = l.calculation);
      grant select on allowances.allocation_line_now to carbon_app;

      -- ALC-010: where the units of an enterprise go, said by a person
      create table allowances.allocation_destination (
        round_id uuid not null references allowances.allocation_round,
        holder_id uuid not null,
        version int not null check (version > 0),
        destination text not null check (destination in ('own', 'provincial')),
        reason text not null,
        at timestamptz not null,
        by_whom text not null,
        primary key (round_id, holder_id, version)
      );
      create trigger allocation_destination_is_kept before update or delete or truncate
        on allowances.allocation_destination for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_destination to carbon_app;

      create table allowances.allocation_appeal (
        id uuid primary key,
        number text not null unique check (number ~ '^AA[0-9]{6,}$'),
        round_id uuid not null references allowances.allocation_round,
        holder_id uuid not null,
        line_version int not null,
        grounds text not null,
        wanted_t bigint check (wanted_t >= 0),
        document_hash bytea check (length(document_hash) = 32),
        submitted_at timestamptz not null,
        submitted_by text not null,
        approved_by text not null,
        decide_by date not null,
        foreign key (round_id, holder_id, line_version) references allowances.allocation_line,
        unique (round_id, holder_id, line_version)
      );
      create index allocation_appeal_holder on allowances.allocation_appeal (holder_id, number);
      create trigger allocation_appeal_is_kept before update or delete or truncate on allowances.allocation_appeal
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_appeal to carbon_app;

      create table allowances.allocation_appeal_decision (
        appeal_id uuid primary key references allowances.allocation_appeal,
        outcome text not null check (outcome in ('upheld', 'partly-upheld', 'dismissed')),
        reason text not null,
        -- the line that came of it
        line_version int,
        document_hash bytea check (length(document_hash) = 32),
        decided_at timestamptz not null,
        decided_by text not null,
        approved_by text not null,
        check ((outcome = 'dismissed') = (line_version is null))
      );
      create trigger allocation_appeal_decision_is_kept before update or delete or truncate
        on allowances.allocation_appeal_decision for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_appeal_decision to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view allowances.allocation_line_now;
      drop table allowances.allocation_appeal_decision, allowances.allocation_appeal, allowances.allocation_destination,
        allowances.allocation_line, allowances.allocation_calculation, allowances.balance_value,
        allowances.allocation_round_event, allowances.allocation_claim, allowances.allocation_round;
      drop function allowances.move_allocation_round();
      drop sequence allowances.allocation_round_number, allowances.allocation_appeal_number;
    `);
  }
}
