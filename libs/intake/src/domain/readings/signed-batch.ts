import { canonicalJson } from '@carbon/kernel';

/** One reading as a device sends it; quantities as decimal strings. */
export interface SentReading {
  readonly start: string;
  readonly end: string;
  readonly energyWh?: string;
  readonly registerStartWh?: string;
  readonly registerEndWh?: string;
}

/** A batch of readings without its signature. */
export interface SentBatch {
  /** The sender's own number of it. */
  readonly batch: string;
  readonly meter: string;
  readonly signedAt: string;
  readonly readings: readonly SentReading[];
}

const DOMAIN = 'carbon-ledger meter-readings v1';

/** The bytes that a device signs (Ed25519, RFC 8032): a line that names the purpose, then canonical JSON (RFC 8785). */
export function signedBytes({ batch, meter, signedAt, readings }: SentBatch): Buffer {
  const body = {
    ...{ batch, meter, signedAt },
    readings: readings.map(({ start, end, energyWh, registerStartWh, registerEndWh }) => ({
      ...{ start, end },
      ...(energyWh === undefined ? {} : { energyWh }),
      ...(registerStartWh === undefined ? {} : { registerStartWh }),
      ...(registerEndWh === undefined ? {} : { registerEndWh }),
    })),
  };
  return Buffer.from(`${DOMAIN}\n${canonicalJson(body)}`);
}
