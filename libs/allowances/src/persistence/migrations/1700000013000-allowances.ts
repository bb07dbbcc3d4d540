import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The room's schema, and the verified figures of each enterprise and year that everything else here rests on. */
export class Allowances1700000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema allowances;
      grant usage on schema allowances to carbon_app;

      create function allowances.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of %.% are never changed', tg_table_schema, tg_table_name using errcode = 'CL040';
      end $$;

      -- a correction is a further version; the highest counts
      create table allowances.verified_year (
        id uuid primary key,
        market text not null,
        year int not null check (year between 2000 and 2199),
        holder_id uuid not null,
        version int not null check (version > 0),
        sector text not null,
        province text,
        verified_t bigint not null check (verified_t >= 0),
        units jsonb not null,
        lines jsonb not null,
        source text not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        approved_by text,
        unique (market, year, holder_id, version)
      );
      create index verified_year_holder on allowances.verified_year (holder_id, market, year);
      create trigger verified_year_is_kept before update or delete or truncate on allowances.verified_year
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.verified_year to carbon_app;

      create view allowances.verified_now as
        select distinct on (market, year, holder_id) * from allowances.verified_year
        order by market, year, holder_id, version desc;
      grant select on allowances.verified_now to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view allowances.verified_now;
      drop table allowances.verified_year;
      drop function allowances.refuse_change;
      drop schema allowances;
    `);
  }
}
