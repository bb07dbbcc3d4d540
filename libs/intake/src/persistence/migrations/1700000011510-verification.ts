import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases of verification: what is asked for, and everything that happened in them, in order. */
export class Verification1700000011510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table intake.verification_case (
        id uuid primary key,
        purpose text not null check (purpose in ('validation', 'verification')),
        subject_kind text not null check (subject_kind in ('project', 'reductions', 'inventory')),
        subject_id text not null check (subject_id <> '' and length(subject_id) <= 80),
        -- the project that a body may not both validate and verify (CCR-005)
        project text not null check (project <> '' and length(project) <= 80),
        owner_id uuid not null,
        verifier_id uuid not null check (verifier_id <> owner_id),
        required_documents text[] not null,
        opened_by text not null,
        opened_at timestamptz not null
      );
      create index case_of_owner on intake.verification_case (owner_id, id);
      create index case_of_verifier on intake.verification_case (verifier_id, id);
      create index case_of_project on intake.verification_case (project, purpose);

      create table intake.case_entry (
        case_id uuid not null references intake.verification_case (id),
        number integer not null check (number > 0),
        kind text not null,
        body jsonb not null,
        holder_id uuid not null,
        entered_by text not null,
        entered_at timestamptz not null,
        primary key (case_id, number)
      );
    `);
    for (const table of ['verification_case', 'case_entry']) {
      await runner.query(`
        create trigger ${table}_is_kept before update or delete or truncate on intake.${table}
          for each statement execute function intake.refuse_change();
        grant select, insert on intake.${table} to carbon_app;`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table intake.case_entry, intake.verification_case`);
  }
}
