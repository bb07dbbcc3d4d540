import { type ChinaDate, fault, malformed, MAX_QUANTITY, Refusal } from '@carbon/kernel';
import { rulesCalculators } from '@carbon/rules/domain';
import { countWrong } from './refusals';
import type { ForeignRegistry } from './registries';

/** A run of serials of another registry, however it was spelled. */
export interface ExternalBlock {
  readonly registry: ForeignRegistry;
  /** One way to write the batch the serials belong to: two spellings of one batch are one. */
  readonly batch: string;
  readonly first: bigint;
  readonly last: bigint;
  /** What the serial number itself says; undefined where its format does not. */
  readonly project?: string;
  readonly vintage?: string;
  readonly country?: string;
  /** The number as it was given. */
  readonly text: string;
}

/** What the serial calculator says of a number (SER-001 to SER-006). */
interface Parsed {
  readonly format: string;
  readonly first?: string;
  readonly last?: string;
  readonly project?: string;
  readonly vintage?: string;
  readonly country?: string;
  readonly issuance?: string;
}

const REGISTRY_OF: Readonly<Record<string, ForeignRegistry>> = {
  'verra-13': 'VCS',
  'verra-12': 'VCS',
  'gold-standard': 'GS',
  'i-rec': 'I-REC',
};

/** Full-width signs, dashes of other kinds, spaces around them and small letters are spelling, not number. */
function respelled(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s*-\s*/gu, '-')
    .replace(/\s+(?:TO|至)\s+/u, ' to ')
    .trim();
}

const number = (text: string) => BigInt(text).toString();
/** Zeros in front are spelling too. */
const unpadded = (text: string) => text.replace(/\d+/gu, number);

/**
 * Reads the serial number of a block of units of a registry.
 * @throws Refusal INPUT_MALFORMED naming `field` when it is none of that registry, EXTERNAL_COUNT_WRONG (SER-008) when
 * the count that goes with it is not last − first + 1
 */
export function readExternalSerial(
  registry: ForeignRegistry,
  text: string,
  count: bigint,
  field: string,
): ExternalBlock {
  const said = parsed(respelled(text), field);
  const { first, last, project, vintage, country } = said;
  if (REGISTRY_OF[said.format] !== registry || first === undefined || last === undefined) {
    throw malformed([
      fault(field, 'registry', `is no block of serials of ${registry}`, `不是 ${registry} 的编号区间`),
    ]);
  }
  return counted(
    {
      registry,
      batch: batchOf(said),
      first: BigInt(first),
      last: BigInt(last),
      text,
      ...(project === undefined ? {} : { project: unpadded(project) }),
      ...(vintage === undefined ? {} : { vintage }),
      ...(country === undefined ? {} : { country }),
    },
    count,
    field,
  );
}

/**
 * A block of a registry whose numbers have no format that we know (JCM): its batch, first and last serial apart.
 * @throws Refusal INPUT_MALFORMED, EXTERNAL_COUNT_WRONG
 */
export function opaqueBlock(
  registry: ForeignRegistry,
  told: { readonly batch: string; readonly first: bigint; readonly last: bigint },
  count: bigint,
  field: string,
): ExternalBlock {
  const batch = unpadded(respelled(told.batch));
  if (!/^[A-Z0-9][A-Z0-9./:-]{0,39}$/.test(batch)) {
    throw malformed([
      fault(
        `${field}.batch`,
        'format',
        'must be letters, digits, dots, hyphens',
        '只能由字母、数字、点和连字符组成',
      ),
    ]);
  }
  const text = `${told.batch} ${told.first}-${told.last}`;
  return counted({ registry, batch, first: told.first, last: told.last, text }, count, field);
}

/**
 * What makes a batch, and nothing else of the number: a Verra issuance whichever of its forms is written, a Gold Standard
 * project, vintage and issuance without padding. I-REC serials run through its whole registry.
 */
function batchOf({ format, project = '', vintage = '', issuance = '0' }: Parsed): string {
  if (format === 'gold-standard')
    return `${number(project.replace(/^GS/, ''))}/${vintage}/${number(issuance)}`;
  return format === 'i-rec' ? 'ALL' : number(issuance);
}

function counted(block: ExternalBlock, count: bigint, field: string): ExternalBlock {
  const { first, last } = block;
  if (last < first) throw malformed([fault(field, 'order', 'ends before it begins', '止号早于起号')]);
  if (last >= MAX_QUANTITY) {
    throw malformed([fault(field, 'maximum', 'is larger than can be counted', '超过可记录的最大值')]);
  }
  const holds = last - first + 1n;
  if (holds !== count) throw countWrong(first, last, holds, count);
  return block;
}

const calculator = rulesCalculators.find(({ name }) => name === 'serial');
/** Formats have no dates of their own: a day that their pack covers. */
const FORMATS_AS_OF: ChinaDate = '2026-01-01';

function parsed(text: string, field: string): Parsed {
  if (calculator === undefined) throw new Error('the serial calculator is not there');
  try {
    const said = calculator.run({ text, asOf: FORMATS_AS_OF }, { today: FORMATS_AS_OF });
    return said as unknown as Parsed;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'INPUT_MALFORMED') throw error;
    throw malformed(error.fields.map((each) => ({ ...each, field })));
  }
}
