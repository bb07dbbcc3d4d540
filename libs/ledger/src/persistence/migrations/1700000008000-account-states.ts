import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CHANGES, OPEN_BALANCES_WITH_STATE, STATE_FUNCTIONS, STATES_PERMIT } from './gate/account-states';
import { applyJournal, BLOCKED_OR_NOT } from './gate/journal-trigger';
import { OPEN_BALANCES, SET_ACCOUNT_STATE, SET_ACCOUNT_STATE_RIGHTS } from './gate/locking';

/**
 * The states of an account (REG-004) stand on its balances, where every move sees them under its lock. The block of a
 * reconciliation (REG-013) becomes a flag of its own.
 */
export class AccountStates1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATE_FUNCTIONS);
    await runner.query(`
      drop function ledger.set_account_state;
      alter table ledger.account
        drop constraint account_state_check,
        add column state_since timestamptz not null default now(),
        add column blocked boolean not null default false,
        add column blocked_reason text;
      update ledger.account set blocked = true, blocked_reason = state_reason, state = 'open', state_reason = null
       where state = 'blocked';
      update ledger.account set state_since = opened_at;
      alter table ledger.account
        add constraint account_state_check check (ledger.account_state_number(state) is not null);
      alter table ledger.balance add column state smallint not null default 0 check (state between 0 and 7);

      -- Who changed the state or the block of an account, from what, to what and why. Append-only.
      create table ledger.account_state_change (
        id bigint primary key generated always as identity,
        account_id int not null references ledger.account,
        aspect text not null check (aspect in ('state', 'block')),
        from_state text not null,
        to_state text not null,
        reason text not null,
        actor text not null,
        approver text,
        document_hash bytea,
        at timestamptz not null
      );
      create index account_state_change_of on ledger.account_state_change (account_id, id);

      -- Whose an account was before. Append-only.
      create table ledger.account_holder_change (
        id bigint primary key generated always as identity,
        account_id int not null references ledger.account,
        from_holder uuid not null,
        to_holder uuid not null,
        reason text not null,
        actor text not null,
        approver text,
        document_hash bytea,
        at timestamptz not null
      );
      create index account_holder_change_of on ledger.account_holder_change (account_id, id);

      create function ledger.keep_account_history() returns trigger language plpgsql as $$
      begin
        raise exception 'the history of accounts is append-only' using errcode = 'CL016';
      end $$;
      create trigger account_state_change_stays before update or delete or truncate on ledger.account_state_change
        for each statement execute function ledger.keep_account_history();
      create trigger account_holder_change_stays before update or delete or truncate on ledger.account_holder_change
        for each statement execute function ledger.keep_account_history();
      grant select on ledger.account_state_change, ledger.account_holder_change to carbon_app;
    `);
    await runner.query(OPEN_BALANCES_WITH_STATE + CHANGES + applyJournal(STATES_PERMIT));
  }

  /** What an older ledger cannot say it keeps still: every account that is not open becomes blocked. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(applyJournal(BLOCKED_OR_NOT));
    await runner.query(`
      drop function ledger.change_account_state, ledger.block_account, ledger.hand_over_accounts;
      drop table ledger.account_state_change, ledger.account_holder_change;
      drop function ledger.keep_account_history;
      update ledger.balance set blocked = true where state <> 0;
      alter table ledger.balance drop column state;
      alter table ledger.account drop constraint account_state_check;
      update ledger.account set state = 'blocked', state_reason = coalesce(blocked_reason, state_reason)
       where blocked or state <> 'open';
      alter table ledger.account
        add constraint account_state_check check (state in ('open', 'blocked')),
        drop column state_since, drop column blocked, drop column blocked_reason;
    `);
    await runner.query(OPEN_BALANCES + SET_ACCOUNT_STATE + SET_ACCOUNT_STATE_RIGHTS);
    await runner.query('drop function ledger.account_state_number, ledger.permits, ledger.act_bit');
  }
}
