import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an approved line comes to: units to issue or to hand back, owed adjustments, and units kept by a province. */
export class AllocationSettlement1700000013420 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- ETS-015: who an enterprise is now, after mergers
      create function allowances.successor_of(holder uuid) returns uuid language sql stable as $$
        with recursive chain (id, successor_id, step) as (
          select h.id, h.successor_id, 0 from identity.holder h where h.id = holder
          union all
          select h.id, h.successor_id, c.step + 1 from chain c join identity.holder h on h.id = c.successor_id
           where c.step < 100)
        select id from chain order by step desc limit 1 $$;

      create table allowances.allocation_settlement (
        round_id uuid not null references allowances.allocation_round,
        holder_id uuid not null,
        -- 1 with the approval of the round, more with each re-approval
        sequence int not null check (sequence > 0),
        line_version int not null,
        market text not null,
        year int not null,
        phase text not null,
        province text not null,
        sector text not null,
        -- what the line gives
        amount_t bigint not null check (amount_t >= 0),
        -- what of it was allocated before: in the pre-allocation, or by the settlement before this one
        earlier_t bigint not null check (earlier_t >= 0),
        owed_before_t bigint not null check (owed_before_t >= 0),
        -- ALC-011: taken off for what is owed; below zero where an earlier deduction is given back
        deducted_t bigint not null,
        issue_t bigint not null check (issue_t >= 0),
        return_t bigint not null check (return_t >= 0),
        destination text not null check (destination in ('own', 'provincial')),
        destination_reasons jsonb not null check (jsonb_typeof(destination_reasons) = 'array'),
        at timestamptz not null,
        by_whom text not null,
        approver text not null,
        primary key (round_id, holder_id, sequence),
        foreign key (round_id, holder_id, line_version) references allowances.allocation_line,
        check (issue_t = 0 or return_t = 0)
      );
      create index allocation_settlement_holder on allowances.allocation_settlement (holder_id, market, year);
      create trigger allocation_settlement_is_kept before update or delete or truncate
        on allowances.allocation_settlement for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_settlement to carbon_app;

      -- ALC-011: what an enterprise owes of earlier adjustments
      create table allowances.owed_entry (
        id bigint generated always as identity primary key,
        market text not null,
        holder_id uuid not null,
        year int not null,
        kind text not null check (kind in ('decided', 'waived', 'deducted', 'deduction-returned', 'not-handed-back',
          'handed-back', 'cancelled', 'taken-over')),
        quantity bigint not null check (quantity <> 0),
        reference text not null,
        reason text not null,
        document_hash bytea check (length(document_hash) = 32),
        at timestamptz not null,
        by_whom text not null,
        approver text
      );
      create index owed_entry_holder on allowances.owed_entry (holder_id, market, id);
      create trigger owed_entry_is_kept before update or delete or truncate on allowances.owed_entry
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.owed_entry to carbon_app;

      create table allowances.owed_position (
        market text not null,
        holder_id uuid not null,
        owed_t bigint not null,
        primary key (market, holder_id),
        constraint owed_position_not_below_zero check (owed_t >= 0)
      );
      grant select on allowances.owed_position to carbon_app;

      create function allowances.count_owed() returns trigger
      language plpgsql security definer set search_path = allowances, pg_temp as $$
      begin
        insert into owed_position (market, holder_id, owed_t)
        select distinct market, holder_id, 0 from entered order by 1, 2 on conflict do nothing;
        perform from owed_position where (market, holder_id) in (select market, holder_id from entered)
          order by market, holder_id for update;
        update owed_position p set owed_t = p.owed_t + s.quantity
          from (select market, holder_id, sum(quantity)::bigint as quantity from entered group by market, holder_id) s
         where (p.market, p.holder_id) = (s.market, s.holder_id);
        return null;
      end $$;
      revoke all on function allowances.count_owed() from public;
      create trigger owed_entry_counts after insert on allowances.owed_entry
        referencing new table as entered for each statement execute function allowances.count_owed();

      -- ALC-010: what a province's account holds for an enterprise
      create table allowances.provincial_entry (
        id bigint generated always as identity primary key,
        market text not null,
        year int not null,
        holder_id uuid not null,
        account text not null,
        instrument text not null,
        kind text not null check (kind in ('issued', 'released', 'surrendered', 'handed-back', 'taken-over')),
        quantity bigint not null check (quantity <> 0),
        reference text not null,
        transaction_id bigint,
        at timestamptz not null,
        by_whom text not null,
        approver text
      );
      create index provincial_entry_holder on allowances.provincial_entry (holder_id, id);
      create trigger provincial_entry_is_kept before update or delete or truncate on allowances.provincial_entry
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.provincial_entry to carbon_app;

      create table allowances.provincial_position (
        holder_id uuid not null,
        account text not null,
        instrument text not null,
        market text not null,
        year int not null,
        held_t bigint not null,
        primary key (holder_id, account, instrument),
        constraint provincial_position_not_below_zero check (held_t >= 0)
      );
      grant select on allowances.provincial_position to carbon_app;

      create function allowances.count_provincial() returns trigger
      language plpgsql security definer set search_path = allowances, pg_temp as $$
      begin
        insert into provincial_position (holder_id, account, instrument, market, year, held_t)
        select distinct on (holder_id, account, instrument) holder_id, account, instrument, market, year, 0 from entered
         order by 1, 2, 3 on conflict do nothing;
        perform from provincial_position
          where (holder_id, account, instrument) in (select holder_id, account, instrument from entered)
          order by holder_id, account, instrument for update;
        update provincial_position p set held_t = p.held_t + s.quantity
          from (select holder_id, account, instrument, sum(quantity)::bigint as quantity from entered
                 group by holder_id, account, instrument) s
         where (p.holder_id, p.account, p.instrument) = (s.holder_id, s.account, s.instrument);
        return null;
      end $$;
      revoke all on function allowances.count_provincial() from public;
      create trigger provincial_entry_counts after insert on allowances.provincial_entry
        referencing new table as entered for each statement execute function allowances.count_provincial();

      create table allowances.return_demand (
        id uuid primary key,
        round_id uuid not null,
        holder_id uuid not null,
        line_version int not null,
        market text not null,
        year int not null,
        instrument text not null,
        demanded_t bigint not null check (demanded_t > 0),
        due_on date not null,
        at timestamptz not null,
        unique (round_id, holder_id, line_version)
      );
      create index return_demand_holder on allowances.return_demand (holder_id, market);
      create trigger return_demand_is_kept before update or delete or truncate on allowances.return_demand
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.return_demand to carbon_app;

      -- ALC-012: figures that changed after an approval, for the province to approve again
      create table allowances.allocation_reapproval (
        id uuid primary key,
        round_id uuid not null references allowances.allocation_round,
        holder_id uuid not null,
        market text not null,
        year int not null,
        province text not null,
        verified_before uuid not null,
        verified_after uuid not null,
        due_on date not null,
        created_at timestamptz not null,
        unique (round_id, holder_id, verified_after)
      );
      create index allocation_reapproval_holder on allowances.allocation_reapproval (holder_id, created_at);
      create trigger allocation_reapproval_is_kept before update or delete or truncate
        on allowances.allocation_reapproval for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_reapproval to carbon_app;

      create table allowances.allocation_reapproval_decision (
        reapproval_id uuid primary key references allowances.allocation_reapproval,
        line_version int not null,
        reason text not null,
        decided_at timestamptz not null,
        decided_by text not null,
        approved_by text not null
      );
      create trigger allocation_reapproval_decision_is_kept before update or delete or truncate
        on allowances.allocation_reapproval_decision for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_reapproval_decision to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.allocation_reapproval_decision, allowances.allocation_reapproval, allowances.return_demand,
        allowances.provincial_position, allowances.provincial_entry, allowances.owed_position, allowances.owed_entry,
        allowances.allocation_settlement;
      drop function allowances.successor_of(uuid);
      drop function allowances.count_provincial();
      drop function allowances.count_owed();
    `);
  }
}
