import type { Transaction } from '@carbon/database';
import type { AccountConsent, ConsentedView } from '../domain/consent';

export async function insertConsent(
  tx: Transaction,
  consent: Pick<
    AccountConsent,
    'id' | 'holderId' | 'bankId' | 'accounts' | 'purpose' | 'until' | 'rulePack' | 'proposedAt'
  >,
  by: string,
): Promise<void> {
  const { id, holderId, bankId, accounts, purpose, until, rulePack, proposedAt } = consent;
  await tx.query(
    `insert into market.account_consent (id, holder_id, bank_id, purpose, until, rule_pack, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, holderId, bankId, purpose, until, rulePack, by, proposedAt],
  );
  await tx.query(
    'insert into market.account_consent_account (consent_id, account) select $1, unnest($2::text[])',
    [id, accounts],
  );
}

export async function noteGranted(tx: Transaction, id: string, by: string, now: Date): Promise<void> {
  await tx.query(
    "update market.account_consent set state = 'in-force', granted_by = $2, granted_at = $3 where id = $1",
    [id, by, now],
  );
}

export async function noteEnded(
  tx: Transaction,
  id: string,
  end: {
    readonly state: 'withdrawn' | 'abandoned';
    readonly by: string;
    readonly because: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    'update market.account_consent set state = $2, ended_by = $3, ended_at = $4, ended_because = $5 where id = $1',
    [id, end.state, end.by, end.now, end.because],
  );
}

export async function insertRead(
  tx: Transaction,
  read: {
    readonly consent: string;
    readonly account: string;
    readonly view: ConsentedView;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    'insert into market.account_consent_read (consent_id, account, view, read_by, read_at) values ($1, $2, $3, $4, $5)',
    [read.consent, read.account, read.view, read.by, read.now],
  );
}
