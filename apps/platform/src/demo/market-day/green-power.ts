import { SELLER as WIND } from '../compliance-year/offset-credits';
import type { Stage } from '../stage';
import { BY_EXCHANGE, METERS } from './houses';
import { METERED_WH, POWER } from './terms';

const BUYER = 'E005';

/** The exchange lets in who may sell and who may buy local green power (S30). */
export async function admitToGreenPower(stage: Stage): Promise<void> {
  for (const [holder, maySell] of [
    [WIND.code, true],
    [BUYER, false],
  ] as const)
    await stage.act('green-power-participant', { holder, maySell, mayBuy: !maySell }, BY_EXCHANGE);
}

async function plantOf(stage: Stage): Promise<string> {
  const path = `/v1/assets?holder=${WIND.code}`;
  const { items } = await stage.get<{ items: { number: string; kind: string }[] }>(
    `${WIND.code}/maker`,
    path,
  );
  return items.find(({ kind }) => kind === 'power-plant')?.number ?? '';
}

/** A quarter hour of the wind farm in the Yellow Sea is offered, and wanted. */
export async function contractWind(stage: Stage, interval: string): Promise<void> {
  const plant = await plantOf(stage);
  const { offeredWh, wantedWh, price, highestPrice } = POWER;
  const offer = { interval, plant, energyWh: offeredWh, price };
  await stage.post(`${WIND.code}/maker`, '/v1/green-power/offers', offer);
  await stage.post(`${BUYER}/maker`, '/v1/green-power/demands', {
    ...{ interval, energyWh: wantedWh, preferences: [{ source: { plant }, highestPrice }] },
  });
}

/** What was metered in it. */
export async function meterWind(stage: Stage, interval: string): Promise<void> {
  const readings = [{ plant: await plantOf(stage), interval, energyWh: METERED_WH }];
  await stage.post(`${METERS.code}/maker`, '/v1/green-power/readings', { readings });
}
