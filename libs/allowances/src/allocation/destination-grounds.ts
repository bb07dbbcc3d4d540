import type { Reader } from '@carbon/database';
import type { Text } from '@carbon/kernel';
import { Injectable } from '@nestjs/common';

/** Why an enterprise's allowances go to the province's account (ALC-010). */
export interface Ground {
  readonly code: 'judicial-freeze' | 'arrears' | 'closing' | (string & {});
  readonly text: Text;
}

/** Finds, for many enterprises at once, those that a ground is for. */
export type GroundSource = (
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderIds: readonly string[] },
) => Promise<ReadonlyMap<string, Ground>>;

/** Who in this process knows grounds for differentiated issue: parts that know of arrears or closures add theirs. */
@Injectable()
export class DestinationGrounds {
  private readonly sources: GroundSource[] = [];

  add(source: GroundSource): void {
    this.sources.push(source);
  }

  /** The grounds of each enterprise that has any. */
  async of(reader: Reader, query: Parameters<GroundSource>[1]): Promise<ReadonlyMap<string, Ground[]>> {
    const found = new Map<string, Ground[]>();
    if (query.holderIds.length === 0) return found;
    for (const source of this.sources) {
      for (const [holderId, ground] of await source(reader, query)) {
        found.set(holderId, [...(found.get(holderId) ?? []), ground]);
      }
    }
    return found;
  }
}
