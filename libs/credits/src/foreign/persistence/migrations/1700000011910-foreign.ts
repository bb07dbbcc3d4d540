import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Units of other registries: which of our serials stand for which of theirs, and what went back. That one of theirs is
 * here once at most is held by the ledger's source ranges.
 */
export class Foreign1700000011910 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence credits.external_lot_number as bigint;

      -- append-only: a run of their serials that came in, and the run of ours that stands for it, one for one
      create table credits.external_lot (
        id uuid primary key,
        number text not null unique,
        registry text not null check (registry in ('VCS', 'GS', 'I-REC', 'JCM')),
        batch text not null,
        -- as it was spelled
        serial_text text not null,
        external_first bigint not null check (external_first >= 0),
        external_last bigint not null,
        instrument text not null,
        first_serial bigint not null check (first_serial > 0),
        last_serial bigint not null,
        project text not null,
        vintage text not null,
        country text not null check (country ~ '^[A-Z]{2}$'),
        adjustment_declaration text not null check (adjustment_declaration in ('committed', 'not-required', 'unknown')),
        adjustment_state text not null
          check (adjustment_state in ('not-applicable', 'not-started', 'pending', 'completed')),
        account_number text not null references ledger.account (number),
        -- the other registry's word for locking them there
        lock_reference text not null,
        document_hash bytea not null check (length(document_hash) = 32),
        transaction_id bigint not null unique,
        entered_by text not null,
        approved_by text not null,
        entered_at timestamptz not null,
        check (external_last >= external_first),
        check (external_last - external_first = last_serial - first_serial),
        constraint lots_do_not_overlap exclude using gist
          (instrument with =, int8range(first_serial, last_serial, '[]') with &&)
      );
      create index external_lot_serials on credits.external_lot
        using gist (registry, int8range(external_first, external_last, '[]'));
      create index external_lot_batch on credits.external_lot (registry, batch);
      create index external_lot_account on credits.external_lot (account_number);

      -- append-only: what went back to its registry
      create table credits.external_exit (
        id uuid primary key,
        lot_id uuid not null references credits.external_lot,
        instrument text not null,
        first_serial bigint not null,
        last_serial bigint not null,
        account_number text not null references ledger.account (number),
        unlock_reference text not null,
        document_hash bytea not null check (length(document_hash) = 32),
        transaction_id bigint not null,
        left_by text not null,
        approved_by text not null,
        left_at timestamptz not null,
        check (last_serial >= first_serial),
        constraint units_leave_once exclude using gist
          (instrument with =, int8range(first_serial, last_serial, '[]') with &&)
      );
      create index external_exit_lot on credits.external_exit (lot_id, first_serial);

      grant select, insert on credits.external_lot, credits.external_exit to carbon_app;
      grant usage on sequence credits.external_lot_number to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table credits.external_exit, credits.external_lot;
      drop sequence credits.external_lot_number;
    `);
  }
}
