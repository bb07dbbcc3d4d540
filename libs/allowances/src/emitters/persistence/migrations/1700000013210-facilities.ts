import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sites, their units and lines, and the devices below those; what is known of each, by the day from which it holds. */
export class Facilities1700000013210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence allowances.site_number;
      create table allowances.facility (
        id uuid primary key,
        level text not null check (level in ('site', 'unit', 'device')),
        parent_id uuid references allowances.facility,
        holder_id uuid not null,
        code text not null,
        created_at timestamptz not null,
        created_by text not null,
        check ((level = 'site') = (parent_id is null)),
        unique nulls not distinct (parent_id, code)
      );
      create index facility_holder on allowances.facility (holder_id, level, code, id);

      -- a correction is a further version of the same day; the highest counts
      create table allowances.facility_version (
        facility_id uuid not null references allowances.facility,
        version int not null check (version > 0),
        effective_from date not null,
        facts jsonb not null,
        reason text,
        document_hash bytea check (length(document_hash) = 32),
        recorded_at timestamptz not null,
        recorded_by text not null,
        primary key (facility_id, version)
      );
      create index facility_version_day on allowances.facility_version (facility_id, effective_from desc, version desc);

      create table allowances.facility_succession (
        facility_id uuid not null references allowances.facility,
        from_holder uuid not null,
        to_holder uuid not null,
        at timestamptz not null,
        by_whom text not null,
        approver text,
        reason text not null,
        document_hash bytea
      );
      create index facility_succession_of on allowances.facility_succession (facility_id, at);

      -- facilities as they are on a day, those that are known by then
      create function allowances.facilities_on(day date) returns table (
        id uuid, level text, parent_id uuid, holder_id uuid, code text, version int, effective_from date, facts jsonb
      ) language sql stable as $$
        select f.id, f.level, f.parent_id, f.holder_id, f.code, v.version, v.effective_from, v.facts
        from allowances.facility f
        cross join lateral (
          select n.version, n.effective_from, n.facts from allowances.facility_version n
          where n.facility_id = f.id and n.effective_from <= day
          order by n.effective_from desc, n.version desc limit 1) v
      $$;

      create trigger facility_version_is_kept before update or delete or truncate on allowances.facility_version
        for each statement execute function allowances.refuse_change();
      create trigger facility_succession_is_kept before update or delete or truncate on allowances.facility_succession
        for each statement execute function allowances.refuse_change();
      grant usage on sequence allowances.site_number to carbon_app;
      grant select, insert, update (holder_id) on allowances.facility to carbon_app;
      grant select, insert on allowances.facility_version, allowances.facility_succession to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function allowances.facilities_on;
      drop table allowances.facility_succession;
      drop table allowances.facility_version;
      drop table allowances.facility;
      drop sequence allowances.site_number;
    `);
  }
}
