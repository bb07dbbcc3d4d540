import type { Transaction } from '@carbon/database';

const LOCK = `hashtext('inclusion.erasure')`;

/**
 * Taken at the start of every transaction that writes rows of residents it has not locked (intake of a batch, a chunk of a
 * pass, a fold, a pooling round), before it looks who they are: nobody is forgotten meanwhile, and nothing is written of
 * somebody who was. Any number of such transactions run beside each other. They lock no persons: who is forgotten is locked
 * before this.
 */
export async function holdOffErasure(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(${LOCK})`);
}

/** Of passes, which are one at a time: see `takeTurn` of evaluation. */
const PASS = `hashtext('inclusion.evaluation')`;

/**
 * Waits for the pass that runs and for all of those, and keeps the next ones waiting until this transaction ends. For the
 * pass first: it may be long, and nobody else is kept waiting meanwhile.
 */
export async function lockForErasure(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${PASS})`);
  await tx.query(`select pg_advisory_xact_lock(${LOCK})`);
}
