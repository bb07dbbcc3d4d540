import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Moves of allowances between the registry side and the exchange side of one holder (ETS-003). */
export class ExchangeMoves1700000013500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.exchange_move (
        -- the task that asks for it
        id uuid primary key,
        holder_id uuid not null,
        market text not null,
        direction text not null check (direction in ('to-exchange', 'to-registry')),
        registry_account text not null references ledger.account (number),
        -- null until the first move to the exchange opens one
        exchange_account text references ledger.account (number),
        -- what was set apart: [{instrument, quantity, serials: [{first, last}]}]
        lots jsonb not null,
        proposed_by text not null,
        proposed_at timestamptz not null,
        state text not null default 'pending'
          check (state in ('pending', 'moved', 'rejected', 'withdrawn', 'expired', 'failed')),
        transaction_id bigint unique,
        ended_at timestamptz,
        check ((state = 'pending') = (ended_at is null)),
        check ((state = 'moved') = (transaction_id is not null)),
        check (state <> 'moved' or exchange_account is not null)
      );
      create index exchange_move_holder on allowances.exchange_move (holder_id, id);

      create trigger exchange_move_is_final before update on allowances.exchange_move
        for each row when (old.state <> 'pending') execute function allowances.refuse_change();
      create trigger exchange_move_stays before delete or truncate on allowances.exchange_move
        for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.exchange_move to carbon_app;
      grant update (state, exchange_account, transaction_id, ended_at) on allowances.exchange_move to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table allowances.exchange_move');
  }
}
