import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Measured emissions by month and part of an enterprise, and the targets that groups split over their parts. */
export class Groups1700000013700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- a part is a path below the enterprise: '', 'site', 'site/device'; no part stands above another of its month
      create table allowances.measured_month (
        id uuid primary key,
        holder_id uuid not null,
        part text collate "C" not null check (part ~ '^([^/]{1,60}(/[^/]{1,60})?)?$'),
        month text collate "C" not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        version int not null check (version > 0),
        tonnes numeric(20, 3) not null check (tonnes >= 0),
        source text not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        unique (holder_id, month, part, version)
      );
      create trigger measured_month_is_kept before update or delete or truncate on allowances.measured_month
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.measured_month to carbon_app;

      create view allowances.measured_now as
        select distinct on (holder_id, month, part) * from allowances.measured_month
        order by holder_id, month, part, version desc;
      grant select on allowances.measured_now to carbon_app;

      create table allowances.target_plan (
        id uuid primary key,
        head_id uuid not null,
        year int not null check (year between 2000 and 2199),
        version int not null check (version > 0),
        target_t bigint not null check (target_t >= 0),
        made_at timestamptz not null,
        made_by text not null,
        approved_by text,
        unique (head_id, year, version)
      );
      create table allowances.target_share (
        plan_id uuid not null references allowances.target_plan,
        -- '<holder code>', '<holder code>/<site>', '<holder code>/<site>/<device>'
        path text collate "C" not null,
        holder_id uuid not null,
        share_t bigint not null check (share_t >= 0),
        primary key (plan_id, path)
      );
      create trigger target_plan_is_kept before update or delete or truncate on allowances.target_plan
        for each statement execute function allowances.refuse_change();
      create trigger target_share_is_kept before update or delete or truncate on allowances.target_share
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.target_plan, allowances.target_share to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.target_share;
      drop table allowances.target_plan;
      drop view allowances.measured_now;
      drop table allowances.measured_month;
    `);
  }
}
