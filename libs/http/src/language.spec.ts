import { languageOf } from './language';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en;q=0.8, zh;q=0.9', 'zh'],
    ['en-GB,zh', 'en'],
    ['fr,de;q=0.9', 'zh'],
    ['fr, en;q=0.1', 'en'],
    ['en;q=0', 'zh'],
    ['en;q=nonsense', 'zh'],
    ['enormous', 'zh'],
    ['*', 'zh'],
  ] as const)('%p asks for %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
