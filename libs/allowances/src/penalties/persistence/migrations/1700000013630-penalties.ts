import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions on breaches (PEN-001 to PEN-008) with the range each was chosen from, and what became of them. */
export class Penalties1700000013630 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.penalty_decision (
        -- that of its task
        id uuid primary key,
        market text not null,
        holder_id uuid not null,
        rule text not null check (rule ~ '^PEN-00[1-8]$'),
        -- the year of the obligation or report
        year int not null,
        facts jsonb not null,
        range jsonb not null,
        fine_fen bigint not null check (fine_fen >= 0),
        confiscated_fen bigint not null check (confiscated_fen >= 0),
        -- amounts only: nobody is named
        persons_fen bigint[] not null,
        deduction_t bigint not null check (deduction_t >= 0),
        cut_percent numeric check (cut_percent between 0 and 100),
        production_stop boolean not null,
        pay_by date not null,
        correct_by date,
        reason text not null,
        document_hash text,
        decided_at timestamptz not null,
        decided_by text not null,
        approved_by text not null
      );
      create index penalty_decision_holder on allowances.penalty_decision (holder_id, id);
      create index penalty_decision_of on allowances.penalty_decision (market, year, rule, holder_id);

      create table allowances.penalty_event (
        decision_id uuid not null references allowances.penalty_decision,
        -- each happens once
        what text not null check (what in ('paid', 'corrected', 'revoked')),
        happened_on date not null,
        note text not null,
        document_hash text,
        at timestamptz not null,
        by_whom text not null,
        approver text not null,
        primary key (decision_id, what)
      );

      create trigger penalty_decision_is_kept before update or delete or truncate on allowances.penalty_decision
        for each statement execute function allowances.refuse_change();
      create trigger penalty_event_is_kept before update or delete or truncate on allowances.penalty_event
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.penalty_decision, allowances.penalty_event to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table allowances.penalty_event, allowances.penalty_decision`);
  }
}
