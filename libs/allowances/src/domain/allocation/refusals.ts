import { Refusal } from '@carbon/kernel';
import type { AllocationScope } from './allocation';

/** Why a market, sector or year has no rules of allocation (422). */
export function noAllocationRules(
  pack: string,
  { market, sector, year }: AllocationScope,
  why: { readonly zh: string; readonly en: string },
): Refusal {
  return new Refusal(
    'ALLOWANCES_NO_RULES',
    422,
    {
      zh: `规则包 ${pack}：${why.zh}`,
      en: `The rule pack ${pack} ${why.en}`,
    },
    { details: { pack, market, sector, year: String(year) } },
  );
}

/** A calculation that the scope's method does not know (422). */
export function otherMethod({ market, sector, year }: AllocationScope, method: string): Refusal {
  return new Refusal(
    'ALLOWANCES_OTHER_METHOD',
    422,
    {
      zh: `市场 ${market} 的 ${sector} ${year} 年度按 ${method} 方法分配，不适用此计算`,
      en: `The market ${market} allocates to ${sector} for ${year} by the method ${method}; this calculation is for another`,
    },
    { details: { market, sector, year: String(year), method } },
  );
}

/** A kind of special unit or line that the scope's rules do not know (422). */
export function unknownSpecial(id: string, special: string, known: readonly string[]): Refusal {
  const named = special.slice(0, 60);
  const list = known.join(', ');
  return new Refusal(
    'ALLOWANCES_SPECIAL_UNKNOWN',
    422,
    {
      zh: `${id} 的特殊类别 ${named} 在该年度规则中不存在；可用：${list === '' ? '无' : list}`,
      en: `${id}: the rules of the year know no special kind ${named}; there are: ${list === '' ? 'none' : list}`,
    },
    { details: { id, special: named, known: list } },
  );
}

/** What a calculation needs of a unit or firm and was not told (422). */
export function figureMissing(id: string, field: string, rule: string): Refusal {
  return new Refusal(
    'ALLOWANCES_FIGURE_MISSING',
    422,
    { zh: `${id} 缺少 ${field}`, en: `${id} lacks ${field}` },
    { rule, details: { id, field } },
  );
}

/** ALC-022: a sector that no balance value balances (422). */
export function noBalance(why: { readonly zh: string; readonly en: string }): Refusal {
  return new Refusal(
    'ALLOWANCES_NO_BALANCE',
    422,
    { zh: `不存在平衡值：${why.zh}`, en: `There is no balance value: ${why.en}` },
    { rule: 'ALC-022' },
  );
}
