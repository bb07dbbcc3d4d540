import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Objections to verified figures (ETS-013), and figures verified elsewhere that wait for their approval. */
export class ObjectionsAndImports1700000013310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.verification_objection (
        id uuid primary key,
        report_id uuid not null references allowances.emission_report,
        holder_id uuid not null,
        -- what it objects to: a version of the verified year
        verified_id uuid not null references allowances.verified_year,
        grounds text not null,
        document_hash bytea check (length(document_hash) = 32),
        filed_at timestamptz not null,
        filed_by text not null,
        object_until date not null,
        decide_by date not null,
        unique (verified_id)
      );
      create index verification_objection_report on allowances.verification_objection (report_id);
      create index verification_objection_due on allowances.verification_objection (decide_by, id);

      create table allowances.verification_objection_decision (
        objection_id uuid primary key references allowances.verification_objection,
        outcome text not null check (outcome in ('upheld', 'dismissed')),
        reason text not null,
        verified_id uuid references allowances.verified_year,
        at timestamptz not null,
        late boolean not null,
        by_whom text not null,
        approved_by text,
        task_id uuid not null,
        check ((outcome = 'upheld') = (verified_id is not null))
      );

      create table allowances.verified_import (
        id uuid primary key,
        market text not null,
        job_id uuid not null unique,
        document_hash bytea not null check (length(document_hash) = 32),
        requested_by text not null,
        holder_id uuid,
        rows int not null check (rows > 0),
        years int not null check (years > 0),
        total_t numeric(30) not null,
        staged_at timestamptz not null
      );

      create table allowances.verified_import_year (
        import_id uuid not null references allowances.verified_import,
        number int not null check (number > 0),
        line int not null,
        holder_id uuid not null,
        year int not null,
        figures jsonb not null,
        primary key (import_id, number),
        unique (import_id, holder_id, year)
      );

      create table allowances.verified_import_taken (
        import_id uuid primary key references allowances.verified_import,
        task_id uuid not null,
        at timestamptz not null,
        by_whom text not null,
        approved_by text
      );
    `);
    for (const table of TABLES) {
      await runner.query(`
        create trigger ${table}_is_kept before update or delete or truncate on allowances.${table}
          for each statement execute function allowances.refuse_change();
        grant select, insert on allowances.${table} to carbon_app;`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      [...TABLES]
        .reverse()
        .map((table) => `drop table allowances.${table};`)
        .join('\n'),
    );
  }
}

const TABLES = [
  'verification_objection',
  'verification_objection_decision',
  'verified_import',
  'verified_import_year',
  'verified_import_taken',
];
