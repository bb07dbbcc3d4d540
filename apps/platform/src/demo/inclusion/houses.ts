import type { NewHolder } from '@carbon/identity';
import type { Hands } from '../houses';

const made = (code: string, kind: NewHolder['kind'], zh: string, en: string): NewHolder => ({
  ...{ code, kind, nameZh: `${zh}（示例）`, nameEn: `${en} (example)`, source: 'synthetic' },
});

/** Who runs the programme of the demonstration, and who tells of trips; all made up. */
export const OPERATOR = made('CITY', 'aggregator', '示范碳普惠运营公司', 'Demo inclusion operator');
export const PARTNERS = [
  made('P1', 'data-partner', '示范公交', 'Demo buses'),
  made('P2', 'data-partner', '示范地铁', 'Demo metro'),
  made('P3', 'data-partner', '示范共享单车', 'Demo shared bikes'),
] as const;

export const PROGRAMME = 'SZ-DEMO';
export const BY_OPERATOR: Hands = { maker: 'CITY/maker', checkers: ['CITY/checker'] };
