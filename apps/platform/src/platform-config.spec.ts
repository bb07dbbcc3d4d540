import { readPlatformConfig } from './platform-config';

const EXTERNAL = {
  DATABASE_URL: 'postgres://app@db/carbon',
  DATABASE_OWNER_URL: 'postgres://owner@db/carbon',
};

/** How people sign in, as an environment has it. */
function signIn(environment: Record<string, string>) {
  const { SECOND_FACTOR, COOKIES_SECURE } = readPlatformConfig(environment);
  return { SECOND_FACTOR, COOKIES_SECURE };
}

const EASY = { SECOND_FACTOR: 'off', COOKIES_SECURE: false };
const STRICT = { SECOND_FACTOR: 'required', COOKIES_SECURE: true };

describe('REG-002 the second factor of the platform', () => {
  it.each([{}, { HOST: '' }, { HOST: '127.0.0.1' }, { HOST: '::1' }, { HOST: 'localhost' }])(
    'is not asked for in a demonstration that only this machine can reach: %j',
    (environment) => {
      expect(signIn(environment as Record<string, string>)).toEqual(EASY);
    },
  );

  it.each(['0.0.0.0', '::', '10.0.0.7', 'carbon.example', '127.0.0.1.example'])(
    'is asked for where other machines are listened to: %s',
    (host) => {
      expect(signIn({ HOST: host })).toEqual(STRICT);
    },
  );

  it('is asked for with a database of one’s own, and without demonstration data', () => {
    expect(signIn(EXTERNAL)).toEqual(STRICT);
    expect(signIn({ DEMO: 'false' })).toEqual(STRICT);
  });

  it('is what is said, where it is said', () => {
    expect(signIn({ SECOND_FACTOR: 'required', COOKIES_SECURE: 'true' })).toEqual(STRICT);
    expect(signIn({ HOST: '0.0.0.0', SECOND_FACTOR: 'off', COOKIES_SECURE: 'false' })).toEqual(EASY);
  });
});
