/** What is known of a natural person. All of it is encrypted at rest under a key of that person alone. */
export interface PersonFields {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** 居民身份证号 or passport; of another state than China behind its three letters, `DEU:C01X00T47`. */
  readonly identityNumber?: string;
  /** China date. */
  readonly birthDate?: string;
  readonly address?: string;
}

export const PERSON_FIELDS = [
  'name',
  'email',
  'phone',
  'identityNumber',
  'birthDate',
  'address',
] as const satisfies readonly (keyof PersonFields)[];
export type PersonField = (typeof PERSON_FIELDS)[number];

/** The fields that are given, in the order of their names above. */
export function givenFields(fields: PersonFields): [PersonField, string][] {
  return PERSON_FIELDS.flatMap((name): [PersonField, string][] => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value]];
  });
}
