import { Refusal } from '@carbon/kernel';
import { ownWords, requireStrongPassword } from './password-strength';

const words = ownWords({ name: '张 伟强', email: 'Wei.Qiang+carbon@huaneng.example' });

function faultOf(password: string): { rule: string; zh: string; en: string } | undefined {
  try {
    requireStrongPassword(password, words, 'password');
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault] = error.fields;
    return fault === undefined ? undefined : { rule: fault.rule, ...fault.message };
  }
}

describe('a password', () => {
  it('the own words are the name, the address and their parts', () => {
    expect(words).toEqual([
      '张 伟强',
      'wei.qiang+carbon@huaneng.example',
      'wei',
      'qiang',
      'carbon',
      'huaneng',
      'example',
      '伟强',
    ]);
  });

  it.each(['correct horse battery staple', '绿水青山就是金山银山啊呀', 'kT9#vWq2!mZx'])(
    '%s is strong enough',
    (password) => {
      expect(faultOf(password)).toBeUndefined();
    },
  );

  it.each([
    ['elevenchars', 'length'],
    ['x'.repeat(129), 'length'],
    ['password1234', 'weak-password'],
    ['aaaaaaaaaaaaaaaa', 'weak-password'],
    ['qwertyuiop12', 'weak-password'],
    ['huaneng-huaneng', 'weak-password'],
    ['carboncarbon1', 'weak-password'],
    ['碳账本碳账本碳账本碳账本', 'weak-password'],
    ['201905201905', 'weak-password'],
  ])('%s is refused', (password, rule) => {
    expect(faultOf(password)?.rule).toBe(rule);
  });

  it('the reason is told in both languages', () => {
    expect(faultOf('aaaaaaaaaaaaaaaa')).toEqual({
      rule: 'weak-password',
      zh: '强度不足：重复的字符很容易被猜到；请使用几个互不相关的词语',
      en: 'is too weak: repeated characters are easy to guess; use several words that do not belong together',
    });
  });
});
