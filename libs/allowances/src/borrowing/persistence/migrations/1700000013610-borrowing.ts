import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Borrowing (BOR-001): units of a later year that came early, and for whose obligation of which year. */
export class Borrowing1700000013610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.borrowing (
        -- that of its task
        id uuid primary key,
        market text not null,
        -- the obligation it is for, and the year whose allowances they are
        year int not null,
        from_year int not null check (from_year > year),
        holder_id uuid not null,
        account_number text not null references ledger.account (number),
        instrument text not null,
        quantity bigint not null check (quantity > 0),
        serials int8multirange not null,
        judgement jsonb not null,
        ground text not null,
        transaction_id bigint not null unique,
        borrowed_at timestamptz not null,
        borrowed_by text not null,
        approved_by text not null
      );
      create index borrowing_holder on allowances.borrowing (holder_id, market, year);
      create trigger borrowing_is_kept before update or delete or truncate on allowances.borrowing
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.borrowing to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table allowances.borrowing`);
  }
}
