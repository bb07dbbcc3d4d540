/** A bank's reference as it stands in the books: banks print the same one in capitals and small letters. */
export const asBooked = (bankReference: string): string => bankReference.toUpperCase();
