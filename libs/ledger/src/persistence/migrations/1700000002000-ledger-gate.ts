import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BLOCKS } from './gate/blocks';
import { GUARDS } from './gate/guards';
import { applyJournal, BLOCKED_OR_NOT, checkReversals, JOURNAL_APPLIES } from './gate/journal-trigger';
import {
  LOCK_BALANCES,
  LOCKING_RIGHTS,
  OPEN_BALANCES,
  SET_ACCOUNT_STATE,
  SET_ACCOUNT_STATE_RIGHTS,
} from './gate/locking';
import { PARTITIONS } from './gate/partitions';

/**
 * The gate of the ledger: what the database itself does and refuses (docs/decisions/0001). Every function here runs
 * with the rights of the schema's owner; the application has no other way to change balances or blocks.
 */
export class LedgerGate1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PARTITIONS);
    await runner.query(LOCK_BALANCES + OPEN_BALANCES + LOCKING_RIGHTS);
    await runner.query(SET_ACCOUNT_STATE + SET_ACCOUNT_STATE_RIGHTS);
    await runner.query(checkReversals() + applyJournal(BLOCKED_OR_NOT) + JOURNAL_APPLIES);
    await runner.query(BLOCKS);
    await runner.query(GUARDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger journal_is_append_only on ledger.journal;
      drop trigger journal_applies on ledger.journal;
      drop trigger serials_settled_at_commit on ledger.batch;
      drop trigger log_position_is_final on ledger.batch;
      drop function ledger.refuse_change, ledger.apply_journal, ledger.check_reversals, ledger.require_settled_serials,
        ledger.keep_log_position, ledger.rearrange_blocks, ledger.batch_pieces, ledger.lock_balances, ledger.read_balances,
        ledger.open_balances, ledger.allocate_ids, ledger.add_partition, ledger.seal_partitions,
        ledger.set_account_state;
      do $$ declare p record; begin
        for p in select number from ledger.journal_partition loop
          execute format('drop table ledger.journal_p%s', lpad(p.number::text, 6, '0'));
        end loop;
      end $$;
      delete from ledger.journal_partition;
    `);
  }
}
