/** A plain object with the fields of a class that describes an answer: such classes are for readers, never made. */
export type Sent<T> = { readonly [K in keyof T]: T[K] };
