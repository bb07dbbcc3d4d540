import {
  EntitySchema,
  type EntitySchemaColumnOptions,
  EntitySchemaOptions,
  type ObjectLiteral,
} from 'typeorm';

export interface TableOf<T> {
  readonly name: string;
  readonly tableName: string;
  readonly columns: { readonly [property in keyof T]: EntitySchemaColumnOptions };
}

/** How rows of one of this library's tables become objects. */
export function entity<T extends ObjectLiteral>(table: TableOf<T>): EntitySchema<T> {
  return new EntitySchema<T>(
    Object.assign(new EntitySchemaOptions<T>(), { schema: 'certificates', ...table }),
  );
}
