import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What units deposit every month (CYC-09), and files that are staged before anything of them counts. */
export class Deposits1700000013240 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.emitter_import (
        id uuid primary key,
        kind text not null check (kind in ('emitter-list', 'deposits')),
        holder_id uuid,
        market text not null,
        year int,
        document_hash bytea not null check (length(document_hash) = 32),
        row_count int not null check (row_count >= 0),
        fault_count int not null check (fault_count >= 0),
        faults jsonb not null,
        staged_at timestamptz not null,
        staged_by text not null
      );
      create index emitter_import_holder on allowances.emitter_import (holder_id, id);
      create table allowances.emitter_import_row (
        import_id uuid not null references allowances.emitter_import,
        line int not null,
        content jsonb not null,
        primary key (import_id, line)
      );
      create table allowances.emitter_import_decision (
        import_id uuid primary key references allowances.emitter_import,
        decision text not null check (decision in ('committed', 'discarded')),
        at timestamptz not null,
        by_whom text not null,
        outcome jsonb not null
      );

      -- a correction is a further version; the highest counts, and the first says whether it came in time
      create table allowances.deposit (
        id uuid primary key,
        unit_id uuid not null references allowances.facility,
        month text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        version int not null check (version > 0),
        market text not null,
        holder_id uuid not null,
        data jsonb not null,
        evidence text[] not null check (cardinality(evidence) > 0),
        due_on date,
        deposited_on date not null,
        days_late int not null check (days_late >= 0),
        reason text,
        import_id uuid references allowances.emitter_import,
        pack jsonb,
        recorded_at timestamptz not null,
        recorded_by text not null,
        unique (unit_id, month, version),
        check ((version = 1) = (reason is null))
      );
      create view allowances.deposit_now as
        select distinct on (unit_id, month) * from allowances.deposit order by unit_id, month, version desc;

      create trigger emitter_import_is_kept before update or delete or truncate on allowances.emitter_import
        for each statement execute function allowances.refuse_change();
      create trigger emitter_import_row_is_kept before update or delete or truncate on allowances.emitter_import_row
        for each statement execute function allowances.refuse_change();
      create trigger emitter_import_decision_is_kept before update or delete or truncate
        on allowances.emitter_import_decision for each statement execute function allowances.refuse_change();
      create trigger deposit_is_kept before update or delete or truncate on allowances.deposit
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.emitter_import, allowances.emitter_import_row,
        allowances.emitter_import_decision, allowances.deposit to carbon_app;
      grant select on allowances.deposit_now to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view allowances.deposit_now;
      drop table allowances.deposit;
      drop table allowances.emitter_import_decision;
      drop table allowances.emitter_import_row;
      drop table allowances.emitter_import;
    `);
  }
}
