import type { LinkedCommands, Part, SimpleCommand } from '@carbon/ledger';
import { CNY } from '../cash/domain/cny';
import type { Trade } from './trade';

/** Where a side's units or money stand before the trade. */
export interface Apart {
  readonly units: Extract<Part, 'available' | 'frozen'>;
  readonly money: Extract<Part, 'available' | 'frozen'>;
}

/**
 * TRD-016, delivery versus payment: units to the buyer, the price to the seller, fees to whoever runs the market, in one group
 * of the ledger or not at all. The seller's fee is taken from what it is paid.
 */
export function settlementOf(trade: Trade, apart: Apart, feeAccount: string | undefined): LinkedCommands {
  const { seller, buyer, instrument, quantity, amountFen } = trade;
  const cash = { kind: 'transfer', instrument: CNY } as const;
  const commands: SimpleCommand[] = [
    {
      ...{ kind: 'transfer', instrument, quantity, fromPart: apart.units },
      ...{ from: seller.unitsAccount, to: buyer.unitsAccount },
    },
  ];
  if (amountFen > 0n)
    commands.push({
      ...{ ...cash, quantity: amountFen, fromPart: apart.money },
      ...{ from: buyer.fundsAccount, to: seller.fundsAccount },
    });
  if (feeAccount !== undefined) {
    if (buyer.feeFen > 0n)
      commands.push({
        ...{
          ...cash,
          quantity: buyer.feeFen,
          from: buyer.fundsAccount,
          fromPart: apart.money,
          to: feeAccount,
        },
      });
    if (seller.feeFen > 0n)
      commands.push({ ...cash, quantity: seller.feeFen, from: seller.fundsAccount, to: feeAccount });
  } else if (buyer.feeFen > 0n || seller.feeFen > 0n) throw new Error('fees without an account for them');
  return { kind: 'linked', commands };
}

/** What the journal says a trade's moves are about; carry-over counts them by it (COV-002). */
export const tradeReference = (id: bigint): string => `trade:${id.toString()}`;
