import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Caps and what counts against them (REG-007). Positions follow from versions of caps and from movements of allocation by
 * triggers; their CHECKs hold whoever writes, however many at once. `''` is the whole market.
 */
export class AllowanceCaps1700000013400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.cap_version (
        id uuid primary key,
        market text not null,
        year int not null check (year between 2000 and 2199),
        province text not null,
        version int not null check (version > 0),
        cap_t bigint not null check (cap_t >= 0),
        reason text not null,
        document_hash bytea check (length(document_hash) = 32),
        decided_at timestamptz not null,
        decided_by text not null,
        approved_by text not null,
        unique (market, year, province, version)
      );
      create trigger cap_version_is_kept before update or delete or truncate on allowances.cap_version
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.cap_version to carbon_app;

      create table allowances.cap_position (
        market text not null,
        year int not null,
        province text not null,
        -- null while no cap is set
        cap_t bigint,
        -- of the whole market: what its provinces' caps come to
        provinces_t bigint not null default 0,
        -- in the accounts, what was handed back taken off
        issued_t bigint not null default 0,
        -- approved and not issued yet
        pending_t bigint not null default 0,
        -- demanded back and not handed back yet
        returning_t bigint not null default 0,
        primary key (market, year, province),
        constraint cap_position_counts check (issued_t >= 0 and pending_t >= 0 and returning_t >= 0),
        constraint cap_holds_issued check (cap_t is null or issued_t <= cap_t),
        constraint cap_holds_pending check (cap_t is null or issued_t + pending_t - returning_t <= cap_t),
        constraint cap_holds_provinces check (cap_t is null or province <> '' or provinces_t <= cap_t)
      );
      grant select on allowances.cap_position to carbon_app;

      create function allowances.set_cap() returns trigger
      language plpgsql security definer set search_path = allowances, pg_temp as $$
      declare
        before bigint;
      begin
        insert into cap_position (market, year, province)
        select new.market, new.year, name from (values (''), (new.province)) as known (name)
        order by name on conflict do nothing;
        -- the whole market first, as everybody does
        perform from cap_position where market = new.market and year = new.year and province in ('', new.province)
         order by province for update;
        select cap_t into before from cap_position
         where market = new.market and year = new.year and province = new.province;
        select coalesce(max(version), 0) + 1 into new.version from cap_version
         where market = new.market and year = new.year and province = new.province;
        update cap_position set cap_t = new.cap_t
         where market = new.market and year = new.year and province = new.province;
        if new.province <> '' then
          update cap_position set provinces_t = provinces_t + new.cap_t - coalesce(before, 0)
           where market = new.market and year = new.year and province = '';
        end if;
        return new;
      end $$;
      revoke all on function allowances.set_cap() from public;
      create trigger cap_version_counts before insert on allowances.cap_version
        for each row execute function allowances.set_cap();

      -- every step a quantity takes between an approval and an account
      create table allowances.allocation_movement (
        id bigint generated always as identity primary key,
        round_id uuid not null,
        holder_id uuid not null,
        line_version int not null,
        market text not null,
        year int not null,
        province text not null,
        sector text not null,
        kind text not null check (kind in ('reserve', 'release', 'issue', 'expect', 'return', 'forgo')),
        quantity bigint not null check (quantity > 0),
        account text,
        instrument text,
        transaction_id bigint,
        -- names the event in the ledger too; used once
        source_key text unique,
        demand_id uuid,
        at timestamptz not null,
        by_whom text not null,
        approver text,
        check ((kind in ('issue', 'return')) = (transaction_id is not null)),
        check ((kind in ('issue', 'return')) = (account is not null)),
        check ((kind in ('issue', 'return')) = (instrument is not null)),
        check (kind <> 'issue' or source_key is not null)
      );
      create index allocation_movement_holder on allowances.allocation_movement (holder_id, market, year);
      create index allocation_movement_round on allowances.allocation_movement (round_id, holder_id, line_version);
      create trigger allocation_movement_is_kept before update or delete or truncate on allowances.allocation_movement
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.allocation_movement to carbon_app;

      create function allowances.count_movements() returns trigger
      language plpgsql security definer set search_path = allowances, pg_temp as $$
      begin
        insert into cap_position (market, year, province)
        select distinct m.market, m.year, name from moved m, lateral (values (''), (m.province)) as known (name)
        order by 1, 2, 3 on conflict do nothing;
        perform from cap_position p
          where (p.market, p.year, p.province) in (
            select m.market, m.year, name from moved m, lateral (values (''), (m.province)) as known (name))
          order by p.market, p.year, p.province for update;
        update cap_position p
           set issued_t = p.issued_t + s.issued, pending_t = p.pending_t + s.pending,
               returning_t = p.returning_t + s.returning
          from (
            select m.market, m.year, name as province,
                   sum(case kind when 'issue' then quantity when 'return' then -quantity else 0 end)::bigint as issued,
                   sum(case kind when 'reserve' then quantity when 'release' then -quantity when 'issue' then -quantity
                       else 0 end)::bigint as pending,
                   sum(case kind when 'expect' then quantity when 'return' then -quantity when 'forgo' then -quantity
                       else 0 end)::bigint as returning
              from moved m, lateral (select '' as name union select m.province) as known
             group by m.market, m.year, name) s
         where (p.market, p.year, p.province) = (s.market, s.year, s.province);
        return null;
      end $$;
      revoke all on function allowances.count_movements() from public;
      create trigger allocation_movement_counts after insert on allowances.allocation_movement
        referencing new table as moved for each statement execute function allowances.count_movements();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.allocation_movement, allowances.cap_position, allowances.cap_version;
      drop function allowances.count_movements();
      drop function allowances.set_cap();
    `);
  }
}
