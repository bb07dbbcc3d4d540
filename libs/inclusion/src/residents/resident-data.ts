import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import { Injectable } from '@nestjs/common';
import type { Resident } from './resident';

/** What one part of this room holds of residents. */
export interface ResidentDataPart {
  /** Names its share of the export: `vouchers`. */
  readonly part: string;
  /** Everything it holds of the resident (PII-002). */
  exportOf(tx: Transaction, resident: Pick<Resident, 'id'>): Promise<Json>;
  /**
   * Deletes it all, or what of it leads to the resident (PII-005). Runs before the points are cancelled and before the acts
   * are gone; points that it gives back are cancelled with the others.
   */
  erase(tx: Transaction, resident: Resident, now: Date): Promise<void>;
}

/** The parts of this room that hold more of a resident than acts, verdicts and points. */
@Injectable()
export class ResidentData {
  private readonly parts = new Map<string, ResidentDataPart>();

  register(part: ResidentDataPart): void {
    if (this.parts.has(part.part)) throw new Error(`${part.part} registers its data of residents twice`);
    this.parts.set(part.part, part);
  }

  /** By name. */
  all(): ResidentDataPart[] {
    return [...this.parts.values()].sort((a, b) => (a.part < b.part ? -1 : 1));
  }
}
