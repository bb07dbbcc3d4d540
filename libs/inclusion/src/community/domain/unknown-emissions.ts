import type { Text } from '@carbon/kernel';
import { COUNTED, type Method, type ProgrammeRules } from '../../domain/index';

/** Acts of a method whose emissions nobody knows: no figure of ours holds them. */
export interface UnknownEmissions {
  readonly programme: number;
  readonly method: string;
  readonly title: Text;
  readonly acts: number;
}

interface Done {
  readonly programme: number;
  readonly month: string;
  readonly method: number;
  readonly reason: number;
  readonly acts: number;
}

/** What of it is in no figure of emissions, by programme and method. */
export function unknownEmissions(
  done: readonly Done[],
  rulesOf: (programme: number) => ProgrammeRules | undefined,
): UnknownEmissions[] {
  const found = new Map<string, UnknownEmissions>();
  for (const { programme, month, method: number, reason, acts } of done) {
    const method = rulesOf(programme)?.methodOf(number);
    if (method === undefined || reason !== COUNTED || isKnownAllMonth(method, month)) continue;
    const key = `${programme} ${number}`;
    const before = found.get(key)?.acts ?? 0;
    found.set(key, { programme, method: method.code, title: method.title, acts: before + acts });
  }
  return [...found.values()];
}

/** Whether every factor in force in a month says what the act emits. */
function isKnownAllMonth({ factors }: Method, month: string): boolean {
  const last = `${month.slice(0, 7)}-31`;
  const inForce = factors.filter(({ from, to }) => from <= last && (to === undefined || month <= to));
  return inForce.every(({ emittedUg }) => emittedUg !== undefined);
}
