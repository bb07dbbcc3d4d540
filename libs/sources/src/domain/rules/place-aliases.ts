import type { RuleData } from './rule-data';

/** One place under several names. */
export interface PlaceAliases {
  readonly names: readonly string[];
  /** Nobody has said for sure that they are one. */
  readonly unsure?: true;
}

/**
 * Places that sources call by several names (N-13). A table and not likeness: no rule of spelling finds that MM21 is the
 * seaside of Yokohama.
 */
export const PLACE_ALIASES: RuleData<readonly PlaceAliases[]> = {
  rule: 'INV-04',
  value: [
    { names: ['梦洲·咲洲', '梦咲', 'Yumeshima'] },
    { names: ['横滨智慧港城', 'MM21', '横滨海滨'] },
    { names: ['编织之城', '未来之城', 'Woven City'] },
    { names: ['纲岛', '网岛', 'Tsunashima'] },
    { names: ['皇家海港', '皇家港', 'Royal Seaport'] },
    { names: ['鄂尔多斯零碳产业园', '鄂尔多斯', '蒙苏'], unsure: true },
  ],
  effectiveFrom: '2021-01-01',
  source: 'names of one place as the reports that were read give them',
  certainty: 'F',
};
