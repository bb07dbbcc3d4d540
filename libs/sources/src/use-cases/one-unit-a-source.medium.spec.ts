import fc from 'fast-check';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  CAUSE,
  codeOf,
  energy,
  MWH,
  openSourcesFixture,
  PLANT,
  type SourcesFixture,
} from '../sources.spec-support';
import { cancelUntraded, freezeUntraded, thawUntraded } from './exclusivity';
import { freeRanges } from './sourced-units';

/** MWh of one plant-month, one unit each: small, so that acts meet. */
const SIZE = 12;
const MONTH = '2026-05';
const GEC = codeOf(PLANT, MONTH);
const WORDS = { freeze: freezeUntraded, thaw: thawUntraded, cancel: cancelUntraded } as const;

type Step =
  | { readonly act: 'issue' | keyof typeof WORDS; readonly from: number; readonly to: number }
  | { readonly act: 'sell' | 'retire'; readonly serial: number };

const span = fc
  .tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ act: fc.constantFrom('issue', 'freeze', 'thaw', 'cancel' as const), span })
    .map(({ act, span: { from, to } }): Step => ({ act: act as 'issue', from, to })),
  fc
    .record({
      act: fc.constantFrom('sell', 'retire' as const),
      serial: fc.integer({ min: 1, max: 2 * SIZE }),
    })
    .map(({ act, serial }): Step => ({ act: act as 'sell', serial })),
);

interface Unit {
  readonly mwh: number;
  place: 'free' | 'locked' | 'sold' | 'retired' | 'cancelled';
}

/** The same by hand: a list of units, each standing for one MWh. */
class Model {
  readonly units: Unit[] = [];

  backs(mwh: number): boolean {
    return this.units.some((unit) => unit.mwh === mwh && unit.place !== 'cancelled');
  }

  play(each: Step): boolean {
    if ('serial' in each) {
      const unit = this.units[each.serial - 1];
      if (unit?.place !== 'free') return false;
      unit.place = each.act === 'sell' ? 'sold' : 'retired';
      return true;
    }
    const wanted = Array.from({ length: each.to - each.from }, (_, at) => each.from + at);
    if (each.act === 'issue') {
      if (wanted.some((mwh) => this.backs(mwh))) return false;
      this.units.push(...wanted.map((mwh): Unit => ({ mwh, place: 'free' })));
      return true;
    }
    const [from, to] = {
      freeze: [['free'], 'locked'],
      thaw: [['locked'], 'free'],
      cancel: [['free', 'locked'], 'cancelled'],
    }[each.act] as [Unit['place'][], Unit['place']];
    for (const unit of this.units)
      if (wanted.includes(unit.mwh) && from.includes(unit.place)) unit.place = to;
    return true;
  }
}

async function play(f: SourcesFixture, each: Step): Promise<boolean> {
  if ('serial' in each) {
    const [from, to] = f.accounts as [string, string, string];
    const serials = [{ first: BigInt(each.serial), last: BigInt(each.serial) }];
    const move = { instrument: GEC, quantity: 1n, from, serials } as const;
    return (
      (await f.refused(
        each.act === 'sell' ? { kind: 'transfer', ...move, to } : { kind: 'retire', ...move },
      )) === 'done'
    );
  }
  const { act, from, to } = each;
  if (act === 'issue') {
    return f.issue(PLANT, MONTH, [from, to]).then(
      () => true,
      () => false,
    );
  }
  await f.tx((tx) => WORDS[act](tx, f.ledger, [energy(PLANT, MONTH, from, to)], CAUSE));
  return true;
}

/** Where each unit of the instrument is, by serial. */
async function places(f: SourcesFixture): Promise<string[]> {
  const rows = await f.database.query<{ serial: string; place: string }>(
    `select s as serial, case when a.id = 4 then 'cancelled' when a.id = 2 then 'retired'
              when b.part = 2 then 'locked' when a.number = $1 then 'free' else 'sold' end as place
       from ledger.block b join ledger.account a on a.id = b.account_id
      cross join generate_series(b.first_serial, b.last_serial) s order by s`,
    [f.accounts[0]],
  );
  return rows.map(({ place }) => place);
}

it('INV-04 whatever is issued, sold, frozen, cancelled and issued again: no MWh stands behind two units', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const f = await openSourcesFixture();
      try {
        const model = new Model();
        for (const each of steps) expect([each, await play(f, each)]).toEqual([each, model.play(each)]);
        expect(await places(f)).toEqual(model.units.map(({ place }) => place));
        const free = await f.tx((tx) => freeRanges(tx, energy(PLANT, MONTH, 0, SIZE)));
        for (let mwh = 0; mwh < SIZE; mwh++) {
          const unit = BigInt(mwh) * MWH;
          const isFree = free.some(({ from, to }) => from <= unit && unit < to);
          expect([mwh, isFree]).toEqual([mwh, !model.backs(mwh)]);
        }
        expect(await breaches(f.database)).toEqual([]);
      } finally {
        await f.close();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
