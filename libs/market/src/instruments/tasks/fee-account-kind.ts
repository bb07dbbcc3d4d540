import { auditTask, type TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { getHolder } from '@carbon/identity';
import { readAccount } from '@carbon/ledger';
import { notAFeeAccount } from '../domain/refusals';
import { feeAccountOf } from '../fee-account';
import { MarketFeeAccountPayload } from './payloads';

const FEE_TAKERS = new Set(['market-operator', 'registry-operator']);

/** Says where the fees of a market go. */
export const marketFeeAccountKind = (): TaskKind<MarketFeeAccountPayload> => ({
  kind: 'market-fee-account',
  title: { zh: '手续费账户', en: 'The account that a market’s fees go to' },
  payload: MarketFeeAccountPayload,
  propose: 'market-control.propose',
  approve: 'market-control.approve',

  async prepare(tx, { payload }) {
    const { market, account } = payload;
    await requireFeeAccount(tx, account);
    return {
      holderId: null,
      subject: { kind: 'market', id: market },
      summary: {
        zh: `市场 ${market} 的手续费记入账户 ${account}`,
        en: `The fees of the market ${market} go to the account ${account}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const { market, account } = task.payload;
    await requireFeeAccount(tx, account);
    const before = await feeAccountOf(tx, market);
    await tx.query(
      `insert into market.fee_account (market, account, changed_at) values ($1, $2, $3)
       on conflict (market) do update set account = $2, changed_at = $3`,
      [market, account, now],
    );
    const entry = {
      action: 'market-fee-account.set',
      subject: { kind: 'market', id: market },
      before: { account: before ?? null },
      after: { account },
    };
    await auditTask(tx, task, approver, entry, now);
    return { market, account };
  },
});

/** @throws Refusal TRADING_NOT_A_FEE_ACCOUNT */
async function requireFeeAccount(tx: Transaction, number: string): Promise<void> {
  const account = await readAccount(tx, number);
  if (account?.kind !== 'funds' || account.state !== 'open') throw notAFeeAccount(number);
  const { kind } = await getHolder(tx.manager, account.holderId);
  if (!FEE_TAKERS.has(kind)) throw notAFeeAccount(number);
}
