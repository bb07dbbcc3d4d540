import type { Clock } from '@carbon/kernel';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import { type GecPack, gecPackAt } from '../domain/rules/gec';

/** What every use case works with. */
export interface Desk {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** Who asks, and who approved where four eyes are wanted (INV-08). */
export interface Actor {
  readonly actor: string;
  readonly approver?: string;
}

/** The China day of now, and the rules in force on it. */
export function rulesToday(desk: Desk): { readonly today: ChinaDate; readonly pack: GecPack } {
  const today = chinaDate(desk.clock.now());
  return { today, pack: gecPackAt(today) };
}
