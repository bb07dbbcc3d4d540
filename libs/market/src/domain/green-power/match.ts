import type { EnergyDemand, EnergyOffer, Source } from './orders';

/** So much of an offer for a demand, at the price that was asked. */
export interface Contract {
  readonly demand: string;
  readonly offer: string;
  readonly energyWh: bigint;
  /** Hundredths of a fen per kWh. */
  readonly price: bigint;
}

/**
 * The interval auction of local green power (S30). Buyers are served one after the other, those first who offer most for what
 * they like best, equal ones by entry; each goes through its preferences in its own order and takes of each the cheapest
 * acceptable energy, equal prices by entry.
 *
 * Everybody pays the price that the plant asked (our own rule, X): a plant has one offer an interval, so each named source
 * has one price there, known before; nobody pays more than it said, and saying more for the first preference buys an earlier
 * turn, not a higher price. Nobody is matched with itself: own energy is passed over, and stays for others. The order of the
 * lists does not matter. Time grows with their lengths, and not with their product, but for those who both sell and buy.
 */
export function matchInterval(
  offers: readonly EnergyOffer[],
  demands: readonly EnergyDemand[],
): readonly Contract[] {
  const shelves = new Shelves(offers);
  return inTurn(demands).flatMap(({ id, owner, energyWh, preferences }) => {
    const contracts: Contract[] = [];
    let wanted = energyWh;
    for (const { of, highest } of preferences) {
      for (
        let lot = shelves.cheapest(of, owner);
        wanted > 0n && lot !== undefined && lot.offer.price <= highest;
      ) {
        const taken = wanted < lot.left ? wanted : lot.left;
        lot.left -= taken;
        wanted -= taken;
        contracts.push({ demand: id, offer: lot.offer.id, energyWh: taken, price: lot.offer.price });
        lot = shelves.cheapest(of, owner);
      }
      if (wanted === 0n) break;
    }
    return together(contracts);
  });
}

/** What a buyer offers for its first preference decides its turn. */
function inTurn(demands: readonly EnergyDemand[]): EnergyDemand[] {
  const first = ({ preferences }: EnergyDemand) => preferences[0]?.highest ?? 0n;
  return [...demands].sort((a, b) => (first(a) === first(b) ? a.at - b.at : first(a) > first(b) ? -1 : 1));
}

/** A buyer that came to one offer by two of its preferences has one contract of it. */
function together(contracts: readonly Contract[]): Contract[] {
  const byOffer = new Map<string, Contract>();
  for (const contract of contracts) {
    const energyWh = (byOffer.get(contract.offer)?.energyWh ?? 0n) + contract.energyWh;
    byOffer.set(contract.offer, { ...contract, energyWh });
  }
  return [...byOffer.values()];
}

interface Lot {
  readonly offer: EnergyOffer;
  left: bigint;
}

/** Offers by plant, by kind and all of them, the cheapest first. What is sold out is passed over once. */
class Shelves {
  private readonly shelves = new Map<string, { readonly lots: Lot[]; next: number }>();

  constructor(offers: readonly EnergyOffer[]) {
    const cheapest = [...offers].sort((a, b) =>
      a.price === b.price ? a.at - b.at : a.price < b.price ? -1 : 1,
    );
    for (const offer of cheapest) {
      const lot = { offer, left: offer.energyWh };
      for (const place of [{ source: offer.source }, { kind: offer.kind }, { any: true } as const]) {
        const shelf = this.shelves.get(keyOf(place));
        if (shelf === undefined) this.shelves.set(keyOf(place), { lots: [lot], next: 0 });
        else shelf.lots.push(lot);
      }
    }
  }

  /** The cheapest lot of others with something left; undefined when all is sold. */
  cheapest(of: Source, buyer: string): Lot | undefined {
    const shelf = this.shelves.get(keyOf(of));
    if (shelf === undefined) return undefined;
    while (shelf.lots[shelf.next]?.left === 0n) shelf.next += 1;
    for (let at = shelf.next; at < shelf.lots.length; at++) {
      const lot = shelf.lots[at];
      if (lot !== undefined && lot.left > 0n && lot.offer.owner !== buyer) return lot;
    }
    return undefined;
  }
}

function keyOf(of: Source): string {
  if ('source' in of) return `source:${of.source}`;
  return 'kind' in of ? `kind:${of.kind}` : 'any';
}
