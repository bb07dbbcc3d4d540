import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { accountInReach, type Ledger } from '@carbon/ledger';
import { type Lot, setApart } from '../../pending-units/index';
import { noExchangeAccount } from '../domain/refusals';
import { type Direction, type ExchangeMove, insertMove } from '../persistence/exchange-moves';
import {
  exchangeAccountOf,
  requireAllowances,
  requireOwnPeople,
  requireRegistrySide,
} from './accounts-of-holder';

export interface ProposedMove {
  readonly id: string;
  readonly market: string;
  readonly direction: Direction;
  readonly registryAccount: string;
  readonly exchangeAccount: string | undefined;
  readonly lots: readonly Lot[];
}

/**
 * Sets units of a holder apart on the side they leave (ETS-003). Only available ones can be: what is frozen by orders, in
 * applications, pledged or under a court stays where it is.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, ALLOWANCES_…, ACCOUNT_HOLDER_MAY_NOT_ACT, LEDGER_INSUFFICIENT_BALANCE
 */
export async function proposeMove(
  tx: Transaction,
  ledger: Ledger,
  asked: ProposedMove,
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): Promise<Omit<ExchangeMove, 'state'>> {
  const { id, market, direction, lots } = asked;
  const registry = await accountInReach(tx, asked.registryAccount, caller.reach);
  requireRegistrySide(registry);
  requireOwnPeople(registry, caller);
  requireHolderMayAct(registry, caller);
  await requireAllowances(tx, market, lots);
  const exchange = await exchangeAccountOf(tx, registry.holderId, asked.exchangeAccount);
  if (exchange !== undefined) requireHolderMayAct(exchange, caller);
  const from = direction === 'to-exchange' ? registry.number : exchange?.number;
  if (from === undefined) throw noExchangeAccount();
  const apart = await setApart(tx, ledger, {
    ...{ account: from, lots },
    cause: { actor: caller.id, reference: `exchange-move:${id}` },
  });
  const move = {
    ...{ id, market, direction, lots: apart, holderId: registry.holderId },
    registryAccount: registry.number,
    exchangeAccount: exchange?.number ?? null,
  };
  await insertMove(tx, move, { by: caller.id, now });
  await recordAudit(
    tx,
    {
      action: 'exchange-move.proposed',
      subject: { kind: 'exchange-move', id },
      holderId: move.holderId,
      after: {
        ...{ market, direction, from },
        lots: apart.map(({ instrument, quantity }) => ({ instrument, quantity: quantity.toString() })),
      },
    },
    now,
  );
  return move;
}
