import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Voluntary cancellations (ETS-012): who ended which allowances, and what everybody reads of it. They are never undone. */
export class AllowanceCancellations1700000013620 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence allowances.cancellation_number as bigint;
      grant usage on sequence allowances.cancellation_number to carbon_app;

      create table allowances.cancellation (
        id uuid primary key,
        -- sorts by day and serial, in every locale
        receipt_number text collate "C" not null unique check (receipt_number ~ '^AX-[0-9]{8}-[0-9]{8,19}-[0-9]$'),
        account_number text not null references ledger.account (number),
        holder_id uuid not null,
        scheme text not null,
        transaction_id bigint not null unique,
        quantity bigint not null check (quantity > 0),
        lots jsonb not null,
        salt bytea not null check (length(salt) = 16),
        document jsonb not null,
        document_hash bytea not null check (length(document_hash) = 32),
        cancelled_by text not null,
        approved_by text not null,
        cancelled_at timestamptz not null
      );
      create index cancellation_holder on allowances.cancellation (holder_id, receipt_number);
      create index cancellation_scheme on allowances.cancellation (scheme, receipt_number);
      create trigger cancellation_is_kept before update or delete or truncate on allowances.cancellation
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.cancellation to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.cancellation;
      drop sequence allowances.cancellation_number;
    `);
  }
}
