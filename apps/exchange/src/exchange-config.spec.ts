import { SettingsError } from '@carbon/http';
import { marketsOf, readExchangeConfig } from './exchange-config';

const LEAST = { DATABASE_URL: 'postgres://127.0.0.1/carbon', CARBON_KEYS_FILE: '/etc/carbon/keys.json' };

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readExchangeConfig(environment);
  } catch (error) {
    if (error instanceof SettingsError)
      return error.message.match(/^\s*([A-Z_]+):/gm)?.map((line) => line.trim()) ?? [];
    throw error;
  }
  return [];
}

describe('the settings of the exchange', () => {
  it('needs a database and the keys, and runs all markets', () => {
    const config = readExchangeConfig(LEAST);
    expect([config.PORT, config.HOST, marketsOf(config)]).toEqual([3_001, '127.0.0.1', undefined]);
    expect(faultsOf({})).toEqual(expect.arrayContaining(['DATABASE_URL:', 'CARBON_KEYS_FILE:']));
  });

  it('runs the markets it is told', () => {
    expect(marketsOf(readExchangeConfig({ ...LEAST, MARKETS: 'CN,SZ' }))).toEqual(['CN', 'SZ']);
    expect(faultsOf({ ...LEAST, MARKETS: 'CN,XX' })).toEqual(['MARKETS:']);
    expect(faultsOf({ ...LEAST, MARKETS: 'cn' })).toEqual(['MARKETS:']);
  });

  it('takes service keys from one place', () => {
    expect(faultsOf({ ...LEAST, API_KEYS: '[]', API_KEYS_FILE: '/etc/keys' })).toEqual(['API_KEYS:']);
  });
});
