import { outageOf } from './outage';

describe('errors that mean the database cannot serve now', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });

  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '08006', '08P01'])(
    '%s: unavailable',
    (code) => {
      expect(outageOf(coded(code))).toMatchObject({ code: 'DATABASE_UNAVAILABLE', status: 503 });
    },
  );

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Cannot use a pool after calling end on the pool',
  ])('"%s": unavailable', (message) => {
    expect(outageOf(new Error(message))?.code).toBe('DATABASE_UNAVAILABLE');
  });

  it('all addresses of a host refused: unavailable', () => {
    expect(outageOf(new AggregateError([coded('ECONNREFUSED')]))?.code).toBe('DATABASE_UNAVAILABLE');
  });

  it('no room on the disk: full', () => {
    expect(outageOf(coded('53100'))).toMatchObject({ code: 'DATABASE_FULL', status: 503 });
  });

  it.each(['23505', '40P01', '22P02', '42P01', 'EACCES'])('%s is none of these', (code) => {
    expect(outageOf(coded(code))).toBeUndefined();
  });

  it.each([undefined, null, 'text', new Error('other')])('%p is none of these', (error) => {
    expect(outageOf(error)).toBeUndefined();
  });
});
