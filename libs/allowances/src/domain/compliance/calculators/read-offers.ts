import { type ChinaDate, fault, type FaultCollector, malformed } from '@carbon/kernel';
import { readDay, readFields } from '@carbon/rules/domain';
import { readTonnes, required } from '../../allocation/calculators/read-input';
import { parseYesOrNo } from './fields';

const OFFER_FIELDS = ['instrument', 'quantity', 'carriedOver', 'registeredOn', 'coveredByEts', 'local'];
export const MAX_OFFERS = 1000;
export const MAX_NAME = 64;

/** An offer as it was read; what it is, only the market's rules tell. */
export interface ReadOffer {
  readonly instrument: string;
  readonly quantity: bigint;
  readonly carriedOver?: boolean;
  readonly registeredOn?: ChinaDate;
  readonly coveredByEts?: boolean;
  readonly local?: boolean;
  /** Whether it tells something that only credits have. */
  readonly likeCredit: boolean;
}

/** Everything that is wrong is noted under its own place, `offered[3].quantity`. */
export function readOffers(value: unknown, faults: FaultCollector): readonly ReadOffer[] {
  if (value === undefined) {
    faults.attempt(() => {
      throw required('offered');
    });
    return [];
  }
  if (!Array.isArray(value) || value.length > MAX_OFFERS) {
    faults.add(
      fault(
        'offered',
        'list',
        `must be a list of at most ${MAX_OFFERS} offers`,
        `必须是不超过 ${MAX_OFFERS} 项的数组`,
      ),
    );
    return [];
  }
  return value.flatMap((item: unknown, at) => {
    const read = faults.attempt(() => readOffer(item, `offered[${at}]`, faults));
    return read === undefined ? [] : [read];
  });
}

/** What is null is not known, as what is absent. */
function readOffer(item: unknown, at: string, faults: FaultCollector): ReadOffer | undefined {
  const found = readFields(item, OFFER_FIELDS, faults, at);
  const told = (name: string) => found.get(name) ?? undefined;
  const flag = (name: string) =>
    told(name) === undefined ? undefined : faults.attempt(() => parseYesOrNo(told(name), `${at}.${name}`));
  const instrument = faults.attempt(() => readInstrument(told('instrument'), `${at}.instrument`));
  const quantity = faults.attempt(() => readTonnes(told('quantity'), `${at}.quantity`));
  const day = told('registeredOn');
  const registeredOn =
    day === undefined ? undefined : faults.attempt(() => readDay(day, `${at}.registeredOn`, '0000-00-00'));
  const [carriedOver, coveredByEts, local] = [flag('carriedOver'), flag('coveredByEts'), flag('local')];
  if (instrument === undefined || quantity === undefined) return undefined;
  return {
    instrument,
    quantity,
    ...(carriedOver !== undefined && { carriedOver }),
    ...(registeredOn !== undefined && { registeredOn }),
    ...(coveredByEts !== undefined && { coveredByEts }),
    ...(local !== undefined && { local }),
    likeCredit: found.has('registeredOn') || found.has('coveredByEts'),
  };
}

function readInstrument(value: unknown, field: string): string {
  if (value === undefined) throw required(field);
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_NAME) return value.trim();
  throw malformed([
    fault(
      field,
      'text',
      `must name an instrument, like "CEA24", in at most ${MAX_NAME} characters`,
      `必须是产品名称，例如 "CEA24"，不超过 ${MAX_NAME} 个字符`,
    ),
  ]);
}
