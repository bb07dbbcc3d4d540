import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quality-control plans by market and year, every version of them, and what became of each (CYC-08). */
export class QualityPlans1700000013230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.quality_plan (
        id uuid primary key,
        market text not null,
        year int not null check (year between 2000 and 2199),
        holder_id uuid not null,
        version int not null check (version > 0),
        content jsonb not null,
        written_at timestamptz not null,
        written_by text not null,
        unique (market, year, holder_id, version)
      );
      create index quality_plan_holder on allowances.quality_plan (holder_id, id);

      create table allowances.quality_plan_event (
        plan_id uuid not null references allowances.quality_plan,
        what text not null check (what in ('submitted', 'returned')),
        at timestamptz not null,
        on_day date not null,
        due_on date,
        days_late int not null check (days_late >= 0),
        remarks text,
        pack jsonb,
        by_whom text not null,
        approver text,
        document_hash bytea check (length(document_hash) = 32),
        primary key (plan_id, what),
        check ((what = 'returned') = (remarks is not null))
      );

      create trigger quality_plan_is_kept before update or delete or truncate on allowances.quality_plan
        for each statement execute function allowances.refuse_change();
      create trigger quality_plan_event_is_kept before update or delete or truncate on allowances.quality_plan_event
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.quality_plan, allowances.quality_plan_event to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.quality_plan_event;
      drop table allowances.quality_plan;
    `);
  }
}
